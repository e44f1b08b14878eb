/** The ways of signing in through their routes: stages, throttling, links, keys, organisations, and where one is sent. */
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../../kernel/failure.ts'
import { addMemberships } from '../identity/memberships.ts'
import { CLIENT, follow, openOidcServer } from '../identity/oidc-server.fixture.ts'
import { softPasskey } from '../identity/passkey.fixture.ts'
import { CALLBACK } from '../identity/providers.ts'
import { ACCOUNT, NOW, OTHER_ACCOUNT, openStage, PASSWORD, type Stage } from './server.fixture.ts'
import { ownPath } from './sign-in-desk.ts'

const ORIGIN = 'http://localhost'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
beforeEach(() => {
  stage.clock.set(NOW)
})

type Answer = Awaited<ReturnType<Stage['ask']>>
type Jar = Map<string, string>
const headerOf = (jar: Jar) => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

/** A browser: keeps its cookies, comes from one address. */
function browser(ip = '203.0.113.7', jar: Jar = new Map()) {
  const send = async (method: 'GET' | 'POST', url: string, body?: object): Promise<Answer> => {
    const answer = await stage.app.inject({
      method,
      url,
      remoteAddress: ip,
      headers: {
        cookie: headerOf(jar),
        'accept-language': 'en',
        'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0',
      },
      ...(body && { payload: body }),
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
  return {
    jar,
    get: (url: string) => send('GET', url),
    post: (url: string, body: object = {}) => send('POST', url, body),
    signIn: (email: string, password = PASSWORD) => send('POST', '/api/auth/sign-in', { email, password }),
  }
}

let made = 0
async function person(side: 'vendor' | 'customer' = 'vendor') {
  const email = `way${++made}@example.jp`
  const user = await stage.identity.createUser({
    name: '田中',
    email,
    password: PASSWORD,
    side,
    roles: [side === 'vendor' ? 'csm' : 'promotion'],
    accountId: side === 'customer' ? ACCOUNT : null,
  })
  return { email, user }
}
const codeAt = (secret: string, at: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at })

describe('a second factor on the way in', () => {
  it('is set up before anything else opens, and asked for from then on', async () => {
    await stage.identity.secondFactor.setRule('required')
    const { email } = await person()
    const page = browser()
    expect([(await page.signIn(email)).statusCode, (await page.get('/api/me')).json().code]).toEqual([
      202,
      'second-factor-missing',
    ])
    const { secret, uri } = (await page.post('/api/auth/second-factor/begin')).json()
    expect(uri).toMatch(/^otpauth:\/\/totp\/Bansou:/)
    expect((await page.post('/api/auth/second-factor/confirm', { code: '000000' })).json()).toMatchObject({
      status: 401,
      code: 'code-wrong',
      field: 'code',
    })
    const done = await page.post('/api/auth/second-factor/confirm', { code: codeAt(secret, NOW) })
    expect(done.json().recoveryCodes).toHaveLength(10)
    expect((await page.get('/api/me')).statusCode).toBe(200)

    const again = browser()
    expect((await again.signIn(email)).json()).toEqual({ next: 'code' })
    expect((await again.get('/api/me')).json()).toMatchObject({ status: 403, code: 'second-factor-needed' })
    expect((await again.post('/api/auth/second-factor/begin')).json().code).toBe('second-factor-needed')
    stage.clock.set(NOW + 30_000)
    const before = again.jar.get('bansou_session')
    expect((await again.post('/api/auth/code', { code: codeAt(secret, NOW + 30_000) })).statusCode).toBe(200)
    expect(again.jar.get('bansou_session')).not.toBe(before)
    expect((await again.get('/api/me')).statusCode).toBe(200)
    await stage.identity.secondFactor.setRule('off')
  })

  it('is not guessed: eight tries, and no more from anywhere after twenty', async () => {
    const { email, user } = await person('customer')
    const { secret } = await stage.identity.secondFactor.begin(user)
    await stage.identity.secondFactor.confirm(user.userId, codeAt(secret, NOW))
    const statuses: number[] = []
    for (let i = 0; i < 4; i++) {
      const page = browser(`198.51.100.${i}`)
      await page.signIn(email)
      for (let n = 0; n < 9; n++) statuses.push((await page.post('/api/auth/code', { code: '000000' })).statusCode)
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(20)
    expect(statuses.filter((status) => status === 429)).toHaveLength(16)
  })

  it('a passkey is enough where one is required', async () => {
    await stage.identity.secondFactor.setRule('required')
    const { email } = await person()
    const page = browser()
    await page.signIn(email)
    const device = softPasskey()
    const { ticket, options } = (await page.post('/api/auth/passkeys/options')).json()
    const kept = await page.post('/api/auth/passkeys', {
      ticket,
      name: 'PC',
      response: device.register(options, ORIGIN),
    })
    expect(kept.statusCode).toBe(201)
    expect((await page.get('/api/me')).statusCode).toBe(200)

    const other = browser()
    const asked = (await other.post('/api/auth/passkey/options')).json()
    const evil = device.answer(asked.options, 'https://bansou.evil.example')
    expect((await other.post('/api/auth/passkey', { ticket: asked.ticket, response: evil })).json()).toMatchObject({
      status: 403,
      code: 'passkey-elsewhere',
    })
    const anew = (await other.post('/api/auth/passkey/options')).json()
    const right = device.answer(anew.options, ORIGIN)
    expect((await other.post('/api/auth/passkey', { ticket: anew.ticket, response: right })).json()).toMatchObject({
      user: { email },
    })
    await stage.identity.secondFactor.setRule('off')
  })
})

describe('guessing', () => {
  it('a thousand tries a minute at one person from everywhere: few are checked, and the person comes in at once', {
    timeout: 60_000,
  }, async () => {
    const { email } = await person()
    const own = browser('192.0.2.1')
    expect((await own.signIn(email)).statusCode).toBe(200)
    let [checked, slowest] = [0, 0]
    for (let i = 0; i < 1000; i++) {
      stage.clock.set(NOW + i * 60)
      const answer = await browser(`10.${i % 250}.${Math.floor(i / 250)}.9`).signIn(email, `wrong ${i}`)
      if (answer.statusCode === 401) checked++
      else slowest = Math.max(slowest, Number(answer.headers['retry-after']))
    }
    // Fifty, and then one each two seconds for the rest of the minute.
    expect(checked).toBeGreaterThan(50)
    expect(checked).toBeLessThanOrEqual(50 + 30)
    expect(slowest).toBeLessThanOrEqual(2)
    // Known browser: no waiting, whatever goes on elsewhere.
    await own.post('/api/auth/sign-out')
    expect((await own.signIn(email)).statusCode).toBe(200)
    // A strange browser waits for seconds, and is not shut out.
    stage.clock.set(NOW + 62_001)
    expect((await browser('192.0.2.99').signIn(email)).statusCode).toBe(200)
  })

  it('a thousand tries of one address at a thousand people end after a hundred', { timeout: 60_000 }, async () => {
    const page = () => browser('192.0.2.77')
    const statuses: number[] = []
    for (let i = 0; i < 300; i++) statuses.push((await page().signIn(`victim${i}@example.jp`, 'wrong')).statusCode)
    expect(statuses.filter((status) => status === 401)).toHaveLength(100)
  })

  it('a network of IPv6 addresses is one', async () => {
    const { email } = await person()
    const statuses: number[] = []
    for (let i = 0; i < 12; i++)
      statuses.push((await browser(`2001:db8:1:2::${i + 1}`).signIn(email, 'wrong')).statusCode)
    expect(statuses.filter((status) => status === 429)).toHaveLength(2)
    expect((await browser('2001:db8:1:3::1').signIn(email)).statusCode).toBe(200)
  })

  it('a made-up or another person’s device cookie is worth nothing', async () => {
    const [one, other] = [await person(), await person()]
    const mine = browser('192.0.2.30')
    await mine.signIn(one.email)
    const cookie = must(mine.jar.get('bansou_device'), 'a device cookie')
    for (const device of [cookie, `${cookie.split('.')[0]}.AAAA`, 'x.y', '.']) {
      const ip = `192.0.2.${40 + device.length}`
      const statuses: number[] = []
      for (let i = 0; i < 11; i++)
        statuses.push((await browser(ip, new Map([['bansou_device', device]])).signIn(other.email, 'wrong')).statusCode)
      expect(statuses.at(-1)).toBe(429)
    }
    expect(await statusesOf(11, one.email, cookie)).toEqual([...Array<number>(10).fill(401), 429])
  })
  const statusesOf = async (count: number, email: string, device: string) => {
    const statuses: number[] = []
    for (let i = 0; i < count; i++)
      statuses.push(
        (await browser(`192.0.2.${200 + i}`, new Map([['bansou_device', device]])).signIn(email, 'wrong')).statusCode,
      )
    return statuses
  }
})

describe('unknown and known people', () => {
  const RESET = 'asking for a new password'
  const ways: [string, (email: string) => Promise<Answer>][] = [
    ['a wrong password', (email) => browser('192.0.2.50').signIn(email, 'wrong')],
    [RESET, (email) => browser('192.0.2.51').post('/api/auth/reset', { email })],
    ['asking for the ways in', (email) => browser('192.0.2.52').post('/api/auth/ways', { email })],
  ]
  it.each(ways)('are answered alike and after the same time: %s', { timeout: 30_000 }, async (way, ask) => {
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    const answers = new Set<string>()
    const people = await Promise.all(Array.from({ length: 6 }, () => person()))
    await ask('warm@example.jp')
    for (const [i, { email }] of people.entries()) {
      for (const [who, address] of [
        ['known', email],
        ['unknown', `nobody${i}@example.jp`],
      ] as const) {
        const begun = performance.now()
        const { statusCode, body } = await ask(address)
        times[who].push(performance.now() - begun)
        answers.add(`${statusCode} ${body}`)
      }
    }
    expect(answers.size).toBe(1)
    // The quickest of each: what a busy machine adds is not the answer's own.
    expect(Math.abs(Math.min(...times.known) - Math.min(...times.unknown))).toBeLessThan(30)
    // A letter takes longer than none: the answer waits for both.
    if (way === RESET) expect(Math.min(...times.known, ...times.unknown)).toBeGreaterThan(340)
  })
})

describe('a new password', () => {
  const letters = () =>
    stage.identity.inTransaction((tx) =>
      tx.query<{ recipient: string; text: string }>(
        "select recipient, text from app.outbox where kind = 'reset' order by id",
      ),
    )
  const tokenFor = async (email: string) => {
    const letter = (await letters()).findLast((l) => l.recipient === email)
    return must(/#([\w-]{43})/.exec(letter?.text ?? '')?.[1], 'a link in a letter')
  }

  it('comes by a letter, is chosen once, and ends every sign-in', async () => {
    const { email } = await person()
    const page = browser('192.0.2.60')
    await page.signIn(email)
    await page.post('/api/auth/reset', { email })
    const token = await tokenFor(email)
    const fresh = browser('192.0.2.61')
    expect((await fresh.post('/api/auth/reset/look', { token })).json()).toEqual({ email })
    const poor = await fresh.post('/api/auth/reset/password', { token, password: 'Password1234' })
    expect(poor.json()).toMatchObject({ status: 400, errors: [{ field: 'password', code: 'password-breached' }] })
    const chosen = 'kettle-orbit-93-lamp'
    expect((await fresh.post('/api/auth/reset/password', { token, password: chosen })).json()).toEqual({ email })
    expect((await page.get('/api/me')).json().code).toBe('not-signed-in')
    expect((await fresh.post('/api/auth/reset/password', { token, password: chosen })).json()).toMatchObject({
      status: 410,
      code: 'link-used',
    })
    expect((await fresh.signIn(email)).statusCode).toBe(401)
    expect((await fresh.signIn(email, chosen)).statusCode).toBe(200)
  })

  it('is chosen within the hour, with the newest link, and not by a made-up one', async () => {
    const { email } = await person()
    const page = browser('192.0.2.62')
    await page.post('/api/auth/reset', { email })
    const first = await tokenFor(email)
    await page.post('/api/auth/reset', { email })
    const second = await tokenFor(email)
    expect((await page.post('/api/auth/reset/look', { token: first })).json()).toMatchObject({
      status: 404,
      code: 'link-unknown',
    })
    expect((await page.post('/api/auth/reset/look', { token: 'A'.repeat(43) })).json().code).toBe('link-unknown')
    stage.clock.set(NOW + 3_600_000)
    expect((await page.post('/api/auth/reset/look', { token: second })).json()).toMatchObject({
      status: 410,
      code: 'link-expired',
    })
  })

  it('is not asked for without end: three letters an hour', { timeout: 20_000 }, async () => {
    const { email } = await person()
    const answers: number[] = []
    for (let i = 0; i < 5; i++)
      answers.push((await browser(`192.0.2.${70 + i}`).post('/api/auth/reset', { email })).statusCode)
    expect(answers).toEqual([204, 204, 204, 204, 204])
    expect((await letters()).filter((l) => l.recipient === email)).toHaveLength(3)
  })

  it('of one’s own is changed with the present one, and ends the other sign-ins', async () => {
    const { email } = await person()
    const [here, there] = [browser('192.0.2.80'), browser('192.0.2.81')]
    await here.signIn(email)
    await there.signIn(email)
    const change = (current: string, password: string) => here.post('/api/auth/password', { current, password })
    expect((await change('wrong', 'kettle-orbit-93-lamp')).json().errors).toMatchObject([
      { field: 'current', code: 'password-wrong' },
    ])
    expect((await change(PASSWORD, 'way-way-way')).json().errors).toMatchObject([
      { field: 'password', code: 'too-short' },
    ])
    expect((await change(PASSWORD, 'kettle-orbit-93-lamp')).statusCode).toBe(204)
    expect([(await here.get('/api/me')).statusCode, (await there.get('/api/me')).statusCode]).toEqual([200, 401])
  })
})

describe('one’s own sign-ins', () => {
  it('are listed, this one marked, and ended one by one or all others', async () => {
    const { email } = await person()
    const [here, there, elsewhere] = [browser('192.0.2.90'), browser('192.0.2.91'), browser('192.0.2.92')]
    for (const page of [here, there, elsewhere]) await page.signIn(email)
    const { signIns } = (await here.get('/api/auth/security')).json()
    expect(signIns).toHaveLength(3)
    expect(signIns.filter((s: { current: boolean }) => s.current)).toHaveLength(1)
    expect(signIns[0]).toMatchObject({ agent: 'Chrome, Windows', methods: ['password'] })
    const other = signIns.find((s: { current: boolean }) => !s.current)
    expect((await here.post(`/api/auth/sign-ins/${other.id}/end`)).statusCode).toBe(204)
    expect((await here.post(`/api/auth/sign-ins/${other.id}/end`)).json().code).toBe('unknown-reference')
    expect((await here.post('/api/auth/sign-ins/end-others')).json()).toEqual({ ended: 1 })
    const statuses = await Promise.all(
      [here, there, elsewhere].map(async (page) => (await page.get('/api/me')).statusCode),
    )
    expect(statuses).toEqual([200, 401, 401])
    const stranger = browser('192.0.2.93')
    await stranger.signIn((await person()).email)
    const mine = (await here.get('/api/auth/security')).json().signIns[0]
    expect((await stranger.post(`/api/auth/sign-ins/${mine.id}/end`)).json().code).toBe('unknown-reference')
  })

  it('one whose roles have all ended says so, and opens nothing', async () => {
    const { email, user } = await person()
    const page = browser('192.0.2.94')
    await page.signIn(email)
    await stage.identity.inTransaction((tx) =>
      tx.query('update identity.memberships set valid_until = valid_from where user_id = $1', [user.userId]),
    )
    stage.identity.forget(user.userId)
    const answer = await page.get('/api/me')
    expect(answer.json()).toMatchObject({ status: 401, code: 'role-ended' })
    expect(answer.json().detail).toContain('has ended')
    expect((await browser('192.0.2.95').signIn(email)).json()).toMatchObject({ status: 401, code: 'role-ended' })
    expect((await browser('192.0.2.95').signIn(email, 'wrong')).json().code).toBe('not-signed-in')
  })

  it('act for one organisation at a time, of those that one belongs to', async () => {
    const { email, user } = await person('customer')
    const inOther = { side: 'customer', accountId: OTHER_ACCOUNT, partnerId: null } as const
    await stage.identity.inTransaction((tx) =>
      addMemberships(
        tx,
        [
          {
            ...inOther,
            userId: user.userId,
            role: 'owner',
            staffId: null,
            departmentId: null,
            validFrom: NOW,
            validUntil: null,
            createdBy: null,
          },
        ],
        NOW,
      ),
    )
    const page = browser('192.0.2.96')
    await page.signIn(email)
    expect((await page.get('/api/auth/organisations')).json().items).toMatchObject([
      { accountId: ACCOUNT, current: true },
      { accountId: OTHER_ACCOUNT, current: false },
    ])
    const switched = await page.post('/api/auth/organisation', inOther)
    expect(switched.json().user).toMatchObject({ accountId: OTHER_ACCOUNT, roles: ['owner'] })
    expect((await page.get('/api/me')).json().user.accountId).toBe(OTHER_ACCOUNT)
    const foreign = { side: 'vendor' }
    expect((await page.post('/api/auth/organisation', foreign)).json()).toMatchObject({
      status: 404,
      code: 'unknown-reference',
    })
  })
})

describe('keys of programs', () => {
  it('open their scopes, within the roles of their account, until they are revoked', async () => {
    const { apiKeys } = stage.identity
    const by = (await person()).user
    const accountId = await apiKeys.createAccount({ name: '連携', roles: ['csm'], by })
    const { id, key } = await apiKeys.createKey({
      accountId,
      name: '毎晩',
      scopes: ['accounts.read', 'settings.write'],
      expiresAt: null,
      by,
    })
    expect(key).toMatch(/^bsk_[\w-]{43}$/)
    const as = (method: 'GET' | 'POST', url: string, body?: object) =>
      stage.ask(method, url, body, { authorization: `Bearer ${key}` })
    expect((await as('GET', '/api/notes')).statusCode).toBe(200)
    expect((await as('POST', '/api/faults', { how: 'bug' })).json()).toMatchObject({
      status: 403,
      code: 'scope-missing',
    })
    expect((await as('GET', '/api/me')).json().code).toBe('scope-missing')
    const [listed] = (await apiKeys.list()).filter((a) => a.id === accountId)
    expect(listed).toMatchObject({ name: '連携', roles: ['csm'], keys: [{ id, hint: key.slice(-4), usedAt: NOW }] })
    expect(JSON.stringify(listed)).not.toContain(key)
    await apiKeys.revokeKey(id, by)
    expect((await as('GET', '/api/notes')).json()).toMatchObject({ status: 401, code: 'not-signed-in' })
  })

  it('expire, end with their account, and cannot be guessed or used as a cookie', async () => {
    const { apiKeys } = stage.identity
    const by = (await person()).user
    const accountId = await apiKeys.createAccount({ name: '連携', roles: ['csm'], by })
    const made = await apiKeys.createKey({ accountId, name: 'x', scopes: ['accounts.read'], expiresAt: NOW + 1000, by })
    const status = async (key: string) =>
      (await stage.ask('GET', '/api/notes', undefined, { authorization: `Bearer ${key}` })).statusCode
    expect(await status(made.key)).toBe(200)
    stage.clock.set(NOW + 1000)
    expect(await status(made.key)).toBe(401)
    for (const key of ['bsk_', `bsk_${'A'.repeat(43)}`, 'bsk_x']) expect(await status(key)).toBe(401)
    stage.clock.set(NOW)
    const open = await apiKeys.createKey({ accountId, name: 'y', scopes: ['accounts.read'], expiresAt: null, by })
    expect(await status(open.key)).toBe(200)
    await apiKeys.disableAccount(accountId, by)
    expect(await status(open.key)).toBe(401)
    await expect(
      apiKeys.createKey({ accountId, name: 'z', scopes: ['accounts.read'], expiresAt: null, by }),
    ).rejects.toMatchObject({
      code: 'unknown-reference',
    })
  })

  it('have no say in anybody’s own security', async () => {
    const { apiKeys } = stage.identity
    const by = (await person()).user
    const accountId = await apiKeys.createAccount({ name: '連携', roles: ['csm'], by })
    const { key } = await apiKeys.createKey({ accountId, name: 'x', scopes: ['self.manage'], expiresAt: null, by })
    const answer = await stage.ask(
      'POST',
      '/api/auth/password',
      { current: 'x', password: 'y' },
      { authorization: `Bearer ${key}` },
    )
    expect(answer.json().code).toBe('not-permitted')
    const begun = await stage.ask('POST', '/api/auth/second-factor/begin', {}, { authorization: `Bearer ${key}` })
    expect(begun.json().code).toBe('not-permitted')
  })
})

describe('a personal link', () => {
  it('opens what it names, for two hours, until it is withdrawn', async () => {
    const { user } = await person('customer')
    const organisation = { side: 'customer', accountId: ACCOUNT, partnerId: null } as const
    const link = {
      ...organisation,
      userId: user.userId,
      scopes: ['terms.read', 'self.manage'] as const,
      by: user,
    }
    const { id, token } = await stage.identity.personalLinks.make({ ...link, expiresAt: NOW + 86_400_000 })
    const page = browser('192.0.2.110')
    expect((await page.post('/api/auth/personal', { token })).json().user.email).toBe(user.email)
    expect((await page.get('/api/notes')).json()).toMatchObject({ status: 403, code: 'scope-missing' })
    expect((await page.post('/api/auth/password', { current: 'x', password: 'y' })).json().code).toBe(
      'bound-to-provider',
    )
    stage.clock.set(NOW + 2 * 3_600_000)
    expect((await page.get('/api/me')).statusCode).toBe(401)
    expect((await page.post('/api/auth/personal', { token })).statusCode).toBe(200)
    expect(await stage.identity.personalLinks.withdraw(id, { ...organisation, accountId: OTHER_ACCOUNT }, user)).toBe(
      false,
    )
    expect(await stage.identity.personalLinks.withdraw(id, organisation, user)).toBe(true)
    expect((await page.get('/api/me')).statusCode).toBe(401)
    expect((await page.post('/api/auth/personal', { token })).json().code).toBe('link-unknown')
  })
})

describe('what a personal link shows of its person', () => {
  it('is of its own organisation: neither others nor the browsers that are signed in', async () => {
    const { email, user } = await person('customer')
    const inOther = { side: 'customer', accountId: OTHER_ACCOUNT, partnerId: null } as const
    const role = { role: 'owner', staffId: null, departmentId: null, validFrom: NOW, validUntil: null } as const
    await stage.identity.inTransaction((tx) =>
      addMemberships(tx, [{ ...inOther, ...role, userId: user.userId, createdBy: null }], NOW),
    )
    const own = browser('192.0.2.120')
    await own.signIn(email)
    expect((await own.get('/api/auth/security')).json().organisations).toHaveLength(2)
    const organisation = { side: 'customer', accountId: ACCOUNT, partnerId: null } as const
    const link = { ...organisation, userId: user.userId, scopes: ['self.manage'] as const, by: user }
    const { token } = await stage.identity.personalLinks.make({ ...link, expiresAt: NOW + 86_400_000 })
    const page = browser('192.0.2.121')
    await page.post('/api/auth/personal', { token })
    const shown = (await page.get('/api/auth/security')).json()
    expect(shown.organisations).toMatchObject([{ accountId: ACCOUNT, current: true }])
    expect(shown.signIns).toMatchObject([{ methods: ['personal-link'], current: true }])
  })
})

describe("an organisation's provider, there and back", () => {
  it('lets in, bound to it, and sends on to an address of ours only', { timeout: 30_000 }, async () => {
    const oidc = await openOidcServer([ORIGIN + CALLBACK], { inIdToken: true })
    const { email, user } = await person('customer')
    const fields = {
      name: '見本',
      issuer: oidc.issuer,
      clientId: CLIENT.clientId,
      domains: ['example.jp'],
      active: true,
    }
    const organisation = { side: 'customer', accountId: ACCOUNT, partnerId: null } as const
    const id = await stage.identity.providers.create(organisation, fields, CLIENT.clientSecret, user)
    oidc.become({ sub: 'x', email, email_verified: true })
    for (const [to, arrives] of [
      ['/portal/sessions?show=past', '/portal/sessions?show=past'],
      ['//evil.example', '/'],
    ] as const) {
      const page = browser('192.0.2.130')
      const out = await page.get(`/api/auth/providers/${id}?to=${encodeURIComponent(to)}`)
      expect(out.statusCode).toBe(302)
      const back = new URL(await follow(String(out.headers.location), ORIGIN))
      // Another browser that is lured to the same way back has no ticket for it.
      const lured = await browser('192.0.2.131').get(back.pathname + back.search)
      expect(lured.headers.location).toBe('/sign-in?problem=provider-unknown')
      const arrived = await page.get(back.pathname + back.search)
      expect([arrived.statusCode, arrived.headers.location]).toEqual([302, arrives])
      expect((await page.get('/api/me')).json().user).toMatchObject({ email, accountId: ACCOUNT })
      expect((await page.get('/api/auth/security')).json()).toMatchObject({ mayChange: false })
      expect((await page.post('/api/auth/passkeys/options')).json().code).toBe('bound-to-provider')
    }
    await oidc.close()
  })
})

describe('where one is sent', () => {
  it.each([
    ['/console/accounts?q=%2F%2Fevil#x', '/console/accounts?q=%2F%2Fevil#x'],
    ['/portal/', '/portal/'],
    ['/..//evil.example', null],
    ['//evil.example', null],
    ['/\\evil.example', null],
    ['\\\\evil.example', null],
    ['/\t/evil.example', null],
    ['/\n/evil.example', null],
    ['https://evil.example', null],
    ['https:/evil.example', null],
    ['data:text/html,x', null],
    ['javascript:alert(1)', null],
    ['%2F%2Fevil.example', null],
    ['evil', null],
    ['', null],
  ])('%j → %j', (text, path) => {
    expect(ownPath(text)).toBe(path)
  })

  it('a provider that is unknown sends back to the sign-in page, nowhere else', async () => {
    const answer = await browser('192.0.2.120').get(`/api/auth/providers/${ACCOUNT}?to=//evil.example`)
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/sign-in?problem=provider-unknown'])
    const back = await browser('192.0.2.120').get('/api/auth/callback?code=x&state=y')
    expect(back.headers.location).toBe('/sign-in?problem=provider-unknown')
  })
})

it('the address of this installation is the configured one, whatever a request says', async () => {
  const fixed = await openStage({ site: 'https://bansou.example.jp' })
  const answer = await fixed.app.inject({
    method: 'POST',
    url: '/api/auth/passkey/options',
    headers: { host: 'evil.example' },
  })
  expect(answer.json().options.rpId).toBe('bansou.example.jp')
  await fixed.close()
})
