/** Changes of plan, through the routes: what they do to periods, windows and balances, and what they must not do. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { at, type House, openHouse } from '../../test/support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
})
afterAll(() => house.close())
beforeEach(() => house.clock.set(at('2025-04-01T09:00')))

const change = (id: string, body: object) => house.ask('POST', `/api/contracts/${id}/change`, body)
const balance = async (contractId: string, moment?: string) =>
  (await house.ask('GET', `/api/balances?contractId=${contractId}${moment ? `&at=${encodeURIComponent(moment)}` : ''}`))
    .body
const book = async (contractId: string, day: string, minutes: number, more: object = {}) => {
  const start = `${day}T10:00:00+09:00`
  const answer = await house.book({ contractId, kind: 'meeting', place: 'online', start, minutes, ...more })
  expect(answer.status).toBe(201)
  return answer.body.subject.id as string
}
const page = async (accountId: string) => (await house.ask('GET', `/api/accounts/${accountId}`)).body
const none = async () => expect(await house.faults()).toEqual([])

describe('an upgrade', () => {
  it('agreed for later leaves the present balance to be seen, and bounds it by what the new plan has left', async () => {
    const id = await house.contract(await house.account(), 'basic', '2025-04-01')
    await book(id, '2025-04-14', 60)
    expect((await change(id, { on: '2025-05-01', plan: 'advanced' })).body.applied).toBe(true)
    expect((await balance(id)).remaining).toEqual({ meetings: 300 })
    await book(id, '2025-04-15', 30)
    house.clock.set(at('2025-05-01T09:00'))
    expect((await balance(id)).remaining).toMatchObject({ meetings: 810, trainings: 5, trips: 2 })
    await none()
  })

  it('of a contract that has not begun gives the new plan’s windows with their ends', async () => {
    const accountId = await house.account()
    const id = await house.contract(accountId, 'basic', '2025-05-01')
    expect((await change(id, { on: '2025-04-01', plan: 'advanced' })).body.period).toEqual({
      from: '2025-05-01',
      until: '2025-10-01',
    })
    house.clock.set(at('2025-05-01T09:00'))
    const meters = (await page(accountId)).meters as { allowance: string; granted: number; until: string }[]
    expect(meters.map((m) => [m.allowance, m.granted, m.until])).toEqual([
      ['meetings', 900, '2025-10-01'],
      ['trainings', 5, '2025-10-01'],
      ['trips', 2, '2025-10-01'],
    ])
    await none()
  })

  it('today in place of one agreed for later: use counts once, and what was agreed for later is gone', async () => {
    const accountId = await house.account()
    const id = await house.contract(accountId, 'basic', '2025-04-01')
    await book(id, '2025-04-14', 60)
    await change(id, { on: '2025-05-01', plan: 'advanced' })
    await book(id, '2025-05-12', 90)
    expect((await change(id, { on: '2025-04-01', plan: 'premier' })).body.applied).toBe(true)
    expect((await balance(id)).remaining.meetings).toBe(900 - 150)
    expect((await page(accountId)).contracts[0].segments.map((s: { plan: string }) => s.plan)).toEqual(['premier'])
    house.clock.set(at('2025-05-02T09:00'))
    expect((await balance(id)).remaining.meetings).toBe(750)
    await none()
  })

  it('of a window that was corrected upwards and used beyond the next one’s grant ends at 0, not below', async () => {
    const id = await house.contract(await house.account(), 'basic', '2025-04-01')
    const correction = { contractId: id, allowance: 'meetings', minutes: 900, reason: 'made good' }
    expect((await house.adjust(correction)).body.applied).toBe(true)
    const days = ['14', '15', '16', '17', '18', '21', '22', '23']
    const sessions: string[] = []
    for (const day of days) sessions.push(await book(id, `2025-04-${day}`, 120))
    expect((await change(id, { on: '2025-04-02', plan: 'advanced' })).body.applied).toBe(true)
    house.clock.set(at('2025-04-02T09:00'))
    expect((await balance(id)).remaining.meetings).toBe(0)
    expect((await house.ask('POST', `/api/sessions/${sessions[0]}/cancel`, {})).status).toBe(200)
    expect((await balance(id)).remaining.meetings).toBe(120)
    await none()
  })

  it('into the days of the account’s next contract is refused, not a fault', async () => {
    const accountId = await house.account()
    const id = await house.contract(accountId, 'basic', '2025-04-01')
    await house.contract(accountId, 'basic', '2025-08-01')
    const answer = await change(id, { on: '2025-05-01', plan: 'premier' })
    expect(answer.body).toMatchObject({ status: 422, code: 'overlaps' })
    expect((await change(id, { on: '2025-05-01', plan: 'premier' })).status).toBe(422)
  })
})

describe('a downgrade', () => {
  it('and then an upgrade: the months run from the boundary, not from the first start', async () => {
    const id = await house.contract(await house.account(), 'premier', '2025-04-01')
    expect((await change(id, { on: '2025-06-01', plan: 'basic' })).body.period).toEqual({
      from: '2025-04-01',
      until: '2026-07-01',
    })
    house.clock.set(at('2026-04-15T09:00'))
    expect((await change(id, { on: '2026-04-15', plan: 'advanced' })).body).toMatchObject({
      applied: true,
      period: { until: '2026-09-01' },
    })
    await none()
  })

  it('that was agreed does not move the end that a notice gives', async () => {
    const id = await house.contract(await house.account(), 'premier-plus', '2025-04-01')
    await change(id, { on: '2025-06-01', plan: 'premier' })
    const end = await house.ask('POST', `/api/contracts/${id}/end`, { on: '2025-07-01' })
    expect(end.body.period.until).toBe('2026-04-01')
  })

  it('is one by the plan in force, also where a lower one was agreed for later', async () => {
    const id = await house.contract(await house.account(), 'premier-plus', '2025-04-01')
    await change(id, { on: '2025-06-01', plan: 'basic' })
    const answer = await change(id, { on: '2025-04-02', plan: 'advanced' })
    expect(answer.body.period).toEqual({ from: '2025-04-01', until: '2026-09-01' })
    house.clock.set(at('2025-04-02T09:00'))
    expect((await balance(id)).remaining.meetings).toBe(900)
    // The plan in force again: the downgrade is withdrawn.
    await change(id, { on: '2025-04-02', plan: 'premier-plus' })
    house.clock.set(at('2026-05-01T09:00'))
    expect((await balance(id)).phase).toBe('success')
    await none()
  })

  it('gives the new plan’s trips in full, whatever was booked ahead under the old', async () => {
    const id = await house.contract(await house.account('北海道'), 'premier', '2025-04-01')
    await book(id, '2026-04-15', 60, { place: 'customer-site' })
    await change(id, { on: '2025-06-01', plan: 'advanced' })
    house.clock.set(at('2026-04-01T09:00'))
    expect((await balance(id)).remaining.trips).toBe(2)
    await none()
  })
})

describe('the balance of a past moment', () => {
  it('is told by the plan that was agreed then, also on the very day of an upgrade', async () => {
    const id = await house.contract(await house.account(), 'basic', '2025-04-01')
    await book(id, '2025-04-14', 60)
    house.clock.set(at('2025-04-10T10:00'))
    const before = await balance(id)
    house.clock.set(at('2025-04-10T15:00'))
    await change(id, { on: '2025-04-10', plan: 'advanced' })
    house.clock.set(at('2025-04-10T16:00'))
    expect((await balance(id)).remaining.meetings).toBe(840)
    const told = await balance(id, '2025-04-10T10:00:00+09:00')
    expect([told.remaining, told.meters]).toEqual([before.remaining, before.meters])
    expect(told.remaining).toEqual({ meetings: 300 })
  })

  it('before the contract was agreed is unknown', async () => {
    const id = await house.contract(await house.account(), 'basic', '2025-04-01')
    expect((await balance(id, '2025-03-31T10:00:00+09:00')).status).toBe(404)
  })
})

describe('options', () => {
  it('taken away and added again on the same day are there', async () => {
    const accountId = await house.account()
    const id = await house.contract(accountId, 'premier', '2025-04-01', { options: ['survey'] })
    await change(id, { on: '2025-04-01', removeOptions: ['survey'] })
    expect((await page(accountId)).contracts[0].options).toEqual([])
    await change(id, { on: '2025-04-01', addOptions: ['survey'] })
    expect((await page(accountId)).contracts[0].options).toEqual(['survey'])
  })
})
