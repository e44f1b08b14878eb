import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import type { Account, Decision, LedgerEntry } from '../../web/api/types.ts'
import { formatDay, formatMinutes } from '../../web/i18n/format.ts'
import { answerIn, businessDays, me, type Person, read, sessionsOf, signIn, watchFaults, write } from './support.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

const SCREENS = ['/', '/sessions', '/sessions?show=past', '/book', '/usage', '/terms', '/other']
const main = (page: Page) => page.getByRole('main')
const bar = (page: Page) => page.getByRole('navigation', { name: '主な画面' })
const sheet = (page: Page) => page.getByRole('dialog', { name: '予定の内容' })

async function enter(page: Page, person: Person, path = '/'): Promise<Account> {
  await signIn(page, person)
  const { user } = await me(page)
  await page.goto(`/portal${path}`)
  return read<Account>(page, `/accounts/${user.accountId}`)
}

/** A time in the weeks to come at which the vendor would hold a meeting of half an hour. */
async function freeTime(page: Page, account: Account): Promise<{ date: string; time: string }> {
  const contract = account.contracts.find((c) => c.state === 'active')!
  for (const date of (await businessDays(page, 12)).slice(2)) {
    for (const time of ['16:30', '11:00', '13:00']) {
      const body = { contractId: contract.id, kind: 'meeting', place: 'online', minutes: 30 }
      const answer = await write<Decision>(page, '/sessions/preview', { ...body, start: `${date}T${time}:00+09:00` })
      if (answer.outcome === 'allowed') return { date, time }
    }
  }
  throw new Error('the demo has no free half hour in the weeks to come')
}

/** Fills in the booking form; the day through its field, as somebody with a day in mind does. */
async function fillIn(page: Page, at: { date: string; time: string }) {
  const form = page.getByRole('form', { name: '予約する' })
  for (const [label, text] of [
    ['日付を指定', at.date],
    ['開始時刻', at.time],
    ['長さ（分）', '30'],
  ] as const) {
    const field = form.getByLabel(label, { exact: true }).and(form.locator('input'))
    await field.fill(text)
    await field.press('Tab')
  }
  return form
}

const barriers = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)

test('Home says what is left and until when, what comes next, and under which terms', async ({ page }) => {
  const account = await enter(page, 'premier')
  const lead = account.meters.find((m) => m.holder.type === 'contract' && m.unit === 'minutes')!
  const left = main(page).getByRole('region', { name: 'お使いいただける時間' })
  await expect(left.getByText(formatMinutes(lead.left, 'ja'), { exact: true }).first()).toBeVisible()
  await expect(left.getByRole('img', { name: /期間は\d+%経過、使用\d+%/ })).toBeVisible()
  await expect(left.getByRole('button', { name: `条項 ${lead.clause} を開く` })).toBeVisible()
  const { now } = await me(page)
  const next = (await sessionsOf(page, account.id))
    .filter((s) => s.state === 'booked' && s.end > now)
    .sort((a, b) => a.start.localeCompare(b.start))[0]!
  const region = main(page).getByRole('region', { name: '次の予定' })
  await expect(region).toContainText(formatDay(next.start.slice(0, 10), 'ja', { year: false }))
  await expect(region).toContainText(next.staff!.name)
  const terms = main(page).getByRole('region', { name: '約款' })
  await expect(terms).toContainText(`${account.terms!.version}版`)
})

test('A booking is answered while it is filled in, kept over a reload, booked, moved and cancelled', async ({
  page,
}) => {
  const account = await enter(page, 'premier', '/book')
  const at = await freeTime(page, account)
  await fillIn(page, at)
  const answer = answerIn(main(page))
  await expect(answer.getByRole('status')).toHaveText('可能です')
  await page.reload()
  const form = page.getByRole('form', { name: '予約する' })
  await expect(form.getByLabel('開始時刻', { exact: true }).and(form.locator('input'))).toHaveValue(at.time)
  await expect(answer.getByRole('status')).toHaveText('可能です')
  await form.getByRole('button', { name: '予約する', exact: true }).click()
  await expect(page.getByRole('heading', { name: '予約しました' })).toBeFocused()
  await page.getByRole('link', { name: '予定を見る' }).click()
  await expect(sheet(page)).toContainText(`${formatDay(at.date, 'ja')} ${at.time}`)
  await expect(sheet(page).getByRole('region', { name: 'そのときの答え' })).toContainText('承りました')

  await sheet(page).getByRole('button', { name: '日時を変える' }).click()
  const moving = page.getByRole('dialog', { name: '日時を変える' })
  const length = moving.getByLabel('長さ（分）', { exact: true }).and(moving.locator('input'))
  await length.fill('15')
  await expect(answerIn(moving).getByRole('status')).toHaveText('可能です')
  await moving.getByRole('button', { name: 'この日時に変える' }).click()
  await moving.getByRole('button', { name: '完了' }).click()
  await expect(sheet(page)).toContainText('15分')

  await sheet(page).getByRole('button', { name: '取り消す' }).click()
  const cancelling = page.getByRole('dialog', { name: '予定を取り消す' })
  await expect(answerIn(cancelling).getByRole('status')).toHaveText('可能です')
  await cancelling.getByRole('button', { name: '取り消す' }).click()
  await expect(sheet(page).getByText('取消').first()).toBeVisible()
  await expect(sheet(page).getByRole('button', { name: '日時を変える' })).toHaveCount(0)
})

test('What costs is booked only after the charge is accepted', async ({ page }) => {
  const account = await enter(page, 'advanced', '/book')
  const at = await freeTime(page, account)
  const form = await fillIn(page, at)
  await form.getByRole('radio', { name: 'お客様先' }).check()
  await form.getByRole('combobox', { name: '訪問先の都道府県' }).fill('北海道')
  await page.getByRole('option', { name: '北海道' }).click()
  await expect(answerIn(form).getByRole('status')).toHaveText('費用を承諾いただければ可能')
  const book = form.getByRole('button', { name: '費用を承諾して予約する' })
  await expect(book).toBeDisabled()
  await form.getByRole('checkbox', { name: '上の費用を承諾します' }).check()
  await expect(book).toBeEnabled()
  await form.getByLabel('長さ（分）', { exact: true }).and(form.locator('input')).fill('45')
  await expect(form.getByRole('checkbox', { name: '上の費用を承諾します' })).not.toBeChecked()
})

test('A refusal names its clause and its remedies, and whom to ask, but offers no order', async ({ page }) => {
  const account = await enter(page, 'basic', '/book')
  const form = page.getByRole('form', { name: '予約する' })
  await form.getByRole('radio', { name: '研修', exact: true }).check()
  const answer = answerIn(form)
  await expect(answer.getByRole('status')).toHaveText('お受けできません')
  await expect(answer).toContainText('トレーニング（3時間）')
  await expect(form).toContainText(`担当の${account.responsible!.name}にご相談ください`)
  await expect(form.getByRole('button', { name: '予約する', exact: true })).toBeDisabled()
  await answer.getByRole('button', { name: '条項 plans.3 を開く' }).click()
  await expect(page.getByRole('dialog', { name: '条項' })).toContainText('plans.3')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: '条項' })).toHaveCount(0)
})

test('Every movement stands in the records with its clause; the charts can be read as tables', async ({ page }) => {
  const account = await enter(page, 'premier', '/usage')
  const [newest] = (await read<{ items: LedgerEntry[] }>(page, `/accounts/${account.id}/ledger`)).items
  const records = main(page).getByRole('region', { name: '記録' })
  await expect(records.getByRole('listitem').first()).toContainText('残り')
  await expect(records.getByRole('button', { name: `条項 ${newest!.clause} を開く` }).first()).toBeVisible()
  await main(page).getByRole('button', { name: '表で見る' }).first().click()
  await expect(main(page).getByRole('columnheader', { name: '失効' }).first()).toBeVisible()
  await records.getByRole('combobox', { name: '表示する枠' }).click()
  await page.getByRole('option').nth(1).click()
  await expect(page).toHaveURL(/of=/)
  await page.reload()
  await expect(records.getByRole('combobox', { name: '表示する枠' })).not.toHaveValue('すべての枠')
})

test('The terms that bind can be searched, and a clause opens and is linked', async ({ page }) => {
  await enter(page, 'premier', '/terms?all=1')
  await page.getByRole('searchbox', { name: '条項をさがす' }).fill('premier.14')
  const found = main(page).getByRole('button', { name: /^premier\.14/ })
  await expect(found).toHaveCount(1)
  await found.click()
  await expect(page).toHaveURL(/clause=premier\.14/)
  await page.reload()
  await expect(page.getByRole('dialog', { name: '条項' })).toContainText('premier.14')
})

test('Language and appearance are chosen here and stay; signing out ends at the sign-in', async ({ page }) => {
  await enter(page, 'basic')
  await bar(page).getByRole('link', { name: 'その他' }).click()
  await main(page).getByRole('radio', { name: '暗い' }).check()
  await main(page).getByRole('radio', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'More' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'More' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('The bar leads everywhere, says where one is, and nothing fails on the way', async ({ page }) => {
  await enter(page, 'advanced')
  const faults = watchFaults(page)
  for (const [link, title] of [
    ['予定', '予定'],
    ['予約する', '予約する'],
    ['残りと記録', '残りと記録'],
    ['その他', 'その他'],
  ]) {
    await bar(page).getByRole('link', { name: link!, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: title! })).toBeVisible()
    await expect(bar(page).getByRole('link', { name: link!, exact: true })).toHaveAttribute('aria-current', 'page')
    await expect(main(page)).toBeFocused()
  }
  expect(faults).toEqual([])
})

test('Without a network it is said, and what was read stays', async ({ page, context }) => {
  await enter(page, 'premier')
  await expect(main(page).getByRole('region', { name: '次の予定' })).toContainText('担当')
  await context.setOffline(true)
  await expect(page.getByText('通信が途切れています。')).toBeVisible()
  await expect(main(page).getByRole('region', { name: '次の予定' })).toContainText('担当')
  await context.setOffline(false)
  await expect(page.getByText('通信が途切れています。')).toHaveCount(0)
})

for (const { words, locale, colorScheme } of [
  { words: 'Japanese, light', locale: 'ja-JP', colorScheme: 'light' },
  { words: 'English, dark', locale: 'en-GB', colorScheme: 'dark' },
] as const) {
  test.describe(words, () => {
    test.use({ locale, colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('Every screen is accessible and fits a narrow phone', async ({ page }) => {
      test.slow()
      await enter(page, 'premier')
      for (const path of SCREENS) {
        await page.setViewportSize({ width: 390, height: 844 })
        await page.goto(`/portal${path}`)
        await page.waitForLoadState('networkidle')
        expect(await barriers(page), path).toEqual([])
        await page.setViewportSize({ width: 320, height: 640 })
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      }
    })

    test('What opens over a screen is accessible too', async ({ page }) => {
      test.slow()
      const account = await enter(page, 'premier')
      const { now } = await me(page)
      const ahead = (await sessionsOf(page, account.id)).find((s) => s.may.move && s.start > now)!
      for (const over of [`session=${ahead.id}`, `session=${ahead.id}&do=move`, `session=${ahead.id}&do=cancel`]) {
        await page.goto(`/portal/sessions?${over}`)
        await expect(page.getByRole('dialog')).toBeVisible()
        await page.waitForLoadState('networkidle')
        expect(await barriers(page), over).toEqual([])
      }
      await page.goto(`/portal/?clause=${account.meters[0]!.clause}`)
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await barriers(page), 'clause').toEqual([])
    })
  })
}
