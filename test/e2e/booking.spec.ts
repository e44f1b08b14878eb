import { expect, type Page, test } from '@playwright/test'
import { addDays, dateIn } from '../../web/i18n/civil.ts'
import {
  answerIn,
  askPanel,
  bookFor,
  businessDays,
  choose,
  dayInWords,
  fillDate,
  me,
  newContract,
  nextSaturday,
  type Own,
  read,
  sessionsOf,
  signIn,
  write,
} from './support.ts'

const sessionRow = (page: Page, date: string) =>
  page
    .getByRole('table', { name: '実施' })
    .getByRole('row')
    .filter({ hasText: dayInWords(date) })

const openSessions = (page: Page, own: Own) => page.goto(`/console/accounts/${own.accountId}/sessions`)

async function act(page: Page, date: string, what: string) {
  await sessionRow(page, date)
    .getByRole('button', { name: /の予定の操作$/ })
    .click()
  await page.getByRole('menuitem', { name: what }).click()
}

/** Comes back to a page some time later, as by changing to its tab. */
async function lookAgain(page: Page) {
  await page.clock.fastForward(60_000)
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
}

test.beforeEach(async ({ page }) => {
  await signIn(page, 'csm')
})

test('b opens the form, the answer follows what is typed, and what is booked stands in sessions and ledger', async ({
  page,
}) => {
  const own = await newContract(page, 'advanced')
  const [day] = await businessDays(page, 1)
  await page.goto(`/console/accounts/${own.accountId}`)
  await expect(page.getByRole('heading', { level: 1, name: own.name })).toBeVisible()
  await page.keyboard.press('b')
  const panel = askPanel(page)
  const answer = answerIn(panel)
  const book = panel.getByRole('button', { name: '予約する' })

  await fillDate(panel, '日付', await nextSaturday(page))
  await expect(answer.getByRole('status')).toHaveText('お受けできません')
  await expect(answer).toContainText('営業日ではありません')
  await expect(answer.getByRole('button', { name: '条項 advanced.2 を開く' })).toBeVisible()
  await expect(book).toBeDisabled()

  await fillDate(panel, '日付', day!)
  await expect(answer.getByRole('status')).toHaveText('可能です')
  await expect(answer).toContainText('打ち合わせから1時間を使い、残りは14時間になります')
  await panel.getByRole('textbox', { name: '長さ' }).fill('90')
  await expect(answer).toContainText('残りは13時間30分になります')
  await choose(panel, '言語', '英語')
  await expect(answer.getByRole('status')).toHaveText('お受けできません')
  await expect(answer.getByRole('button', { name: 'トレーニング（3時間）' })).toBeVisible()
  await choose(panel, '言語', '日本語')
  await expect(answer.getByRole('status')).toHaveText('可能です')
  await book.click()
  await expect(answer).toContainText('承りました')
  await panel.getByRole('button', { name: '完了' }).click()

  const parts = page.getByRole('navigation', { name: 'お客様の画面の部分' })
  await parts.getByRole('link', { name: '実施', exact: true }).click()
  await expect(sessionRow(page, day!)).toContainText('予約')
  await expect(sessionRow(page, day!)).toContainText('1時間30分')
  await parts.getByRole('link', { name: '台帳', exact: true }).click()
  const entry = page.getByRole('table', { name: '台帳' }).getByRole('row').filter({ hasText: '13時間30分' })
  await expect(entry.getByRole('button', { name: '条項 advanced.8 を開く' })).toBeVisible()
})

test('What is half filled in survives a reload', async ({ page }) => {
  const own = await newContract(page, 'advanced')
  await page.goto(`/console/accounts/${own.accountId}?do=book`)
  await askPanel(page).getByRole('textbox', { name: '長さ' }).fill('45')
  await expect(answerIn(askPanel(page))).toContainText('45分を使い')
  await page.reload()
  await expect(askPanel(page).getByRole('textbox', { name: '長さ' })).toHaveValue('45')
})

test('A visit beyond the trips that are included is booked only after its charge is accepted', async ({ page }) => {
  const own = await newContract(page, 'advanced')
  const [first, second, third] = await businessDays(page, 3)
  for (const date of [first!, second!]) await bookFor(page, own, { date, place: 'customer-site', prefecture: '沖縄県' })
  await page.goto(`/console/accounts/${own.accountId}?do=book`)
  const panel = askPanel(page)
  const answer = answerIn(panel)
  await choose(panel, '場所', 'お客様先')
  await choose(panel, '訪問先の都道府県', '沖縄県')
  await fillDate(panel, '日付', third!)
  await expect(answer.getByRole('status')).toHaveText('費用を承諾いただければ可能')
  await expect(answer.getByRole('button', { name: '条項 advanced.12 を開く' }).first()).toBeVisible()
  const book = panel.getByRole('button', { name: '承諾を得て予約する' })
  await expect(book).toBeDisabled()
  await panel.getByRole('checkbox', { name: '上の費用を承諾します' }).check()
  await book.click()
  await expect(answer).toContainText('費用つきで承りました')
  await page.goto(`/console/accounts/${own.accountId}/charges`)
  await expect(page.getByRole('table', { name: '請求' }).getByRole('row').filter({ hasText: '出張費' })).toHaveCount(1)
})

test('A session is moved, and cancelled, and its minutes come back', async ({ page }) => {
  const own = await newContract(page, 'basic')
  const [from, to] = await businessDays(page, 2)
  await bookFor(page, own, { date: from!, minutes: 60 })
  await openSessions(page, own)
  await act(page, from!, '日時を変える')
  const panel = askPanel(page)
  await fillDate(panel, '日付', to!)
  await expect(answerIn(panel).getByRole('status')).toHaveText('可能です')
  await panel.getByRole('button', { name: '変更する' }).click()
  await expect(answerIn(panel)).toContainText('承りました')
  await panel.getByRole('button', { name: '完了' }).click()
  await expect(sessionRow(page, from!)).toHaveCount(0)

  await act(page, to!, '取り消す')
  await panel.getByRole('button', { name: '予定を取り消す' }).click()
  await expect(answerIn(panel)).toContainText('承りました')
  await expect(sessionRow(page, to!)).toContainText('取消')
  const { remaining } = await read<{ remaining: Record<string, number> }>(
    page,
    `/balances?contractId=${own.contractId}`,
  )
  expect(remaining.meetings).toBe(360)
})

test('What somebody else has changed meanwhile is shown and not overwritten', async ({ page, context }) => {
  const own = await newContract(page, 'basic')
  const [first, second, third] = await businessDays(page, 3)
  await bookFor(page, own, { date: first! })
  await openSessions(page, own)
  await act(page, first!, '日時を変える')
  const panel = askPanel(page)
  await fillDate(panel, '日付', third!)
  await expect(answerIn(panel).getByRole('status')).toHaveText('可能です')

  const other = await context.newPage()
  await openSessions(other, own)
  await act(other, first!, '日時を変える')
  await fillDate(askPanel(other), '日付', second!)
  await askPanel(other).getByRole('button', { name: '変更する' }).click()
  await expect(answerIn(askPanel(other))).toContainText('承りました')

  await panel.getByRole('button', { name: '変更する' }).click()
  await expect(panel.getByRole('alert')).toContainText('ご覧になったあとに内容が更新されています')
  await expect(sessionRow(page, second!)).toContainText('予約')
  expect((await sessionsOf(page, own.accountId)).map((s) => dateIn(s.start))).toEqual([second])
})

test('A tab that is looked at again shows what happened in another', async ({ page }) => {
  const own = await newContract(page, 'basic')
  const [day] = await businessDays(page, 1)
  await bookFor(page, own, { date: day! })
  await page.clock.install()
  await openSessions(page, own)
  await expect(sessionRow(page, day!)).toContainText('予約')
  const [session] = await sessionsOf(page, own.accountId)
  await write(page, `/sessions/${session!.id}/cancel`, {})
  await lookAgain(page)
  await expect(sessionRow(page, day!)).toContainText('取消')
})

test('A session that is over is completed with its real length', async ({ page }) => {
  const { today } = await me(page)
  const found = await read<{ items: { id: string; accountId: string; start: string; may: { complete: boolean } }[] }>(
    page,
    `/sessions?${new URLSearchParams({ from: `${addDays(today, -45)}T00:00:00Z`, until: `${today}T23:59:59Z` })}`,
  )
  const over = found.items.find((s) => s.may.complete)!
  await page.goto(`/console/accounts/${over.accountId}/sessions?do=complete&on=${over.id}`)
  const panel = askPanel(page)
  await panel.getByRole('textbox', { name: '実際の長さ' }).fill('30')
  await expect(answerIn(panel).getByRole('status')).toHaveText('可能です')
  await panel.getByRole('button', { name: '実施を記録する' }).click()
  await expect(answerIn(panel)).toContainText('承りました')
  const row = sessionRow(page, dateIn(over.start))
  await expect(row).toContainText('実施済み')
  await expect(row).toContainText('30分')
})
