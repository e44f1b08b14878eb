/**
 * What holds when: the days of a contract or order cut into stretches, each under one support of the catalogue, and the
 * ledger windows that lie on them. Pure.
 */
import { addMonths, type CivilDate, firstOfMonth, monthIndex, type Period } from '../kernel/civil.ts'
import type { WindowSpec } from '../ledger/index.ts'
import { type Catalogue, type Plan, type Support, TRIPS, type WindowRule } from '../terms/index.ts'
import type { Contract, Coverage, Order } from './model.ts'

export type Stretch = {
  from: CivilDate
  until: CivilDate | null
  /** The plan or add-on it comes from. */
  offer: string
  phase: 'onboarding' | 'success' | null
  supportId: string
  support: Support
  /** Where service months and contract years are counted from, and how many months such a year has. */
  anchor: CivilDate
  yearMonths: number
}

/** A contract or order as a decision sees it. */
export type Holder = {
  type: 'contract' | 'order'
  accountId: string
  id: string
  stretches: Stretch[]
  periodClause: string
  pastEnd: { clause: string; remedies: string[] } | null
  /** Fixed by the order; null where the support lists its languages. */
  language: string | null
  baseOffice: string | null
  responsibleId: string | null
  /** The contract whose hours an included project draws on, under that reading (premier.16). */
  pool: Holder | null
}

const later = (a: CivilDate, b: CivilDate) => (a > b ? a : b)
const earlier = (a: CivilDate | null, b: CivilDate | null) => (a === null ? b : b === null ? a : a < b ? a : b)

/** Merges neighbours under the same support that are counted from the same day: nothing changes between them. */
function merged(stretches: Stretch[]): Stretch[] {
  const out: Stretch[] = []
  for (const s of stretches) {
    const last = out.at(-1)
    if (last && last.until === s.from && last.supportId === s.supportId && last.anchor === s.anchor)
      out[out.length - 1] = { ...last, until: s.until, offer: s.offer }
    else out.push(s)
  }
  return out
}

function stretchesOfSegment(
  catalogue: Catalogue,
  planId: string,
  span: Period,
  anchor: CivilDate,
  firstStart: CivilDate,
): Stretch[] {
  const plan: Plan = catalogue.plan(planId)
  const stretches: Stretch[] = []
  let from = span.from
  for (const p of plan.phases) {
    const until = earlier(p.months ? addMonths(firstStart, p.months.value) : null, span.until)
    if (until !== null && until <= from) continue
    stretches.push({
      from,
      until,
      offer: planId,
      phase: p.phase,
      supportId: p.support,
      support: catalogue.support(p.support),
      anchor,
      yearMonths: plan.period.value,
    })
    if (until === null) break
    from = until
  }
  return stretches
}

/** The stretches of a contract: its plans over time, each plan's phases (onboarding once in an account's life, premier.8). */
export function contractHolder(catalogue: Catalogue, c: Contract): Holder {
  const stretches = c.segments.flatMap((s, i) => {
    const until = earlier(c.segments[i + 1]?.from ?? null, c.endsOn)
    return until !== null && until <= s.from
      ? []
      : stretchesOfSegment(catalogue, s.plan, { from: s.from, until }, s.anchor, c.firstStart)
  })
  return {
    type: 'contract',
    accountId: c.accountId,
    id: c.id,
    stretches: merged(stretches),
    periodClause: catalogue.plan(c.segments.at(-1)!.plan).period.clause,
    pastEnd: null,
    language: null,
    baseOffice: c.baseOffice,
    responsibleId: c.responsibleId,
    pool: null,
  }
}

/** The days of an order; those that a plan includes end with the plan, months ordered besides are the customer's own. */
function withinPlan(catalogue: Catalogue, o: Order, part: Contract | null): Coverage[] {
  const without = part?.segments.find((s, i) => i > 0 && catalogue.plan(s.plan).projects === null)?.from ?? null
  const end = earlier(without, part?.endsOn ?? null)
  return end === null
    ? o.coverage
    : o.coverage.map((c) => (c.byOrderId === o.id ? { ...c, until: later(c.from, earlier(c.until, end)!) } : c))
}

/**
 * The stretches of an order: the days it covers; an order valid until delivered covers every day. `contract` is the
 * account's running one, whose person and office serve where the order names none (edge.35).
 */
export function orderHolder(catalogue: Catalogue, o: Order, contract: Contract | null): Holder | null {
  const addOn = catalogue.addOn(o.addOn)
  if (addOn.support === null) return null
  const support = catalogue.support(addOn.support)
  const fresh = Object.values(catalogue.data.addOns).some(
    (a) => a.period.rule === 'extends' && a.period.addOn === o.addOn && a.period.hours === 'fresh',
  )
  const first = o.coverage[0]
  const part = o.contractId !== null && contract !== null && contract.id === o.contractId ? contract : null
  const stretches: Stretch[] = withinPlan(catalogue, o, part).map((c) => ({
    from: c.from,
    until: c.until,
    offer: o.addOn,
    phase: null,
    supportId: addOn.support!,
    support,
    anchor: fresh ? c.from : first!.from,
    yearMonths: 12,
  }))
  const included = part && catalogue.plan(part.segments.at(-1)!.plan).projects
  return {
    type: 'order',
    accountId: o.accountId,
    id: o.id,
    stretches: merged(stretches),
    periodClause: addOn.pastEnd?.clause ?? addOn.period.clause,
    pastEnd: addOn.pastEnd ?? null,
    language: o.language,
    baseOffice: contract?.baseOffice ?? null,
    responsibleId: contract?.responsibleId ?? null,
    pool: included?.hours === 'support-pool' ? contractHolder(catalogue, contract!) : null,
  }
}

export const stretchOn = (h: Holder, day: CivilDate): Stretch | null =>
  h.stretches.find((s) => s.from <= day && (s.until === null || day < s.until)) ?? null

/** The stretch that a day outside the period is judged by besides: the last one before it, else the first. */
export const nearestStretch = (h: Holder, day: CivilDate): Stretch =>
  h.stretches.findLast((s) => s.from <= day) ?? h.stretches[0]!

/** The neighbouring stretches of the same phase and counting that a window may run across. */
function runAround(h: Holder, stretch: Stretch, same: (a: Stretch, b: Stretch) => boolean): Stretch[] {
  const at = h.stretches.indexOf(stretch)
  let first = at
  let last = at
  while (
    first > 0 &&
    h.stretches[first - 1]!.until === h.stretches[first]!.from &&
    same(h.stretches[first - 1]!, stretch)
  )
    first--
  while (
    last < h.stretches.length - 1 &&
    h.stretches[last]!.until === h.stretches[last + 1]!.from &&
    same(h.stretches[last + 1]!, stretch)
  )
    last++
  return h.stretches.slice(first, last + 1)
}

/** The span a rule names around a day, before it is cut by changes of plan. */
function naturalSpan(h: Holder, stretch: Stretch, rule: WindowRule, day: CivilDate): Period {
  if (rule === 'order') {
    const run = h.stretches.filter((s) => s.anchor === stretch.anchor)
    return { from: run[0]!.from, until: run.at(-1)!.until }
  }
  if (rule === 'phase') {
    const run = runAround(h, stretch, (a, b) => a.phase === b.phase)
    return { from: run[0]!.from, until: run.at(-1)!.until }
  }
  if (rule === 'calendar-month') return { from: firstOfMonth(day), until: addMonths(firstOfMonth(day), 1) }
  const months = rule === 'contract-year' ? stretch.yearMonths : 1
  const k = Math.floor(monthIndex(stretch.anchor, day) / months)
  return { from: addMonths(stretch.anchor, k * months), until: addMonths(stretch.anchor, (k + 1) * months) }
}

function spanOf(h: Holder, stretch: Stretch, rule: WindowRule, day: CivilDate): Period {
  const natural = naturalSpan(h, stretch, rule, day)
  if (rule === 'order') return natural
  return { from: later(natural.from, stretch.from), until: earlier(natural.until, stretch.until) }
}

/** The ledger windows of a stretch that hold a day: every allowance, and the trips. */
export function windowSpecs(catalogue: Catalogue, h: Holder, stretch: Stretch, day: CivilDate): WindowSpec[] {
  const common = { accountId: h.accountId, holderId: h.id, holderType: h.type }
  const specs: WindowSpec[] = Object.entries(stretch.support.allowances).map(([allowance, a]) => ({
    ...common,
    allowance,
    office: '',
    unit: catalogue.unit(allowance),
    ...spanOf(h, stretch, a.window, day),
    amount: a.value,
    clause: a.clause,
  }))
  const trips = stretch.support.trips
  if (!trips || trips.included.value === 0) return specs
  const span = spanOf(h, stretch, trips.window, day)
  for (const office of trips.pool === 'shared' ? [''] : Object.keys(catalogue.data.offices)) {
    specs.push({
      ...common,
      allowance: TRIPS,
      office,
      unit: catalogue.unit(TRIPS),
      ...span,
      amount: trips.included.value,
      clause: trips.included.clause,
    })
  }
  return specs
}

/** Every window of a holder from its first day to the given one (exclusive of windows that start after it), in order. */
export function windowsUntil(catalogue: Catalogue, h: Holder, day: CivilDate): WindowSpec[] {
  const seen = new Map<string, WindowSpec>()
  for (const stretch of h.stretches) {
    let at: CivilDate | null = stretch.from
    while (at !== null && at <= day && (stretch.until === null || at < stretch.until)) {
      const specs = windowSpecs(catalogue, h, stretch, at)
      for (const s of specs) {
        const key = `${s.allowance} ${s.office} ${s.from}`
        if (!seen.has(key)) seen.set(key, s)
      }
      const here: CivilDate = at
      at = specs.reduce<CivilDate | null>(
        (next, s) => (s.until !== null && s.until > here ? earlier(next, s.until) : next),
        null,
      )
    }
  }
  return [...seen.values()]
}
