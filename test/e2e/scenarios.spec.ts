import { expect, type Page, test } from '@playwright/test'
import { signIn } from './support.ts'

const script = (page: Page) => page.getByRole('textbox', { name: 'シナリオ（YAML）' })
const run = (page: Page) => page.getByRole('button', { name: '動かす' })

test.beforeEach(async ({ page }) => {
  await signIn(page, 'csm')
  await page.goto('/console/scenarios')
})

test('A scenario that comes along is picked and played, each step with its answer', async ({ page }) => {
  await page.getByRole('searchbox', { name: 'シナリオをさがす' }).fill('limits-basic')
  const link = page.getByRole('main').getByRole('link', { name: /Basic/ }).first()
  const name = await link.innerText()
  await link.click()
  await expect(script(page)).toHaveValue(/steps:/)
  await run(page).click()
  const played = page.getByRole('region', { name }).filter({ has: page.getByText('期待どおり') })
  await expect(played.getByText(/^\d+歩とも期待どおり$/)).toBeVisible({ timeout: 30_000 })
  const steps = played.getByRole('listitem').filter({ has: page.getByText('期待どおり', { exact: true }) })
  const decided = steps.filter({ has: page.getByText(/^(session|contract|order|addon)\.\w+/) })
  expect(await decided.count()).toBeGreaterThan(2)
  await expect(decided.getByRole('region', { name: 'そのときの答え' })).toHaveCount(await decided.count())
  await decided
    .getByRole('button', { name: /^条項 basic\.\d+ を開く$/ })
    .first()
    .click()
  await expect(page.getByRole('dialog', { name: '条項' })).toContainText('basic.')
})

const OWN = `name: Basic on a Saturday
steps:
  - at: 2026-01-05T10:00
    do: account.create
    with: { account: a, name: 試し株式会社, prefecture: 東京都 }
  - do: staff.create
    with: { staff: s, name: 試し 担当, role: csm }
  - do: contract.open
    with: { contract: c, account: a, plan: basic, start: 2026-01-06, responsible: s, acceptTerms: true }
    expect: { outcome: allowed }
  - do: session.book
    with: { session: m, contract: c, kind: meeting, place: online, start: 2026-01-10T10:00, minutes: 60 }
    expect: { outcome: allowed }
`

test('One of our own is played with Ctrl Enter, and what came out otherwise is said', async ({ page }) => {
  await script(page).fill(OWN)
  await expect(page.getByText('Ctrl Enter でも動かせます')).toBeVisible()
  await script(page).press('Control+Enter')
  const played = page.getByRole('region', { name: 'Basic on a Saturday' })
  await expect(played.getByText('4歩のうち1歩が期待と違います')).toBeVisible({ timeout: 30_000 })
  await expect(played).toContainText('営業日ではありません')
})

test('A script with a fault is answered by where it is and what belongs there', async ({ page }) => {
  await script(page).fill(OWN.replace('prefecture:', 'prefectur:'))
  await run(page).click()
  await expect(page.getByRole('alert')).toContainText('prefectur')
  await expect(page.getByRole('alert')).toContainText('5 行目: シナリオ 1「Basic on a Saturday」のステップ 1')
  await expect(page.getByRole('alert')).toContainText('existingCustomer')
  await page.getByRole('button', { name: 'English', exact: true }).click()
  await page.getByRole('button', { name: 'Play' }).click()
  await expect(page.getByRole('alert')).toContainText(
    'line 5: scenario 1 "Basic on a Saturday", step 1: with.prefectur',
  )
  await page.getByRole('button', { name: '日本語', exact: true }).click()
  await script(page).fill('name: [')
  await run(page).click()
  await expect(page.getByRole('alert')).toContainText('1 行目')
})

test('A scenario touches nothing real', async ({ page }) => {
  await script(page).fill(OWN.replaceAll('試し株式会社', '幻の会社'))
  await run(page).click()
  await expect(page.getByRole('region', { name: 'Basic on a Saturday' })).toBeVisible({ timeout: 30_000 })
  const found = (await (await page.request.get('/api/accounts?q=幻の会社')).json()) as { items: unknown[] }
  expect(found.items).toEqual([])
})
