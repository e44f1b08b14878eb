import { expect, test } from '@playwright/test'
import { choose, signIn } from './support.ts'

test.beforeEach(async ({ page }) => {
  await signIn(page, 'csm')
})

test('The matrix finds clauses by their words, and says what reads and proves each', async ({ page }) => {
  await page.goto('/console/terms')
  const matrix = page.getByRole('table', { name: /^条項の一覧/ })
  await expect(matrix.getByRole('row')).not.toHaveCount(0)
  await page.getByRole('searchbox', { name: '条項の中をさがす' }).fill('研修は１回２時間')
  const row = matrix.getByRole('row', { name: /^条項 advanced\.8 / })
  await expect(matrix.getByRole('row').filter({ hasText: 'basic.11' })).toHaveCount(0)
  await expect(row).toContainText('fitsAllowance')
  await expect(row.getByRole('cell').last()).not.toHaveText('—')
  await expect(page).toHaveURL(/find=/)
})

test('Clauses can be narrowed by their group and by what is done with them', async ({ page }) => {
  await page.goto('/console/terms')
  await choose(page.getByRole('main'), '章', 'basic')
  await choose(page.getByRole('main'), '扱い', '判定する')
  await expect(page).toHaveURL(/group=basic/)
  const seals = page.getByRole('table').getByRole('button', { name: /^条項 .+ を開く$/ })
  await expect(seals.first()).toHaveText(/^basic\./)
  for (const seal of await seals.allInnerTexts()) expect(seal).toMatch(/^basic\./)
})

test('A clause opens beside the matrix, under an address that can be sent to somebody', async ({ page, context }) => {
  await page.goto('/console/terms?find=basic.11')
  await page.getByRole('table').getByRole('button', { name: '条項 basic.11 を開く' }).click()
  const clause = page.getByRole('dialog', { name: '条項' })
  await expect(clause).toContainText('使っている規則')
  await expect(clause).toContainText('確かめているシナリオ')
  const address = page.url()
  const words = await clause.getByRole('article').innerText()
  const other = await context.newPage()
  await other.goto(address)
  await expect(other.getByRole('dialog', { name: '条項' }).getByRole('article')).toContainText(words.split('\n')[0]!)
  await page.goBack()
  await expect(clause).toBeHidden()
})

test('An older version is read as it was', async ({ page }) => {
  await page.goto('/console/terms')
  const old = page.getByRole('main').getByRole('link', { name: /^2023-04-01/ })
  await old.click()
  await expect(old).toHaveAttribute('aria-current', /true|page/)
  await expect(page.getByRole('table', { name: '条項の一覧 2023-04-01' })).toBeVisible()
})

test('The differences between two versions are said in words, with the clause of each', async ({ page }) => {
  await page.goto('/console/terms')
  await page.getByRole('navigation', { name: '約款の見方' }).getByRole('link', { name: '版の違い' }).click()
  const changes = page.getByRole('main').getByRole('listitem')
  await expect(changes.first()).toContainText('名刺取込（訪問）')
  await changes.first().getByRole('button', { name: '条項 visit.1 を開く' }).click()
  await expect(page.getByRole('dialog', { name: '条項' })).toContainText('visit.1')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('status').filter({ hasText: '逆向き' })).toHaveCount(0)
  await choose(page.getByRole('main'), '変更後の版', /^2023-04-01/)
  await expect(changes.first()).toContainText('なくなります')
  // Asked against the order of time: it is shown as asked, and said.
  const backwards = page.getByRole('status').filter({ hasText: '逆向きの違いです' })
  await expect(backwards).toContainText('2023-04-01）より新しい')
  await backwards.getByRole('button', { name: '入れ替える' }).click()
  await expect(backwards).toHaveCount(0)
  await expect(page).toHaveURL(/from=2023-04-01/)
})
