/** Opens, changes and ends contracts; places orders; starts set-up projects. */
import { raiseLines } from '../charges/index.ts'
import { type CivilDate, type Period } from '../kernel/civil.ts'
import { civilAt, type Clock } from '../kernel/clock.ts'
import { broken, type Charge, decide, type Decision, type Finding, holds, mayApply } from '../kernel/decision.ts'
import { must, Problem } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import { mustMatch } from '../kernel/route.ts'
import type { Db, Tx } from '../kernel/transaction.ts'
import { Books, type Cause, leftOf } from '../ledger/index.ts'
import { answer, type Asked, type Circumstances, recordAcceptances } from '../notices/index.ts'
import { account, staffList } from '../people/index.ts'
import type { Catalogue, Catalogues } from '../terms/index.ts'
import type { ContractEvent, React } from './events.ts'
import { type Contract, optionsOn, type Order, planOn, stateOf } from './model.ts'
import { contractsOf, leastLoaded, ordersOf } from './queries.ts'
import { endWindows, recutWindows } from './recut.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'
import { contractHolder, type Holder, orderHolder, windowSpecs } from './timeline.ts'

export type ContractServices = { db: Db; clock: Clock; catalogues: Catalogues; react: React }
export type OrderAsked = rules.OrderRequest & { id?: string | undefined; acceptCharges?: boolean | undefined }

type Scene = Circumstances & { tx: Tx; catalogue: Catalogue; today: CivilDate; accountId: string; facts: rules.AccountFacts }

async function sceneOf(services: ContractServices, tx: Tx, at: Circumstances, accountId: string): Promise<Scene> {
  const today = civilAt(at.now, services.catalogues.timeZone).date
  const catalogue = services.catalogues.on(today)
  const known = await account(tx, accountId)
  if (!known) throw new Problem('unknown-reference', 'accountId')
  const [contracts, orders] = await Promise.all([contractsOf(tx, [accountId]), ordersOf(tx, [accountId])])
  return { ...at, tx, catalogue, today, accountId, facts: { existingCustomer: known.existingCustomer, contracts, orders } }
}

const within = (services: ContractServices, asked: Asked, run: (scene: Scene) => Promise<Decision>) =>
  answer(services, asked, async (tx, at) => {
    const scene = await sceneOf(services, tx, at, asked.accountId)
    return { decision: await run(scene), version: scene.catalogue.version }
  })

const causeOf = (scene: Scene, type: string, id: string, clause: string): Cause =>
  ({ type, id, clause, at: scene.now, byUser: scene.caller.userId, byName: scene.caller.name })

function mustKnow(scene: Scene, what: 'plans' | 'addOns' | 'options' | 'offices', id: string, field: string) {
  if (!(id in scene.catalogue.data[what])) throw new Problem('invalid-field', field, { code: 'not-one-of', allowed: Object.keys(scene.catalogue.data[what]).join(', ') })
}

async function raise(scene: Scene, charges: Charge[], holderId: string, causeType: string, causeId: string) {
  await raiseLines(scene.tx, charges.map((c) => ({ ...c, accountId: scene.accountId, id: newId(scene.now), at: scene.now, holderId, causeType, causeId, byName: scene.caller.name })))
}

/** Opens the windows of a holder that hold a day, so that what is granted stands in the ledger from the beginning. */
async function openWindows(scene: Scene, h: Holder, day: CivilDate, cause: Cause): Promise<void> {
  const stretch = h.stretches.find((s) => s.from <= day && (s.until === null || day < s.until))
  if (!stretch) return
  const books = await Books.load(scene.tx, [{ accountId: h.accountId, holderId: h.id, since: day }])
  for (const spec of windowSpecs(scene.catalogue, h, stretch, day)) if (!books.find(spec)) books.open(spec, cause)
  await books.flush(scene.tx)
}

// ── orders ──────────────────────────────────────────────────────────────────────────────────────────────────────────

type JudgedOrder = { asked: OrderAsked; findings: Finding[]; charges: Charge[]; placed: rules.Placed }

function judge(scene: Scene, asked: OrderAsked, path: string): JudgedOrder {
  mustKnow(scene, 'addOns', asked.addOn, `${path}addOn`)
  for (const [i, o] of (asked.options ?? []).entries()) mustKnow(scene, 'options', o, `${path}options[${i}]`)
  return { asked, ...rules.judgeOrder(scene.catalogue, asked, scene.facts, scene.today) }
}

/** A month ordered when every hour of its project is spent brings no new ones (di-month.2). */
async function hoursWarning(scene: Scene, judged: JudgedOrder): Promise<Finding[]> {
  const period = scene.catalogue.addOn(judged.asked.addOn).period
  const project = judged.placed.extendsOrder
  if (!project || period.rule !== 'extends' || period.hours !== 'none') return []
  const books = await Books.load(scene.tx, [{ accountId: scene.accountId, holderId: project.id, since: project.coverage[0]!.from }])
  const windows = books.windowsOf(project.id)
  const spent = windows.length > 0 && windows.every((w) => leftOf(w) + (w.until !== null && scene.today >= w.until ? w.lapsed : 0) === 0)
  return spent ? [{ rule: 'hoursLeft', verdict: 'warns', code: 'no-hours-left', clauses: [period.hoursClause], facts: {} }] : []
}

async function place(scene: Scene, judged: JudgedOrder, contractId: string | null): Promise<Order> {
  const { asked, placed } = judged
  const id = asked.id ?? newId(scene.now)
  const order: Order = {
    accountId: scene.accountId, id, addOn: asked.addOn, contractId, language: asked.language ?? scene.catalogue.data.languages[0]!,
    connection: asked.tenant ?? null, target: asked.target?.trim() ?? null, options: asked.options ?? [], extendsId: placed.extendsOrder?.id ?? null,
    acceptedVersion: scene.catalogue.version, createdAt: scene.now, version: 1, coverage: [],
  }
  await store.insertOrder(scene.tx, order)
  const cause = causeOf(scene, 'order', id, scene.catalogue.addOn(asked.addOn).period.clause)
  const project = placed.extendsOrder
  if (project) await prolong(scene, project, judged, cause)
  else {
    const span = placed.period ?? { from: scene.today, until: null }
    const coverage = { ...span, byOrderId: id, anchor: placed.anchor ?? span.from, months: placed.months }
    await store.insertCoverage(scene.tx, scene.accountId, id, coverage)
    const h = orderHolder(scene.catalogue, { ...order, coverage: [coverage] }, null)
    if (h) await openWindows(scene, h, span.from, cause)
  }
  scene.facts.orders.push(order)
  if (contractId === null) {
    await recordAcceptances(scene.tx, [{ accountId: scene.accountId, subjectType: 'order', subjectId: id, version: scene.catalogue.version, at: scene.now, byUser: scene.caller.userId, byName: scene.caller.name }])
    await raise(scene, judged.charges, project?.id ?? id, 'order', id)
  }
  return order
}

/** Gives a project its further days; hours that had lapsed at its end come back with them (edge.16). */
async function prolong(scene: Scene, project: Order, judged: JudgedOrder, cause: Cause): Promise<void> {
  const { period, anchor, months } = judged.placed
  const span = must(period, 'a further month has its days')
  await store.insertCoverage(scene.tx, scene.accountId, project.id, { from: span.from, until: span.until, byOrderId: cause.id, anchor: must(anchor, 'a further month has an anchor'), months })
  const fresh = scene.catalogue.addOn(judged.asked.addOn).period
  if (fresh.rule === 'extends' && fresh.hours === 'fresh') return
  const books = await Books.load(scene.tx, [{ accountId: scene.accountId, holderId: project.id, since: project.coverage[0]!.from }])
  for (const w of books.windowsOf(project.id)) {
    books.extend(w, span.until)
    books.lapse(w, -w.lapsed, cause)
  }
  await books.flush(scene.tx)
}

/** `period` of a further month is the project's, after a gap its own (edge.36). */
const shownPeriod = (placed: rules.Placed): Period | undefined => {
  if (!placed.period) return undefined
  const project = placed.extendsOrder
  return project && project.coverage.at(-1)!.until === placed.period.from ? { from: project.coverage[0]!.from, until: placed.period.until } : placed.period
}

export function placeOrder(services: ContractServices, asked: Asked, order: OrderAsked): Promise<Decision> {
  return within(services, asked, async (scene) => {
    const judged = judge(scene, order, '')
    const accepted = rules.termsAccepted(scene.catalogue, order.acceptTerms === true || asked.preview)
    const findings = [accepted, ...judged.findings, ...(await hoursWarning(scene, judged))]
    const period = shownPeriod(judged.placed)
    const decision = decide(findings, { charges: judged.charges, ...(period ? { period } : {}) })
    if (!scene.writes || !mayApply(decision, order.acceptCharges === true)) return decision
    const placed = await place(scene, judged, null)
    return { ...decision, applied: true, subject: { type: 'order', id: placed.id, version: 1 } }
  })
}

export type ProjectAsked = rules.ProjectRequest & { id?: string | undefined; contractId: string }

const contractIn = (scene: Scene, id: string): Contract => {
  const contract = scene.facts.contracts.find((c) => c.id === id)
  if (!contract) throw new Problem('unknown-reference', 'contractId')
  return contract
}

export function startProject(services: ContractServices, asked: Asked, project: ProjectAsked): Promise<Decision> {
  return within(services, asked, async (scene) => {
    const contract = contractIn(scene, project.contractId)
    const judged = rules.judgeProject(scene.catalogue, contract, planOn(contract, project.start), project, scene.facts, scene.today)
    const decision = decide(judged.findings, judged.placed.period ? { period: judged.placed.period } : {})
    if (!scene.writes || !mayApply(decision, false)) return decision
    const order = { addOn: must(judged.addOn, 'an included project has an add-on'), id: project.id, tenant: project.tenant, target: project.target, start: project.start }
    const placed = await place(scene, { asked: order, findings: [], charges: [], placed: judged.placed }, contract.id)
    return { ...decision, applied: true, subject: { type: 'project', id: placed.id, version: 1 } }
  })
}

// ── contracts ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type ContractAsked = {
  id?: string | undefined
  plan: string
  start: CivilDate
  baseOffice?: string | undefined
  responsibleId?: string | undefined
  options?: string[] | undefined
  addOns?: OrderAsked[] | undefined
  /** Left out for a quote, which asks for no acceptance. */
  acceptTerms?: boolean | undefined
  acceptCharges?: boolean | undefined
}

async function responsibleFor(scene: Scene, given: string | undefined, role: string): Promise<string | null> {
  const staff = await staffList(scene.tx)
  if (given !== undefined) {
    if (!staff.some((s) => s.id === given && s.active)) throw new Problem('unknown-reference', 'responsibleId')
    return given
  }
  return leastLoaded(scene.tx, staff.filter((s) => s.role === role && s.active).map((s) => s.id), scene.today)
}

const orderFindings = (judged: JudgedOrder[], catalogue: Catalogue, asksAcceptance: boolean): Finding[] =>
  judged.flatMap((j) => [...(asksAcceptance ? [rules.termsAccepted(catalogue, j.asked.acceptTerms === true)] : []), ...j.findings])

/** Quotes a contract (`quote`: nothing is written, no acceptance asked for) or opens it. */
export function openContract(services: ContractServices, asked: Asked, contract: ContractAsked, quote: boolean): Promise<Decision> {
  return within(services, asked, async (scene) => {
    mustKnow(scene, 'plans', contract.plan, 'plan')
    for (const [i, o] of (contract.options ?? []).entries()) mustKnow(scene, 'options', o, `options[${i}]`)
    if (contract.baseOffice !== undefined) mustKnow(scene, 'offices', contract.baseOffice, 'baseOffice')
    const plan = scene.catalogue.plan(contract.plan)
    const orders = (contract.addOns ?? []).map((o, i) => judge(scene, o, `addOns[${i}].`))
    const asks = !quote && !asked.preview
    const period = rules.firstPeriod(plan, contract.start)
    const decision = decide([
      ...(asks ? [rules.termsAccepted(scene.catalogue, contract.acceptTerms === true)] : []),
      rules.oneRunningContract(scene.catalogue, scene.facts, { from: contract.start, until: rules.endOf(plan, contract.start) }),
      ...rules.optionsCovered(scene.catalogue, contract.options ?? [], contract.plan, scene.facts, contract.addOns ?? []),
      ...orderFindings(orders, scene.catalogue, asks),
      holds('periodStated', [plan.period.clause], { from: period.from, until: period.until }),
    ], { charges: [rules.chargeOf(scene.catalogue, 'service-fee', contract.plan, scene.today, 'contract', 'edge.28'), ...orders.flatMap((o) => o.charges)], period })
    const accepted = contract.acceptCharges === true || (orders.length > 0 && orders.every((o) => o.asked.acceptCharges === true))
    if (quote || !scene.writes || !mayApply(decision, accepted)) return decision
    const opened = await open(scene, contract, orders)
    return { ...decision, applied: true, state: stateOf(opened, scene.today), subject: { type: 'contract', id: opened.id, version: 1 } }
  })
}

async function open(scene: Scene, asked: ContractAsked, orders: JudgedOrder[]): Promise<Contract> {
  const plan = scene.catalogue.plan(asked.plan)
  const id = asked.id ?? newId(scene.now)
  const firstStart = scene.facts.contracts.reduce((first, c) => (c.start < first ? c.start : first), asked.start)
  const contract: Contract = {
    accountId: scene.accountId, id, start: asked.start, endsOn: rules.endOf(plan, asked.start), noticeOn: null,
    baseOffice: asked.baseOffice ?? Object.keys(scene.catalogue.data.offices)[0]!, responsibleId: await responsibleFor(scene, asked.responsibleId, plan.responsible.value),
    firstStart, acceptedVersion: scene.catalogue.version, consentedVersion: scene.catalogue.version, createdAt: scene.now, version: 1,
    segments: [{ from: asked.start, plan: asked.plan, anchor: asked.start }], options: (asked.options ?? []).map((option) => ({ option, from: asked.start, until: null })),
  }
  await store.insertContract(scene.tx, contract)
  await recordAcceptances(scene.tx, [{ accountId: scene.accountId, subjectType: 'contract', subjectId: id, version: scene.catalogue.version, at: scene.now, byUser: scene.caller.userId, byName: scene.caller.name }])
  await raise(scene, [rules.chargeOf(scene.catalogue, 'service-fee', asked.plan, scene.today, 'contract', 'edge.28')], id, 'contract', id)
  for (const o of orders) await place(scene, o, null)
  await openWindows(scene, contractHolder(scene.catalogue, contract), contract.start, causeOf(scene, 'contract', id, plan.period.clause))
  return contract
}

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
  const current = catalogue.plan(contract.segments.at(-1)!.plan)
  const next = catalogue.plan(planId)
  const isDowngrade = next.rank < current.rank
  const from = on < contract.start ? contract.start : on
  const effective = isDowngrade ? rules.boundaryAfter(catalogue, contract, from) : from
  const anchor = isDowngrade ? effective : contract.start
  const segments = [...contract.segments.filter((s) => s.from < effective), { from: effective, plan: planId, anchor }]
  return { effective, isDowngrade, after: { ...contract, endsOn: rules.endOf(next, anchor), segments } }
}

function stateFindings(scene: Scene, contract: Contract, on: CivilDate, plan: string | undefined): Finding[] {
  const clause = scene.catalogue.plan(contract.segments.at(-1)!.plan).period.clause
  const state = stateOf(contract, on > scene.today ? on : scene.today)
  const unchanged = plan !== undefined && contract.segments.at(-1)!.plan === plan
  return [
    state === 'ended' || state === 'notice-given' || unchanged ? broken('stateAllows', 'wrong-state', [clause, 'edge.29'], { state, action: 'change' }) : holds('stateAllows', [clause], { state, action: 'change' }),
    ...(on < scene.today ? [broken('startsInFuture', 'in-the-past', ['edge.4'], { start: on })] : []),
  ]
}

export function changeContract(services: ContractServices, asked: Asked, contractId: string, change: ChangeAsked, ifMatch: number | null): Promise<Decision> {
  return within(services, asked, async (scene) => {
    const contract = contractIn(scene, contractId)
    mustMatch(ifMatch, contract.version)
    if (change.plan !== undefined) mustKnow(scene, 'plans', change.plan, 'plan')
    for (const [i, o] of (change.addOptions ?? []).entries()) mustKnow(scene, 'options', o, `addOptions[${i}]`)
    const orders = (change.addOns ?? []).map((o, i) => judge(scene, o, `addOns[${i}].`))
    const planned = change.plan === undefined || change.plan === contract.segments.at(-1)!.plan ? null : changedPlan(scene.catalogue, contract, change.on, change.plan)
    const effective = planned?.effective ?? change.on
    const after = planned?.after ?? contract
    const options = [...new Set([...optionsOn(contract, effective).filter((o) => !change.removeOptions?.includes(o)), ...(change.addOptions ?? [])])]
    const judgedOptions = planned ? options : (change.addOptions ?? [])
    const findings = [
      ...stateFindings(scene, contract, change.on, change.plan),
      ...rules.optionsCovered(scene.catalogue, judgedOptions, planOn(after, effective), scene.facts, change.addOns ?? []),
      ...orderFindings(orders, scene.catalogue, !asked.preview),
      ...(planned ? [holds('takesEffect', [planned.isDowngrade ? 'edge.13' : 'edge.12'], { on: effective, plan: change.plan! })] : []),
    ]
    const fees = planned ? [rules.chargeOf(scene.catalogue, 'service-fee', change.plan!, scene.today, 'contract', 'edge.28')] : []
    const decision = decide(findings, { charges: [...fees, ...orders.flatMap((o) => o.charges)], period: rules.periodOn(scene.catalogue, after, effective) })
    const accepted = change.acceptCharges === true || (orders.length > 0 && orders.every((o) => o.asked.acceptCharges === true))
    if (!scene.writes || !mayApply(decision, accepted)) return decision
    await raise(scene, fees, contract.id, 'contract', contract.id)
    for (const o of orders) await place(scene, o, null)
    for (const o of change.addOptions ?? []) await store.insertOption(scene.tx, contract, o, effective)
    for (const o of change.removeOptions ?? []) await store.endOption(scene.tx, contract, o, effective)
    const done = await applyPlan(services, scene, contract, planned)
    return { ...decision, findings: [...findings, ...done], applied: true, state: stateOf(after, scene.today), subject: { type: 'contract', id: contract.id, version: contract.version + 1 } }
  })
}

async function applyPlan(services: ContractServices, scene: Scene, contract: Contract, planned: PlanChange | null): Promise<Finding[]> {
  await store.updateContract(scene.tx, planned?.after ?? contract)
  if (!planned) return []
  await store.insertSegment(scene.tx, contract, planned.after.segments.at(-1)!)
  const before = contractHolder(scene.catalogue, contract)
  const after = contractHolder(scene.catalogue, planned.after)
  const cause = causeOf(scene, 'contract', contract.id, planned.isDowngrade ? 'edge.13' : 'edge.12')
  const sameSupport = after.stretches.find((s) => s.from === planned.effective)?.supportId === before.stretches.at(-1)!.supportId
  const events: ContractEvent[] = planned.isDowngrade && !sameSupport ? [{ type: 'rightsEnded', accountId: contract.accountId, contractId: contract.id, from: planned.effective, clause: 'edge.13' }] : []
  const told = await services.react(scene.tx, scene, events)
  const books = await Books.load(scene.tx, [{ accountId: contract.accountId, holderId: contract.id, since: contract.start }])
  if (planned.isDowngrade && !sameSupport) endWindows(books, contract.id, planned.effective, cause)
  else recutWindows(books, scene.catalogue, before, after, planned.effective, cause)
  await books.flush(scene.tx)
  return told
}

/** Gives notice: a contract ends with its contract year, one with a fixed length with that (edge.13). */
export function endContract(services: ContractServices, asked: Asked, contractId: string, on: CivilDate, ifMatch: number | null): Promise<Decision> {
  return within(services, asked, async (scene) => {
    const contract = contractIn(scene, contractId)
    mustMatch(ifMatch, contract.version)
    const clause = scene.catalogue.plan(contract.segments.at(-1)!.plan).period.clause
    const state = stateOf(contract, scene.today)
    const endsOn = rules.boundaryAfter(scene.catalogue, contract, on < contract.start ? contract.start : on)
    const after: Contract = { ...contract, endsOn, noticeOn: on }
    const wrong = state === 'ended' || state === 'notice-given' || (contract.endsOn !== null && on >= contract.endsOn)
    const findings = [
      wrong ? broken('stateAllows', 'wrong-state', [clause], { state, action: 'end' }) : holds('stateAllows', [clause], { state, action: 'end' }),
      ...(on < scene.today ? [broken('startsInFuture', 'in-the-past', ['edge.4'], { start: on })] : []),
      holds('endsWithPeriod', [clause, 'edge.13'], { until: endsOn }),
    ]
    const decision = decide(findings, { period: { from: rules.periodOn(scene.catalogue, contract, on).from, until: endsOn } })
    if (!scene.writes || decision.outcome === 'refused') return decision
    await store.updateContract(scene.tx, after)
    const told = await services.react(scene.tx, scene, [{ type: 'rightsEnded', accountId: contract.accountId, contractId, from: endsOn, clause: 'edge.13' }])
    const books = await Books.load(scene.tx, [{ accountId: contract.accountId, holderId: contractId, since: contract.start }])
    endWindows(books, contractId, endsOn, causeOf(scene, 'contract', contractId, clause))
    await books.flush(scene.tx)
    return { ...decision, findings: [...findings, ...told], applied: true, state: stateOf(after, scene.today), subject: { type: 'contract', id: contractId, version: contract.version + 1 } }
  })
}
