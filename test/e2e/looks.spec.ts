/**
 * Every screen in both languages, light and dark, on a phone and on a desk: nothing that a reader of it would stumble
 * over, nothing cut, nothing beside the page. What it looks like is left in test-results/looks for people to see.
 */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { accountsOf, type Person, read, sessionsOf, signIn, watchFaults } from './support.ts'

/** A screen: where it is, the key that is pressed there, and whether something has to lie open over it or beside it. */
type Screen = { name: string; path: string; key?: string; opens?: true }

const SIGN_IN: Screen[] = [{ name: 'sign-in', path: '/sign-in' }]

async function consoleScreens(page: Page): Promise<Screen[]> {
  const accounts = await accountsOf(page)
  const named = (name: string) => accounts.find((a) => a.name === name)!.id
  const account = `/console/accounts/${named('白磁セラミックス株式会社')}`
  const sessions = await sessionsOf(page, named('白磁セラミックス株式会社'))
  const { items: decisions } = await read<{ items: { id: string }[] }>(
    page,
    `/accounts/${named('白磁セラミックス株式会社')}/decisions`,
  )
  const movable = sessions.find((s) => s.may.move)!
  const scenario = (await read<{ items: { file: string; name: string }[] }>(page, '/scenarios')).items[0]!
  return [
    { name: 'today', path: '/console/?whose=all' },
    { name: 'calendar', path: '/console/calendar' },
    { name: 'calendar-own', path: '/console/calendar?show=mine' },
    { name: 'calendar-day', path: '/console/calendar?view=day' },
    { name: 'calendar-book', path: '/console/calendar?do=book', opens: true },
    { name: 'timeline', path: `${account}/timeline` },
    { name: 'accounts', path: '/console/accounts?plan=premier' },
    { name: 'accounts-new', path: '/console/accounts?do=new', opens: true },
    { name: 'accounts-none', path: '/console/accounts?q=none-of-them' },
    { name: 'account', path: account },
    { name: 'account-without-contract', path: `/console/accounts/${named('未完舎株式会社')}?do=open`, opens: true },
    { name: 'account-add-ons-only', path: `/console/accounts/${named('ひびき音響株式会社')}` },
    { name: 'contracts', path: `${account}/contracts` },
    { name: 'contract-change', path: `${account}/contracts?do=change&with=premier-plus`, opens: true },
    { name: 'contract-order', path: `${account}/contracts?do=order&with=data-integration`, opens: true },
    { name: 'sessions', path: `${account}/sessions` },
    { name: 'session-cancel', path: `${account}/sessions?do=cancel&on=${movable.id}`, opens: true },
    { name: 'booking', path: `${account}/sessions?do=book`, opens: true },
    { name: 'ledger-clause', path: `${account}/ledger?clause=premier.14`, opens: true },
    { name: 'charges', path: `${account}/charges` },
    { name: 'decisions', path: `${account}/decisions?decision=${decisions[0]!.id}` },
    { name: 'terms', path: '/console/terms?group=premier' },
    { name: 'terms-diff', path: '/console/terms/diff' },
    { name: 'scenarios', path: `/console/scenarios?${new URLSearchParams(scenario)}` },
    { name: 'account-people', path: `/console/accounts/${named('例題電機株式会社')}/people` },
    { name: 'keys', path: '/console/terms/diff', key: 'Shift+?', opens: true },
    { name: 'palette', path: '/console/terms/diff', key: 'Control+k', opens: true },
    { name: 'not-found', path: '/console/nowhere' },
  ]
}

/** What an administrator keeps in order. */
const SETTINGS: Screen[] = [
  { name: 'settings', path: '/console/settings' },
  { name: 'settings-people', path: '/console/settings/people?show=all' },
  { name: 'settings-invite', path: '/console/settings/people?do=invite', opens: true },
  { name: 'settings-partners', path: '/console/settings/partners' },
  { name: 'settings-organisation', path: '/console/settings/organisation' },
  { name: 'settings-offices', path: '/console/settings/offices' },
  { name: 'settings-closures', path: '/console/settings/closures' },
  { name: 'settings-prices', path: '/console/settings/prices' },
]

async function portalScreens(page: Page): Promise<Screen[]> {
  const { user } = await read<{ user: { accountId: string } }>(page, '/me')
  const sessions = await sessionsOf(page, user.accountId)
  const [coming] = sessions.filter((s) => s.may.move)
  return [
    { name: 'home', path: '/portal/' },
    { name: 'coming', path: '/portal/sessions' },
    { name: 'past', path: '/portal/sessions?show=past' },
    { name: 'session', path: `/portal/sessions?session=${coming!.id}`, opens: true },
    { name: 'session-move', path: `/portal/sessions?session=${coming!.id}&do=move`, opens: true },
    { name: 'people', path: '/portal/people' },
    { name: 'people-invite', path: '/portal/people?do=invite', opens: true },
    { name: 'people-file', path: '/portal/people?do=file', opens: true },
    { name: 'book', path: '/portal/book' },
    { name: 'usage', path: '/portal/usage' },
    { name: 'terms', path: '/portal/terms' },
    { name: 'clause', path: '/portal/terms?clause=premier.14', opens: true },
    { name: 'other', path: '/portal/other' },
  ]
}

test.use({ trace: 'off', screenshot: 'off' })

const SIDES: { side: string; person: Person | null; screens: (page: Page) => Promise<Screen[]> | Screen[] }[] = [
  { side: 'door', person: null, screens: () => SIGN_IN },
  { side: 'console', person: 'csm', screens: consoleScreens },
  { side: 'settings', person: 'admin', screens: () => SETTINGS },
  { side: 'portal', person: 'premier', screens: portalScreens },
]
const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } }
const LOCALES = { ja: 'ja-JP', en: 'en-GB' }

/** A colour on its way from light to dark is neither. */
const STILL = '*, *::before, *::after { transition: none !important; animation: none !important }'

/** Nothing is on its way any more: no shape of what comes, no answer asked for, no font. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('main').first()).toBeVisible()
  await expect(page.getByRole('status', { name: /^(読み込んでいます|Loading)/ })).toHaveCount(0)
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  await page.evaluate(() => document.fonts.ready)
}

/** What lies open over a page or beside it: it can be closed, or, being the palette, typed into. */
const opened = (page: Page) =>
  page
    .getByRole('button', { name: /^(閉じる|Close)$/ })
    .or(page.getByRole('dialog').getByRole('combobox', { expanded: true }))

/** Headings and buttons whose words do not fit them, or that stand beyond the window's edge. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    /** Words for screen readers alone stand in a box of a pixel. */
    const unseen = (element: Element | null): boolean =>
      element !== null && (element.getBoundingClientRect().width <= 1 || unseen(element.parentElement))
    const words = (element: Element): DOMRect[] => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      const range = document.createRange()
      const boxes: DOMRect[] = []
      while (walker.nextNode()) {
        range.selectNodeContents(walker.currentNode)
        if (!unseen(walker.currentNode.parentElement)) boxes.push(...range.getClientRects())
      }
      return boxes
    }
    return [...document.querySelectorAll<HTMLElement>('h1, h2, h3, button, a, th, dt, label')]
      .filter((element) => {
        const box = element.getBoundingClientRect()
        if (box.width <= 1 || getComputedStyle(element).visibility === 'hidden') return false
        if (box.left >= innerWidth || box.right <= 0 || scrolls(element.parentElement)) return false
        return words(element).some(
          (line) => line.right > Math.min(box.right, innerWidth) + 1 || line.left < box.left - 1,
        )
      })
      .map((element) => `${element.tagName.toLowerCase()} “${element.innerText.slice(0, 40)}”`)
  })

/** What axe finds. Colours are the same in every language, and all but the colours is the same in the dark. */
async function violationsOn(page: Page, language: string, theme: 'light' | 'dark'): Promise<string[]> {
  if (language !== 'ja' && theme === 'dark') return []
  const builder = new AxeBuilder({ page })
  if (theme === 'dark') builder.withRules('color-contrast')
  else if (language !== 'ja') builder.disableRules('color-contrast')
  const { violations } = await builder.analyze()
  return violations.map((v) => `${theme}: ${v.id}: ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`)
}

async function misfits(page: Page): Promise<string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return [
    ...(wide > 0 ? [`the page is ${wide} px wider than its window`] : []),
    ...(await cut(page)).map((what) => `cut: ${what}`),
  ]
}

async function look(page: Page, screen: Screen, language: string, width: string, side: string): Promise<string[]> {
  const saved = (theme: string) => `test-results/looks/${side}-${screen.name}-${width}-${language}-${theme}.png`
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(screen.path)
  await page.addStyleTag({ content: STILL })
  await settled(page)
  if (screen.key) await page.keyboard.press(screen.key)
  if (screen.opens) await expect(opened(page).first()).toBeVisible()
  await settled(page)
  const found = await misfits(page)
  // The portal's own journeys ask axe about its screens on a phone.
  const asked = side !== 'portal' || width !== 'phone'
  if (asked) found.push(...(await violationsOn(page, language, 'light')))
  await page.screenshot({ path: saved('light'), animations: 'disabled' })
  await page.emulateMedia({ colorScheme: 'dark' })
  if (asked) found.push(...(await violationsOn(page, language, 'dark')))
  await page.screenshot({ path: saved('dark'), animations: 'disabled' })
  return found
}

for (const { side, person, screens } of SIDES) {
  for (const [width, viewport] of Object.entries(WIDTHS)) {
    for (const [language, locale] of Object.entries(LOCALES)) {
      test.describe(`${side}, ${width}, ${language}`, () => {
        test.use({ viewport, locale })
        test('every screen', async ({ page }) => {
          test.setTimeout(240_000)
          if (person) await signIn(page, person)
          const said = watchFaults(page)
          const seen: string[] = []
          for (const screen of await screens(page)) {
            const found = await look(page, screen, language, width, side)
            seen.push(...found.map((fault) => `${screen.name}: ${fault}`))
          }
          // A browser reports the question who is signed in as a fault when the answer is: nobody.
          const unexpected = person ? said : said.filter((line) => !line.includes('401'))
          expect([...seen, ...unexpected]).toEqual([])
        })
      })
    }
  }
}

test.describe('the portal on a slow phone', () => {
  test.use({ viewport: WIDTHS.phone })
  test('is measured, not judged', async ({ page }) => {
    await signIn(page, 'premier')
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    const [kbps, roundTrip] = [1600, 150]
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: roundTrip,
      downloadThroughput: (kbps * 1024) / 8,
      uploadThroughput: (750 * 1024) / 8,
    })
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.goto('/portal/')
    await expect(page.getByRole('region', { name: /^お使いいただける/ }).first()).toBeVisible()
    const figures = await page.evaluate(() => ({
      paint: Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
      useful: Math.round(performance.now()),
      bytes: performance
        .getEntriesByType('resource')
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).transferSize, 0),
    }))
    const { paint, useful, bytes } = figures
    console.log(
      `portal, slow 4G (${kbps} kbit/s, ${roundTrip} ms), CPU ÷ 4: first paint ${paint} ms, ` +
        `what is left at ${useful} ms, ${Math.round(bytes / 1024)} KiB`,
    )
  })
})
