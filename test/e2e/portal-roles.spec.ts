import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { me, read, watchFaults, write } from './support.ts'

/** People of the demo who see only a part: a department's leader and an owner of cards, of one company. */
const LEADER = 'leader@reidai.example'
const OWNER = 'hikaru@reidai.example'
const main = (page: Page) => page.getByRole('main')
const bar = (page: Page) => page.getByRole('navigation', { name: '主な画面' })

async function enter(page: Page, email: string, path = '/'): Promise<void> {
  const { items } = await read<{ items: { password: string }[] }>(page, '/demo-sign-ins')
  await write(page, '/auth/sign-in', { email, password: items[0]!.password })
  await page.goto(`/portal${path}`)
}

/** Everything of the account that a role beneath the promotion department is refused, whatever way it is asked. */
const CLOSED = (account: string) => [
  '/accounts',
  `/accounts/${account}`,
  ...['usage', 'sessions', 'ledger', 'charges', 'decisions', 'timeline', 'agreed'].map(
    (p) => `/accounts/${account}/${p}`,
  ),
  '/offers',
  '/documents',
  '/intakes',
  '/sessions?from=2020-01-01T00:00:00Z&until=2030-01-01T00:00:00Z',
]
const PAGES = ['/sessions', '/book', '/usage', '/terms', '/documents', '/offers/0196a000-0000-7000-8000-000000000000']

for (const width of [390, 1440]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 844 } })

    test('A department leader sees the own department and nothing else', async ({ page }) => {
      await enter(page, LEADER)
      const faults = watchFaults(page)
      await expect(main(page).getByRole('heading', { level: 1, name: '営業一部' })).toBeVisible()
      const people = main(page).getByRole('region', { name: '部門の人' })
      await expect(people).toContainText('作例 光')
      await expect(people).not.toContainText('図解 恵')
      await expect(main(page)).not.toContainText('円')
      await expect(bar(page).getByRole('link', { name: '残りと記録' })).toHaveCount(0)
      await expect(bar(page).getByRole('link', { name: 'ご担当者' })).toBeVisible()
      expect(await bar(page).getByRole('link').count()).toBeLessThanOrEqual(width === 390 ? 5 : 7)
      await people.getByRole('link', { name: 'すべて見る' }).click()
      await expect(main(page)).toContainText('作例 光')
      await expect(main(page)).not.toContainText('図解 恵')
      expect(faults).toEqual([])
    })

    test('A card owner has one page', async ({ page }) => {
      await enter(page, OWNER)
      const faults = watchFaults(page)
      await expect(main(page).getByRole('region', { name: 'あなたの登録' })).toContainText('作例 光')
      await expect(main(page).getByRole('region', { name: 'あなたへのお願い' })).toContainText('ありません')
      await expect(main(page).getByRole('region', { name: '研修の日程' })).toContainText('ありません')
      const names = await bar(page).getByRole('link').allTextContents()
      expect(names).toEqual(width === 390 ? ['ホーム', 'その他'] : ['ホーム'])
      expect(faults).toEqual([])
    })
  })
}

for (const [who, email, refused] of [
  ['department leader', LEADER, PAGES],
  ['card owner', OWNER, [...PAGES, '/people']],
] as const) {
  test(`Nothing else is reached by a ${who}: not by an address, not from the server`, async ({ page }) => {
    await enter(page, email)
    const { user } = await me(page)
    const asked: string[] = []
    page.on('response', (r) => {
      if (r.url().includes('/api/') && [403, 404].includes(r.status())) asked.push(r.url())
    })
    for (const path of refused) {
      await page.goto(`/portal${path}`)
      await expect(main(page), path).toContainText('このページは表示できません')
    }
    // No screen even asks for what would be refused.
    expect(asked).toEqual([])
    for (const path of CLOSED(user.accountId!)) {
      const answer = await page.request.get(`/api${path}`)
      expect([path, answer.status()]).toEqual([path, 403])
    }
    const contract = '0196a000-0000-7000-8000-000000000000'
    for (const [path, data] of [
      [
        '/sessions',
        { contractId: contract, kind: 'meeting', place: 'online', start: '2026-01-01T10:00:00Z', minutes: 30 },
      ],
      ['/documents', { kind: 'usage', contractId: contract }],
      [`/offers/${contract}/accept`, { acceptTerms: true }],
    ] as const)
      expect((await page.request.post(`/api${path}`, { data })).status()).toBe(403)
  })
}

for (const { words, locale, colorScheme } of [
  { words: 'Japanese, light', locale: 'ja-JP', colorScheme: 'light' },
  { words: 'English, dark', locale: 'en-GB', colorScheme: 'dark' },
] as const) {
  test.describe(words, () => {
    test.use({ locale, colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('The narrow homes are accessible and fit', async ({ page }) => {
      test.slow()
      for (const [email, path] of [
        [LEADER, '/'],
        [LEADER, '/usage'],
        [LEADER, '/other'],
        [OWNER, '/'],
      ] as const) {
        await enter(page, email, path)
        for (const width of [390, 1440]) {
          await page.setViewportSize({ width, height: 844 })
          await page.waitForLoadState('networkidle')
          const { violations } = await new AxeBuilder({ page }).analyze()
          expect(
            violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`),
            `${path} at ${width}`,
          ).toEqual([])
        }
        await page.setViewportSize({ width: 320, height: 640 })
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      }
    })
  })
}
