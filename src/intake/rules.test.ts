import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DayCalendar } from '../calendar/index.ts'
import type { Contract, Order } from '../contracts/index.ts'
import type { CivilDate } from '../kernel/civil.ts'
import { type Decision, decide, type Finding } from '../kernel/decision.ts'
import { must } from '../kernel/failure.ts'
import { loadCatalogues } from '../terms/index.ts'
import { scheduleOf, type Way } from './model.ts'
import { offersWithRight, rightOf, type Source } from './rights.ts'
import { judgeAnswer, judgeOrder, judgeRequest, type OrderFacts, remediesOn, stateRefuses } from './rules.ts'
import { wayTerms } from './way-terms.ts'

const catalogues = loadCatalogues(join(import.meta.dirname, '../../terms/reference'))
const catalogue = catalogues.latest
const termsOf = (way: Way) => must(wayTerms(catalogue, way), 'the reference catalogue runs both ways')

type Part = { from: CivilDate; plan: string }
const contract = (segments: Part[], endsOn: CivilDate | null): Source => {
  const start = segments[0]!.from
  const made: Contract = {
    accountId: 'a',
    id: 'k',
    start,
    endsOn,
    noticeOn: null,
    baseOffice: 'hq',
    responsibleId: null,
    firstStart: start,
    acceptedVersion: '1',
    consentedVersion: '1',
    createdAt: 0,
    version: 1,
    segments: segments.map((s) => ({ ...s, anchor: start })),
    options: [],
  }
  return { contract: made }
}
const order = (addOn: string, from: CivilDate, until: CivilDate | null): Source => {
  const coverage = [{ from, until, byOrderId: 'o', anchor: from, months: 0 }]
  const made: Order = {
    accountId: 'a',
    id: 'o',
    addOn,
    contractId: null,
    language: 'ja',
    connection: null,
    target: null,
    options: [],
    extendsId: null,
    acceptedVersion: '1',
    createdAt: 0,
    version: 1,
    coverage,
  }
  return { order: made }
}
const basic = contract([{ from: '2025-04-01', plan: 'basic' }], '2025-07-01')

function requested(source: Source, way: Way, today: CivilDate, more: { minutesAway?: number } = {}): Decision {
  const right = rightOf(catalogue, source, way, today)
  const remedies = remediesOn(offersWithRight(catalogue, way), today, (day) =>
    catalogues.on(day).retirement(termsOf(way).service),
  )
  return decide(judgeRequest(right, termsOf(way), remedies, { settings: [], minutesAway: more.minutesAway ?? null }))
}

describe('the right (edge.37)', () => {
  it('comes with a plan until its last day, and afterwards its period is cited', () => {
    expect(requested(basic, 'mail', '2025-03-01').outcome).toBe('allowed')
    expect(requested(basic, 'mail', '2025-06-30').cites).toContain('plans.6')
    const over = requested(basic, 'mail', '2025-07-01')
    expect(over).toMatchObject({ outcome: 'refused', because: ['requires-plan-or-add-on'], cites: ['plans.2'] })
    expect(over.remedies).toEqual(['basic', 'advanced', 'premier', 'premier-plus', 'card-mail'])
  })
  it('comes with a plan that an upgrade is still to bring, and goes with a downgrade', () => {
    const rising = contract(
      [
        { from: '2024-04-01', plan: 'premier' },
        { from: '2024-09-01', plan: 'premier-plus' },
      ],
      null,
    )
    expect(requested(rising, 'visit', '2024-05-01', { minutesAway: 10 }).outcome).toBe('allowed')
    const falling = contract(
      [
        { from: '2023-04-01', plan: 'premier-plus' },
        { from: '2024-04-01', plan: 'premier' },
      ],
      null,
    )
    expect(rightOf(catalogue, falling, 'visit', '2024-03-31')).toMatchObject({ held: true, clause: 'premier.18' })
    expect(requested(falling, 'visit', '2024-04-01', { minutesAway: 10 }).cites).toEqual(['plans.2'])
    expect(rightOf(catalogue, falling, 'mail', '2024-04-01').spans).toEqual([{ from: '2023-04-01', until: null }])
  })
  it('is not part of an add-on that says nothing of it', () => {
    expect(requested(order('training-3h', '2025-04-01', null), 'mail', '2025-04-01').cites).toEqual(['edge.37'])
    expect(requested(order('card-mail', '2025-04-01', null), 'visit', '2025-04-01', { minutesAway: 1 }).cites).toEqual([
      'edge.37',
    ])
  })
  it('has no period in an order of its own', () => {
    expect(rightOf(catalogue, order('card-mail', '2025-04-01', null), 'mail', '2030-01-01')).toMatchObject({
      held: true,
      spans: null,
    })
  })
})

describe('settings and journey', () => {
  const right = rightOf(catalogue, basic, 'mail', '2025-04-01')
  it.each(['two-language', 'tags', 'private'] as const)('%s is refused under the clause of the way', (setting) => {
    for (const [way, clause] of [
      ['mail', 'mail.15'],
      ['visit', 'visit.9'],
    ] as const) {
      const findings = judgeRequest(right, termsOf(way), [], { settings: [setting], minutesAway: null })
      expect(decide(findings)).toMatchObject({ because: ['setting-not-supported'], cites: [clause] })
    }
  })
  it.each([
    [60, []],
    [61, ['too-far']],
  ])('%i minutes away: %j', (minutesAway, because) => {
    expect(decide(judgeRequest(right, termsOf('visit'), [], { settings: [], minutesAway })).because).toEqual(because)
  })
})

describe('an answer', () => {
  it('is counted, or replaces the holder’s earlier one', () => {
    const answer = { holder: '利用者 壱', cards: 80 }
    expect(judgeAnswer(termsOf('mail'), answer, null, 80)).toMatchObject({ rule: 'answerCounted', clauses: ['mail.7'] })
    expect(judgeAnswer(termsOf('visit'), answer, 0, 80)).toMatchObject({
      rule: 'answerReplaced',
      clauses: ['visit.6'],
      facts: { before: 0 },
    })
  })
  it('comes too late after the order', () => {
    expect(stateRefuses('ordered', 'survey')).toMatchObject({ code: 'wrong-state', clauses: ['edge.30'] })
    expect(stateRefuses('surveying', 'order')).toBeNull()
  })
})

const closed = new Set(['2024-10-14'])
const calendar: DayCalendar = { businessDay: (d) => !closed.has(d), dayName: () => null, coveredUntil: null }
type Dates = Parameters<typeof scheduleOf>[0]

function ordered(
  source: Source,
  way: Way,
  today: CivilDate,
  dates: Dates,
  more: Partial<OrderFacts> = {},
): Decision & { lines: Finding[] } {
  const terms = termsOf(way)
  const facts: OrderFacts = {
    catalogue,
    calendar,
    now: { date: today, minute: 0 },
    terms,
    right: rightOf(catalogue, source, way, today),
    tally: { cards: 80, answered: 1, asked: 0, open: 0 },
    retirementOn: (day) => catalogues.on(day).retirement(terms.service),
    ...more,
  }
  const { findings, charges } = judgeOrder(facts, scheduleOf(dates, terms.deadlineDays.value), true)
  return { ...decide(findings, { charges }), lines: findings }
}

describe('an order', () => {
  it('has its fee, which does not make it wait', () => {
    const decision = ordered(basic, 'mail', '2025-04-01', { startWeek: '2025-06-30' })
    expect(decision.outcome).toBe('allowed')
    expect(decision.charges).toEqual([
      { kind: 'service-fee', amount: null, currency: 'JPY', quantity: 1, unit: 'intake', clause: 'mail.12' },
    ])
    expect(decision.cites).toEqual(
      expect.arrayContaining(['scope.1', 'plans.6', 'edge.21', 'mail.7', 'mail.11', 'mail.12']),
    )
  })
  it('needs order day and Monday in one period of the right', () => {
    const inside = ordered(basic, 'mail', '2025-06-30', { startWeek: '2025-07-06' })
    expect(inside).toMatchObject({ outcome: 'allowed', warnings: ['deadline-past'] })
    for (const [today, startWeek] of [
      ['2025-06-30', '2025-07-07'],
      ['2025-07-01', '2025-07-01'],
      ['2025-03-31', '2025-04-14'],
    ] as const) {
      expect(ordered(basic, 'mail', today, { startWeek })).toMatchObject({
        because: ['outside-period'],
        cites: ['plans.2', 'edge.21'],
        remedies: ['card-mail'],
      })
    }
  })
  it('in an extension cites the extension', () => {
    const ext = order('onboarding-extension', '2025-09-01', '2025-10-01')
    expect(ordered(ext, 'mail', '2025-09-01', { startWeek: '2025-10-06' })).toMatchObject({
      because: ['outside-period'],
      cites: ['extension.5', 'edge.21'],
    })
    expect(ordered(ext, 'mail', '2025-09-01', { startWeek: '2025-10-05' }).outcome).toBe('allowed')
  })
  it('turns chargeable at 00:00 of its deadline', () => {
    const on = (today: CivilDate) => ordered(basic, 'mail', today, { startWeek: '2025-06-30' }).warnings
    expect(on('2025-06-17')).toEqual([])
    expect(on('2025-06-18')).toEqual(['deadline-past'])
  })
  it('waits for the survey', () => {
    const tally = { cards: 0, answered: 0, asked: 3, open: 3 }
    expect(ordered(basic, 'mail', '2025-04-01', { startWeek: '2025-05-12' }, { tally })).toMatchObject({
      because: ['requires-step'],
      cites: ['mail.7', 'edge.30'],
    })
  })
  it('takes the running week, not one that is over', () => {
    expect(ordered(basic, 'mail', '2025-04-13', { startWeek: '2025-04-07' }).outcome).toBe('allowed')
    expect(ordered(basic, 'mail', '2025-04-14', { startWeek: '2025-04-07' }).because).toEqual(['in-the-past'])
  })
})

describe('an order of a visit', () => {
  const plus = contract([{ from: '2024-04-02', plan: 'premier-plus' }], null)
  const on = (workDays: CivilDate[], today = '2024-05-01') => ordered(plus, 'visit', today, { workDays })
  it('is retired by each of its work days, by the terms of that day', () => {
    expect(on(['2024-10-31']).outcome).toBe('allowed')
    expect(on(['2024-10-31', '2024-11-01'])).toMatchObject({
      because: ['retired'],
      cites: ['visit.1', 'plans.7', 'edge.23'],
    })
  })
  it('falls on business days', () => {
    expect(on(['2024-10-14', '2024-10-15'])).toMatchObject({ because: ['not-a-business-day'], cites: ['visit.8'] })
  })
  it('is judged by its first work day, not by the Monday before the plan began', () => {
    expect(on(['2024-04-03'], '2024-04-02').outcome).toBe('allowed')
    expect(on(['2024-04-01'], '2024-04-02').because).toEqual(['outside-period', 'in-the-past'])
  })
  it('offers nothing that has ended', () => {
    const gone = contract([{ from: '2024-04-01', plan: 'premier-plus' }], '2024-09-01')
    expect(ordered(gone, 'visit', '2024-08-01', { workDays: ['2024-10-31'] }).remedies).toEqual(['card-visit'])
    expect(ordered(gone, 'visit', '2024-08-01', { workDays: ['2024-11-01'] }).remedies).toEqual([])
  })
})
