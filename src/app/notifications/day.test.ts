/** What a day brings: alerts once each, digests on business days. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { weekday } from '../../kernel/civil.ts'
import { tellOfTheDay } from '../work.ts'
import { endingStep } from './alerts.ts'
import { waysOn } from './digest.ts'
import { sendDigests } from './index.ts'
import { at, openTown, type Person, type Town } from './town.fixture.ts'

let town: Town
let account: string
let contract: string
let hanako: Person
const never = new AbortController().signal

beforeAll(async () => {
  town = await openTown('2026-04-01T09:00')
  account = await town.account()
  contract = await town.contract(account, { plan: 'basic', responsibleId: await town.staff('csm') })
  hanako = await town.person({ side: 'customer', roles: ['promotion'], accountId: account })
  await town.tell()
})
afterAll(() => town.close())
beforeEach(() => town.forgetLetters())

type Notice = { kind: string; title: string; body: string; id: string }
const list = async (person = hanako): Promise<Notice[]> => (await person.get('/api/notices?limit=200')).body.items
const kinds = async () => (await list()).map((n) => n.kind)
const dayBrings = () => tellOfTheDay(town, never)
const digests = () => sendDigests(town.services, town.telling, never)

it.each([
  [31, null],
  [30, 30],
  [15, 30],
  [14, 14],
  [8, 14],
  [7, 7],
  [1, 7],
  [0, null],
])('with %i days left, the step that has come is %s', (days, step) => {
  expect(endingStep(days)).toBe(step)
})

describe('alerts', () => {
  it('of an allowance come when four fifths are used, once', async () => {
    const before = await kinds()
    await dayBrings()
    expect(await kinds()).toEqual(before)
    for (const [day, minutes] of [
      ['02', 120],
      ['03', 120],
      ['06', 60],
    ] as const)
      expect((await town.book(town.admin, contract, `2026-04-${day}T10:00`, { minutes })).body).toMatchObject({
        applied: true,
      })
    await dayBrings()
    await dayBrings()
    const low = (await list()).filter((n) => n.kind === 'allowance-low')
    expect(low).toHaveLength(1)
    expect(low[0]!.title).toMatch(/8\d%を使いました/)
    expect(low[0]!.body).toContain('残りは1時間')
  })

  it('of a contract come 30, 14 and 7 days before its end, each once; late ones are told of the nearest', async () => {
    expect((await town.admin.post(`/api/contracts/${contract}/end`, { on: '2026-06-30' })).status).toBe(200)
    const [own] = (await hanako.get(`/api/accounts/${account}`)).body.contracts
    const endsOn: string = own.endsOn
    const count = async () => (await kinds()).filter((kind) => kind === 'contract-ending').length
    const daysBefore = (days: number) => town.clock.set(at(`${endsOn}T09:00`) - days * 86_400_000)
    for (const [days, told] of [
      [31, 0],
      [30, 1],
      [29, 1],
      [14, 2],
      [13, 2],
      [6, 3],
      [5, 3],
    ] as const) {
      daysBefore(days)
      await dayBrings()
      expect([days, await count()]).toEqual([days, told])
    }
    const [last] = (await list()).filter((n) => n.kind === 'contract-ending')
    expect(last!.title).toMatch(/^契約の終了まであと6日：/)
    town.clock.set(at('2026-04-01T09:00'))
  })
})

describe('digests', () => {
  it('are due on business days, weekly ones on the first of the week', () => {
    const closed = new Set(['2026-05-04', '2026-05-05', '2026-05-06'])
    const business = (day: string) => weekday(day) % 6 !== 0 && !closed.has(day)
    expect(waysOn('2026-04-06', business)).toEqual(['daily', 'weekly'])
    expect(waysOn('2026-04-07', business)).toEqual(['daily'])
    expect(waysOn('2026-04-11', business)).toEqual([])
    expect(waysOn('2026-04-12', business)).toEqual([])
    expect(waysOn('2026-05-06', business)).toEqual([])
    expect(waysOn('2026-05-07', business)).toEqual(['daily', 'weekly'])
  })

  it('gather what waits in one letter, in the person’s language, once; what was read is left out', async () => {
    const choose = (kind: string, mail: string) =>
      hanako.post('/api/notices/choices', { kind, inApp: true, mail, slack: false, teams: false })
    await choose('session-booked', 'daily')
    await choose('session-cancelled', 'weekly')
    town.clock.set(at('2026-04-09T15:00'))
    const ids: string[] = []
    for (const hour of ['10', '13']) {
      const { body } = await town.book(town.admin, contract, `2026-04-20T${hour}:00`, { minutes: 30 })
      expect(body).toMatchObject({ applied: true })
      ids.push(body.subject.id)
    }
    await town.admin.post(`/api/sessions/${ids[1]}/cancel`)
    await town.tell()
    const [seen] = (await list()).filter((n) => n.kind === 'session-booked')
    await hanako.post('/api/notices/read', { ids: [seen!.id] })
    expect((await town.letters()).filter((l) => l.kind.startsWith('session-'))).toEqual([])

    // Saturday: nothing.
    town.clock.set(at('2026-04-11T08:00'))
    expect(await digests()).toBe(0)
    // Friday's letter was never asked for here: on Tuesday the day's, and the week's only on Monday.
    town.clock.set(at('2026-04-14T08:00'))
    expect(await digests()).toBe(1)
    const [letter] = await town.letters()
    expect(letter).toMatchObject({
      to: hanako.email,
      kind: 'digest-daily',
      unsubscribe: 'https://bansou.example/portal/notifications?show=choices',
    })
    expect(letter!.subject).toMatch(/^【伴走】2026年4月14日\(火\)のお知らせ（\d件）$/)
    expect(letter!.text.match(/予定が入りました/g)).toHaveLength(1)
    expect(letter!.text).not.toContain('取り消されました')
    expect(await digests()).toBe(0)
    await town.forgetLetters()
    town.clock.set(at('2026-04-20T08:00'))
    expect(await digests()).toBe(1)
    expect((await town.letters())[0]).toMatchObject({ kind: 'digest-weekly', subject: '【伴走】今週のお知らせ（1件）' })
  })
})
