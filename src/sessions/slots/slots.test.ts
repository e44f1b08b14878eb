import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Ask, at, decisionOf, type House, openHouse } from '../../../test/support/house.ts'
import { TERMS_FOLDER } from '../../app/services.ts'
import { formatInstant, parseInstant } from '../../kernel/clock.ts'
import { loadCatalogues } from '../../terms/index.ts'

let house: House
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00', { max: 8 })
})
afterAll(() => house.close())

const day = (date: string, time = '00:00') => `${date}T${time}:00+09:00`
type Item = { start: string; end: string; staff: { id: string }[]; others: { id: string }[]; [more: string]: unknown }
const search = async (body: object, ask: Ask = house.ask): Promise<Answer> => {
  const answer = await ask('POST', '/api/slots', { kind: 'meeting', place: 'online', minutes: 60, limit: 200, ...body })
  if (answer.status >= 500) throw new Error(JSON.stringify(answer.body))
  return answer
}
const starts = (answer: Answer): string[] => answer.body.items.map((i: Item) => i.start).sort()

const HOURS = ['mon', 'tue', 'wed', 'thu', 'fri'].flatMap((weekday) => [
  { weekday, from: '09:00', until: '12:00' },
  { weekday, from: '13:00', until: '17:30' },
])
/** Somebody with hours of the own, two buffers, and an afternoon off. */
async function trainer(): Promise<string> {
  const id = await house.staff('trainer')
  await house.ask('PUT', `/api/staff/${id}/working-time`, {
    hours: HOURS,
    mostADay: 3,
    bufferBefore: 15,
    bufferAfter: 20,
  })
  const off = { kind: 'leave', from: day('2025-04-15', '13:40'), until: day('2025-04-15', '15:50') }
  await house.ask('POST', `/api/staff/${id}/absences`, off)
  return id
}

/** The starts that somebody finds who asks of every quarter of an hour whether it can be booked, and looks at the diary. */
async function exhaustively(
  asked: Record<string, unknown>,
  staffId: string,
  booked: [number, number][],
  dates: string[],
) {
  const found: { start: string; outcome: string; draws: unknown; charges: unknown }[] = []
  const MINUTE = 60_000
  const off = [at('2025-04-15T13:40'), at('2025-04-15T15:50')] as const
  for (const date of dates) {
    const ofDay = booked.filter(([from]) => formatInstant(from, 'Asia/Tokyo').startsWith(date)).length
    for (let minute = 8 * 60; minute < 19 * 60; minute += 15) {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      const [from, length] = [at(`${date}T${time}`), asked.minutes as number]
      const until = from + length * MINUTE
      const works = (minute >= 540 && minute + length <= 720) || (minute >= 780 && minute + length <= 1050)
      const away = off[0] < until && from < off[1]
      const near = booked.some(([a, b]) => a < until + 20 * MINUTE && from - 15 * MINUTE < b)
      if (!works || away || near || ofDay >= 3) continue
      const answer = await house.ask('POST', '/api/sessions/preview', { ...asked, staffId, start: day(date, time) })
      const decision = decisionOf(answer)!
      if (decision.outcome === 'refused') continue
      const { outcome, draws, charges } = decision
      found.push({ start: day(date, time), outcome, draws, charges })
    }
  }
  return found.sort((a, b) => (a.start < b.start ? -1 : 1))
}

describe('what is found', () => {
  it('is what an exhaustive search finds, and is booked as promised, again and again', async () => {
    const staffId = await trainer()
    const accountId = await house.account()
    const contractId = await house.contract(accountId, 'advanced', '2025-04-01')
    const dates = ['2025-04-14', '2025-04-15', '2025-04-16']
    const booked: [number, number][] = []
    const asks = [
      { kind: 'meeting', place: 'online', minutes: 50 },
      { kind: 'meeting', place: 'customer-site', prefecture: '北海道', minutes: 90 },
      { kind: 'training', place: 'vendor-office', minutes: 120 },
      { kind: 'meeting', place: 'customer-site', prefecture: '北海道', minutes: 35 },
      { kind: 'meeting', place: 'customer-site', prefecture: '愛知県', minutes: 60 },
      { kind: 'meeting', place: 'phone', minutes: 7 },
    ]
    let searched = 0
    for (const [turn, ask] of asks.entries()) {
      const asked = { contractId, ...ask }
      const span = { from: day('2025-04-14'), until: day('2025-04-17') }
      const answer = await search({ ...asked, ...span, staffIds: [staffId] })
      const slots = answer.body.items as Item[]
      const promised = ({ start, outcome, draws, charges }: Item) => ({ start, outcome, draws, charges })
      const all = slots.map(promised).sort((a, b) => (a.start < b.start ? -1 : 1))
      expect(all).toEqual(await exhaustively(asked, staffId, booked, dates))
      searched += slots.length
      const chosen = slots[(turn * 7) % slots.length]!
      const made = await house.book({ ...asked, start: chosen.start, staffId, acceptCharges: true })
      expect(made.status).toBe(201)
      const { outcome, draws, charges, remaining } = decisionOf(made)!
      expect({ outcome, draws, charges, remaining }).toEqual({
        outcome: chosen.outcome,
        draws: chosen.draws,
        charges: chosen.charges,
        remaining: chosen.remaining,
      })
      booked.push([parseInstant(chosen.start)!, parseInstant(chosen.end)!])
    }
    expect(searched).toBeGreaterThan(50)
  }, 60_000)

  it('ends before what waits for it, begins after what it waits for, and is not in the past', async () => {
    const staffId = await trainer()
    const orderId = await house.order(await house.account(), 'training-3h', { language: 'ja' })
    const dates = ['2025-04-14', '2025-04-15', '2025-04-16']
    house.clock.set(at('2025-04-14T11:07'))
    const booked: [number, number][] = []
    const ids: string[] = []
    for (const asked of [
      { orderId, kind: 'preparation', place: 'online', minutes: 40 },
      { orderId, kind: 'training', place: 'vendor-office', minutes: 120 },
    ]) {
      const range = { from: day('2025-04-14'), until: day('2025-04-17') }
      const found = starts(await search({ ...asked, ...range, staffIds: [staffId] }))
      expect(found).toEqual((await exhaustively(asked, staffId, booked, dates)).map((f) => f.start))
      expect(found[0]! > day('2025-04-14', '11:07')).toBe(true)
      const start = found.find((s) => s > day('2025-04-16', '09:50')) ?? found[0]!
      const made = await house.book({ ...asked, start, staffId, acceptCharges: true })
      ids.push(made.body.subject.id)
      booked.push([parseInstant(start)!, parseInstant(start)! + asked.minutes * 60_000])
    }
    // The training stands, its preparation is called off: another one has to end before it.
    await house.ask('POST', `/api/sessions/${ids[0]}/cancel`, {})
    const again = { orderId, kind: 'preparation', place: 'online', minutes: 40 }
    const range = { from: day('2025-04-14'), until: day('2025-04-18') }
    const other = await trainer()
    const found = starts(await search({ ...again, ...range, staffIds: [other] }))
    const expected = await exhaustively(again, other, [], [...dates, '2025-04-17'])
    expect(found).toEqual(expected.map((f) => f.start))
    expect(found.some((s) => s.startsWith('2025-04-16'))).toBe(true)
  }, 60_000)

  it('of people with the skill the one with the least to do comes first, the others are told', async () => {
    const contractId = await house.contract(await house.account(), 'basic', '2025-04-01')
    const [busy, idle, unskilled] = [await house.staff('csm'), await house.staff('csm'), await house.staff('csm')]
    for (const id of [busy, idle])
      await house.ask('PUT', `/api/staff/${id}/working-time`, { kinds: ['kickoff', 'meeting'] })
    for (const { id } of (await house.ask('GET', '/api/staff')).body.items)
      if (![busy, idle].includes(id)) await house.ask('PUT', `/api/staff/${id}/working-time`, { kinds: ['training'] })
    await house.book({
      contractId,
      kind: 'meeting',
      place: 'online',
      start: day('2025-06-02', '10:00'),
      minutes: 60,
      staffId: busy,
    })
    const range = { contractId, from: day('2025-06-02', '10:00'), until: day('2025-06-02', '13:00') }
    const [first] = (await search({ ...range, anybody: true })).body.items as Item[]
    expect([first?.start, first?.staff[0]?.id]).toEqual([day('2025-06-02', '10:00'), idle])
    const later = ((await search({ ...range, anybody: true })).body.items as Item[]).find(
      (i) => i.start === day('2025-06-02', '11:00'),
    )
    expect([later?.staff.map((s) => s.id), later?.others.map((s) => s.id)]).toEqual([[idle], [busy]])
    expect(JSON.stringify(later)).not.toMatch(unskilled)
    // Somebody with less to do comes before an earlier time.
    const off = { kind: 'leave', from: day('2025-06-04', '10:00'), until: day('2025-06-04', '11:00') }
    await house.ask('POST', `/api/staff/${idle}/absences`, off)
    const next = { contractId, anybody: true, from: day('2025-06-03'), until: day('2025-06-05'), limit: 200 }
    const order = ((await search(next)).body.items as Item[]).map((i) => [i.staff[0]?.id, i.start])
    expect(order.findIndex(([id]) => id === busy)).toBe(order.length - order.filter(([id]) => id === busy).length)
    expect(order.filter(([id]) => id === busy)[0]?.[1]).toBe(day('2025-06-04', '10:00'))
    // All who are named are needed, whatever they can do.
    const both = await search({ ...range, staffIds: [unskilled, busy] })
    expect(starts(both)[0]).toBe(day('2025-06-02', '11:00'))
    expect(both.body.items[0].staff.map((s: { id: string }) => s.id)).toEqual([unskilled, busy])
  })

  it('a visit beside another of the day comes before one that takes a trip, and that before a charge', async () => {
    const staffId = await house.staff('csm')
    const contractId = await house.contract(await house.account(), 'advanced', '2025-04-01', { responsibleId: staffId })
    const visit = { contractId, place: 'customer-site', prefecture: '北海道' }
    const range = { ...visit, from: day('2025-07-01'), until: day('2025-07-05') }
    const made = await house.book({
      ...visit,
      kind: 'meeting',
      start: day('2025-07-03', '15:00'),
      minutes: 60,
      staffId,
    })
    expect(made.status).toBe(201)
    const found = async () => (await search(range)).body.items as Item[]
    const order = async () => (await found()).map((i) => (i.sharesJourney ? 0 : i.outcome === 'charged' ? 2 : 1))
    const [first] = await found()
    expect([first?.start, first?.sharesJourney]).toEqual([day('2025-07-03', '10:00'), true])
    const withTrips = await order()
    expect(withTrips).toEqual([...withTrips].sort())
    expect([...new Set(withTrips)]).toEqual([0, 1])
    // Trips are used up.
    for (const date of ['2025-07-07', '2025-07-08', '2025-07-09', '2025-07-10'])
      await house.book({ ...visit, kind: 'meeting', start: day(date, '10:00'), minutes: 30, staffId })
    const charged = await order()
    expect(charged).toEqual([...charged].sort())
    expect([...new Set(charged)]).toEqual([0, 2])
  })
})

describe('why nothing is found', () => {
  const range = { from: day('2025-08-01'), until: day('2025-09-01') }

  it('an allowance that is used up, and the day on which there is another', async () => {
    const staffId = await house.staff('csm')
    await house.ask('PUT', `/api/staff/${staffId}/working-time`, {})
    const account = await house.account()
    const contractId = await house.contract(account, 'premier', '2025-02-01', { responsibleId: staffId })
    const support = await search({ contractId, from: day('2025-08-01'), until: day('2025-09-01'), minutes: 240 })
    expect(support.body.items.length).toBeGreaterThan(0)
    const first = support.body.items[0]
    const booked = await house.book({
      contractId,
      kind: 'meeting',
      place: 'online',
      start: first.start,
      minutes: 240,
      staffId,
    })
    expect(booked.status).toBe(201)
    const { body } = await search({ contractId, ...range })
    expect(body.items).toEqual([])
    expect(body.nothing).toMatchObject([
      { code: 'allowance-exceeded', from: '2025-08-01', until: '2025-08-30', clauses: ['premier.14'] },
    ])
    expect(body.firstPossible).toBe(day('2025-09-01', '10:00'))
  })

  it('closed days, a range that is too short, a kind that is not included, and the end of the contract', async () => {
    const contractId = await house.contract(await house.account(), 'premier', '2025-04-01', {
      responsibleId: await house.staff('csm'),
    })
    const why = async (body: object) => (await search({ contractId, ...body })).body
    expect(await why({ from: day('2025-08-02'), until: day('2025-08-04') })).toMatchObject({
      nothing: [{ code: 'not-a-business-day', from: '2025-08-02', until: '2025-08-04' }],
      firstPossible: day('2025-08-04', '10:00'),
    })
    expect((await why({ from: day('2025-08-04', '10:00'), until: day('2025-08-04', '10:30') })).nothing).toMatchObject([
      { code: 'range-too-short' },
    ])
    expect(await why({ ...range, kind: 'review' })).toMatchObject({
      nothing: [{ code: 'kind-not-included', from: '2025-08-01', until: '2025-09-01' }],
      firstPossible: null,
    })
    expect((await why({ from: day('2024-08-01'), until: day('2024-08-31') })).nothing).toMatchObject([
      { code: 'outside-period' },
    ])
  })

  it('the vendor is told what keeps somebody, the customer that nobody is free', async () => {
    const staffId = await house.staff('csm')
    const account = await house.account()
    const contractId = await house.contract(account, 'premier', '2025-04-01', { responsibleId: staffId })
    await house.ask('PUT', `/api/staff/${staffId}/working-time`, { hours: [HOURS[2], HOURS[3]], kinds: null })
    const off = { kind: 'leave', days: { first: '2025-08-05', last: '2025-08-05' } }
    await house.ask('POST', `/api/staff/${staffId}/absences`, off)
    const asked = { contractId, from: day('2025-08-04'), until: day('2025-08-07') }
    const vendor = await search(asked)
    expect(vendor.body.nothing.map((r: { code: string }) => r.code)).toEqual(['not-working', 'away', 'not-working'])
    const customer = house.as(await house.signUp('customer', account))
    const theirs = await search(asked, customer)
    expect(theirs.body.nothing).toEqual([
      { code: 'staff-busy', from: '2025-08-04', until: '2025-08-07', clauses: ['edge.35'], remedies: [] },
    ])
    expect(theirs.body.firstPossible).toBe(vendor.body.firstPossible)
    expect(theirs.body.firstPossible).toBe(day('2025-08-12', '10:00'))
  })
})

describe('whose', () => {
  it('a customer searches for the own contract, and leaves who comes to the vendor', async () => {
    const staffId = await house.staff('csm')
    const account = await house.account()
    const contractId = await house.contract(account, 'basic', '2025-04-01', { responsibleId: staffId })
    const customer = house.as(await house.signUp('customer', account))
    const asked = { contractId, from: day('2025-05-12'), until: day('2025-05-13') }
    const { body } = await search(asked, customer)
    expect(body.items[0]).toMatchObject({ start: day('2025-05-12', '10:00'), staff: [{ id: staffId }], others: [] })
    for (const [field, value] of [
      ['staffIds', [staffId]],
      ['office', 'kansai'],
      ['anybody', true],
    ] as const)
      expect((await search({ ...asked, [field]: value }, customer)).body).toMatchObject({ status: 403, field })
    const other = house.as(await house.signUp('customer', await house.account()))
    expect((await search(asked, other)).status).toBe(404)
  })

  it('a range without end, or the wrong way round, is refused', async () => {
    const contractId = await house.contract(await house.account(), 'basic', '2025-04-01')
    const wrong = async (from: string, until: string) =>
      JSON.stringify((await search({ contractId, from, until })).body)
    expect(await wrong(day('2025-05-01'), day('2025-07-03'))).toMatch(/outside-dates/)
    expect(await wrong(day('2025-05-02'), day('2025-05-01'))).toMatch(/until-before-from/)
    expect(
      (await search({ contractId, from: day('2025-05-01'), until: day('2025-05-02'), kind: 'party' })).status,
    ).toBe(400)
    const unknown = { contractId, from: day('2025-05-01'), until: day('2025-05-02'), staffIds: [contractId] }
    expect((await search(unknown)).status).toBe(404)
  })

  it('of two customers who book one slot at once one has it, and it is offered no more', async () => {
    const staffId = await house.staff('csm')
    const asked = { from: day('2025-05-19'), until: day('2025-05-20') }
    const two = await Promise.all(
      [0, 1].map(async () => {
        const account = await house.account()
        const contractId = await house.contract(account, 'basic', '2025-04-01', { responsibleId: staffId })
        return { contractId, ask: house.as(await house.signUp('customer', account)) }
      }),
    )
    const offers = await Promise.all(two.map(({ contractId, ask }) => search({ ...asked, contractId }, ask)))
    const [slot] = starts(offers[0]!)
    expect(starts(offers[1]!)[0]).toBe(slot)
    const body = { kind: 'meeting', place: 'online', minutes: 60, start: slot }
    const answers = await Promise.all(
      two.map(({ contractId, ask }) => ask('POST', '/api/sessions', { ...body, contractId })),
    )
    expect(answers.map((a) => decisionOf(a)?.because ?? []).sort()).toEqual([[], ['staff-busy']])
    for (const { contractId, ask } of two)
      expect(starts(await search({ ...asked, contractId }, ask))).not.toContain(slot)
  })
})

describe('in another zone', () => {
  it('days begin and end as on the wall clock there, through both changes of the clock', async () => {
    const catalogues = loadCatalogues(join(TERMS_FOLDER, 'harbour'))
    const harbour = await openHouse('2025-03-03T17:00', { catalogues })
    try {
      const made = async (url: string, body: object) => {
        const { body: answer } = await harbour.ask('POST', url, body)
        return (answer.subject?.id ?? answer.id) as string
      }
      const staffId = await harbour.staff('trainer')
      const accountId = await made('/api/accounts', { name: 'Beispiel', prefecture: 'Hamburg' })
      const plan = { accountId, plan: 'terminal', start: '2025-03-03', acceptTerms: true, responsibleId: staffId }
      const contractId = await made('/api/contracts', plan)
      const off = { kind: 'leave', days: { first: '2025-03-28', last: '2025-03-28' } }
      await harbour.ask('POST', `/api/staff/${staffId}/absences`, off)
      const asked = { contractId, kind: 'consultation', place: 'video', minutes: 60 }
      const found = async (from: string, until: string) => starts(await search({ ...asked, from, until }, harbour.ask))
      const spring = await found('2025-03-28T00:00:00+01:00', '2025-04-01T00:00:00+02:00')
      // Saturday to ten at night in winter time; Monday from six in summer time.
      const saturday = spring.filter((s) => s.startsWith('2025-03-29'))
      expect([saturday[0], saturday.at(-1)]).toEqual(['2025-03-29T06:00:00+01:00', '2025-03-29T21:00:00+01:00'])
      const monday = spring.filter((s) => s.startsWith('2025-03-31'))
      expect([monday[0], monday.at(-1)]).toEqual(['2025-03-31T06:00:00+02:00', '2025-03-31T21:00:00+02:00'])
      expect(spring.length).toBe(saturday.length + monday.length)
      const autumn = await found('2025-10-25T00:00:00+02:00', '2025-10-28T00:00:00+01:00')
      expect(autumn).toContain('2025-10-25T21:00:00+02:00')
      expect(autumn).toContain('2025-10-27T06:00:00+01:00')
      const booked = await harbour.book({ ...asked, start: monday[0], staffId })
      expect(booked.status).toBe(201)
      expect(await found('2025-03-31T00:00:00+02:00', '2025-04-01T00:00:00+02:00')).toEqual(monday.slice(4))
    } finally {
      await harbour.close()
    }
  })
})
