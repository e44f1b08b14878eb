/** A partner's people and the vendor's trainers: what they are booked for, from the booking until some days after its end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONFIRM_DAYS } from '../../src/kernel/access.ts'
import { type Ask, at } from '../support/house.ts'
import { type Actor, MARK, openWorld, type World } from './world.ts'

let world: World
let mine: string
let others: string
beforeAll(async () => {
  world = await openWorld()
  mine = world.companies.A.sessions[0]!
  others = world.companies.A.sessions[1]!
}, 60_000)
afterAll(() => world.close())

const actor = (side: Actor['side'], role: Actor['role']) =>
  world.actors.find((a) => a.side === side && a.role === role)!
const as = (side: Actor['side'], role: Actor['role']): Ask => world.house.as(actor(side, role).token)
const SPAN = '/api/sessions?from=2025-04-01T00:00:00Z&until=2025-06-01T00:00:00Z'
const idsOf = async (ask: Ask, url: string) => (await ask('GET', url)).body.items.map((x: { id: string }) => x.id)
const UNKNOWN = '0196a000-0000-7000-8000-000000000000'

describe('who is assigned', () => {
  it.each([
    ['partner', 'trainer'],
    ['partner', 'manager'],
    ['partner', 'architect'],
  ] as const)('%s.%s sees the own session and its customer, nothing else', async (side, role) => {
    const ask = as(side, role)
    expect(await idsOf(ask, SPAN)).toEqual([mine])
    expect(await idsOf(ask, '/api/accounts')).toEqual([world.companies.A.account])
    expect(await idsOf(ask, `/api/accounts/${world.companies.A.account}/sessions`)).toEqual([mine])
  })

  it('the vendor’s trainer too', async () => {
    expect(await idsOf(as('vendor', 'trainer'), SPAN)).toEqual([others])
  })

  it('reads no price, contract, allowance, or other person', async () => {
    const ask = as('partner', 'trainer')
    const { body } = await ask('GET', SPAN)
    expect(body.items[0]).toMatchObject({ holder: null, draws: [], charges: [], excessMinutes: null })
    expect(body.items[0].may).toMatchObject({ move: false, cancel: false })
    const page = await ask('GET', `/api/accounts/${world.companies.A.account}`)
    expect(Object.keys(page.body).sort()).toEqual(['id', 'name', 'prefecture'])
    const all = JSON.stringify([body, page.body, (await ask('GET', '/api/accounts')).body])
    for (const word of [MARK, '同僚', '自社', 'premier', 'meter', 'JPY']) expect(all).not.toContain(word)
  })

  it('completes the own session and no other of the same customer: as unknown as one that never was', async () => {
    const ask = as('partner', 'trainer')
    const other = await ask('POST', `/api/sessions/${others}/complete`, { minutes: 60 })
    expect(other).toMatchObject({ status: 404, body: { code: 'unknown-reference' } })
    expect(other.body).toEqual((await ask('POST', `/api/sessions/${UNKNOWN}/complete`, { minutes: 60 })).body)
    world.house.clock.set(at('2025-04-21T12:00'))
    const key = { 'idempotency-key': 'one' }
    const done = await ask('POST', `/api/sessions/${mine}/complete`, { minutes: 45 }, key)
    expect(done).toMatchObject({ status: 200, body: { applied: true, remaining: {}, draws: [], charges: [] } })
    expect(JSON.stringify(done.body)).not.toMatch(/"(drawn|returned|excess)":[1-9]/)
    expect((await ask('POST', `/api/sessions/${mine}/complete`, { minutes: 45 }, key)).body).toEqual(done.body)
    expect(await world.house.faults()).toEqual([])
  })

  it(`sees it for ${CONFIRM_DAYS} days after its end, and then no more`, async () => {
    const ask = as('partner', 'trainer')
    const days = (n: number) => at('2025-04-21T11:00') + n * 86_400_000
    world.house.clock.set(days(CONFIRM_DAYS) - 1)
    expect(await idsOf(ask, SPAN)).toEqual([mine])
    world.house.clock.set(days(CONFIRM_DAYS))
    expect(await idsOf(ask, SPAN)).toEqual([])
    expect(await idsOf(ask, '/api/accounts')).toEqual([])
    expect((await ask('GET', `/api/accounts/${world.companies.A.account}`)).status).toBe(404)
    expect((await ask('POST', `/api/sessions/${mine}/no-show`, {})).status).toBe(404)
    world.house.clock.set(at('2025-04-14T09:30'))
  })

  it('no longer sees what was cancelled, or given to somebody else', async () => {
    const ask = as('vendor', 'trainer')
    expect(await idsOf(ask, SPAN)).toEqual([others])
    expect((await world.house.ask('POST', `/api/sessions/${others}/cancel`, {})).status).toBe(200)
    expect(await idsOf(ask, SPAN)).toEqual([])
    expect(await idsOf(ask, '/api/accounts')).toEqual([])
  })
})
