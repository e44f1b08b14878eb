import { expect, test } from '@playwright/test'
import { bookFor, businessDays, newContract, read, signIn, write } from './support.ts'

type Section = { items: { accountId: string; accountName: string }[]; total: number } | null
type Today = Record<'sessions' | 'unconfirmed' | 'ending' | 'nearlyUsed' | 'lapsing', Section>

for (const [width, height] of [
  [390, 844],
  [1440, 900],
] as const)
  test.describe(`${width} wide`, () => {
    test.use({ viewport: { width, height } })

    for (const person of ['admin', 'csm'] as const)
      test(`The day of ${person} begins with what is to come and what turns red next`, async ({ page }) => {
        await signIn(page, person)
        const today = await read<Today>(page, '/today')
        await page.goto('/console/')
        const main = page.getByRole('main')
        await expect(main.getByRole('heading', { name: 'これから7日間' })).toBeVisible()
        expect(today.sessions!.total).toBeGreaterThan(0)
        await expect(main.getByRole('link', { name: today.sessions!.items[0]!.accountName }).first()).toBeVisible()
        expect(today.nearlyUsed!.total + today.lapsing!.total + today.ending!.total).toBeGreaterThan(0)
        await expect(
          main.getByRole('heading', { name: /残りの少ない枠|失効しそうな枠|終わる契約/ }).first(),
        ).toBeVisible()
      })

    test('One’s own or everybody’s stands in the address', async ({ page }) => {
      await signIn(page, 'csm')
      await page.goto('/console/')
      await page.getByRole('link', { name: '全員' }).click()
      await expect(page).toHaveURL(/whose=all/)
      const all = await read<Today>(page, '/today?whose=all')
      const mine = await read<Today>(page, '/today')
      expect(all.sessions!.total).toBeGreaterThanOrEqual(mine.sessions!.total)
      await page.reload()
      await expect(page.getByRole('link', { name: '全員' })).toHaveAttribute('aria-current', /.+/)
    })

    test('A session that is booked appears, and a row leads to its account', async ({ page }) => {
      await signIn(page, 'admin')
      const own = await newContract(page, 'basic')
      const [date] = await businessDays(page, 1)
      await bookFor(page, own, { date: date! })
      await page.goto('/console/?whose=all')
      await page.getByRole('link', { name: own.name }).first().click()
      await expect(page.getByRole('heading', { level: 1, name: own.name })).toBeVisible()
    })
  })

test('Whoever has nothing is told so', async ({ page }) => {
  await signIn(page, 'admin')
  await page.route('**/api/today*', async (route) => {
    const empty = { items: [], total: 0 }
    await route.fulfill({
      json: {
        whose: 'all',
        hasOwn: false,
        sessions: empty,
        unconfirmed: empty,
        ending: empty,
        nearlyUsed: empty,
        lapsing: empty,
        deadlines: null,
      },
    })
  })
  await page.goto('/console/')
  await expect(page.getByText('今日の予定はありません')).toBeVisible()
  await expect(page.getByText('急ぐものはありません')).toBeVisible()
})

test('A past session leads to the form that confirms its minutes', async ({ page }) => {
  await signIn(page, 'admin')
  const { unconfirmed } = await read<Today>(page, '/today')
  test.info().annotations.push({ type: 'unconfirmed', description: String(unconfirmed!.total) })
  await page.goto('/console/')
  await page.getByRole('link', { name: '実施を記録' }).first().click()
  await expect(page).toHaveURL(/do=complete/)
  await expect(page.getByRole('complementary', { name: 'いまの問い合わせ' })).toContainText('実施を記録')
})

test('The palette finds an account that is far down the list, and a page of the settings', async ({ page }) => {
  await signIn(page, 'csm')
  const name = `遠くの会社${crypto.randomUUID().slice(0, 6)}`
  const account = await write<{ id: string }>(page, '/accounts', { name, prefecture: '沖縄県' })
  await page.goto('/console/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(name)
  await page.getByRole('option', { name }).first().click()
  await expect(page).toHaveURL(new RegExp(account.id))
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('部品')
  await page.getByRole('option', { name: /部品の一覧/ }).click()
  await expect(page).toHaveURL(/gallery/)
})
