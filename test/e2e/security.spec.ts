/** Signing in by every way: passkeys on a virtual device, a second factor, links out of letters, one's own security. */
import { AxeBuilder } from '@axe-core/playwright'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { newAccount, PEOPLE, passwordOf, read, signIn, write } from './support.ts'

/** Passkeys belong to a name, not to an address in digits. */
const named = (path: string) => `http://localhost:${process.env.BANSOU_E2E_PORT}${path}`

const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

async function virtualDevice(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function axeClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([])
}

/** The latest letter to an address, as the administrator finds it in the outbox. */
async function linkFor(admin: Page, email: string): Promise<string> {
  const { items } = await read<{ items: { id: string; recipient: string }[] }>(admin, '/outbox?limit=50')
  const letter = items.find((row) => row.recipient === email)
  expect(letter, `a letter to ${email}`).toBeDefined()
  const { text } = await read<{ text: string }>(admin, `/outbox/${letter!.id}`)
  const link = /https?:\/\/\S+(\/(?:invite|reset)#[\w-]{43})/.exec(text)?.[1]
  expect(link).toBeDefined()
  return link!
}

/** A person of the journey's own, as an invitation makes one. */
async function invited(admin: Page, role: string): Promise<{ email: string; path: string }> {
  const email = `journey-${crypto.randomUUID().slice(0, 8)}@bansou.example`
  const roles = [{ role, departmentId: null, firstDay: null, lastDay: null }]
  await write(admin, '/invitations', { people: [{ email, name: '旅野 友', roles }] })
  return { email, path: await linkFor(admin, email) }
}

const CHOSEN = 'kettle-orbit-93-lamp'

async function join(page: Page, path: string, password = CHOSEN): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1, name: /へのご招待$/ })).toBeVisible()
  await page.getByLabel('パスワード', { exact: true }).fill(password)
  await page.getByRole('button', { name: '参加する' }).click()
}

/** What an administrator changes though a second factor is asked of everybody: by a key. */
async function ruleKey(admin: Page): Promise<(rule: 'required' | 'off') => Promise<void>> {
  const account = await write<{ id: string }>(admin, '/settings/service-accounts', { name: '試し', roles: ['admin'] })
  const { key } = await write<{ key: string }>(admin, `/settings/service-accounts/${account.id}/keys`, {
    name: '試し',
    scopes: ['settings.write'],
  })
  return async (secondFactor) => {
    const answer = await admin.request.put('/api/settings/security', {
      data: { secondFactor },
      headers: { authorization: `Bearer ${key}`, cookie: '' },
    })
    expect(answer.status()).toBe(200)
  }
}

let context: BrowserContext
let admin: Page
test.beforeAll(async ({ browser }) => {
  context = await browser.newContext()
  admin = await context.newPage()
  await signIn(admin, 'admin')
})
test.afterAll(() => context.close())

test('An invitation is accepted once, with a password that nobody guesses', async ({ page }) => {
  const { path } = await invited(admin, 'csm')
  await join(page, path, 'Password1234')
  await expect(page.getByText('流出したパスワードの一覧')).toBeVisible()
  await axeClean(page)
  await page.getByLabel('パスワード', { exact: true }).fill(CHOSEN)
  await page.getByRole('button', { name: '参加する' }).click()
  await expect(page).toHaveURL(/\/console\//)
  await page.context().clearCookies()
  await page.goto(path)
  await expect(page.getByRole('alert')).toHaveText('このリンクはすでに使われています。サインインしてください。')
  await page.goto(`/invite#${'A'.repeat(43)}`)
  await page.reload()
  await expect(page.getByRole('alert')).toContainText('このリンクは無効です')
  await axeClean(page)
})

test('Staff set up an authenticator app before anything opens, and give its code from then on', async ({ page }) => {
  const setRule = await ruleKey(admin)
  const { email, path } = await invited(admin, 'csm')
  await setRule('required')
  try {
    await join(page, path)
    await expect(page.getByRole('heading', { level: 1, name: '2段階認証の設定' })).toBeVisible()
    await expect(page.getByRole('img', { name: '認証アプリに読み取らせるQRコード' })).toBeVisible()
    await axeClean(page)
    const secret = (await page.locator('code').first().innerText()).replaceAll(' ', '')
    const code = page.getByLabel('アプリに表示された6桁のコード')
    await code.fill('000000')
    await page.getByRole('button', { name: '設定する' }).click()
    await expect(code).toHaveAccessibleDescription(/コードが違うか/)
    await code.fill(codeOf(secret))
    await page.getByRole('button', { name: '設定する' }).click()
    await expect(page.getByRole('list', { name: 'リカバリーコード' }).getByRole('listitem')).toHaveCount(10)
    const recovery = await page
      .getByRole('list', { name: 'リカバリーコード' })
      .getByRole('listitem')
      .first()
      .innerText()
    await axeClean(page)
    await page.getByRole('button', { name: '保管しました。続ける' }).click()
    await expect(page).toHaveURL(/\/console\//)

    await page.context().clearCookies()
    await page.goto('/console/security')
    await page.getByLabel('メールアドレス').fill(email)
    await page.getByLabel('パスワード', { exact: true }).fill(CHOSEN)
    await page.getByRole('button', { name: 'サインイン', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: '確認コード' })).toBeVisible()
    await axeClean(page)
    // The code that set it up is used; reloading asks for another one still.
    await page.getByLabel('コード', { exact: true }).fill(codeOf(secret))
    await page.getByRole('button', { name: '続ける' }).click()
    await expect(page.getByLabel('コード', { exact: true })).toHaveAccessibleDescription(/すでに使われています/)
    await page.reload()
    await page.getByLabel('コード', { exact: true }).fill(recovery)
    await page.getByRole('button', { name: '続ける' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'セキュリティ' })).toBeVisible()
    await expect(page.getByText('リカバリーコードの残り：9')).toBeVisible()
    await axeClean(page)
  } finally {
    await setRule('off')
  }
})

test('A passkey is added, signs in without a password, is renamed and removed', async ({ page }) => {
  await virtualDevice(page)
  const { path } = await invited(admin, 'csm')
  await join(page, named(path))
  await expect(page).toHaveURL(/\/console\//)
  await page.goto(named('/console/security'))
  await page.getByRole('button', { name: 'パスキーを追加する' }).click()
  const list = page.getByRole('list', { name: 'パスキー' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await list.getByRole('button', { name: '名前を変える' }).click()
  await list.getByLabel('呼び名').fill('会社のPC')
  await list.getByRole('button', { name: '保存する' }).click()
  await expect(list.getByText('会社のPC')).toBeVisible()

  await page.context().clearCookies()
  await page.goto(named('/console/security'))
  await page.getByRole('button', { name: 'パスキーでサインイン' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'セキュリティ' })).toBeVisible()
  await expect(list.getByText(/最後に使ったのは/)).toBeVisible()
  await axeClean(page)

  await list.getByRole('button', { name: '削除する' }).click()
  await expect(page.getByText('パスキーはまだありません。')).toBeVisible()
  await page.context().clearCookies()
  await page.goto(named('/sign-in'))
  await page.getByRole('button', { name: 'パスキーでサインイン' }).click()
  await expect(page.getByRole('alert')).toContainText('パスキーを確認できませんでした')
})

test('A forgotten password is set anew by a link, and ends the sign-ins of before', async ({ page, browser }) => {
  const { email, path } = await invited(admin, 'csm')
  await join(page, path)
  await expect(page).toHaveURL(/\/console\//)
  const other = await (await browser.newContext({ locale: 'ja-JP' })).newPage()
  await other.goto('/sign-in')
  await other.getByRole('link', { name: 'パスワードを忘れたとき' }).click()
  await expect(other.getByRole('button', { name: 'リンクを送る' })).toBeVisible()
  await axeClean(other)
  await other.getByLabel('メールアドレス').fill(email)
  await other.getByRole('button', { name: 'リンクを送る' }).click()
  await expect(other.getByRole('status')).toContainText('このアドレスが登録されていれば')
  await other.goto(await linkFor(admin, email))
  await other.reload()
  await expect(other.getByText(email)).toBeVisible()
  await axeClean(other)
  await other.getByLabel('新しいパスワード').fill('lantern-meadow-27-tea')
  await other.getByRole('button', { name: '設定する' }).click()
  await expect(other.getByRole('status')).toContainText('パスワードを設定しました')
  await page.goto('/console/security')
  await expect(page.getByRole('button', { name: 'サインイン', exact: true })).toBeVisible()
  await page.getByLabel('メールアドレス').fill(email)
  await page.getByLabel('パスワード', { exact: true }).fill('lantern-meadow-27-tea')
  await page.getByRole('button', { name: 'サインイン', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'セキュリティ' })).toBeVisible()
  await other.context().close()
})

test('Sign-ins elsewhere are seen and ended; a changed password ends them too', async ({ page, browser }) => {
  const { email, path } = await invited(admin, 'csm')
  await join(page, path)
  await expect(page).toHaveURL(/\/console\//)
  const elsewhere = await (await browser.newContext()).newPage()
  const enter = (password: string) => write(elsewhere, '/auth/sign-in', { email, password })
  const isIn = async () => (await elsewhere.request.get('/api/me')).status() === 200
  await enter(CHOSEN)
  await page.goto('/console/security')
  const list = page.getByRole('list', { name: 'サインイン中の端末' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(list.getByText('この端末')).toHaveCount(1)
  await list.getByRole('button', { name: '終了する' }).click()
  await expect(list.getByRole('listitem')).toHaveCount(1)
  expect(await isIn()).toBe(false)
  await enter(CHOSEN)
  await page.getByLabel('今のパスワード').fill('not this one')
  await page.getByLabel('新しいパスワード').fill('lantern-meadow-27-tea')
  await page.getByRole('button', { name: '変更する' }).click()
  await expect(page.getByLabel('今のパスワード')).toHaveAccessibleDescription('今のパスワードが違います。')
  await page.getByLabel('今のパスワード').fill(CHOSEN)
  await page.getByRole('button', { name: '変更する' }).click()
  await expect(page.getByRole('status')).toContainText('パスワードを変更しました')
  expect(await isIn()).toBe(false)
  await elsewhere.context().close()
})

test('A role that has ended says so on the next page', async ({ page }) => {
  const { email, path } = await invited(admin, 'csm')
  await join(page, path)
  await expect(page).toHaveURL(/\/console\//)
  const { items } = await read<{ items: { email: string; roles: { id: string }[] }[] }>(admin, '/members?limit=200')
  const [role] = items.find((m) => m.email === email)!.roles
  await write(admin, `/roles/${role!.id}/end`, {})
  await page.goto('/console/terms')
  await expect(page.getByRole('alert')).toContainText('この組織での役割が終了したため')
})

test('An administrator adds an organisation’s provider and issues a key, both shown as they should be', async ({
  page,
}) => {
  await signIn(page, 'admin')
  await page.goto('/console/settings/sign-in')
  await expect(page.getByText('必要ありません。')).toBeVisible()
  await page.getByRole('button', { name: '組織のサインインを追加' }).click()
  await page.getByLabel('画面に出す名前').fill('試しのサインイン')
  await page.getByLabel('発行者（issuer）のアドレス').fill('http://login.journey.example')
  await page.getByLabel('クライアントID').fill('bansou')
  await page.getByRole('textbox', { name: 'クライアントシークレット' }).fill('shh')
  await page.getByLabel('メールアドレスのドメイン').fill('journey.example')
  await page.getByRole('button', { name: '保存する' }).click()
  await expect(page.getByLabel('発行者（issuer）のアドレス')).toHaveAccessibleDescription(/https:\/\//)
  await page.getByLabel('発行者（issuer）のアドレス').fill('https://login.journey.example')
  await page.getByRole('button', { name: '保存する' }).click()
  await expect(page.getByRole('list', { name: '組織のサインイン' }).getByText('試しのサインイン')).toBeVisible()
  await axeClean(page)

  await page.goto('/console/settings/keys')
  await page.getByRole('button', { name: 'アカウントを追加' }).click()
  const name = `連携 ${crypto.randomUUID().slice(0, 6)}`
  await page.getByLabel('名前').fill(name)
  await page.getByRole('checkbox', { name: '営業' }).check()
  await page.getByRole('button', { name: 'アカウントを追加' }).click()
  const card = page.getByRole('region', { name })
  await card.getByRole('button', { name: 'キーを発行する' }).click()
  await card.getByLabel('キーの用途').fill('毎晩の連携')
  await card.getByRole('checkbox', { name: 'accounts.read' }).check()
  await axeClean(page)
  await card.getByRole('button', { name: 'キーを発行する' }).click()
  const key = await card.getByRole('status').locator('code').innerText()
  expect(key).toMatch(/^bsk_/)
  const asKey = (path: string) => page.request.get(`/api${path}`, { headers: { authorization: `Bearer ${key}` } })
  expect([(await asKey('/accounts?limit=1')).status(), (await asKey('/staff')).status()]).toEqual([200, 403])
  await card.getByRole('button', { name: '控えました' }).click()
  await expect(page.getByText(key)).toHaveCount(0)
  await card.getByRole('button', { name: '失効させる' }).click()
  await expect(card.getByText('失効済み')).toBeVisible()
  expect((await asKey('/accounts?limit=1')).status()).toBe(401)

  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByLabel('メールアドレス').fill('somebody@journey.example')
  await expect(page.getByRole('link', { name: '試しのサインインで続ける' })).toBeVisible()
})

test('No address leads elsewhere, by a provider either', async ({ page }) => {
  for (const to of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'data:text/html,x',
    '%2F%2Fevil.example',
  ]) {
    await page.goto(`/api/auth/providers/01966d3e-0000-7000-8000-000000000001?to=${encodeURIComponent(to)}`)
    await expect(page).toHaveURL('/sign-in?problem=provider-unknown')
    await expect(page.getByRole('alert')).toContainText('組織のサインインを最後まで')
  }
  await page.goto('/sign-in?problem=<script>alert(1)</script>')
  await expect(page.getByRole('alert')).toHaveCount(0)
})

for (const [width, height, scheme, locale] of [
  [390, 844, 'dark', 'ja-JP'],
  [390, 844, 'light', 'en-GB'],
  [1440, 900, 'dark', 'en-GB'],
] as const) {
  test(`Pages of signing in and of one's own security at ${width}, ${scheme}, ${locale}`, async ({ browser }) => {
    const own = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale })
    const page = await own.newPage()
    for (const path of [
      '/sign-in',
      '/reset',
      `/reset#${'A'.repeat(43)}`,
      `/invite#${'A'.repeat(43)}`,
      `/open#${'A'.repeat(43)}`,
    ]) {
      await page.goto('about:blank')
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await axeClean(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    }
    await write(page, '/auth/sign-in', { email: PEOPLE.basic, password: await passwordOf(page, 'basic') })
    await page.goto('/portal/security')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.getByRole('button', { name: /認証アプリを設定する|Set up an authenticator app/ }).click()
    await expect(page.getByRole('img', { name: /QR/ })).toBeVisible()
    await axeClean(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await own.close()
  })
}

test('One address in two organisations: one person, who says for which one', async ({ page }) => {
  const { email, path } = await invited(admin, 'csm')
  await join(page, path)
  await expect(page).toHaveURL(/\/console\//)
  const company = await newAccount(admin)
  const roles = [{ role: 'promotion', departmentId: null, firstDay: null, lastDay: null }]
  await write(admin, `/invitations?account=${company.id}`, { people: [{ email, name: null, roles }] })
  await page.context().clearCookies()
  await page.goto('about:blank')
  await page.goto(await linkFor(admin, email))
  await page.getByRole('button', { name: 'サインインして参加する' }).click()
  await expect(page.getByLabel('メールアドレス')).toHaveValue(email)
  await page.getByLabel('パスワード', { exact: true }).fill(CHOSEN)
  await page.getByRole('button', { name: 'サインイン', exact: true }).click()
  await page.getByRole('button', { name: '参加する' }).click()
  await expect(page.getByRole('status')).toContainText('参加しました')
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByLabel('メールアドレス').fill(email)
  await page.getByLabel('パスワード', { exact: true }).fill(CHOSEN)
  await page.getByRole('button', { name: 'サインイン', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'どの組織として続けますか' })).toBeVisible()
  await axeClean(page)
  await page.getByRole('button', { name: company.name }).click()
  await expect(page).toHaveURL('/portal/')
  await page.goto('/portal/security')
  const list = page.getByRole('list', { name: '組織' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await list.getByRole('button', { name: '切り替える' }).click()
  await expect(page).toHaveURL(/\/console\//)
})
