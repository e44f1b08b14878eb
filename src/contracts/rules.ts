/** What must hold for a contract, a change or an order. Pure: facts in, findings out. */
import { addMonths, type CivilDate, overlaps, type Period } from '../kernel/civil.ts'
import { broken, type Charge, type ChargeKind, type Finding, holds } from '../kernel/decision.ts'
import type { AddOn, Catalogue, Plan } from '../terms/index.ts'
import { type Contract, coveredBy, type Order, segmentOn } from './model.ts'

/** What an order asks for. */
export type OrderRequest = {
  addOn: string
  start?: CivilDate | undefined
  months?: number | undefined
  tenant?: string | undefined
  target?: string | undefined
  language?: string | undefined
  options?: string[] | undefined
  acceptTerms?: boolean | undefined
}

/** What is known of an account when something is agreed with it. */
export type AccountFacts = { existingCustomer: boolean; contracts: Contract[]; orders: Order[] }

export function termsAccepted(catalogue: Catalogue, accepted: boolean): Finding {
  const clause = catalogue.data.acceptance.clause
  const facts = { version: catalogue.version }
  return accepted
    ? holds('termsAccepted', [clause], facts)
    : broken('termsAccepted', 'requires-acceptance', [clause], facts)
}

/** An account has one running contract at a time (plans.1). */
export function oneRunningContract(catalogue: Catalogue, facts: AccountFacts, span: Period): Finding {
  const clause = catalogue.data.oneRunningContract.clause
  const other = facts.contracts.find((c) => overlaps({ from: c.start, until: c.endsOn }, span))
  return other
    ? broken('oneRunningContract', 'overlaps', [clause], { from: other.start, until: other.endsOn })
    : holds('oneRunningContract', [clause], { until: null })
}

/**
 * An option needs one of its plans, or an order of its add-on, running or ended, that names it where it must (edge.14).
 * A project inside a plan is none: it counts as an order for the further month only (plans.5).
 */
export function optionsCovered(
  catalogue: Catalogue,
  options: string[],
  plan: string,
  facts: AccountFacts,
  alongside: OrderRequest[],
): Finding[] {
  return options.flatMap((id) => {
    const needs = catalogue.data.options[id]?.needs
    if (!needs) return []
    const orders = [
      ...facts.orders.filter((o) => o.contractId === null),
      ...alongside.map((o) => ({ addOn: o.addOn, options: o.options ?? [] })),
    ]
    const ordered = orders.some((o) => o.addOn === needs.addOn && (!needs.named || o.options.includes(id)))
    return needs.plans.includes(plan) || ordered
      ? [holds('optionCovered', [needs.clause], { option: id })]
      : [
          broken('optionCovered', 'requires-plan-or-add-on', [needs.clause], { option: id }, [
            ...needs.plans,
            needs.addOn,
          ]),
        ]
  })
}

/** The first period of a contract: its months, or its first contract year (edge.29). */
export const firstPeriod = (plan: Plan, start: CivilDate): Period => ({
  from: start,
  until: addMonths(start, plan.period.value),
})

/** Exclusive end that is known from the start: none for a plan that renews. */
export const endOf = (plan: Plan, start: CivilDate): CivilDate | null =>
  plan.period.renews ? null : addMonths(start, plan.period.value)

/** The first end of a period after the day: a contract year's, or that of the plan's months; on a boundary the next (edge.13, edge.29). */
export function boundaryAfter(catalogue: Catalogue, contract: Contract, day: CivilDate): CivilDate {
  const segment = segmentOn(contract, day)
  // A change of plan that was agreed for a boundary of this segment is no reason to look past that boundary.
  if (contract.endsOn !== null && segment === contract.segments.at(-1)) return contract.endsOn
  const months = catalogue.plan(segment.plan).period.value
  for (let k = 1; ; k++) {
    const boundary = addMonths(segment.anchor, k * months)
    if (boundary > day) return boundary
  }
}

/** The contract period that holds a day. */
export function periodOn(catalogue: Catalogue, contract: Contract, day: CivilDate): Period {
  const segment = segmentOn(contract, day)
  const plan = catalogue.plan(segment.plan)
  if (!plan.period.renews || contract.endsOn !== null) return { from: contract.start, until: contract.endsOn }
  for (let k = 1; ; k++) {
    const until = addMonths(segment.anchor, k * plan.period.value)
    if (until > day) return { from: addMonths(segment.anchor, (k - 1) * plan.period.value), until }
  }
}

export function chargeOf(
  catalogue: Catalogue,
  kind: ChargeKind,
  item: string | null,
  on: CivilDate,
  unit: string,
  clause: string,
): Charge {
  return { kind, amount: catalogue.price(kind, item, on), currency: catalogue.currency, quantity: 1, unit, clause }
}

/** The days that an order covers if it is placed, and the project that it prolongs. */
export type Placed = { period: Period | null; extendsOrder: Order | null; anchor: CivilDate | null; months: number }

const isOpen = (o: Order, today: CivilDate) => {
  const p = coveredBy(o)
  return p !== null && (p.until === null || today < p.until)
}

const projectsOf = (facts: AccountFacts, addOn: string, connection: string) =>
  facts.orders.filter((o) => o.addOn === addOn && o.connection === connection)

/** A further month of a project: to the next month from its first day, or on its own after the end (edge.16). */
function prolonged(project: Order, start: CivilDate | undefined, months: number, today: CivilDate): Placed {
  const last = project.coverage.at(-1)!
  const end = last.until!
  if (today >= end) {
    const from = start !== undefined && start > end ? start : today
    return { period: { from, until: addMonths(from, months) }, extendsOrder: project, anchor: from, months }
  }
  const total = last.months + months
  return {
    period: { from: end, until: addMonths(last.anchor, total) },
    extendsOrder: project,
    anchor: last.anchor,
    months: total,
  }
}

/** Whether a connection is named and free (di.5, edge.17). */
function connectionFindings(
  id: string,
  addOn: AddOn,
  request: OrderRequest,
  facts: AccountFacts,
  today: CivilDate,
): Finding[] {
  if (!addOn.connection || addOn.period.rule === 'extends') return []
  const clause = addOn.connection.clause
  if (request.tenant === undefined) return [broken('connectionNamed', 'requires-tenant', [clause], {})]
  const open = projectsOf(facts, id, request.tenant).some((o) => isOpen(o, today))
  return [
    open
      ? broken('connectionFree', 'overlaps', [clause, 'edge.17'], { connection: request.tenant })
      : holds('connectionFree', [clause], { connection: request.tenant }),
  ]
}

function languageFinding(addOn: AddOn, language: string): Finding[] {
  const l = addOn.languages
  if (!l) return []
  return [
    l.value.includes(language)
      ? holds('languageSupported', [l.clause], { language })
      : broken('languageSupported', 'language-not-supported', [l.clause], { language }),
  ]
}

/** Everything that must hold for an order, and what it would cover and cost. `from` is its first day. */
export function judgeOrder(
  catalogue: Catalogue,
  request: OrderRequest,
  facts: AccountFacts,
  today: CivilDate,
): { findings: Finding[]; charges: Charge[]; placed: Placed } {
  const addOn = catalogue.addOn(request.addOn)
  const rule = addOn.period
  const from = request.start ?? today
  const language = request.language ?? catalogue.data.languages[0]!
  const findings: Finding[] = []
  let placed: Placed = { period: null, extendsOrder: null, anchor: null, months: 0 }
  if (rule.rule === 'months') {
    const months = catalogue.monthsFor(addOn, request.target ?? null)
    placed = { ...placed, period: { from, until: addMonths(from, months.value) }, anchor: from, months: months.value }
    findings.push(holds('periodStated', [months.clause], { from, until: placed.period!.until }))
  } else if (rule.rule === 'stated') {
    if (request.months === undefined) findings.push(broken('periodStated', 'requires-period', [rule.clause], {}))
    else {
      placed = {
        ...placed,
        period: { from, until: addMonths(from, request.months) },
        anchor: from,
        months: request.months,
      }
      findings.push(holds('periodStated', [rule.clause], { from, until: placed.period!.until }))
    }
  } else if (rule.rule === 'extends') {
    const project = request.tenant === undefined ? undefined : projectsOf(facts, rule.addOn, request.tenant).at(-1)
    const needs = addOn.connection?.clause ?? rule.clause
    if (request.tenant === undefined) findings.push(broken('connectionNamed', 'requires-tenant', [needs], {}))
    else if (!project)
      findings.push(broken('projectOrdered', 'requires-order', [needs], { connection: request.tenant }, [rule.addOn]))
    else {
      placed = prolonged(project, request.start, rule.value, today)
      findings.push(
        holds('projectOrdered', [needs], { connection: request.tenant }),
        holds('extendsTo', [rule.clause], { until: placed.period!.until }),
      )
    }
  }
  findings.push(...connectionFindings(request.addOn, addOn, request, facts, today), ...languageFinding(addOn, language))
  if (addOn.namesOptions && (request.options ?? []).length === 0)
    findings.push(broken('optionNamed', 'unknown-reference', [addOn.namesOptions.clause, 'edge.14'], {}))
  if (addOn.earlierContract) {
    const { clause, remedies } = addOn.earlierContract
    const earlier = facts.existingCustomer || facts.contracts.some((c) => c.start < from)
    findings.push(
      earlier
        ? holds('earlierContract', [clause], {})
        : broken('earlierContract', 'requires-earlier-contract', [clause], {}, remedies),
    )
  }
  if (addOn.alone && placed.period) {
    const other = facts.orders.find(
      (o) => o.addOn === request.addOn && o.coverage.some((c) => overlaps(c, placed.period!)),
    )
    if (other)
      findings.push(broken('standsAlone', 'overlaps', [addOn.alone.clause, 'edge.19'], { ...coveredBy(other)! }))
  }
  return { findings, charges: orderCharges(catalogue, request.addOn, addOn, language, today), placed }
}

function orderCharges(catalogue: Catalogue, id: string, addOn: AddOn, language: string, today: CivilDate): Charge[] {
  const charges = addOn.charge
    ? [chargeOf(catalogue, addOn.charge.kind, id, today, addOn.charge.unit, addOn.charge.clause)]
    : [chargeOf(catalogue, 'service-fee', id, today, 'order', 'edge.28')]
  const surcharge = addOn.languages?.surcharge
  if (surcharge && surcharge.language === language)
    charges.push(chargeOf(catalogue, 'language-surcharge', id, today, 'order', surcharge.clause))
  return charges
}

export type ProjectRequest = { tenant: string; target: string; start: CivilDate }

/** A set-up project inside a plan: included, in the period, once a connection (plans.5, edge.17). */
export function judgeProject(
  catalogue: Catalogue,
  contract: Contract,
  planId: string,
  request: ProjectRequest,
  facts: AccountFacts,
  today: CivilDate,
): { findings: Finding[]; placed: Placed; addOn: string | null } {
  const plan = catalogue.plan(planId)
  const none: Placed = { period: null, extendsOrder: null, anchor: null, months: 0 }
  if (!plan.projects) {
    const says = plan.projectsExcluded!
    return {
      findings: [broken('projectIncluded', 'requires-plan-or-add-on', [says.clause], { plan: planId }, says.remedies)],
      placed: none,
      addOn: null,
    }
  }
  const { addOn: id, clause, hoursClause } = plan.projects
  const addOn = catalogue.addOn(id)
  const months = catalogue.monthsFor(addOn, request.target)
  const period: Period = { from: request.start, until: addMonths(request.start, months.value) }
  const inside = request.start >= contract.start && (contract.endsOn === null || request.start < contract.endsOn)
  const earlier = projectsOf(facts, id, request.tenant)
  const findings = [
    inside
      ? holds('startsInPeriod', [plan.period.clause], { from: contract.start, until: contract.endsOn, plan: planId })
      : broken('startsInPeriod', 'outside-period', [plan.period.clause], {
          from: contract.start,
          until: contract.endsOn,
          plan: planId,
        }),
    holds('projectIncluded', [clause, hoursClause], { plan: planId }),
    earlier.some((o) => isOpen(o, today))
      ? broken('connectionFree', 'overlaps', [addOn.connection!.clause, 'edge.17'], { connection: request.tenant })
      : earlier.some((o) => o.contractId !== null)
        ? broken('connectionFirst', 'already-used', [clause, 'edge.17'], { connection: request.tenant }, [id])
        : holds('connectionFree', [addOn.connection!.clause], { connection: request.tenant }),
    holds('periodStated', [months.clause], { from: period.from, until: period.until }),
  ]
  return { findings, placed: { period, extendsOrder: null, anchor: request.start, months: months.value }, addOn: id }
}
