import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../../../test/support/house.ts'
import { VIEW_LASTS } from '../identity/viewing.ts'

let house: House
let account: string
let other: string
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
  account = await house.account()
  other = await house.account()
  await house.contract(account, 'advanced', '2025-04-01')
})
afterAll(() => house.close())

/** Begins a look; answers how a page of the portal then asks. */
async function look(id: string) {
  const begun = await house.ask('POST', `/api/accounts/${id}/view-as`, {})
  expect(begun).toMatchObject({ status: 201, body: { accountId: id } })
  const cookie = String(begun.headers['set-cookie'])
  const token = /^bansou_view_([^=]+)=([^;]+)/.exec(cookie)!
  expect(token[1]).toBe(id)
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/)
  const page = (method: 'GET' | 'POST', url: string, as = id) =>
    house.server.inject({
      method,
      url,
      headers: { cookie: `bansou_session=${house.vendorToken}; ${token[0]}`, 'x-view-as': as, 'accept-language': 'en' },
      ...(method === 'POST' && { payload: {} }),
    })
  return { page, cookie: token[0] }
}

describe('a look at a customer’s portal', () => {
  it('reads what the customer reads, as nobody but the looker', async () => {
    const { page } = await look(account)
    const me = (await page('GET', '/api/me')).json()
    expect(me.user).toMatchObject({ side: 'customer', accountId: account, viewedBy: { name: 'vendor' } })
    expect(me.may).toHaveProperty('sessions.read', 'account')
    expect(me.may).not.toHaveProperty('sessions.book')
    expect((await page('GET', `/api/accounts/${account}`)).statusCode).toBe(200)
    expect((await page('GET', `/api/accounts/${other}`)).statusCode).toBe(404)
    expect((await page('GET', '/api/notices')).statusCode).toBe(403)
  })

  it('does nothing, not even ask ahead or sign out', async () => {
    const { page } = await look(account)
    for (const url of ['/api/sessions', '/api/sessions/preview', '/api/auth/sign-out', '/api/auth/sign-in']) {
      const refused = await page('POST', url)
      expect(refused.statusCode, url).toBe(403)
      expect(refused.json()).toMatchObject({ code: 'read-only-view' })
    }
    expect((await house.ask('GET', '/api/me')).status).toBe(200)
  })

  it('is no look without its own cookie, and leaves the own sign-in as it is', async () => {
    const { page, cookie } = await look(account)
    expect((await page('GET', '/api/me', other)).statusCode).toBe(401)
    expect((await page('GET', '/api/me', 'no-id')).statusCode).toBe(401)
    const own = { cookie: `bansou_session=${house.vendorToken}; ${cookie}` }
    const console = await house.server.inject({ url: '/api/me', headers: own })
    expect(console.json().user).toMatchObject({ side: 'vendor', viewedBy: null })
  })

  it('two tabs look at two customers', async () => {
    const [one, two] = [await look(account), await look(other)]
    expect((await one.page('GET', '/api/me')).json().user.accountId).toBe(account)
    expect((await two.page('GET', '/api/me')).json().user.accountId).toBe(other)
  })

  it('ends by hand and by time, and who looked when is kept', async () => {
    const { page } = await look(account)
    expect((await page('POST', '/api/auth/end-view')).statusCode).toBe(204)
    expect((await page('GET', '/api/me')).statusCode).toBe(401)
    const { page: later } = await look(account)
    house.clock.set(house.clock.now() + VIEW_LASTS - 1)
    expect((await later('GET', '/api/me')).statusCode).toBe(200)
    house.clock.set(house.clock.now() + 1)
    expect((await later('GET', '/api/me')).statusCode).toBe(401)
    const { body } = await house.ask('GET', `/api/accounts/${account}/portal-views?limit=2`)
    expect(body.items.map((v: { endedAt: string | null }) => v.endedAt !== null)).toEqual([false, true])
    expect(body.items[0]).toMatchObject({ by: 'vendor' })
    expect(body.next).not.toBeNull()
  })

  it('ends with the sign-in of the browser that it was begun in', async () => {
    const token = await house.signUp('vendor')
    const begun = await house.as(token)('POST', `/api/accounts/${account}/view-as`, {})
    const [pair] = String(begun.headers['set-cookie']).split(';')
    const cookie = `bansou_session=${token}; ${pair}`
    const seen = () => house.server.inject({ url: '/api/me', headers: { cookie, 'x-view-as': account } })
    expect((await seen()).statusCode).toBe(200)
    const out = await house.server.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { cookie } })
    expect(out.statusCode).toBe(204)
    expect(out.cookies.map((c) => [c.name, c.value, c.path])).toEqual([
      [`bansou_view_${account}`, '', '/api'],
      ['bansou_session', '', '/'],
    ])
    expect((await seen()).statusCode).toBe(401)
  })

  it('is for people: a key would read by it what its scopes do not name', async () => {
    const { apiKeys } = house.identity
    const by = { userId: (await house.ask('GET', '/api/me')).body.user.id, name: 'vendor' }
    const accountId = await apiKeys.createAccount({ name: '連携', roles: ['csm'], by })
    const { key } = await apiKeys.createKey({ accountId, name: 'x', scopes: ['portal.view-as'], expiresAt: null, by })
    const refused = await house.as(key)('POST', `/api/accounts/${account}/view-as`, {})
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
    expect(refused.headers).not.toHaveProperty('set-cookie')
  })

  it('is for those who may, at every request', async () => {
    const customer = house.as(await house.signUp('customer', account))
    expect((await customer('POST', `/api/accounts/${account}/view-as`, {})).status).toBe(403)
    const { page } = await look(account)
    const { userId } = (await page('GET', '/api/me')).json().user.viewedBy
    await house.db.transaction({ vendor: true }, (tx) =>
      tx.query("update identity.memberships set role = 'support' where user_id = $1", [userId]),
    )
    house.clock.set(house.clock.now() + 6_000)
    expect((await page('GET', '/api/me')).statusCode).toBe(401)
  })
})
