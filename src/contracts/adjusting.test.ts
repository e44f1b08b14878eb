import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, at, type House, openHouse } from '../../test/support/house.ts'

let house: House
let accountId: string
let contractId: string
let second: Ask
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
  accountId = await house.account()
  contractId = await house.contract(accountId, 'advanced', '2025-04-01')
  second = house.as(await house.signUp('vendor'))
})
afterAll(async () => {
  expect(await house.faults()).toEqual([])
  await house.close()
})

const meetings = async () => (await house.ask('GET', `/api/balances?contractId=${contractId}`)).body.remaining.meetings
const request = (minutes: number) => ({ contractId, allowance: 'meetings', minutes, reason: '弊社の遅刻' })
const ask = async (minutes: number) =>
  (await house.ask('POST', '/api/ledger/adjustments', request(minutes))).body.subject.id as string
const listed = async (who: Ask = house.ask) =>
  (await who('GET', `/api/ledger/adjustments?accountId=${accountId}`)).body.items

describe('a correction of the ledger', () => {
  it('waits: what would be left is said, and nothing moves', async () => {
    const preview = await house.ask('POST', '/api/ledger/adjustments?preview=true', request(60))
    expect(preview.body).toMatchObject({ outcome: 'allowed', applied: false, remaining: { meetings: 900 } })
    expect(preview.body.findings[0]).toMatchObject({ facts: { left: 900, leftAfter: 960 }, clauses: ['price.1'] })
    expect(preview.body.findings[0].sentence).toContain('16 h')
    expect(await listed()).toEqual([])
    const id = await ask(60)
    expect(await meetings()).toBe(900)
    expect(await listed()).toMatchObject([{ id, state: 'pending', may: { approve: false, decline: true } }])
    expect(await listed(second)).toMatchObject([{ id, may: { approve: true, decline: true } }])
  })

  it('is approved by another person, once', async () => {
    const [{ id }] = await listed()
    const own = await house.ask('POST', `/api/ledger/adjustments/${id}/approve`, {})
    expect(own).toMatchObject({ status: 422, body: { code: 'not-permitted', clauses: ['price.1'] } })
    expect(await meetings()).toBe(900)
    const done = await second('POST', `/api/ledger/adjustments/${id}/approve`, {}, { 'if-match': '"1"' })
    expect(done).toMatchObject({
      status: 200,
      body: { applied: true, state: 'approved', remaining: { meetings: 960 } },
    })
    expect(await meetings()).toBe(960)
    const again = await second('POST', `/api/ledger/adjustments/${id}/approve`, {})
    expect(again).toMatchObject({ status: 422, body: { code: 'wrong-state' } })
    expect(await meetings()).toBe(960)
    const { items } = (await house.ask('GET', `/api/accounts/${accountId}/ledger`)).body
    expect(items[0]).toMatchObject({ kind: 'adjust', amount: 60, reason: '弊社の遅刻', approvedBy: 'vendor' })
  })

  it('is declined by another, or taken back by whoever asked', async () => {
    const [declined, withdrawn] = [await ask(30), await ask(30)]
    expect((await second('POST', `/api/ledger/adjustments/${declined}/decline`, {})).body.state).toBe('declined')
    expect((await house.ask('POST', `/api/ledger/adjustments/${withdrawn}/decline`, {})).body.state).toBe('withdrawn')
    expect(await meetings()).toBe(960)
    expect((await second('POST', `/api/ledger/adjustments/${declined}/approve`, {})).status).toBe(422)
  })

  it('is judged anew when it is approved: what is used meanwhile is not taken away', async () => {
    const id = await ask(-960)
    const body = { contractId, kind: 'meeting', place: 'online', start: '2025-04-10T10:00:00+09:00', minutes: 60 }
    expect((await house.book(body)).status).toBe(201)
    const late = await second('POST', `/api/ledger/adjustments/${id}/approve`, {})
    expect(late).toMatchObject({ status: 400, body: { errors: [{ field: 'minutes', code: 'too-small' }] } })
    expect(await meetings()).toBe(900)
    expect((await listed()).find((a: { id: string }) => a.id === id)).toMatchObject({ state: 'pending' })
  })

  it('is no program’s to approve: a key would be a second person of one’s own making', async () => {
    const made = await house.ask('POST', '/api/settings/service-accounts', { name: '連携', roles: ['csm'] })
    const keys = `/api/settings/service-accounts/${made.body.id}/keys`
    const answer = await house.ask('POST', keys, { name: '毎晩', scopes: ['accounts.read', 'ledger.adjust'] })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'scopes', code: 'not-one-of' }] } })
    expect((await house.ask('POST', keys, { name: '毎晩', scopes: ['accounts.read'] })).status).toBe(201)
  })

  it('two who approve at the same moment move it once', async () => {
    const id = await ask(30)
    const third = house.as(await house.signUp('vendor'))
    const both = await Promise.all(
      [second, third].map((who) => who('POST', `/api/ledger/adjustments/${id}/approve`, {})),
    )
    expect(both.map((a) => a.status).sort()).toEqual([200, 422])
    expect(await meetings()).toBe(930)
  })

  it('is refused outside the contract’s period, and needs an amount', async () => {
    expect((await house.ask('POST', '/api/ledger/adjustments', request(0))).status).toBe(400)
    house.clock.set(at('2026-04-01T09:00'))
    expect((await house.ask('POST', '/api/ledger/adjustments', request(30))).body).toMatchObject({
      code: 'outside-period',
    })
    house.clock.set(at('2025-04-01T10:00'))
  })
})
