import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import type { AccountRow } from '../../web/api/types.ts'
import { accountsOf, choose, newContract, read, signIn, watchFaults, write } from './support.ts'

const table = (page: Page) => page.getByRole('table', { name: 'お客様' })
const rows = (page: Page) => table(page).locator('tbody [data-row]')
const count = (page: Page) =>
  page
    .getByRole('main')
    .getByText(/^\d+件$/)
    .first()

test.beforeEach(async ({ page }) => {
  await signIn(page, 'csm')
})

test('The server sorts, and the address says by what', async ({ page }) => {
  await page.goto('/console/accounts')
  await table(page).getByRole('button', { name: '残り時間' }).click()
  await expect(page).toHaveURL(/sort=hours/)
  const { items } = await read<{ items: AccountRow[] }>(page, '/accounts?sort=hours&limit=5')
  await expect(rows(page).first()).toContainText(items[0]!.name)
  await table(page).getByRole('button', { name: '残り時間' }).click()
  await expect(page).toHaveURL(/sort=-hours/)
  const last = await read<{ items: AccountRow[] }>(page, '/accounts?sort=-hours&limit=5')
  await expect(rows(page).first()).toContainText(last.items[0]!.name)
})

test('A list is kept by a name, opened again, shared with a colleague and forgotten', async ({ page, browser }) => {
  const name = `終わりの近い順 ${crypto.randomUUID().slice(0, 6)}`
  await page.goto('/console/accounts?state=active&sort=period&cols=name,plan,period')
  await expect(table(page).getByRole('columnheader', { name: '担当' })).toHaveCount(0)
  await page.getByRole('button', { name: '保存した一覧' }).click()
  await page.getByRole('menuitem', { name: 'いまの一覧を保存…' }).click()
  const dialog = page.getByRole('dialog', { name: 'いまの一覧を保存' })
  await dialog.getByLabel('名前').fill(name)
  await dialog.getByLabel('同僚と共有する').check()
  await dialog.getByRole('button', { name: '保存する' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: `保存した一覧：${name}` })).toBeVisible()

  const other = await browser.newPage({ locale: 'ja-JP' })
  await signIn(other, 'admin')
  await other.goto('/console/accounts')
  await other.getByRole('button', { name: '保存した一覧' }).click()
  await other.getByRole('menuitem', { name: new RegExp(name) }).click()
  await expect(other).toHaveURL(/sort=period/)
  await expect(other).toHaveURL(/state=active/)
  await other.close()

  await page.getByRole('button', { name: `保存した一覧：${name}` }).click()
  await page.getByRole('menuitem', { name: 'この保存を消す' }).click()
  await expect(page.getByRole('button', { name: '保存した一覧', exact: true })).toBeVisible()
})

test('Columns are put in another order and stay so over a reload', async ({ page }) => {
  await page.goto('/console/accounts')
  await page.getByRole('button', { name: '列', exact: true }).click()
  await page.getByRole('button', { name: '状態 を前へ' }).click()
  await expect(page).toHaveURL(/cols=/)
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(table(page).getByRole('columnheader').last()).toHaveText('担当')
})

test('The person of several accounts is changed at once, and set back', async ({ page }) => {
  await signIn(page, 'admin')
  const own = [await newContract(page, 'basic'), await newContract(page, 'basic')]
  const before = (await accountsOf(page)).filter((a) => own.some((o) => o.accountId === a.id))
  const next = await write<{ id: string; name: string }>(page, '/staff', {
    name: `引継 ${crypto.randomUUID().slice(0, 6)}`,
    role: 'csm',
  })
  await page.goto(`/console/accounts?q=試し`)
  for (const o of own) await page.getByRole('checkbox', { name: `${o.name} を選ぶ` }).check()
  const bulk = page.getByRole('region', { name: '選んだお客様にすること' })
  await expect(bulk).toContainText('2件を選択中')
  await choose(bulk, '新しい担当', next.name)
  await bulk.getByRole('button', { name: '担当を変える' }).click()
  await expect(page.getByText('終わりました')).toBeVisible()
  await expect(rows(page).filter({ hasText: next.name })).toHaveCount(2)
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect(rows(page).filter({ hasText: next.name })).toHaveCount(0)
  const after = (await accountsOf(page)).filter((a) => own.some((o) => o.accountId === a.id))
  expect(after.map((a) => a.responsible?.id).sort()).toEqual(before.map((a) => a.responsible?.id).sort())
})

test('Everything found is written as a file, not only what is in sight', async ({ page }) => {
  await page.goto('/console/accounts?state=active')
  const total = (await read<{ total: number }>(page, '/accounts?state=active&limit=1')).total
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const text = await readFile(await (await waiting).path(), 'utf8')
  expect(text.startsWith('\ufeff"会社名"')).toBe(true)
  expect(text.trim().split('\r\n')).toHaveLength(total + 1)
})

test('Rows are gone through, chosen and opened by keys alone', async ({ page }) => {
  await page.goto('/console/accounts')
  await rows(page).first().focus()
  await page.keyboard.press('j')
  await page.keyboard.press('ArrowDown')
  await expect(rows(page).nth(2)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(rows(page).nth(2)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('k')
  await expect(rows(page).nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(rows(page).last()).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'お客様の画面の部分' })).toBeVisible()
})

const LONG = 10_000

/** The server's own first rows, over and over, as a book of ten thousand accounts would send them. */
async function pretendMany(page: Page) {
  const { items } = await read<{ items: AccountRow[] }>(page, '/accounts?limit=60')
  await page.route('**/api/accounts?*', async (route) => {
    const query = new URL(route.request().url()).searchParams
    const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 50)]
    const made = Array.from({ length: Math.min(limit, LONG - offset) }, (_, i) => {
      const row = items[(offset + i) % items.length]!
      return {
        ...row,
        id: `${String(offset + i).padStart(8, '0')}${row.id.slice(8)}`,
        name: `${offset + i} ${row.name}`,
      }
    })
    await route.fulfill({ json: { items: made, next: null, total: LONG } })
  })
}

test('Ten thousand rows are scrolled through; how smoothly is printed', async ({ page }) => {
  test.slow()
  await pretendMany(page)
  await page.goto('/console/accounts')
  await expect(count(page)).toHaveText(`${LONG}件`)
  const figures = await page.evaluate(async () => {
    const long: number[] = []
    const watch = new PerformanceObserver((list) => long.push(...list.getEntries().map((e) => e.duration)))
    watch.observe({ entryTypes: ['longtask'] })
    const frames: number[] = []
    let last = performance.now()
    // As fast as a wheel turns: some hundred pixels a frame.
    for (let step = 0; step < 150; step++) {
      scrollBy(0, 160)
      await new Promise((done) => requestAnimationFrame(done))
      frames.push(performance.now() - last)
      last = performance.now()
    }
    await new Promise((done) => setTimeout(done, 300))
    scrollTo(0, document.documentElement.scrollHeight)
    watch.disconnect()
    const sorted = frames.sort((a, b) => a - b)
    return { long: long.length, longest: Math.max(0, ...long), p95: sorted[Math.floor(sorted.length * 0.95)]! }
  })
  process.stdout.write(
    `scrolling ${LONG} rows: ${figures.long} long tasks, the longest ${Math.round(figures.longest)} ms; frames p95 ${Math.round(figures.p95)} ms\n`,
  )
  await expect(rows(page).last()).toContainText('9999')
  expect(await rows(page).count()).toBeLessThan(120)
})

test('The timeline holds what happened, finds it and leads to the answer of then', async ({ page }) => {
  const account = (await accountsOf(page)).find((a) => a.name === '白磁セラミックス株式会社')!
  await page.goto(`/console/accounts/${account.id}/timeline`)
  const main = page.getByRole('main')
  await expect(main.getByText('これから').first()).toBeVisible()
  await main.getByRole('button', { name: 'お断りだけ' }).click()
  await expect(page).toHaveURL(/refused=true/)
  await main.getByRole('button', { name: 'お断りだけ' }).click()
  await main.getByRole('button', { name: '費用' }).click()
  await expect(page).toHaveURL(/types=charge/)
  await main.getByRole('button', { name: '費用' }).click()
  await main.getByRole('link', { name: 'そのときの答えを開く' }).first().click()
  await expect(page).toHaveURL(/decisions\?decision=/)
})

for (const language of ['ja', 'en'] as const)
  for (const scheme of ['light', 'dark'] as const)
    test(`The parts of the screens can be used by everybody, ${language}, ${scheme}`, async ({ browser }) => {
      const context = await browser.newContext({ locale: language === 'ja' ? 'ja-JP' : 'en-GB', colorScheme: scheme })
      const page = await context.newPage()
      const faults = watchFaults(page)
      await signIn(page, 'csm')
      await page.goto('/console/gallery')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.addStyleTag({
        content: '*, *::before, *::after { transition: none !important; animation: none !important }',
      })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([])
      expect(faults).toEqual([])
      await context.close()
    })
