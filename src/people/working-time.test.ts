import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, type House, openHouse } from '../../test/support/house.ts'
import { newId } from '../kernel/ids.ts'

let house: House
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
})
afterAll(() => house.close())

const of = (id: string) => `/api/staff/${id}/working-time`
const MONDAY = { weekday: 'mon', from: '10:00', until: '12:00' }
const days = (first: string, last: string) => ({ kind: 'leave', days: { first, last } })

/** Somebody who delivers services, signed in. */
async function member(role: 'csm' | 'trainer'): Promise<{ id: string; ask: Ask }> {
  const id = await house.staff(role)
  const email = `${id}@example.invalid`
  await house.identity.createUser({
    name: 'x',
    email,
    password: 'a password',
    side: 'vendor',
    roles: [role],
    staffId: id,
  })
  return { id, ask: house.as((await house.identity.signIn(email, 'a password'))!.token) }
}

describe('working time', () => {
  it('is that of the service where nothing is set', async () => {
    const id = await house.staff()
    expect((await house.ask('GET', of(id))).body).toEqual({
      staffId: id,
      hours: null,
      kinds: null,
      languages: null,
      mostADay: null,
      bufferBefore: 0,
      bufferAfter: 0,
      absences: [],
      version: 0,
    })
  })

  it('is set as a whole, under the version that was seen, and recorded', async () => {
    const id = await house.staff()
    const body = {
      hours: [{ weekday: 'tue', from: '13:00', until: '24:00' }, MONDAY, { ...MONDAY, from: '12:00', until: '15:00' }],
      kinds: ['training'],
      languages: ['en'],
      mostADay: 3,
      bufferBefore: 10,
      bufferAfter: 15,
    }
    const set = await house.ask('PUT', of(id), body, { 'if-match': '"0"' })
    const hours = [body.hours[1], body.hours[2], body.hours[0]]
    expect(set.body).toEqual({ staffId: id, ...body, hours, absences: [], version: 1 })
    expect((await house.ask('GET', of(id))).body).toEqual(set.body)
    expect((await house.ask('PUT', of(id), body, { 'if-match': '"0"' })).body.code).toBe('stale-version')
    expect((await house.ask('PUT', of(id), {})).body).toMatchObject({ hours: null, kinds: null, version: 2 })
    const { body: record } = await house.ask('GET', '/api/audit')
    const changes = record.items.filter((item: { action: string }) => item.action === 'staff.working-time')
    expect(changes).toHaveLength(2)
  })

  it.each([
    ['a weekday that is none', { hours: [{ ...MONDAY, weekday: 'someday' }] }, 'hours[0].weekday', 'not-one-of'],
    ['hours without length', { hours: [{ ...MONDAY, until: '10:00' }] }, 'hours[0].until', 'zero-length'],
    [
      'hours past midnight',
      { hours: [MONDAY, { ...MONDAY, from: '22:00', until: '02:00' }] },
      'hours[1].until',
      'crosses-midnight',
    ],
    ['hours over others', { hours: [MONDAY, { ...MONDAY, from: '11:59', until: '15:00' }] }, 'hours[1]', 'overlaps'],
    ['a time that is none', { hours: [{ ...MONDAY, from: '9' }] }, 'hours[0].from', 'not-a-time-of-day'],
    ['24:00 as a beginning', { hours: [{ ...MONDAY, from: '24:00' }] }, 'hours[0].from', 'not-a-time-of-day'],
    ['an unknown kind', { kinds: ['meeting', 'party'] }, 'kinds[1]', 'not-one-of'],
    ['an unknown language', { languages: ['xx'] }, 'languages[0]', 'not-one-of'],
    ['a buffer of days', { bufferAfter: 5000 }, 'bufferAfter', 'too-big'],
    ['no session a day', { mostADay: 0 }, 'mostADay', 'must-be-positive'],
  ])('%s is refused where it is', async (_, body, field, code) => {
    const { status, body: problem } = await house.ask('PUT', of(await house.staff()), body)
    expect([
      status,
      problem.errors?.[0]?.field ?? problem.field,
      problem.errors?.[0]?.code ?? problem.facts?.code,
    ]).toEqual([400, field, code])
  })
})

describe('absences', () => {
  const absences = (id: string) => `/api/staff/${id}/absences`

  it('are of whole days or of a span, apart from each other, and taken back', async () => {
    const id = await house.staff()
    const whole = await house.ask('POST', absences(id), days('2025-04-29', '2025-04-30'))
    expect(whole.body).toMatchObject({
      from: '2025-04-29T00:00:00+09:00',
      until: '2025-05-01T00:00:00+09:00',
      days: { first: '2025-04-29', last: '2025-04-30' },
    })
    const span = { kind: 'training', from: '2025-04-28T13:00:00+09:00', until: '2025-04-29T00:00:00+09:00' }
    const touching = await house.ask('POST', absences(id), span)
    expect(touching.status).toBe(201)
    const listed = async () => (await house.ask('GET', of(id))).body.absences.map((a: { id: string }) => a.id)
    expect(await listed()).toEqual([touching.body.id, whole.body.id])
    expect((await house.ask('DELETE', `${absences(id)}/${whole.body.id}`)).body).toEqual(whole.body)
    expect((await house.ask('DELETE', `${absences(id)}/${whole.body.id}`)).status).toBe(404)
    expect(await listed()).toEqual([touching.body.id])
  })

  it('of two that overlap and come at once one is kept', async () => {
    const id = await house.staff()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => house.ask('POST', absences(id), days('2025-05-01', `2025-05-0${i + 1}`))),
    )
    expect(answers.filter((a) => a.status === 201)).toHaveLength(1)
    for (const a of answers.filter((x) => x.status !== 201)) expect(JSON.stringify(a.body)).toMatch(/overlaps/)
  })

  it.each([
    ['the end before the beginning', days('2025-05-02', '2025-05-01'), 'days.last', 'until-before-from'],
    [
      'a span without length',
      { kind: 'leave', from: '2025-05-01T10:00:00Z', until: '2025-05-01T10:00:00Z' },
      'until',
      'until-before-from',
    ],
    ['a beginning alone', { kind: 'leave', from: '2025-05-01T10:00:00Z' }, 'until', 'required'],
    [
      'an end beside days',
      { ...days('2025-05-01', '2025-05-02'), until: '2025-05-01T10:00:00Z' },
      'until',
      'exactly-one-of',
    ],
    ['days and a span', { ...days('2025-05-01', '2025-05-02'), from: '2025-05-01T10:00:00Z' }, '', 'exactly-one-of'],
    ['a kind that is none', { ...days('2025-05-01', '2025-05-02'), kind: 'party' }, 'kind', 'not-one-of'],
  ])('%s is refused', async (_, body, field, code) => {
    const { status, body: problem } = await house.ask('POST', absences(await house.staff()), body)
    expect([
      status,
      problem.errors?.[0]?.field ?? problem.field ?? '',
      problem.errors?.[0]?.code ?? problem.facts?.code,
    ]).toEqual([400, field, code])
  })
})

describe('whose', () => {
  it('everybody keeps the own time; another’s is as unknown as nobody’s', async () => {
    const [own, other] = [await member('csm'), await member('trainer')]
    expect((await own.ask('PUT', of(own.id), { bufferAfter: 5 })).status).toBe(200)
    for (const id of [other.id, newId(0)]) {
      for (const answer of [
        await own.ask('GET', of(id)),
        await own.ask('PUT', of(id), {}),
        await own.ask('POST', `/api/staff/${id}/absences`, days('2025-05-01', '2025-05-02')),
        await own.ask('DELETE', `/api/staff/${id}/absences/${id}`),
      ])
        expect([answer.status, answer.body.code]).toEqual([404, 'unknown-reference'])
    }
    expect((await house.ask('GET', of(newId(0)))).status).toBe(404)
    expect((await house.ask('PUT', of(newId(0)), {})).status).toBe(404)
  })
})
