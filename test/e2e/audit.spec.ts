/** The record of changes: what somebody did is found there with both sides, the chain is proved, and it is read anywhere. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { newAccount, newContract, signIn } from './support.ts'

const LOOKS = [
  { locale: 'ja-JP', scheme: 'light', width: 1440 },
  { locale: 'en-GB', scheme: 'dark', width: 390 },
  { locale: 'en-GB', scheme: 'light', width: 1440 },
  { locale: 'ja-JP', scheme: 'dark', width: 390 },
] as const

async function axeClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([])
}

test.use({ locale: 'ja-JP' })

test('a customer’s page leads to its changes, each with what was before and after', async ({ page }) => {
  await signIn(page, 'admin')
  const own = await newContract(page, 'premier')
  await page.goto(`/console/accounts/${own.accountId}`)
  await page.getByRole('link', { name: '変更の記録' }).click()
  await expect(page).toHaveURL(new RegExp(`/console/settings/audit\\?account=${own.accountId}`))
  await expect(page.getByText(`${own.name}のみ`)).toBeVisible()
  const opened = page.getByRole('button', { name: /契約を開く/ })
  await opened.click()
  await expect(opened).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByRole('row', { name: /^プラン CSプラン Premier/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^担当 試し / })).toBeVisible()
  await page.getByRole('button', { name: 'すべてのお客様を表示' }).click()
  await expect(page).not.toHaveURL(/account=/)
})

test('a change of a name stands with both names, and goes out as a file', async ({ page }) => {
  await signIn(page, 'admin')
  const { id, name } = await newAccount(page)
  const changed = await page.request.patch(`/api/accounts/${id}`, { data: { name: `${name} 改` } })
  expect(changed.ok()).toBe(true)
  await page.goto(`/console/settings/audit?account=${id}&action=account.change`)
  await page.getByRole('button', { name: /お客様の変更/ }).click()
  await expect(page.getByRole('row', { name: `名称 ${name} ${name} 改` })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toBe('audit.csv')
})

test('the chain is proved on the page, whose end can be written down', async ({ page }) => {
  await signIn(page, 'admin')
  await page.goto('/console/settings/audit')
  await page.getByRole('button', { name: '連鎖を確かめる' }).click()
  await expect(page.getByRole('status')).toContainText('すべてがつながっています')
  await expect(page.getByRole('status')).toContainText(/\d+:[0-9a-f]{64}/)
})

test('nobody but an administrator finds it', async ({ page }) => {
  await signIn(page, 'csm')
  const answer = await page.request.get('/api/audit')
  expect(answer.status()).toBe(403)
  await page.goto('/console/settings')
  await expect(page.getByRole('link', { name: '変更の記録' })).toHaveCount(0)
})

for (const { locale, scheme, width } of LOOKS)
  test(`is read at ${width} px in ${locale}, ${scheme}`, async ({ browser }) => {
    const context = await browser.newContext({ locale, colorScheme: scheme, viewport: { width, height: 900 } })
    const page = await context.newPage()
    await signIn(page, 'admin')
    await page.goto('/console/settings/audit')
    const entries = page.locator('li > button[aria-expanded]')
    await expect(entries.nth(5)).toBeVisible()
    await entries.nth(5).click()
    await expect(page.getByText(/記録番号 \d+|Record \d+/)).toBeVisible()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide).toBe(false)
    await axeClean(page)
    await context.close()
  })
