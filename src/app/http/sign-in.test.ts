import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNT, NOW, OTHER_ACCOUNT, openStage, PASSWORD, type Stage } from './server.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const DAY = 86_400_000
const signIn = (email: string, password: string, headers = {}) =>
  stage.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in',
    headers: { 'accept-language': 'en', ...headers },
    payload: { email, password },
  })
const cookieIn = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie']).split(';')[0]!
const me = (headers: Record<string, string>) => stage.app.inject({ method: 'GET', url: '/api/me', headers })

describe('signing in', () => {
  it('answers who one is, and sets a cookie that scripts and other sites cannot use', async () => {
    const answer = await signIn(' Vendor@Example.JP '.trim(), PASSWORD)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      user: { name: 'vendor', side: 'vendor', accountId: null },
      today: '2025-04-14',
      catalogue: { id: 'test' },
    })
    const [session, device] = answer.headers['set-cookie'] as string[]
    expect(session).toMatch(/^bansou_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=1209600$/)
    expect(device).toMatch(
      /^bansou_device=[\w-]{22}\.[\w-]{43}; Path=\/api\/auth; HttpOnly; SameSite=Lax; Max-Age=31536000$/,
    )
    expect((await me({ cookie: `other=1; ${cookieIn(answer)}` })).json().user.email).toBe('vendor@example.jp')
  })

  it('the cookie travels by https only where the request did', async () => {
    const proxied = await openStage({ trustProxy: true })
    const answer = await proxied.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in',
      headers: { 'x-forwarded-proto': 'https' },
      payload: { email: 'vendor@example.jp', password: PASSWORD },
    })
    for (const cookie of answer.headers['set-cookie'] as string[]) expect(cookie).toMatch(/; Secure$/)
    expect(answer.headers['strict-transport-security']).toBeDefined()
    await proxied.close()
  })

  it('believes what a proxy forwards only of the proxies that are named', async () => {
    const proxied = await openStage({ trustProxy: '10.0.0.1, 127.0.0.2' })
    const cookieVia = async (remoteAddress: string) => {
      const answer = await proxied.app.inject({
        method: 'POST',
        url: '/api/auth/sign-in',
        remoteAddress,
        headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' },
        payload: { email: 'vendor@example.jp', password: PASSWORD },
      })
      return String(answer.headers['set-cookie'])
    }
    expect(await cookieVia('127.0.0.2')).toMatch(/; Secure$/)
    expect(await cookieVia('127.0.0.3')).not.toMatch(/Secure/)
    await proxied.close()
  })

  it('tells an unknown person nothing else than a known one with a wrong password', async () => {
    const unknown = await signIn('nobody@example.jp', PASSWORD)
    const wrong = await signIn('vendor@example.jp', 'wrong')
    expect(unknown.statusCode).toBe(401)
    expect(unknown.json()).toEqual(wrong.json())
    expect(unknown.json()).toMatchObject({
      code: 'not-signed-in',
      detail: 'The e-mail address or the password is not right.',
    })
  })

  it('checks its fields', async () => {
    expect((await signIn('vendor', PASSWORD)).json()).toMatchObject({
      status: 400,
      errors: [{ field: 'email', code: 'not-an-email' }],
    })
  })

  it('is stopped for a while after ten failures of one person, and opens again', async () => {
    const slow = await openStage()
    const guess = (password: string) =>
      slow.app.inject({ method: 'POST', url: '/api/auth/sign-in', payload: { email: 'partner@example.jp', password } })
    for (let i = 0; i < 10; i++) expect((await guess(`wrong ${i}`)).statusCode).toBe(401)
    const stopped = await guess(PASSWORD)
    expect(stopped.json()).toMatchObject({ status: 429, code: 'too-many-requests' })
    expect(Number(stopped.headers['retry-after'])).toBe(300)
    const other = await slow.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in',
      payload: { email: 'vendor@example.jp', password: PASSWORD },
    })
    expect(other.statusCode).toBe(200)
    slow.clock.set(NOW + 300_001)
    expect((await guess(PASSWORD)).statusCode).toBe(200)
    await slow.close()
  })

  it('guesses sent at once are as many as guesses sent in turn', async () => {
    const busy = await openStage()
    const guess = () =>
      busy.app.inject({
        method: 'POST',
        url: '/api/auth/sign-in',
        payload: { email: 'partner@example.jp', password: 'wrong' },
      })
    const statuses = (await Promise.all(Array.from({ length: 30 }, guess))).map((answer) => answer.statusCode)
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(20)
    await busy.close()
  })
})

describe('being signed in', () => {
  it('without, with a made-up or a malformed token: 401', async () => {
    const made = { authorization: `Bearer ${'A'.repeat(43)}` }
    for (const headers of [
      {},
      made,
      { authorization: 'Bearer x' },
      { authorization: 'Basic eDp4' },
      { cookie: 'bansou_session=' },
    ]) {
      const answer = await me(headers as Record<string, string>)
      expect(answer.json()).toMatchObject({ status: 401, code: 'not-signed-in' })
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="bansou"')
    }
  })

  it('ends at sign-out, at once, though the sign-in was just looked up', async () => {
    const cookie = cookieIn(await signIn('vendor@example.jp', PASSWORD))
    expect((await me({ cookie })).statusCode).toBe(200)
    const out = await stage.app.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { cookie } })
    expect([out.statusCode, String(out.headers['set-cookie'])]).toEqual([
      204,
      'bansou_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
    ])
    expect((await me({ cookie })).statusCode).toBe(401)
  })

  it('ends after two weeks', async () => {
    const late = await openStage()
    const asked = () => late.ask('GET', '/api/me')
    expect((await asked()).statusCode).toBe(200)
    late.clock.set(NOW + 14 * DAY - 1)
    expect((await asked()).statusCode).toBe(200)
    late.clock.set(NOW + 14 * DAY)
    expect((await asked()).json()).toMatchObject({ status: 401, code: 'not-signed-in' })
    await late.close()
  })
})

describe('sides', () => {
  const as = (side: 'vendor' | 'partner' | 'customer') => ({ authorization: `Bearer ${stage.tokens[side]}` })

  it('a route is closed to the sides that it does not name', async () => {
    expect((await stage.ask('GET', '/api/notes', undefined, as('partner'))).json()).toMatchObject({
      status: 403,
      code: 'not-permitted',
    })
    expect((await stage.ask('GET', '/api/notes', undefined, as('customer'))).statusCode).toBe(200)
  })

  it('another customer’s account is unknown to a customer', async () => {
    const of = (account: string, side: 'vendor' | 'customer') =>
      stage.ask('GET', `/api/accounts/${account}/notes`, undefined, as(side))
    expect((await of(ACCOUNT, 'customer')).json()).toEqual({ scope: 'accountId' })
    expect((await of(OTHER_ACCOUNT, 'customer')).json()).toMatchObject({ status: 404, code: 'unknown-reference' })
    expect((await of(OTHER_ACCOUNT, 'vendor')).json()).toEqual({ scope: 'vendor' })
  })

  it('every address but the stated ones asks for a sign-in', async () => {
    const document = (await stage.app.inject('/api/openapi.json')).json() as { paths: Record<string, object> }
    const open: string[] = []
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const method of Object.keys(methods)) {
        const answer = await stage.app.inject({
          method: method.toUpperCase() as 'GET',
          url: path.replaceAll(/\{\w+\}/g, ACCOUNT),
        })
        if (answer.statusCode !== 401) open.push(`${method} ${path}`)
      }
    }
    expect(open.sort()).toEqual([
      'get /api/auth/callback',
      'get /api/auth/providers/{id}',
      'get /api/health',
      'post /api/auth/end-view',
      'post /api/auth/passkey',
      'post /api/auth/passkey/options',
      'post /api/auth/personal',
      'post /api/auth/reset',
      'post /api/auth/reset/look',
      'post /api/auth/reset/password',
      'post /api/auth/sign-in',
      'post /api/auth/sign-out',
      'post /api/auth/ways',
    ])
  })
})

describe('requests from other sites', () => {
  const send = (headers: Record<string, string>) =>
    stage.app.inject({
      method: 'POST',
      url: '/api/notes',
      headers: { cookie: `bansou_session=${stage.tokens.vendor}`, host: 'bansou.example', ...headers },
      payload: { text: 'a' },
    })

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://other.bansou.example' }],
  ])('%j is refused', async (headers) => {
    expect((await send(headers as Record<string, string>)).json()).toMatchObject({
      status: 403,
      code: 'not-permitted',
      field: 'Origin',
    })
  })

  it.each([[{}], [{ origin: 'https://bansou.example' }], [{ 'sec-fetch-site': 'same-origin' }]])(
    '%j is let through',
    async (headers) => {
      expect((await send(headers as Record<string, string>)).statusCode).toBe(201)
    },
  )

  it('nobody can be signed in from another site', async () => {
    expect((await signIn('vendor@example.jp', PASSWORD, { origin: 'https://evil.example' })).statusCode).toBe(403)
  })

  it('every answer carries the headers that a browser obeys', async () => {
    for (const url of ['/api/me', '/api/health', '/api/openapi.json', '/api', '/nothing']) {
      const { headers } = await stage.app.inject(url)
      expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/)
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
  })
})
