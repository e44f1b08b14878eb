/** May this session be held? Facts in, findings and what would be drawn and charged out. Pure; every rule is asked. */
import type { DayCalendar } from '../calendar/index.ts'
import { windowFinding } from '../calendar/index.ts'
import { chargeOf, type Holder, nearestStretch, type Stretch, stretchOn, windowSpecs } from '../contracts/index.ts'
import { addMinutes, type CivilTime, compareCivil, formatCivilTime } from '../kernel/civil.ts'
import { broken, type Charge, type Draw, type Finding, holds, type RefusalCode } from '../kernel/decision.ts'
import type { Books, Window, WindowSpec } from '../ledger/index.ts'
import { type Catalogue, type SessionTerms, type Support, TRIPS } from '../terms/index.ts'
import { type Journey, journeyKey, type SessionRequest, type Standing } from './model.ts'

export type SessionFacts = {
  catalogue: Catalogue
  calendar: DayCalendar
  now: CivilTime
  holder: Holder
  /** The account's region. */
  region: string
  books: Books
  /** Standing sessions of the kinds that are counted or waited for. */
  standing: Standing[]
  journeys: Map<string, Journey>
  staff: { id: string; name: string; partner: string | null } | null
  staffBusy: boolean
}

/** A window that a session takes from: the one in the books, or the one that would be opened. */
export type Take = { spec: WindowSpec; amount: number; clause: string }
/** The journey a visit stands on: one that is made anyway, or a new one with its trip or its charge. */
export type JourneyPlan = {
  journey: Journey | null
  office: string
  region: string
  trip: WindowSpec | null
  charge: Charge | null
}

export type Judged = {
  findings: Finding[]
  draws: Draw[]
  charges: Charge[]
  remaining: Record<string, number>
  stretch: Stretch | null
  take: Take | null
  journey: JourneyPlan | null
  language: string
}

const leftIn = (books: Books, spec: WindowSpec): number => {
  const window: Window | null = books.find(spec)
  return window === null ? spec.amount : books.left(window)
}

/** The office that travels (edge.11, edge.35). */
export const travellingOffice = (f: SessionFacts, r: SessionRequest): string =>
  r.office ?? f.holder.baseOffice ?? Object.keys(f.catalogue.data.offices)[0]!

const unitOf = (spec: WindowSpec, amount: number, clause: string): Draw =>
  spec.unit === 'minutes'
    ? { allowance: spec.allowance, minutes: amount, clause }
    : { allowance: spec.allowance, count: amount, clause }

function startsInPeriod(f: SessionFacts, r: SessionRequest, stretch: Stretch | null): Finding {
  const { holder } = f
  const last = holder.stretches.at(-1)!
  const facts = {
    from: holder.stretches[0]!.from,
    until: last.until,
    plan: (stretch ?? nearestStretch(holder, r.start.date)).offer,
  }
  if (stretch)
    return holds('startsInPeriod', [holder.periodClause], { ...facts, from: stretch.from, until: stretch.until })
  return broken(
    'startsInPeriod',
    'outside-period',
    [holder.pastEnd?.clause ?? holder.periodClause],
    facts,
    r.start.date < facts.from ? [] : (holder.pastEnd?.remedies ?? []),
  )
}

function kindFindings(f: SessionFacts, r: SessionRequest, support: Support, stretch: Stretch): Finding[] {
  const terms = support.sessions[r.kind]
  if (!terms) {
    const says = support.excluded[r.kind]!
    return [
      broken('kindIncluded', 'kind-not-included', [says.clause], { kind: r.kind, plan: stretch.offer }, says.remedies),
    ]
  }
  const findings: Finding[] = []
  const { limit, after } = terms
  if (limit) {
    const used = f.standing.filter((s) => s.kind === r.kind).length >= limit.value
    findings.push(
      used
        ? broken('onePerContract', 'already-used', [limit.clause], { kind: r.kind })
        : holds('onePerContract', [limit.clause], { kind: r.kind }),
    )
  }
  if (after) {
    const prepared = f.standing.some((s) => s.kind === after.value && compareCivil(s.end, r.start) <= 0)
    findings.push(
      prepared
        ? holds('trainingPrepared', [after.clause])
        : broken('trainingPrepared', 'requires-step', [after.clause, 'edge.20'], {}),
    )
  }
  return [...findings, ...orderKept(f, r, support)]
}

/** What others wait for may not be put behind one that stands already (edge.20). */
function orderKept(f: SessionFacts, r: SessionRequest, support: Support): Finding[] {
  return Object.entries(support.sessions).flatMap(([kind, { after }]) =>
    after?.value === r.kind && f.standing.some((s) => s.kind === kind && compareCivil(s.start, endOf(r)) < 0)
      ? [broken('trainingPrepared', 'requires-step', [after.clause, 'edge.20'], {})]
      : [],
  )
}

/** Plans under which the kind may be held at the place: the way out where a place is not included. */
function plansWithPlace(catalogue: Catalogue, r: SessionRequest): string[] {
  return Object.entries(catalogue.data.plans)
    .filter(([, plan]) =>
      plan.phases.some((p) => catalogue.support(p.support).sessions[r.kind]?.places.value.includes(r.place)),
    )
    .map(([id]) => id)
}

function placeAndLength(f: SessionFacts, r: SessionRequest, terms: SessionTerms): Finding[] {
  const facts = { kind: r.kind, place: r.place }
  const { places, maxMinutes } = terms
  const findings = [
    places.value.includes(r.place)
      ? holds('placeIncluded', [places.clause], facts)
      : broken(
          'placeIncluded',
          'channel-not-included',
          [places.clause],
          facts,
          f.holder.type === 'contract' ? plansWithPlace(f.catalogue, r) : [],
        ),
  ]
  if (maxMinutes) {
    const lengths = { minutes: r.minutes, max: maxMinutes.value }
    findings.push(
      r.minutes > maxMinutes.value
        ? broken('lengthWithin', 'session-too-long', [maxMinutes.clause], lengths)
        : holds('lengthWithin', [maxMinutes.clause], lengths),
    )
  }
  return findings
}

function languageOf(f: SessionFacts, r: SessionRequest, support: Support): string {
  const first = support.languages.value === 'of-the-order' ? f.holder.language : support.languages.value[0]
  return r.language ?? first ?? f.catalogue.data.languages[0]!
}

function languageSupported(f: SessionFacts, support: Support, language: string): Finding {
  const { value, clause } = support.languages
  const supported = value === 'of-the-order' ? f.holder.language === language : value.includes(language)
  if (supported) return holds('languageSupported', [clause], { language })
  return broken(
    'languageSupported',
    'language-not-supported',
    value === 'of-the-order' ? [clause, 'edge.20'] : [clause],
    { language },
    support.remedies.language,
  )
}

/** The edge that settles how a day or an hour is judged, beside the clause of the hours. */
const CALENDAR_EDGE: Partial<Record<RefusalCode, string>> = {
  'not-a-business-day': 'edge.3',
  'outside-hours': 'edge.2',
  'crosses-hours': 'edge.2',
}

function calendarFindings(f: SessionFacts, r: SessionRequest, support: Support): Finding[] {
  const { value, clause } = support.hours
  const hours = f.catalogue.hours(value)
  const verdict = windowFinding(hours, f.calendar, r.start, r.minutes)
  const facts = {
    date: r.start.date,
    name: f.calendar.dayName(r.start.date),
    from: hours.windows[0]!.from,
    until: hours.windows.at(-1)!.until,
  }
  const open =
    verdict === 'inside'
      ? holds('inServiceWindow', [clause], facts)
      : broken('inServiceWindow', verdict, [clause, CALENDAR_EDGE[verdict]!], facts)
  const start = { start: formatCivilTime(r.start) }
  return compareCivil(r.start, f.now) > 0 ? [open] : [open, broken('startsInFuture', 'in-the-past', ['edge.4'], start)]
}

/** Which window a session draws on, if it draws: the allowance of its kind, or the pool an included project shares. */
function takeOf(f: SessionFacts, r: SessionRequest, terms: SessionTerms, specs: WindowSpec[]): Take | null {
  const draws = terms.draws
  if (!draws || (draws.places === 'remote' && !f.catalogue.data.places[r.place]!.remote)) return null
  // What is over the longest session is refused for that; the allowance is asked for the rest.
  const minutes = Math.min(r.minutes, terms.maxMinutes?.value ?? r.minutes)
  const amount = draws.as === 'minutes' ? minutes : 1
  const pool = f.holder.pool
  const shared = pool && stretchOn(pool, r.start.date)
  if (pool && shared) {
    // Its own hours where the plan has this kind too, else the plan's first pool of minutes.
    const own = shared.support.sessions[r.kind]?.draws?.allowance
    const pools = windowSpecs(f.catalogue, pool, shared, r.start.date).filter((s) => s.unit === 'minutes')
    const spec = pools.find((s) => s.allowance === own) ?? pools[0]
    return spec ? { spec, amount: r.minutes, clause: spec.clause } : null
  }
  const spec = specs.find((s) => s.allowance === draws.allowance)!
  return { spec, amount, clause: draws.clause ?? spec.clause }
}

function fitsAllowance(f: SessionFacts, take: Take): Finding {
  const { spec, amount, clause } = take
  const left = leftIn(f.books, spec)
  const facts = {
    allowance: spec.allowance,
    asked: amount,
    left,
    leftAfter: Math.max(left - amount, 0),
    from: spec.from,
    until: spec.until,
  }
  return amount > left
    ? broken('fitsAllowance', 'allowance-exceeded', [clause], facts)
    : { rule: 'fitsAllowance', verdict: 'draws', clauses: [clause], facts }
}

/** A visit outside the travelling office's home area draws a trip, and when none is left is charged (edge.10, edge.33). */
function judgeJourney(
  f: SessionFacts,
  r: SessionRequest,
  support: Support,
  specs: WindowSpec[],
): { plan: JourneyPlan | null; finding: Finding } {
  const office = travellingOffice(f, r)
  const region = r.region ?? f.region
  const clause = support.trips!.clauses[office]!
  const facts = { office, prefecture: region }
  if (f.catalogue.atHome(office, region)) return { plan: null, finding: holds('insideHomeArea', [clause], facts) }
  const journey = f.journeys.get(journeyKey({ holderId: f.holder.id, day: r.start.date, office, region }))
  if (journey && journey.standing > 0)
    return {
      plan: { journey, office, region, trip: null, charge: null },
      finding: holds('sameJourney', ['edge.10'], facts),
    }
  const pool = specs.find((s) => s.allowance === TRIPS && (s.office === '' || s.office === office)) ?? null
  const left = pool ? leftIn(f.books, pool) : 0
  if (pool && left > 0) {
    const finding: Finding = {
      rule: 'tripIncluded',
      verdict: 'draws',
      clauses: [clause],
      facts: { ...facts, left, leftAfter: left - 1 },
    }
    return { plan: { journey: journey ?? null, office, region, trip: pool, charge: null }, finding }
  }
  const charge = chargeOf(f.catalogue, 'travel-expense', null, f.now.date, 'journey', clause)
  return {
    plan: { journey: journey ?? null, office, region, trip: null, charge },
    finding: {
      rule: 'tripIncluded',
      verdict: 'charges',
      clauses: [clause],
      facts: { ...facts, left: 0, leftAfter: 0 },
    },
  }
}

function staffFindings(f: SessionFacts, r: SessionRequest, support: Support): Finding[] {
  if (!f.staff) return []
  const facts = { staff: f.staff.name }
  const findings: Finding[] = f.staffBusy ? [broken('staffFree', 'staff-busy', ['edge.35'], facts)] : []
  const by = support.subcontracting
  if (f.staff.partner !== null && by?.value.includes(r.kind))
    findings.push({
      rule: 'deliveredBy',
      verdict: 'warns',
      code: 'subcontracted',
      clauses: [by.clause],
      facts: { partner: f.staff.partner },
    })
  return findings
}

/** What would be left in the windows that hold the session's start, after what it draws (edge.5). */
export function remainingIn(
  books: Books,
  specs: WindowSpec[],
  drawn: { spec: WindowSpec; amount: number }[],
): Record<string, number> {
  const remaining: Record<string, number> = {}
  for (const spec of specs) {
    const own = drawn.filter(
      (d) => d.spec.allowance === spec.allowance && d.spec.office === spec.office && d.spec.holderId === spec.holderId,
    )
    remaining[spec.allowance] =
      (remaining[spec.allowance] ?? 0) + leftIn(books, spec) - own.reduce((sum, d) => sum + d.amount, 0)
  }
  return remaining
}

/** Judges a session by every rule, most fundamental first. */
export function judgeSession(f: SessionFacts, r: SessionRequest): Judged {
  const stretch = stretchOn(f.holder, r.start.date)
  const judged = stretch ?? nearestStretch(f.holder, r.start.date)
  const { support } = judged
  const terms = support.sessions[r.kind]
  const specs = stretch ? windowSpecs(f.catalogue, f.holder, stretch, r.start.date) : []
  const language = languageOf(f, r, support)
  const findings = [startsInPeriod(f, r, stretch), ...kindFindings(f, r, support, judged)]
  if (terms) findings.push(...placeAndLength(f, r, terms))
  findings.push(languageSupported(f, support, language), ...calendarFindings(f, r, support))
  const heldHere = stretch !== null && terms?.places.value.includes(r.place) === true
  const take = heldHere ? takeOf(f, r, terms, specs) : null
  if (take) findings.push(fitsAllowance(f, take))
  const visit = heldHere && f.catalogue.data.places[r.place]!.travels ? judgeJourney(f, r, support, specs) : null
  if (visit) findings.push(visit.finding)
  findings.push(...staffFindings(f, r, support))
  const refused = findings.some((x) => x.verdict === 'broken')
  const drawn = [
    ...(take ? [take] : []),
    ...(visit?.plan?.trip ? [{ spec: visit.plan.trip, amount: 1, clause: visit.finding.clauses[0]! }] : []),
  ]
  return {
    findings,
    stretch,
    take,
    journey: visit?.plan ?? null,
    language,
    draws: drawn.map((d) => unitOf(d.spec, d.amount, d.clause)),
    charges: visit?.plan?.charge ? [visit.plan.charge] : [],
    remaining: remainingIn(
      f.books,
      take && take.spec.holderId !== f.holder.id ? [...specs, take.spec] : specs,
      refused ? [] : drawn,
    ),
  }
}

/** The wall-clock end of a session. */
export const endOf = (r: { start: CivilTime; minutes: number }): CivilTime => addMinutes(r.start, r.minutes)
