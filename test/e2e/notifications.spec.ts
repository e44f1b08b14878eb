import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import type { Account, Decision } from '../../web/api/types.ts'
import { businessDays, me, newContract, type Person, read, signIn, watchFaults, write } from './support.ts'

const main = (page: Page) => page.getByRole('main')
const bell = (page: Page) => page.getByRole('link', { name: /^お知らせ/ }).first()
const barriers = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)

async function enter(page: Page, person: Person, path: string) {
  await signIn(page, person)
  await page.goto(path)
}

/** A meeting that this person books for the company of the demo's customer. */
async function bookedBy(page: Page, account: Account): Promise<Decision> {
  const contract = account.contracts.find((c) => c.state === 'active')!
  for (const date of (await businessDays(page, 12)).slice(3)) {
    for (const time of ['17:00', '11:30', '12:30']) {
      const body = {
        contractId: contract.id,
        kind: 'meeting',
        place: 'phone',
        minutes: 30,
        start: `${date}T${time}:00+09:00`,
      }
      if ((await write<Decision>(page, '/sessions/preview', body)).outcome === 'allowed')
        return write<Decision>(page, '/sessions', body)
    }
  }
  throw new Error('the demo has no free half hour in the weeks to come')
}

test('what the customer books stands on the other side’s bell without a reload; opening it reads it', async ({
  browser,
  page,
}) => {
  test.setTimeout(120_000)
  const faults = watchFaults(page)
  const hears = page.waitForRequest('**/api/events', { timeout: 60_000 })
  await enter(page, 'csm', '/console/notifications')
  await expect(main(page).getByRole('listitem').first()).toBeVisible()
  await expect(main(page).getByRole('heading', { name: 'お知らせ', level: 1 })).toBeVisible()
  const readAll = main(page).getByRole('button', { name: 'すべて既読にする' })
  if (await readAll.isEnabled()) await readAll.click()
  await expect(bell(page)).toHaveAccessibleName('お知らせ')
  // The long answer begins once the page is quiet.
  await hears

  const context = await browser.newContext()
  const other = await context.newPage()
  await signIn(other, 'premier')
  const { user } = await me(other)
  await bookedBy(other, await read<Account>(other, `/accounts/${user.accountId}`))
  await context.close()

  await expect(bell(page)).toHaveAccessibleName('お知らせ（未読1件）', { timeout: 15_000 })
  const newest = main(page).getByRole('listitem').first()
  await expect(newest).toContainText('予定が入りました：打ち合わせ')
  await expect(newest).toContainText('例題電機株式会社')
  await newest.getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(`/console/accounts/${user.accountId}/sessions`))
  await expect(bell(page)).toHaveAccessibleName('お知らせ')
  await page.goBack()
  await main(page)
    .getByRole('button', { name: /^「予定が入りました.*未読に戻す$/ })
    .first()
    .click()
  await expect(bell(page)).toHaveAccessibleName('お知らせ（未読1件）')
  await main(page).getByRole('checkbox', { name: '未読だけ' }).check()
  await expect(page).toHaveURL(/unread=yes/)
  await expect(main(page).getByRole('listitem')).toHaveCount(1)
  expect(faults).toEqual([])
})

test('how one is told is chosen kind by kind, and kept', async ({ page }) => {
  await enter(page, 'basic', '/portal/notifications?show=choices')
  const row = main(page).getByRole('row', { name: /予定の日時が変わった/ })
  await row.getByRole('checkbox', { name: '予定の日時が変わったを画面で知らせる' }).uncheck()
  const kept = page.waitForResponse('**/api/notices/choices')
  await row.getByRole('combobox', { name: '予定の日時が変わったのメール' }).click()
  await page.getByRole('option', { name: '毎朝まとめて' }).click()
  await kept
  await page.reload()
  await expect(row.getByRole('checkbox')).not.toBeChecked()
  await expect(row.getByRole('combobox')).toHaveValue('毎朝まとめて')
  const security = main(page).getByRole('row', { name: /新しい端末からのサインイン/ })
  await expect(security.getByRole('checkbox')).toBeDisabled()
  await row.getByRole('checkbox').check()
})

test('a webhook that leads elsewhere is refused at its field; a right one is kept without its address', async ({
  page,
}) => {
  await enter(page, 'csm', '/console/notifications?show=choices')
  await main(page).getByRole('button', { name: 'Webhook を追加' }).click()
  const form = main(page).getByRole('form', { name: 'Webhook を追加' })
  await form.getByLabel('名前').fill('#試し')
  await form.getByLabel('Webhook のアドレス').fill('https://169.254.169.254/latest/meta-data')
  await form.getByRole('button', { name: '登録' }).click()
  await expect(form.getByText(/Slack または Teams が発行した/)).toBeVisible()
  await form.getByLabel('Webhook のアドレス').fill('https://hooks.slack.com/services/T0/B0/secret')
  await form.getByRole('button', { name: '登録' }).click()
  await expect(main(page).getByText('hooks.slack.com', { exact: false })).toBeVisible()
  expect(await page.content()).not.toContain('B0/secret')
  await expect(main(page).getByRole('columnheader', { name: 'Slack' })).toBeVisible()
  await main(page).getByRole('button', { name: '#試しを外す' }).click()
  await expect(main(page).getByRole('columnheader', { name: 'Slack' })).toHaveCount(0)
})

test('the outbox keeps letters where no mail server is set up: one is opened, and seen to', async ({ page }) => {
  await enter(page, 'admin', '/console/accounts')
  await newContract(page, 'basic')
  await page.goto('/console/settings/outbox')
  await expect(main(page).getByRole('heading', { name: '送信箱' })).toBeVisible()
  await expect(main(page).getByText('メールサーバーが設定されていないため')).toBeVisible()
  const letters = main(page).getByRole('list', { name: '送信箱' })
  await letters
    .getByRole('button', { name: /招待|【伴走】/ })
    .first()
    .click()
  const letter = page.getByRole('dialog')
  await expect(letter.getByRole('link').first()).toHaveAttribute('href', /^http/)
  await expect(page).toHaveURL(/on=/)
  await letter.getByRole('button', { name: '対応済みにする' }).click()
  await expect(letter).toHaveCount(0)
  await main(page)
    .getByRole('button', { name: /^対応済み/ })
    .click()
  await expect(page).toHaveURL(/show=handled/)
  await expect(letters.getByRole('listitem').first()).toContainText('対応済み')
  await expect(main(page).getByText('お知らせの配布')).toBeVisible()
})

const SCREENS: [Person, string][] = [
  ['csm', '/console/notifications'],
  ['csm', '/console/notifications?show=choices'],
  ['admin', '/console/settings/outbox'],
  ['basic', '/portal/notifications'],
  ['basic', '/portal/notifications?show=choices'],
]
for (const scheme of ['light', 'dark'] as const)
  for (const language of ['ja', 'en'] as const)
    test(`no barriers, ${scheme}, ${language}, at both widths`, async ({ page }) => {
      test.setTimeout(240_000)
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await page.addInitScript((kept) => localStorage.setItem('bansou.language', kept), language)
      for (const [person, path] of SCREENS) {
        await enter(page, person, path)
        for (const width of [1440, 390]) {
          await page.setViewportSize({ width, height: 900 })
          await expect(main(page).getByRole('heading', { level: 1 })).toBeVisible()
          await expect(main(page).getByRole('status')).toHaveCount(0)
          expect([path, width, await barriers(page)]).toEqual([path, width, []])
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          expect([path, width, wide <= 0]).toEqual([path, width, true])
        }
      }
    })
