import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, at, type House, openHouse } from '../../../test/support/house.ts'

let house: House
let csm: { ask: Ask; staffId: string }
let accountId: string
let contractId: string

async function person(role: 'csm' | 'support', staffId: string | null): Promise<Ask> {
  const email = `${role}${staffId ?? ''}@example.invalid`
  const password = 'a long password of a test'
  await house.identity.createUser({ name: role, email, password, side: 'vendor', roles: [role], staffId })
  const found = await house.identity.signIn(email, password)
  return house.as(found!.token)
}

const meet = (id: string, start: string, minutes: number, more: object = {}) =>
  house.book({ contractId: id, kind: 'meeting', place: 'online', start: `${start}:00+09:00`, minutes, ...more })

beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
  const staffId = await house.staff()
  csm = { staffId, ask: await person('csm', staffId) }
  accountId = await house.account()
  contractId = await house.contract(accountId, 'basic', '2025-04-01', { responsibleId: staffId })
  const other = await house.account()
  const unused = await house.contract(other, 'basic', '2025-04-07', { responsibleId: await house.staff() })
  await meet(contractId, '2025-04-10T10:00', 300)
  await meet(contractId, '2025-06-24T10:00', 60)
  await meet(contractId, '2025-06-25T10:00', 60)
  await meet(unused, '2025-06-25T13:00', 30)
  house.clock.set(at('2025-06-24T09:00'))
})
afterAll(() => house.close())

const ids = (section: { items: { accountId: string }[] } | null) => section?.items.map((x) => x.accountId)

describe('today', () => {
  it('is the own accounts where the person delivers services, and everybody where asked', async () => {
    const mine = (await csm.ask('GET', '/api/today')).body
    expect(mine).toMatchObject({ whose: 'mine', hasOwn: true })
    expect(mine.sessions.items.map((s: { start: string }) => s.start.slice(0, 10))).toEqual(['2025-06-24'])
    expect(ids(mine.unconfirmed)).toEqual([accountId])
    expect(ids(mine.ending)).toEqual([accountId])
    expect(mine.ending.items[0]).toMatchObject({ endsOn: '2025-07-01', plan: 'basic', state: 'ends' })
    expect(ids(mine.nearlyUsed)).toEqual([])
    const all = (await csm.ask('GET', '/api/today?whose=all')).body
    expect(all.sessions.total).toBe(2)
    expect(all.ending.total).toBe(2)
    expect(ids(all.lapsing)).toHaveLength(1)
    expect(all.lapsing.items[0]).toMatchObject({ allowance: 'meetings', until: '2025-07-07', left: 330 })
  })

  it('nearly used is what has a week left in which more may be asked for', async () => {
    house.clock.set(at('2025-06-11T09:00'))
    const mine = (await csm.ask('GET', '/api/today')).body
    expect(mine.nearlyUsed.items[0]).toMatchObject({ accountId, left: 0, granted: 360 })
    house.clock.set(at('2025-06-24T09:00'))
  })

  it('shows no section of what the person may not read', async () => {
    const support = await person('support', null)
    expect((await support('GET', '/api/today')).status).toBe(403)
    const customer = house.as(await house.signUp('customer', accountId))
    const own = (await customer('GET', '/api/today?whose=all')).body
    expect([own.ending, own.nearlyUsed, own.lapsing, own.deadlines]).toEqual([null, null, null, null])
    expect(own.sessions.items.every((s: { accountId: string }) => s.accountId === accountId)).toBe(true)
  })
})

describe('the timeline of an account', () => {
  const url = () => `/api/accounts/${accountId}/timeline`
  const types = (items: { type: string }[]) => [...new Set(items.map((i) => i.type))].sort()

  it('holds everything once, latest first, page by page', async () => {
    const { items } = (await house.ask('GET', `${url()}?limit=200`)).body
    expect(types(items)).toEqual(['answer', 'charge', 'person', 'session', 'terms'])
    expect(items.map((i: { at: string }) => i.at)).toEqual(
      items
        .map((i: { at: string }) => i.at)
        .toSorted()
        .reverse(),
    )
    const paged: object[] = []
    for (let next = ''; ; ) {
      const { body } = await house.ask('GET', `${url()}?limit=2${next}`)
      paged.push(...body.items)
      if (body.next === null) break
      next = `&cursor=${body.next}`
    }
    expect(paged).toEqual(items)
  })

  it('finds by kind, by word and what was refused', async () => {
    const get = async (query: string) => (await house.ask('GET', `${url()}?${query}`)).body.items
    expect(types(await get('types=session'))).toEqual(['session'])
    const refused = await get('refused=true')
    expect(refused).toHaveLength(1)
    expect(refused[0].answer.decision).toMatchObject({ outcome: 'refused', cites: ['basic.11'] })
    expect(types(await get('q=打ち合わせ'))).toEqual(['session'])
    expect(await get('q=basic.11')).toContainEqual(refused[0])
    expect(await get('q=%25')).toEqual([])
    expect((await house.ask('GET', `${url()}?types=nothing`)).body).toMatchObject({
      status: 400,
      errors: [{ field: 'types' }],
    })
  })

  it('shows nobody what they may not read elsewhere', async () => {
    const support = await person('support', csm.staffId)
    expect(types((await support('GET', url())).body.items)).toEqual(['terms'])
    const stranger = house.as(await house.signUp('customer', await house.account()))
    expect((await stranger('GET', url())).body.code).toBe('unknown-reference')
  })
})

describe('sessions of a span', () => {
  it('leave cancelled ones out unless they are asked for', async () => {
    const booked = await meet(
      await house.contract(await house.account(), 'basic', '2025-06-24'),
      '2025-07-01T10:00',
      60,
    )
    await house.ask('POST', `/api/sessions/${booked.body.subject.id}/cancel`, {})
    const span = 'from=2025-07-01T00:00:00Z&until=2025-07-02T00:00:00Z'
    expect((await house.ask('GET', `/api/sessions?${span}`)).body.items).toEqual([])
    expect((await house.ask('GET', `/api/sessions?${span}&cancelled=true`)).body.items).toHaveLength(1)
    expect((await house.ask('GET', `/api/sessions?${span}&cancelled=true&partner=nobody`)).body.items).toEqual([])
  })
})

describe('lists that are kept', () => {
  const view = { screen: 'accounts', name: '今月終わる', query: { sort: 'period', plan: 'basic' } }

  it('are one’s own until they are shared, and changed by their owner alone', async () => {
    const made = await csm.ask('POST', '/api/views', view)
    expect(made).toMatchObject({ status: 201, body: { ...view, shared: false, own: true, version: 1 } })
    expect((await house.ask('GET', '/api/views?screen=accounts')).body.items).toEqual([])
    const url = `/api/views/${made.body.id}`
    expect((await house.ask('PATCH', url, { name: 'x' })).body.code).toBe('unknown-reference')
    const shared = await csm.ask('PATCH', url, { shared: true }, { 'if-match': '"1"' })
    expect(shared.body).toMatchObject({ shared: true, version: 2 })
    expect((await csm.ask('PATCH', url, { name: 'x' }, { 'if-match': '"1"' })).body.code).toBe('stale-version')
    expect((await house.ask('GET', '/api/views?screen=accounts')).body.items).toMatchObject([
      { own: false, owner: 'csm', name: view.name },
    ])
    expect((await house.ask('DELETE', url)).body.code).toBe('not-permitted')
    expect((await csm.ask('POST', '/api/views', view)).body).toMatchObject({ code: 'already-exists', field: 'name' })
    expect((await csm.ask('DELETE', url)).status).toBe(200)
    expect((await csm.ask('GET', '/api/views?screen=accounts')).body.items).toEqual([])
  })

  it('may be shared by those alone who may', async () => {
    const support = await person('support', null).catch(() => null)
    const ask = support ?? (await person('support', await house.staff('agent')))
    expect((await ask('POST', '/api/views', { ...view, shared: true })).body.code).toBe('not-permitted')
    expect((await ask('POST', '/api/views', view)).status).toBe(201)
  })
})
