import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import type { Offer, Paper } from '../../web/api/agreements.ts'
import type { Decision } from '../../web/api/types.ts'
import { addDays } from '../../web/i18n/civil.ts'
import { answerIn, askPanel, choose, me, newAccount, read, signIn, watchFaults, write } from './support.ts'

const main = (page: Page) => page.getByRole('main')
const barriers = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)
const openOffers = async (page: Page) =>
  (await read<{ items: Offer[] }>(page, '/offers')).items.filter((o) => o.state === 'open')

/** An offer of the journey's own to a customer of the demo: a training, in a language that costs more or not. */
async function sendTraining(page: Page, person: 'basic' | 'advanced', language: string): Promise<string> {
  await signIn(page, person)
  const { user, today } = await me(page)
  await signIn(page, 'admin')
  const order = { addOn: 'training-3h', language }
  const body = { accountId: user.accountId, order, lastDay: addDays(today, 9), note: 'お約束のご提案です。' }
  const { subject } = await write<Decision>(page, '/offers', body)
  await signIn(page, person)
  return subject!.id
}

test.describe('at a desk', () => {
  test.use({ viewport: { width: 1440, height: 900 } })

  test('The vendor sends instead of agreeing for the customer, sees it wait, and takes it back', async ({ page }) => {
    await signIn(page, 'admin')
    const account = await newAccount(page)
    const faults = watchFaults(page)
    await page.goto(`/console/accounts/${account.id}/contracts?do=order`)
    const panel = askPanel(page)
    await choose(panel, '追加プラン', 'トレーニング（3時間）')
    await expect(answerIn(panel).getByRole('status')).toHaveText('可能です')
    await panel.getByRole('button', { name: 'お客様に承諾を依頼する' }).click()
    await panel.getByRole('textbox', { name: 'お客様への一言（任意）' }).fill('ご検討ください。')
    await panel.getByRole('button', { name: '送る', exact: true }).click()
    await expect(panel.getByRole('status').filter({ hasText: 'お客様に送りました' })).toBeVisible()
    const sent = page.getByRole('region', { name: '承諾の依頼' })
    await expect(sent).toContainText('トレーニング（3時間）')
    await expect(sent).toContainText('お返事待ち')
    expect(await barriers(page)).toEqual([])
    await sent.getByRole('button', { name: /^取り下げる/ }).click()
    await expect(sent).toContainText('取り下げ')
    await expect(sent.getByRole('button', { name: /^取り下げる/ })).toHaveCount(0)
    expect(faults).toEqual([])
  })

  test('What changed between versions, and who agreed to what, stand under Terms', async ({ page }) => {
    await signIn(page, 'premier')
    await page.goto('/portal/terms?show=changes')
    const changes = main(page).getByRole('list', { name: /から2024-08-01版への変更/ })
    await expect(changes.getByRole('listitem').first()).toContainText('。')
    await changes
      .getByRole('button', { name: /^条項 / })
      .first()
      .click()
    await expect(page.getByRole('dialog', { name: '条項' })).toBeVisible()
    await page.keyboard.press('Escape')
    await main(page).getByRole('radio', { name: '承諾の記録' }).check()
    await expect(page).toHaveURL(/show=record/)
    const record = main(page).getByRole('region', { name: '承諾の記録' })
    await expect(record.getByRole('listitem').first()).toContainText('CSプラン Premier')
    await expect(record.getByRole('button', { name: '条項 scope.1 を開く' }).first()).toBeVisible()
    await expect(record.getByRole('button', { name: '印刷する' })).toBeVisible()
  })

  test('A paper is issued, opened and saved, and issued again it is the same', async ({ page }) => {
    await signIn(page, 'premier')
    await page.goto('/portal/documents')
    await main(page).getByRole('radio', { name: 'English' }).check()
    const issue = main(page).getByRole('button', { name: '契約内容確認書: いまの内容で発行する' })
    await issue.click()
    const said = main(page)
      .getByRole('status')
      .filter({ hasText: /発行しました|同じ書類/ })
    await expect(said).toBeVisible()
    const [paper] = (await read<{ items: Paper[] }>(page, '/documents')).items
    expect(paper).toMatchObject({ kind: 'confirmation', language: 'en' })
    await issue.click()
    await expect(said).toContainText(`前回（${paper!.number}）から変わっていない`)
    const saving = page.waitForEvent('download')
    await main(page)
      .getByRole('link', { name: `${paper!.number}を保存` })
      .first()
      .click()
    expect((await saving).suggestedFilename()).toBe(`confirmation-${paper!.number}.pdf`)
    const opened = await page.request.get(`/api/documents/${paper!.id}/file?open=true`)
    expect(opened.headers()['content-disposition']).toMatch(/^inline/)
    expect((await opened.body()).subarray(0, 5).toString()).toBe('%PDF-')
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('An offer waits on Home, is read, and accepted with its charge and its terms', async ({ page }) => {
    const id = await sendTraining(page, 'advanced', 'en')
    await page.goto('/portal/')
    const waiting = main(page).getByRole('region', { name: 'お返事をお待ちしているご提案' })
    await waiting
      .getByRole('link', { name: /内容を見て返事をする/ })
      .first()
      .click()
    await expect(page).toHaveURL(new RegExp(`/offers/${id}`))
    await expect(main(page)).toContainText('お約束のご提案です。')
    await expect(answerIn(main(page))).toContainText('100,000円')
    const accept = main(page).getByRole('button', { name: '承諾して申し込む' })
    await expect(accept).toBeDisabled()
    await main(page).getByRole('checkbox', { name: '上の費用を承諾します' }).check()
    await expect(accept).toBeDisabled()
    await main(page)
      .getByRole('checkbox', { name: /^約款（.*版）を読み、承諾します$/ })
      .check()
    await accept.click()
    await expect(main(page)).toContainText('架空 太郎さんが承諾しました。')
    await page.goto('/portal/terms?show=record')
    const record = main(page).getByRole('region', { name: '承諾の記録' })
    await expect(record.getByRole('listitem').first()).toContainText('架空 太郎')
  })

  test('What changed while it was read is shown, and accepted only when it is read again', async ({ page }) => {
    const id = await sendTraining(page, 'advanced', 'ja')
    await page.goto(`/portal/offers/${id}`)
    const terms = main(page).getByRole('checkbox', { name: /^約款（.*版）を読み、承諾します$/ })
    await terms.check()
    // As if the answer had become another one between reading and sending.
    let seen = ''
    await page.route('**/accept', async (route) => {
      seen = route.request().postDataJSON().seen
      await route.continue({ postData: { ...route.request().postDataJSON(), seen: 'of-yesterday' } })
    })
    await main(page).getByRole('button', { name: '承諾して申し込む' }).click()
    await expect(main(page).getByRole('alert')).toContainText('お送りしたあとで内容が変わりました')
    expect(seen).not.toBe('')
    expect((await openOffers(page)).map((o) => o.id)).toContain(id)
    await page.unroute('**/accept')
    await main(page).getByRole('button', { name: '承諾して申し込む' }).click()
    await expect(main(page)).toContainText('さんが承諾しました。')
  })

  test('An offer is declined with a reason, which the vendor reads', async ({ page }) => {
    const id = await sendTraining(page, 'advanced', 'ja')
    await page.goto(`/portal/offers/${id}`)
    await main(page).getByRole('button', { name: '辞退する' }).click()
    await main(page).getByRole('textbox', { name: '理由（任意）' }).fill('来期に検討します')
    await main(page).getByRole('button', { name: '辞退を伝える' }).click()
    await expect(main(page)).toContainText('さんが辞退しました。')
    const { user } = await me(page)
    await signIn(page, 'admin')
    await page.goto(`/console/accounts/${user.accountId}/contracts`)
    await expect(page.getByRole('region', { name: '承諾の依頼' })).toContainText('来期に検討します')
  })

  test('Without a network the last that was read stays with its time, and nothing waits to be sent', async ({
    page,
    context,
  }) => {
    await signIn(page, 'basic')
    const [offer] = await openOffers(page)
    await page.goto(`/portal/offers/${offer!.id}`)
    await main(page).getByRole('checkbox', { name: '上の費用を承諾します' }).check()
    await main(page)
      .getByRole('checkbox', { name: /^約款（.*版）を読み、承諾します$/ })
      .check()
    await context.setOffline(true)
    await expect(page.getByText(/\d{2}:\d{2} 時点の内容です。/)).toBeVisible()
    await main(page).getByRole('button', { name: '承諾して申し込む' }).click()
    await expect(main(page).getByRole('alert')).toBeVisible()
    await expect(main(page)).toContainText(offer!.note!)
    await context.setOffline(false)
    await expect(page.getByText(/時点の内容です。/)).toHaveCount(0)
    expect((await openOffers(page)).map((o) => o.id)).toContain(offer!.id)
  })

  test('Home tells where the cards are, or plainly that there are none', async ({ page }) => {
    await signIn(page, 'basic')
    await page.goto('/portal/')
    await expect(main(page).getByRole('region', { name: '名刺のいま' })).toContainText('お預かりはありません')
  })
})

for (const { words, locale, colorScheme } of [
  { words: 'Japanese, light', locale: 'ja-JP', colorScheme: 'light' },
  { words: 'English, dark', locale: 'en-GB', colorScheme: 'dark' },
] as const) {
  test.describe(words, () => {
    test.use({ locale, colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('Offers, terms and documents are accessible and fit every width', async ({ page }) => {
      test.slow()
      await signIn(page, 'basic')
      const [offer] = await openOffers(page)
      const screens = ['/', `/offers/${offer!.id}`, '/terms?show=changes', '/terms?show=record', '/documents']
      for (const path of screens) {
        for (const width of [390, 1440]) {
          await page.setViewportSize({ width, height: 844 })
          await page.goto(`/portal${path}`)
          await page.waitForLoadState('networkidle')
          expect(await barriers(page), `${path} at ${width}`).toEqual([])
        }
        await page.setViewportSize({ width: 320, height: 640 })
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(
          0,
        )
      }
    })
  })
}
