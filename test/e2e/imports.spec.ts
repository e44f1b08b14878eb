import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { accountsOf, signIn, watchFaults } from './support.ts'

const sample = (name: string) => join(import.meta.dirname, '../../docs/samples', name)
const answer = (page: Page) => page.getByRole('complementary', { name: '取込の答え' })
const choose = (page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) =>
  page.locator('input[type=file]').setInputFiles(file)

/** The sample of the right form, with companies and numbers of this journey's own. */
function ownCustomers() {
  const mark = crypto.randomUUID().slice(0, 6)
  const text = readFileSync(sample('customers.csv'), 'utf8')
  const own = text.replace(/^(\d{4}),([^,]+)/gm, `${mark}-$1,$2 ${mark}`)
  return { mark, file: { name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(own) } }
}

test('A messy file is told row by row, and cannot be imported until it is mended', async ({ page }) => {
  const faults = watchFaults(page)
  await signIn(page, 'admin')
  await page.goto('/console/accounts')
  await page.getByRole('main').getByRole('link', { name: '取り込む' }).click()
  await choose(page, sample('customers-messy.csv'))
  await expect(answer(page).getByRole('status')).toHaveText('5か所に誤りがあり、取り込めません')
  await expect(page.getByText('Shift_JIS（CP932） · 見出しは4行目')).toBeVisible()
  const found = page.getByRole('table', { name: '確かめた結果' })
  await expect(found.getByRole('row')).toHaveCount(7)
  const row = found.getByRole('row').filter({ hasText: '7行目' })
  await expect(row).toContainText('本社所在地')
  await expect(row).toContainText('「江戸県」という都道府県はありません。')
  await expect(row).toContainText('東京都、大阪 のような都道府県名')
  await expect(answer(page).getByRole('button', { name: '取り込む' })).toBeDisabled()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toBe('確かめた結果.csv')

  const own = ownCustomers()
  await choose(page, own.file)
  await expect(answer(page).getByRole('status')).toHaveText('5行を取り込めます')
  await answer(page).getByRole('button', { name: '5行を取り込む' }).click()
  await expect(answer(page).getByRole('status')).toHaveText('5行を取り込みました')
  expect((await accountsOf(page)).filter((a) => a.name.endsWith(own.mark))).toHaveLength(5)

  await choose(page, own.file)
  await expect(answer(page).getByRole('status')).toHaveText('すべて取り込み済みです')
  expect(faults).toEqual([])
})

test('What columns mean is said, saved under a name, and used for the next file', async ({ page }) => {
  await signIn(page, 'admin')
  await page.goto('/console/imports')
  const { mark } = ownCustomers()
  const file = { name: 'crm.csv', mimeType: 'text/csv', buffer: Buffer.from(`あいて\tばしょ\n株式会社${mark}\t大阪\n`) }
  await choose(page, file)
  const found = page.getByRole('table', { name: '確かめた結果' })
  await expect(found).toContainText('見出しの行が見つかりません。')
  await page.getByRole('combobox', { name: '列「ばしょ」の意味' }).click()
  await page.getByRole('option', { name: '都道府県 *' }).click()
  await expect(found).toContainText('「会社名」の列がありません。')
  await page.getByRole('combobox', { name: '列「あいて」の意味' }).click()
  await page.getByRole('option', { name: '会社名 *' }).click()
  await expect(answer(page).getByRole('status')).toHaveText('1行を取り込めます')
  await page.getByRole('textbox', { name: '対応の名前' }).fill(mark)
  await page.getByRole('button', { name: '対応を保存' }).click()
  await expect(page.getByText('保存しました')).toBeVisible()

  await page.reload()
  await choose(page, file)
  await expect(answer(page).getByRole('status')).toContainText('取り込めません')
  await page.getByRole('combobox', { name: '保存した対応' }).click()
  await page.getByRole('option', { name: mark }).click()
  await expect(answer(page).getByRole('status')).toHaveText('1行を取り込めます')
})

test('Whoever may not import is shown no way to it', async ({ page }) => {
  await signIn(page, 'csm')
  await page.goto('/console/accounts')
  await expect(page.getByRole('heading', { name: 'お客様' })).toBeVisible()
  await expect(page.getByRole('link', { name: '取り込む' })).toHaveCount(0)
  await page.goto('/console/imports')
  await expect(page.getByText('取込は管理者の仕事です')).toBeVisible()
})

for (const width of [390, 1440])
  for (const scheme of ['light', 'dark'] as const)
    for (const locale of ['ja-JP', 'en-GB'])
      test(`Nothing to stumble over: ${width} ${scheme} ${locale}`, async ({ browser }) => {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, locale })
        const page = await context.newPage()
        await signIn(page, 'admin')
        await page.goto('/console/imports')
        for (const name of [null, 'customers-messy.csv']) {
          if (name !== null) {
            await choose(page, sample(name))
            await expect(page.getByRole('complementary').getByRole('status')).toBeVisible()
          }
          await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
          // What stands above every page is looked at with all pages (looks.spec.ts).
          const { violations } = await new AxeBuilder({ page })
            .include('main')
            .exclude('[href="/console/notifications"]')
            .analyze()
          expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([])
          const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
          expect(wider, 'the page is wider than the screen').toBe(false)
        }
        await context.close()
      })
