import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { accountsOf, choose, newAccount, newContract, signIn } from './support.ts'

const table = (page: Page) => page.getByRole('table', { name: 'お客様' })
const search = (page: Page) => page.getByRole('searchbox', { name: '会社名でさがす' })
/** Rows that hold a customer: the first of all rows is the head. */
const rows = (page: Page) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link') })

test.beforeEach(async ({ page }) => {
  await signIn(page, 'csm')
})

test('The list names every customer with plan, phase, what is left and who is responsible', async ({ page }) => {
  const accounts = await accountsOf(page)
  const premier = accounts.find((a) => a.state === 'active' && a.phase === 'success' && a.responsible)!
  await page.goto('/console/accounts')
  await expect(rows(page)).toHaveCount(accounts.length)
  const row = rows(page).filter({ hasText: premier.name })
  await expect(row).toContainText(premier.responsible!.name)
  await expect(row).toContainText('活用期')
  await expect(row.getByRole('img', { name: /期間は\d+%経過/ })).toBeVisible()
})

for (const [typed, found] of [
  ['ｻﾝﾌﾟﾙ物流', 'サンプル物流株式会社'],
  ['さんぷる', 'サンプル物流株式会社'],
  ['ＤＵＭＭＹ', 'Dummy Dynamics KK'],
  ['ウタカタ', 'うたかた飲料株式会社'],
]) {
  test(`${typed} finds ${found}`, async ({ page }) => {
    await page.goto('/console/accounts')
    await search(page).fill(typed!)
    await expect(rows(page)).toHaveCount(1)
    await expect(rows(page)).toContainText(found!)
  })
}

test('Words that nobody bears find nobody, and one press shows all again', async ({ page }) => {
  await page.goto('/console/accounts?q=存在しない会社')
  await expect(page.getByText('条件に合うものはありません。')).toBeVisible()
  await page.getByRole('button', { name: '条件を外す' }).click()
  await expect(rows(page).first()).toBeVisible()
  await expect(search(page)).toHaveValue('')
})

test('Filters stand in the address and are there again after going back', async ({ page }) => {
  const wanted = (await accountsOf(page)).filter((a) => a.plan === 'premier-plus')
  await page.goto('/console/accounts')
  await choose(page.getByRole('main'), 'プラン', 'CSプラン Premier+')
  await expect(page).toHaveURL(/plan=premier-plus/)
  await expect(rows(page)).toHaveCount(wanted.length)
  await table(page).getByRole('button', { name: '会社名' }).click()
  await expect(page).toHaveURL(/sort=name/)
  await rows(page).first().getByRole('link').click()
  await expect(page.getByRole('navigation', { name: 'お客様の画面の部分' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/plan=premier-plus/)
  await expect(rows(page)).toHaveCount(wanted.length)
  await expect(table(page).getByRole('columnheader', { name: '会社名' })).toHaveAttribute('aria-sort', 'ascending')
})

test('An account opens with its tabs, each with something true to show', async ({ page }) => {
  const account = (await accountsOf(page)).find((a) => a.name === '白磁セラミックス株式会社')!
  await page.goto('/console/accounts?q=白磁')
  await rows(page).getByRole('link', { name: account.name }).click()
  await expect(page.getByRole('heading', { level: 1, name: account.name })).toBeVisible()
  await expect(page).toHaveTitle(new RegExp(account.name))
  const tabs = page.getByRole('navigation', { name: 'お客様の画面の部分' })
  await expect(page.getByRole('region', { name: '残り', exact: true })).toContainText('打ち合わせ')
  for (const [tab, name] of [
    ['実施', '実施'],
    ['台帳', '台帳'],
    ['請求', '請求'],
  ]) {
    await tabs.getByRole('link', { name: tab!, exact: true }).click()
    await expect(page.getByRole('table', { name: name! }).getByRole('row').nth(1)).toBeVisible()
    await expect(tabs.getByRole('link', { name: tab!, exact: true })).toHaveAttribute('aria-current', 'page')
  }
  await tabs.getByRole('link', { name: '契約', exact: true }).click()
  await expect(page.getByRole('region', { name: '契約のあゆみ' })).toBeVisible()
  await tabs.getByRole('link', { name: '記録', exact: true }).click()
  await page.getByRole('button', { name: /契約を開く/ }).click()
  await expect(page.getByRole('region', { name: 'そのときの答え' })).toContainText('承りました')
})

test("The seal of a ledger's entry opens its clause beside it, and Escape puts it away", async ({ page }) => {
  const own = await newContract(page, 'advanced')
  await page.goto(`/console/accounts/${own.accountId}/ledger`)
  const entry = page.getByRole('table', { name: '台帳' }).getByRole('row').filter({ hasText: '15時間' })
  const seal = entry.getByRole('button', { name: '条項 advanced.8 を開く' })
  await seal.click()
  const clause = page.getByRole('dialog', { name: '条項' })
  await expect(clause).toContainText('15時間（900分）')
  await expect(entry).toBeVisible()
  await expect(page).toHaveURL(/clause=advanced\.8/)
  await page.keyboard.press('Escape')
  await expect(clause).toBeHidden()
  await expect(seal).toBeFocused()
})

test('Rows are gone through and opened with the keyboard alone', async ({ page }) => {
  await page.goto('/console/accounts?plan=premier')
  await rows(page).first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(rows(page).nth(1)).toBeFocused()
  await page.keyboard.press('j')
  await page.keyboard.press('ArrowUp')
  await expect(rows(page).nth(1)).toBeFocused()
  const name = await rows(page).nth(1).getByRole('link').innerText()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
})

test('Keys go to the search, to the pages and to the palette', async ({ page }) => {
  await page.goto('/console/accounts')
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('/')
  await expect(search(page)).toBeFocused()
  await search(page).blur()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('combobox', { name: 'さがす・する' })
  await palette.fill('見本食品')
  await page.getByRole('option', { name: /^見本食品株式会社 CS/ }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '見本食品株式会社' })).toBeVisible()
  await page.keyboard.press('4')
  await expect(page.getByRole('heading', { level: 1, name: '約款' })).toBeVisible()
})

test('What is shown can be taken along as CSV', async ({ page }) => {
  await page.goto('/console/accounts?plan=basic')
  await expect(rows(page).first()).toBeVisible()
  const count = await rows(page).count()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('お客様.csv')
  const text = await readFile(await saved.path(), 'utf8')
  const lines = text.trimEnd().split('\r\n')
  expect(lines[0]).toBe('\ufeff"会社名","都道府県","プラン","段階","残り期間","残り時間","担当","状態"')
  expect(lines).toHaveLength(count + 1)
})

test('A new customer is registered and stands in the list', async ({ page }) => {
  const { name } = await newAccount(page)
  await page.goto('/console/accounts?do=new')
  const form = page.getByRole('dialog', { name: 'お客様を登録' })
  await form.getByRole('textbox', { name: '会社名' }).fill(`${name}の親`)
  await choose(form, '都道府県', '長野県')
  await form.getByRole('button', { name: '登録する' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `${name}の親` })).toBeVisible()
  await page.goto(`/console/accounts?q=${encodeURIComponent(name)}`)
  await expect(rows(page)).toHaveCount(2)
})
