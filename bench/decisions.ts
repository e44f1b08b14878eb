/** Decisions in process, beside a general rule engine that is given the same rules and ready-made facts. */
import { join } from 'node:path'
import { Engine, type RuleProperties } from 'json-rules-engine'
import { calendarConfig, TERMS_FOLDER } from '../src/app/services.ts'
import { buildCalendar } from '../src/calendar/index.ts'
import { contractHolder, windowSpecs } from '../src/contracts/index.ts'
import { type CivilTime, weekday } from '../src/kernel/civil.ts'
import { decide } from '../src/kernel/decision.ts'
import { newId } from '../src/kernel/ids.ts'
import { Books } from '../src/ledger/index.ts'
import { judgeSession, type SessionFacts, type SessionRequest } from '../src/sessions/index.ts'
import { loadCatalogues } from '../src/terms/index.ts'
import { median, quantile } from './measure.ts'

type Figures = { perSecond: number; p50: number; p99: number }
export type DecisionFigures = { ours: Figures; engine: Figures }

const NOW = 1_743_465_600_000
const today: CivilTime = { date: '2025-04-01', minute: 540 }
const catalogue = loadCatalogues(join(TERMS_FOLDER, 'reference')).on(today.date)

async function factsForBench(): Promise<SessionFacts> {
  const id = newId(NOW)
  const holder = contractHolder(catalogue, {
    accountId: id,
    id,
    start: today.date,
    endsOn: null,
    noticeOn: null,
    baseOffice: 'hq',
    responsibleId: null,
    firstStart: today.date,
    acceptedVersion: '',
    consentedVersion: '',
    createdAt: NOW,
    version: 1,
    segments: [{ from: today.date, plan: 'premier', anchor: today.date }],
    options: [],
  })
  // No holders are asked for, so no statement is sent: windows are opened in memory.
  const books = await Books.load(null as never, [])
  const cause = { type: 'contract', id, clause: 'plans.2', at: NOW, byUser: null, byName: 'bench' }
  for (const spec of windowSpecs(catalogue, holder, holder.stretches[0]!, today.date)) {
    const window = books.open(spec, cause)
    if (spec.allowance === 'meetings') books.hold(window, 600, cause)
  }
  return {
    catalogue,
    calendar: buildCalendar(calendarConfig(catalogue), { closures: [], imported: [] }),
    now: today,
    holder,
    region: '東京都',
    books,
    standing: [],
    journeys: new Map(),
    staff: { id, name: '担当', partner: null },
    staffBusy: false,
  }
}

/** Allowed, refused for one reason and another, with a journey, in the other phase. */
function requests(): SessionRequest[] {
  const base: SessionRequest = {
    kind: 'meeting',
    place: 'online',
    start: { date: '2025-04-14', minute: 600 },
    minutes: 60,
    region: null,
    office: null,
    language: null,
  }
  return [
    base,
    { ...base, minutes: 400 },
    { ...base, place: 'customer-site', region: '北海道' },
    { ...base, kind: 'review' },
    { ...base, start: { date: '2025-04-12', minute: 600 } },
    { ...base, start: { date: '2025-10-14', minute: 660 }, minutes: 120 },
    { ...base, kind: 'training', minutes: 180 },
    { ...base, language: 'en', start: { date: '2025-04-15', minute: 1140 } },
  ]
}

function engineRules(): RuleProperties[] {
  const { support } = contractHolder(catalogue, {
    segments: [{ from: today.date, plan: 'premier', anchor: today.date }],
    firstStart: today.date,
    endsOn: null,
  } as never).stretches[0]!
  const rule = (code: string, ...broken: object[]): RuleProperties => ({
    conditions: { any: broken as never },
    event: { type: code, params: { clause: 'premier.5' } },
  })
  const places = Object.entries(support.sessions).map(([kind, terms]) => ({
    all: [
      { fact: 'kind', operator: 'equal', value: kind },
      { fact: 'place', operator: 'notIn', value: terms.places.value },
    ],
  }))
  return [
    rule('outside-period', { fact: 'day', operator: 'lessThan', value: 20250401 }),
    rule('kind-not-included', { fact: 'kind', operator: 'notIn', value: Object.keys(support.sessions) }),
    rule('already-used', {
      all: [
        { fact: 'kind', operator: 'equal', value: 'kickoff' },
        { fact: 'kickoffs', operator: 'greaterThanInclusive', value: 1 },
      ],
    }),
    rule('channel-not-included', ...places),
    rule('session-too-long', {
      all: [
        { fact: 'kind', operator: 'equal', value: 'training' },
        { fact: 'minutes', operator: 'greaterThan', value: 120 },
      ],
    }),
    rule('language-not-supported', { fact: 'language', operator: 'notIn', value: ['ja'] }),
    rule(
      'not-a-business-day',
      { fact: 'weekday', operator: 'in', value: [0, 6] },
      { fact: 'isHoliday', operator: 'equal', value: true },
    ),
    rule(
      'outside-hours',
      { fact: 'from', operator: 'lessThan', value: 600 },
      { fact: 'until', operator: 'greaterThan', value: 1080 },
    ),
    rule('crosses-hours', {
      all: [
        { fact: 'from', operator: 'lessThan', value: 780 },
        { fact: 'until', operator: 'greaterThan', value: 720 },
      ],
    }),
    rule('in-the-past', { fact: 'at', operator: 'lessThanInclusive', value: 202504010540 }),
    rule('allowance-exceeded', { fact: 'minutesOver', operator: 'greaterThan', value: 0 }),
    rule('too-far', {
      all: [
        { fact: 'place', operator: 'equal', value: 'customer-site' },
        { fact: 'tripsLeft', operator: 'lessThan', value: 1 },
      ],
    }),
    rule('staff-busy', { fact: 'staffBusy', operator: 'equal', value: true }),
  ]
}

/** What the engine is told is looked up beforehand and costs it nothing. */
const engineFacts = (r: SessionRequest) => ({
  kind: r.kind,
  place: r.place,
  minutes: r.minutes,
  language: r.language ?? 'ja',
  day: Number(r.start.date.replaceAll('-', '')),
  at: Number(r.start.date.replaceAll('-', '')) * 10_000 + r.start.minute,
  weekday: weekday(r.start.date),
  isHoliday: false,
  from: r.start.minute,
  until: r.start.minute + r.minutes,
  minutesOver: r.minutes - 300,
  tripsLeft: 2,
  staffBusy: false,
  kickoffs: 0,
})

const figuresOf = (runs: Figures[]): Figures => ({
  perSecond: median(runs.map((r) => r.perSecond)),
  p50: median(runs.map((r) => r.p50)),
  p99: median(runs.map((r) => r.p99)),
})

async function timed(count: number, run: (i: number) => unknown): Promise<Figures> {
  const times: number[] = []
  const begun = performance.now()
  for (let i = 0; i < count; i++) {
    const from = performance.now()
    const pending = run(i)
    if (pending instanceof Promise) await pending
    times.push((performance.now() - from) * 1000)
  }
  return {
    perSecond: count / ((performance.now() - begun) / 1000),
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  }
}

export async function benchDecisions(isQuick: boolean): Promise<DecisionFigures> {
  const facts = await factsForBench()
  const asked = requests()
  const engine = new Engine(engineRules())
  const told = asked.map(engineFacts)
  const ours: Figures[] = []
  const theirs: Figures[] = []
  const decideOne = (i: number) => {
    const judged = judgeSession(facts, asked[i % asked.length]!)
    return decide(judged.findings, { draws: judged.draws, charges: judged.charges, remaining: judged.remaining })
  }
  const engineOne = (i: number) => engine.run(told[i % told.length])
  const [many, few] = isQuick ? [50_000, 3_000] : [200_000, 10_000]
  await timed(many / 4, decideOne)
  await timed(few / 4, engineOne)
  for (let round = 0; round < (isQuick ? 1 : 5); round++) {
    ours.push(await timed(many, decideOne))
    theirs.push(await timed(few, engineOne))
  }
  const answers = asked.map((_, i) => decideOne(i).outcome).join()
  if (answers !== 'allowed,refused,allowed,refused,refused,allowed,refused,refused')
    throw new Error(`the bench decides otherwise than it should: ${answers}`)
  return { ours: figuresOf(ours), engine: figuresOf(theirs) }
}
