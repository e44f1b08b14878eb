import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import type { Session } from '../../web/api/types.ts'
import { addDays, weekday } from '../../web/i18n/civil.ts'
import { bookFor, businessDays, me, newContract, read, sessionsOf, signIn } from './support.ts'

/** The sessions that the demo has in the week that holds a day. */
async function weekOf(page: Page, date: string): Promise<Session[]> {
  const monday = addDays(date, -((weekday(date) + 6) % 7))
  const at = (day: string) => encodeURIComponent(`${day}T00:00:00+09:00`)
  return (await read<{ items: Session[] }>(page, `/sessions?from=${at(monday)}&until=${at(addDays(monday, 7))}`)).items
}

test.beforeEach(async ({ page }) => {
  await signIn(page, 'csm')
})

test('The week shows the team’s sessions, each under its person and day', async ({ page }) => {
  const sessions = await weekOf(page, (await me(page)).today)
  expect(sessions.length).toBeGreaterThan(5)
  await page.goto('/console/calendar')
  const table = page.getByRole('table', { name: 'カレンダー' })
  await expect(table).toBeVisible()
  for (const s of sessions.slice(0, 4))
    await expect(
      table.getByRole('row').filter({ hasText: s.staff!.name }).getByRole('button', { name: s.accountName }).first(),
    ).toBeVisible()
})

test('A session opens with what may still happen, and is moved from there', async ({ page }) => {
  await signIn(page, 'admin')
  const own = await newContract(page, 'advanced')
  const [date, next] = await businessDays(page, 2)
  await bookFor(page, own, { date: date! })
  await page.goto(`/console/calendar?date=${date}`)
  await page.getByRole('button', { name: own.name }).first().click()
  const panel = page.getByRole('dialog', { name: 'いまの問い合わせ' })
  await expect(panel).toContainText(own.name)
  await panel.getByRole('button', { name: '日時を変える' }).click()
  const day = panel.getByRole('textbox', { name: '日付' })
  await day.fill(next!)
  await day.press('Tab')
  await panel.getByRole('button', { name: '変更する' }).click()
  await expect(panel.getByRole('region', { name: '結果' })).toBeVisible()
  expect((await sessionsOf(page, own.accountId))[0]!.start.slice(0, 10)).toBe(next)
})

test('A free place books there: the day, the hour and the person are filled in', async ({ page }) => {
  await signIn(page, 'admin')
  const own = await newContract(page, 'basic')
  const [date] = await businessDays(page, 1)
  const account = await read<{ responsible: { id: string; name: string } }>(page, `/accounts/${own.accountId}`)
  await page.goto(`/console/calendar?date=${date}&show=person:${account.responsible.id}`)
  await page
    .getByRole('button', { name: /14:00 に予定を入れる$/ })
    .nth(0)
    .focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'いまの問い合わせ' })
  await panel.getByRole('combobox', { name: 'お客様をさがす' }).fill(own.name)
  await page.getByRole('option', { name: new RegExp(own.name) }).click()
  await expect(panel.getByLabel('開始')).toHaveValue('14:00')
  await expect(panel.getByRole('combobox', { name: '担当' })).toHaveValue(new RegExp(account.responsible.name))
  await panel.getByRole('button', { name: '予約する' }).click()
  await expect(panel.getByRole('region', { name: '結果' })).toBeVisible()
})

test('Whose sessions, which week and which view stand in the address; keys turn the week', async ({ page }) => {
  const { today } = await me(page)
  await page.goto('/console/calendar')
  await page.getByRole('combobox', { name: '誰の予定を見るか' }).click()
  await page.getByRole('option', { name: '自分' }).click()
  await expect(page).toHaveURL(/show=mine/)
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(new RegExp(`date=${addDays(today, 7)}`))
  await page.getByRole('link', { name: '日', exact: true }).click()
  await expect(page).toHaveURL(/view=day/)
  await page.goBack()
  await expect(page).not.toHaveURL(/view=day/)
})

test('On a phone it is a list of days', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const sessions = await weekOf(page, (await me(page)).today)
  await page.goto('/console/calendar')
  const list = page.getByRole('list', { name: '予定の一覧' })
  await expect(list.getByRole('button', { name: sessions[0]!.accountName }).first()).toBeVisible()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
})

for (const view of ['', '?view=day', '?show=mine'])
  test(`Everybody can use it${view === '' ? '' : ` (${view})`}`, async ({ page }) => {
    const [date] = await businessDays(page, 1)
    await page.goto(`/console/calendar${view}${view ? '&' : '?'}date=${date}`)
    await expect(page.getByRole('main').getByRole('button').nth(3)).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([])
  })
