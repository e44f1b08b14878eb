import { differing } from '../kernel/audit.ts'
import type { CivilDate } from '../kernel/civil.ts'
import { broken, type Decision, decide, type Finding, holds, mayApply } from '../kernel/decision.ts'
import { mustMatch } from '../kernel/route.ts'
import { Books } from '../ledger/index.ts'
import type { Asked } from '../notices/index.ts'
import type { Catalogue } from '../terms/index.ts'
import type { ContractEvent } from './events.ts'
import { agreedIn, type Contract, optionsOn, planOn, segmentOn, stateOf } from './model.ts'
import { orderFindings } from './opening.ts'
import { chargesAccepted, judgeAll, type OrderAsked, placeAll } from './orders.ts'
import { endWindows, recutWindows } from './recut.ts'
import * as rules from './rules.ts'
import { type ContractServices, causeOf, contractIn, mustKnow, raise, type Scene, within } from './scene.ts'
import * as store from './store.ts'
import { contractHolder } from './timeline.ts'

export type ChangeAsked = {
  on: CivilDate
  plan?: string | undefined
  addOptions?: string[] | undefined
  removeOptions?: string[] | undefined
  addOns?: OrderAsked[] | undefined
  acceptCharges?: boolean | undefined
}

type PlanChange = { effective: CivilDate; after: Contract; isDowngrade: boolean }

/** The contract after the change: an upgrade from its day, a downgrade from the end of the contract year (edge.12, edge.13). */
function changedPlan(catalogue: Catalogue, contract: Contract, on: CivilDate, planId: string): PlanChange {
  const from = on < contract.start ? contract.start : on
  // Measured against the plan in force on the day, not against one that was agreed for later.
  const current = segmentOn(contract, from)
  const next = catalogue.plan(planId)
  const isDowngrade = next.rank < catalogue.plan(current.plan).rank
  const effective = isDowngrade ? rules.boundaryAfter(catalogue, contract, from) : from
  // An upgrade keeps the start that the present plan is counted from; after a downgrade that is its boundary (edge.29).
  const anchor = isDowngrade ? effective : current.anchor
  const segments = [...contract.segments.filter((s) => s.from < effective), { from: effective, plan: planId, anchor }]
  return { effective, isDowngrade, after: { ...contract, endsOn: rules.endOf(next, anchor), segments } }
}

function stateFindings(scene: Scene, contract: Contract, on: CivilDate, plan: string | undefined): Finding[] {
  const clause = scene.catalogue.plan(contract.segments.at(-1)!.plan).period.clause
  const state = stateOf(contract, on > scene.today ? on : scene.today)
  const unchanged = plan !== undefined && contract.segments.at(-1)!.plan === plan
  return [
    state === 'ended' || state === 'notice-given' || unchanged
      ? broken('stateAllows', 'wrong-state', [clause, 'edge.29'], { state, action: 'change' })
      : holds('stateAllows', [clause], { state, action: 'change' }),
    ...(on < scene.today ? [broken('startsInFuture', 'in-the-past', ['edge.4'], { start: on })] : []),
  ]
}

export function changeContract(
  services: ContractServices,
  asked: Asked,
  contractId: string,
  change: ChangeAsked,
  ifMatch: number | null,
): Promise<Decision> {
  return within(services, asked, async (scene) => {
    const contract = contractIn(scene, contractId)
    mustMatch(ifMatch, contract.version)
    if (change.plan !== undefined) mustKnow(scene, 'plans', change.plan, 'plan')
    for (const [i, o] of (change.addOptions ?? []).entries()) mustKnow(scene, 'options', o, `addOptions[${i}]`)
    const orders = await judgeAll(scene, change.addOns ?? [])
    const planned =
      change.plan === undefined || change.plan === contract.segments.at(-1)!.plan
        ? null
        : changedPlan(scene.catalogue, contract, change.on, change.plan)
    const effective = planned?.effective ?? change.on
    const after = planned?.after ?? contract
    const options = [
      ...new Set([
        ...optionsOn(contract, effective).filter((o) => !change.removeOptions?.includes(o)),
        ...(change.addOptions ?? []),
      ]),
    ]
    const others = { ...scene.facts, contracts: scene.facts.contracts.filter((c) => c.id !== contract.id) }
    const judgedOptions = planned ? options : (change.addOptions ?? [])
    const findings = [
      ...stateFindings(scene, contract, change.on, change.plan),
      ...(planned
        ? [rules.oneRunningContract(scene.catalogue, others, { from: after.start, until: after.endsOn })]
        : []),
      ...rules.optionsCovered(
        scene.catalogue,
        judgedOptions,
        planOn(after, effective),
        scene.facts,
        change.addOns ?? [],
      ),
      ...orderFindings(orders, scene.catalogue, !asked.preview),
      ...(planned
        ? [holds('takesEffect', [planned.isDowngrade ? 'edge.13' : 'edge.12'], { on: effective, plan: change.plan! })]
        : []),
    ]
    const fees = planned
      ? [rules.chargeOf(scene.catalogue, 'service-fee', change.plan!, scene.today, 'contract', 'edge.28')]
      : []
    const decision = decide(findings, {
      charges: [...fees, ...orders.flatMap((o) => o.charges)],
      period: rules.periodOn(scene.catalogue, after, effective),
    })
    if (!scene.writes || !mayApply(decision, chargesAccepted(change.acceptCharges, orders))) return decision
    await raise(scene, fees, contract.id, 'contract', contract.id)
    await placeAll(scene, orders)
    for (const o of change.addOptions ?? []) await store.insertOption(scene.tx, contract, o, effective)
    for (const o of change.removeOptions ?? []) await store.endOption(scene.tx, contract, o, effective)
    const done = await applyPlan(services, scene, contract, planned)
    scene.moved?.(differing(agreedIn(contract, effective), { ...agreedIn(after, effective), options, on: effective }))
    return {
      ...decision,
      findings: [...findings, ...done],
      applied: true,
      state: stateOf(after, scene.today),
      subject: { type: 'contract', id: contract.id, version: contract.version + 1 },
    }
  })
}

async function applyPlan(
  services: ContractServices,
  scene: Scene,
  contract: Contract,
  planned: PlanChange | null,
): Promise<Finding[]> {
  await store.updateContract(scene.tx, planned?.after ?? contract, scene.now)
  if (!planned) return []
  await store.replaceSegments(scene.tx, contract, planned.after.segments.at(-1)!)
  const before = contractHolder(scene.catalogue, contract)
  const after = contractHolder(scene.catalogue, planned.after)
  const cause = causeOf(scene, 'contract', contract.id, planned.isDowngrade ? 'edge.13' : 'edge.12')
  const sameSupport =
    after.stretches.find((s) => s.from === planned.effective)?.supportId === before.stretches.at(-1)!.supportId
  const events: ContractEvent[] =
    planned.isDowngrade && !sameSupport
      ? [
          {
            type: 'rightsEnded',
            accountId: contract.accountId,
            contractId: contract.id,
            from: planned.effective,
            clause: 'edge.13',
          },
        ]
      : []
  const told = await services.react(scene.tx, scene, events)
  const books = await Books.load(scene.tx, [
    { accountId: contract.accountId, holderId: contract.id, since: contract.start },
  ])
  recutWindows({ books, catalogue: scene.catalogue, before, after, on: planned.effective, cause })
  await books.flush(scene.tx)
  return told
}

/** Gives notice: a contract ends with its contract year, one with a fixed length with that (edge.13). */
export function endContract(
  services: ContractServices,
  asked: Asked,
  contractId: string,
  on: CivilDate,
  ifMatch: number | null,
): Promise<Decision> {
  return within(services, asked, async (scene) => {
    const contract = contractIn(scene, contractId)
    mustMatch(ifMatch, contract.version)
    const clause = scene.catalogue.plan(contract.segments.at(-1)!.plan).period.clause
    const state = stateOf(contract, scene.today)
    const endsOn = rules.boundaryAfter(scene.catalogue, contract, on < contract.start ? contract.start : on)
    const after: Contract = { ...contract, endsOn, noticeOn: on }
    const wrong = state === 'ended' || state === 'notice-given' || (contract.endsOn !== null && on >= contract.endsOn)
    const findings = [
      wrong
        ? broken('stateAllows', 'wrong-state', [clause], { state, action: 'end' })
        : holds('stateAllows', [clause], { state, action: 'end' }),
      ...(on < scene.today ? [broken('startsInFuture', 'in-the-past', ['edge.4'], { start: on })] : []),
      holds('endsWithPeriod', [clause, 'edge.13'], { until: endsOn }),
    ]
    const decision = decide(findings, {
      period: { from: rules.periodOn(scene.catalogue, contract, on).from, until: endsOn },
    })
    if (!scene.writes || decision.outcome === 'refused') return decision
    await store.updateContract(scene.tx, after, scene.now)
    const told = await services.react(scene.tx, scene, [
      { type: 'rightsEnded', accountId: contract.accountId, contractId, from: endsOn, clause: 'edge.13' },
    ])
    const books = await Books.load(scene.tx, [
      { accountId: contract.accountId, holderId: contractId, since: contract.start },
    ])
    endWindows(books, contractId, endsOn, causeOf(scene, 'contract', contractId, clause))
    await books.flush(scene.tx)
    scene.moved?.(differing(agreedIn(contract), agreedIn(after)))
    return {
      ...decision,
      findings: [...findings, ...told],
      applied: true,
      state: stateOf(after, scene.today),
      subject: { type: 'contract', id: contractId, version: contract.version + 1 },
    }
  })
}
