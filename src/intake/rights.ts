/** Whether a contract or an order brings the right to an intake, and for which days (plans.6, plans.7, edge.37). Pure. */
import { type Contract, type Order, planOn } from '../contracts/index.ts'
import { type CivilDate, isWithin, type Period } from '../kernel/civil.ts'
import type { Catalogue } from '../terms/index.ts'
import type { Way } from './model.ts'
import { RIGHT_OF, servicesOf } from './way-terms.ts'

export type Right = {
  /** Whether it can still be used today or later. */
  held: boolean
  /** The plan or add-on that it comes from, or that does not bring it. */
  offer: string
  clause: string
  /** The days in which it may be used; null: until delivered, in no period. */
  spans: Period[] | null
  /** Cited outside these days. */
  periodClause: string
}

export type Source = { contract: Contract } | { order: Order }

type Span = Period & { offer: string; clause: string; holds: boolean }

/** A service that the catalogue says nothing of for an offer is not part of it. */
const SILENT = 'edge.37'

function spansOfContract(catalogue: Catalogue, c: Contract, way: Way): Span[] {
  return c.segments.flatMap((s, i) => {
    const until = c.segments[i + 1]?.from ?? c.endsOn
    if (until !== null && until <= s.from) return []
    const right = catalogue.plan(s.plan).rights[RIGHT_OF[way]]
    return [{ from: s.from, until, offer: s.plan, clause: right?.clause ?? SILENT, holds: right?.value === true }]
  })
}

/** Neighbouring spans as one period: a change of plan that keeps the right does not interrupt it. */
function joined(spans: readonly Period[]): Period[] {
  const periods: Period[] = []
  for (const { from, until } of spans) {
    const last = periods.at(-1)
    if (last && last.until === from) periods[periods.length - 1] = { from: last.from, until }
    else periods.push({ from, until })
  }
  return periods
}

const isOver = (p: Period, today: CivilDate) => p.until !== null && today >= p.until

function contractRight(catalogue: Catalogue, c: Contract, way: Way, today: CivilDate): Right {
  const spans = spansOfContract(catalogue, c, way)
  const holding = spans.filter((s) => s.holds)
  const usable = holding.find((s) => !isOver(s, today))
  const offer = usable?.offer ?? holding.at(-1)?.offer ?? planOn(c, today)
  const said = usable ?? holding.at(-1) ?? spans.find((s) => s.offer === offer) ?? spans[0]
  return {
    held: usable !== undefined,
    offer,
    clause: said?.clause ?? SILENT,
    spans: joined(holding),
    periodClause: catalogue.plan(offer).period.clause,
  }
}

function orderRight(catalogue: Catalogue, o: Order, way: Way, today: CivilDate): Right {
  const addOn = catalogue.addOn(o.addOn)
  const right = addOn.rights?.[RIGHT_OF[way]]
  const base = { offer: o.addOn, clause: right?.clause ?? SILENT, periodClause: right?.clause ?? SILENT }
  if (right?.value !== true) return { ...base, held: false, spans: [] }
  if (addOn.period.rule === 'delivered') return { ...base, held: true, spans: null }
  const spans = joined(o.coverage)
  return { ...base, held: spans.some((p) => !isOver(p, today)), spans }
}

export const rightOf = (catalogue: Catalogue, source: Source, way: Way, today: CivilDate): Right =>
  'contract' in source
    ? contractRight(catalogue, source.contract, way, today)
    : orderRight(catalogue, source.order, way, today)

/** The period of the right that a day falls in, or the one that people would expect to hear of: the next, else the last. */
export const spanNear = (spans: readonly Period[], day: CivilDate): Period | null =>
  spans.find((p) => isWithin(p, day)) ?? spans.find((p) => p.from > day) ?? spans.at(-1) ?? null

/** Plans and add-ons that would bring the right. */
export const offersWithRight = (catalogue: Catalogue, way: Way): string[] => [
  ...Object.entries(catalogue.data.plans)
    .filter(([, plan]) => plan.rights[RIGHT_OF[way]]?.value === true)
    .map(([id]) => id),
  ...servicesOf(catalogue, way),
]
