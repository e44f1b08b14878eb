/** Who is quicker: bookings that race for the last minutes, one person's hour, one key, on a real PostgreSQL. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids.ts'
import { type Answer, decisionOf, type House, openHouse } from '../support/house.ts'

let house: House
let other: Awaited<ReturnType<House['another']>>
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00', { max: 8 })
  other = await house.another()
})
afterAll(async () => {
  await other.close()
  await house.close()
})

/** Business days of April to June 2025, in which every session of these tests lies. */
const day = (i: number) => ['2025-04-14', '2025-04-15', '2025-04-16', '2025-04-17', '2025-04-18', '2025-04-21'][i % 6]!
const hour = (i: number) => String(10 + (i % 6)).padStart(2, '0')
const meeting = (contractId: string, i: number, minutes: number) => ({
  contractId,
  kind: 'meeting',
  place: 'online',
  start: `${day(i)}T${hour(i)}:00:00+09:00`,
  minutes,
})

const outcomes = (answers: Answer[]) => {
  const tally: Record<string, number> = {}
  for (const a of answers) {
    const name = a.status === 201 ? 'booked' : (a.body.code as string)
    tally[name] = (tally[name] ?? 0) + 1
  }
  return tally
}

async function leftOf(contractId: string): Promise<number> {
  const { body } = await house.ask('GET', `/api/balances?contractId=${contractId}`)
  return body.remaining.meetings
}

/** All at once, every second one through the other application. */
const race = (bodies: object[]): Promise<Answer[]> =>
  Promise.all(
    bodies.map((body, i) => (i % 2 === 0 ? house.ask : other.ask(house.vendorToken))('POST', '/api/sessions', body)),
  )

describe('the last minutes of a window', () => {
  it('1,000 tries: exactly as many are booked as fit, and nothing is overdrawn', async () => {
    let tries = 0
    for (let round = 0; tries < 1000; round++) {
      const contractId = await house.contract(await house.account(), 'basic', '2025-04-01')
      // 360 minutes; an hour and a half is left in every round but for its remainder.
      const minutes = [30, 45, 60, 90][round % 4]!
      await house.book(meeting(contractId, 0, 270 - (round % 3) * 10))
      const left = await leftOf(contractId)
      const answers = await race(Array.from({ length: 50 }, (_, i) => meeting(contractId, i, minutes)))
      tries += answers.length
      const fit = Math.floor(left / minutes)
      expect(outcomes(answers)).toEqual({ booked: fit, 'allowance-exceeded': 50 - fit })
      expect(await leftOf(contractId)).toBe(left - fit * minutes)
    }
    expect(await house.faults()).toEqual([])
  }, 60_000)

  it('one window counted in sessions, and the trips of a contract, by customers and vendor alike', async () => {
    const accountId = await house.account('北海道')
    const contractId = await house.contract(accountId, 'advanced', '2025-04-01')
    const customer = house.as(await house.signUp('customer', accountId))
    const visit = (i: number) => ({ ...meeting(contractId, i, 60), kind: 'training', place: 'customer-site' })
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        (i % 2 === 0 ? customer : other.ask(house.vendorToken))('POST', '/api/sessions', visit(i)),
      ),
    )
    // Two trips are included; a third journey is charged and was not accepted.
    const tally = outcomes(answers)
    expect(tally.booked).toBeLessThanOrEqual(5)
    const { body } = await house.ask('GET', `/api/balances?contractId=${contractId}`)
    expect(body.remaining.trips).toBe(0)
    expect(body.remaining.trainings).toBe(5 - tally.booked!)
    expect(tally.booked).toBe(5)
    expect(await house.faults()).toEqual([])
  })
})

describe('one person’s hour', () => {
  it('1,000 tries from many accounts: one wins, also when nothing but the constraint stands between them', async () => {
    const contracts = await Promise.all(
      Array.from({ length: 50 }, async () => house.contract(await house.account(), 'advanced', '2025-04-01')),
    )
    for (let round = 0; round < 20; round++) {
      const staffId = await house.staff('trainer')
      // Spans that overlap without being the same, so that no equality could do the work.
      const bodies = contracts.map((contractId, i) => ({
        ...meeting(contractId, 0, 30),
        start: `2025-05-${String(7 + (round % 3)).padStart(2, '0')}T10:${String((i % 3) * 10).padStart(2, '0')}:00+09:00`,
        staffId,
      }))
      const answers = await race(bodies)
      expect(outcomes(answers)).toEqual({ booked: 1, 'staff-busy': 49 })
    }
    const overlaps = await house.db.read({ vendor: true }, (tx) =>
      tx.query(`select a.session_id from people.bookings a join people.bookings b
        on a.staff_id = b.staff_id and a.session_id < b.session_id and a.during && b.during`),
    )
    expect(overlaps).toEqual([])
    expect(await house.faults()).toEqual([])
  }, 60_000)
})

describe('one key', () => {
  it('sent many times at once takes effect once, and every sender hears the same', async () => {
    const contractId = await house.contract(await house.account(), 'basic', '2025-04-01')
    for (let round = 0; round < 10; round++) {
      const key = { 'idempotency-key': newId(house.clock.now()) }
      const body = meeting(contractId, round, 30)
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          (i % 2 === 0 ? house.ask : other.ask(house.vendorToken))('POST', '/api/sessions', body, key),
        ),
      )
      for (const answer of answers) expect(decisionOf(answer)).toEqual(decisionOf(answers[0]!))
      expect(await leftOf(contractId)).toBe(360 - 30 * (round + 1))
    }
  })

  it('with two contents at once: one is carried out, the other is refused as reused', async () => {
    const contractId = await house.contract(await house.account(), 'basic', '2025-04-01')
    const key = { 'idempotency-key': 'two-contents' }
    const answers = await Promise.all([
      house.ask('POST', '/api/sessions', meeting(contractId, 1, 30), key),
      other.ask(house.vendorToken)('POST', '/api/sessions', meeting(contractId, 2, 60), key),
      house.ask('POST', '/api/sessions', meeting(contractId, 1, 30), key),
      other.ask(house.vendorToken)('POST', '/api/sessions', meeting(contractId, 2, 60), key),
    ])
    expect(outcomes(answers)).toEqual({ booked: 2, 'idempotency-key-reused': 2 })
    expect([330, 300]).toContain(await leftOf(contractId))
  })
})
