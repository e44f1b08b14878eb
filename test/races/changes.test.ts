/** Steps on one session, and changes of its contract, that arrive together. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids.ts'
import { type Answer, at, type House, openHouse } from '../support/house.ts'

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

const asks = () => [house.ask, other.ask(house.vendorToken)] as const
const meeting = (contractId: string, day: string, minutes: number) => ({
  contractId,
  kind: 'meeting',
  place: 'online',
  start: `${day}T10:00:00+09:00`,
  minutes,
})
const booked = async (body: object): Promise<string> => {
  const answer = await house.book(body)
  expect(answer.status).toBe(201)
  return answer.body.subject.id
}
const applied = (answers: Answer[]) => answers.filter((a) => a.body.applied === true)
const remaining = async (contractId: string) =>
  (await house.ask('GET', `/api/balances?contractId=${contractId}`)).body.remaining as Record<string, number>
const sessionsOf = async (accountId: string) =>
  (await house.ask('GET', `/api/accounts/${accountId}/sessions`)).body.items as {
    id: string
    state: string
    minutes: number
  }[]

describe('one session', () => {
  it('moved, cancelled and moved again at once: cancelled in the end, its minutes and its person free', async () => {
    for (let round = 0; round < 12; round++) {
      const accountId = await house.account()
      const contractId = await house.contract(accountId, 'basic', '2025-04-01')
      const staffId = await house.staff('trainer')
      const id = await booked({ ...meeting(contractId, '2025-04-14', 60), staffId })
      const [one, two] = asks()
      const answers = await Promise.all([
        one('POST', `/api/sessions/${id}/move`, { start: '2025-04-15T10:00:00+09:00', minutes: 90 }),
        two('POST', `/api/sessions/${id}/cancel`, {}),
        two('POST', `/api/sessions/${id}/move`, { start: '2025-04-16T10:00:00+09:00', minutes: 30 }),
        one('POST', `/api/sessions/${id}/cancel`, {}),
      ])
      const cancels = applied(answers).filter((a) => a.body.state === 'cancelled')
      expect(cancels).toHaveLength(1)
      expect((await sessionsOf(accountId)).map((s) => s.state)).toEqual(['cancelled'])
      expect((await remaining(contractId)).meetings).toBe(360)
      const bookings = await house.db.read({ vendor: true }, (tx) =>
        tx.query('select 1 from people.bookings where staff_id = $1', [staffId]),
      )
      expect(bookings).toEqual([])
    }
    expect(await house.faults()).toEqual([])
  })

  it('completed, missed and completed otherwise at once: one of them, settled once', async () => {
    const made: { accountId: string; contractId: string; id: string }[] = []
    for (let round = 0; round < 12; round++) {
      const accountId = await house.account()
      const contractId = await house.contract(accountId, 'basic', '2025-04-01')
      made.push({ accountId, contractId, id: await booked(meeting(contractId, '2025-04-14', 60)) })
    }
    house.clock.set(at('2025-04-14T11:00'))
    for (const { accountId, contractId, id } of made) {
      const [one, two] = asks()
      const answers = await Promise.all([
        one('POST', `/api/sessions/${id}/complete`, { minutes: 45 }),
        two('POST', `/api/sessions/${id}/no-show`, {}),
        two('POST', `/api/sessions/${id}/complete`, { minutes: 90 }),
        one('POST', `/api/sessions/${id}/cancel`, {}),
      ])
      expect(applied(answers)).toHaveLength(1)
      expect(answers.filter((a) => a.body.code === 'wrong-state')).toHaveLength(3)
      const left = (await remaining(contractId)).meetings
      const state = (await sessionsOf(accountId))[0]!.state
      const how = applied(answers)[0]!.body
      expect(left).toBe(state === 'no-show' ? 300 : how.findings[0].facts.minutes === 45 ? 315 : 270)
    }
    expect(await house.faults()).toEqual([])
    house.clock.set(at('2025-04-14T12:00'))
  })

  it('changed under the same seen version by two people: one of them is told that it is stale', async () => {
    const contractId = await house.contract(await house.account(), 'basic', '2025-04-14')
    const id = await booked(meeting(contractId, '2025-04-21', 60))
    const [one, two] = asks()
    const seen = { 'if-match': '"1"' }
    const answers = await Promise.all([
      one('POST', `/api/sessions/${id}/move`, { start: '2025-04-22T10:00:00+09:00' }, seen),
      two('POST', `/api/sessions/${id}/move`, { start: '2025-04-23T10:00:00+09:00' }, seen),
    ])
    expect(answers.map((a) => a.status).sort()).toEqual([200, 412])
  })
})

describe('a person booked by somebody quicker', () => {
  /** A rival that has booked the person and commits only once the step of ours waits for it. */
  async function whileRivalBooks(staffId: string, span: string, run: () => Promise<Answer>): Promise<Answer> {
    const rival = new pg.Client({ connectionString: house.connectionString })
    await rival.connect()
    try {
      await rival.query('begin')
      await rival.query('insert into people.bookings values ($1, $2, $3, $4::tstzrange)', [
        staffId,
        newId(house.clock.now()),
        newId(house.clock.now()),
        span,
      ])
      const answer = run()
      const waits = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
      while ((await rival.query(waits)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      await rival.query('commit')
      return await answer
    } finally {
      await rival.end()
    }
  }

  it('a booking and a move alike are refused for it, and nothing moves', async () => {
    const contractId = await house.contract(await house.account(), 'basic', '2025-04-14')
    const [one, two] = [await house.staff('trainer'), await house.staff('trainer')]
    const body = { ...meeting(contractId, '2025-04-22', 60), staffId: one }
    const lost = await whileRivalBooks(one, '[2025-04-22T10:30+09:00,2025-04-22T11:30+09:00)', () => house.book(body))
    expect([lost.status, lost.body.code]).toEqual([422, 'staff-busy'])
    const id = await booked({ ...body, staffId: two })
    const moved = await whileRivalBooks(two, '[2025-04-23T10:30+09:00,2025-04-23T11:30+09:00)', () =>
      house.ask('POST', `/api/sessions/${id}/move`, { start: '2025-04-23T10:00:00+09:00' }),
    )
    expect([moved.status, moved.body.code]).toEqual([422, 'staff-busy'])
    expect((await remaining(contractId)).meetings).toBe(300)
    const standing = await house.db.read({ vendor: true }, (tx) =>
      tx.query('select day, version from sessions.sessions where id = $1', [id]),
    )
    expect(standing).toEqual([{ day: '2025-04-22', version: 1 }])
    expect(await house.faults()).toEqual([])
  })
})

describe('a lock that nobody gives back', () => {
  it('is answered 503, safe to ask again, and the others go on', async () => {
    const stuck = await house.account()
    const contracts = [await house.contract(stuck, 'basic', '2025-04-14')]
    contracts.push(await house.contract(await house.account(), 'basic', '2025-04-14'))
    const rival = new pg.Client({ connectionString: house.connectionString })
    await rival.connect()
    await rival.query('begin')
    await rival.query('select 1 from people.accounts where account_id = $1 for update', [stuck])
    const key = { 'idempotency-key': 'behind-a-lock' }
    const waits = house.book(meeting(contracts[0]!, '2025-04-24', 60), key)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await house.book(meeting(contracts[1]!, '2025-04-24', 60))).status).toBe(201)
    const answer = await waits
    expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([503, 'unavailable', '2'])
    await rival.query('rollback')
    await rival.end()
    expect((await house.book(meeting(contracts[0]!, '2025-04-24', 60), key)).status).toBe(201)
    expect((await remaining(contracts[0]!)).meetings).toBe(300)
  }, 20_000)
})

describe('a contract', () => {
  it('that ends while sessions beyond its end are booked: none stands beyond it', async () => {
    for (let round = 0; round < 6; round++) {
      const accountId = await house.account()
      const contractId = await house.contract(accountId, 'premier', '2024-05-01')
      const [one, two] = asks()
      const days = ['2025-04-21', '2025-05-07', '2025-05-08', '2025-06-02', '2025-04-22', '2025-07-01']
      const answers = await Promise.all([
        ...days.slice(0, 3).map((day) => one('POST', '/api/sessions', meeting(contractId, day, 60))),
        two('POST', `/api/contracts/${contractId}/end`, { on: '2025-04-20' }),
        ...days.slice(3).map((day) => two('POST', '/api/sessions', meeting(contractId, day, 60))),
      ])
      expect(answers[3]!.body.period.until).toBe('2025-05-01')
      const standing = await house.db.read({ vendor: true }, (tx) =>
        tx.query<{ day: string }>(
          "select day from sessions.sessions where holder_id = $1 and state = 'booked' order by day",
          [contractId],
        ),
      )
      expect(standing.map((s) => s.day)).toEqual(['2025-04-21', '2025-04-22'])
    }
    expect(await house.faults()).toEqual([])
  })

  it('that is upgraded while its minutes are booked: what was used counts under the new plan', async () => {
    for (let round = 0; round < 6; round++) {
      const contractId = await house.contract(await house.account(), 'basic', '2025-04-01')
      const [one, two] = asks()
      const answers = await Promise.all([
        ...Array.from({ length: 6 }, (_, i) =>
          one('POST', '/api/sessions', meeting(contractId, `2025-04-${21 + (i % 3)}`, 60)),
        ),
        two('POST', `/api/contracts/${contractId}/change`, { on: '2025-04-14', plan: 'advanced' }),
        ...Array.from({ length: 6 }, (_, i) =>
          two('POST', '/api/sessions', meeting(contractId, `2025-04-${21 + (i % 3)}`, 60)),
        ),
      ])
      const booked = answers.filter((a) => a.status === 201).length
      expect((await remaining(contractId)).meetings).toBe(900 - booked * 60)
    }
    expect(await house.faults()).toEqual([])
  })

  it('opened twice at once: an account has one', async () => {
    const accountId = await house.account()
    const [one, two] = asks()
    const open = { accountId, plan: 'basic', start: '2025-05-01', acceptTerms: true }
    const answers = await Promise.all([
      one('POST', '/api/contracts', open),
      two('POST', '/api/contracts', open),
      one('POST', '/api/contracts', open),
    ])
    expect(answers.map((a) => a.status).sort()).toEqual([201, 422, 422])
  })
})
