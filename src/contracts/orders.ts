import type { Period } from '../kernel/civil.ts'
import { type Charge, type Decision, decide, type Finding, mayApply } from '../kernel/decision.ts'
import { must, Problem } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import { Books, type Cause, leftOf } from '../ledger/index.ts'
import { type Asked, recordAcceptances } from '../notices/index.ts'
import { type Coverage, type Order, planOn } from './model.ts'
import * as rules from './rules.ts'
import {
  type ContractServices,
  causeOf,
  contractIn,
  mustKnow,
  openWindows,
  raise,
  type Scene,
  within,
} from './scene.ts'
import * as store from './store.ts'
import { orderHolder } from './timeline.ts'

export type OrderAsked = rules.OrderRequest & { acceptCharges?: boolean | undefined }

export type JudgedOrder = { asked: OrderAsked; findings: Finding[]; charges: Charge[]; placed: rules.Placed }

export function judge(scene: Scene, asked: OrderAsked, path: string): JudgedOrder {
  mustKnow(scene, 'addOns', asked.addOn, `${path}addOn`)
  for (const [i, o] of (asked.options ?? []).entries()) mustKnow(scene, 'options', o, `${path}options[${i}]`)
  const { languages } = scene.catalogue.data
  if (asked.language !== undefined && !languages.includes(asked.language))
    throw new Problem('invalid-field', `${path}language`, { code: 'not-one-of', allowed: languages.join(', ') })
  return { asked, ...rules.judgeOrder(scene.catalogue, asked, scene.facts, scene.today) }
}

/** Judges the add-ons of one step, each with those before it standing: two for one connection do not pass together. */
export async function judgeAll(scene: Scene, asked: OrderAsked[]): Promise<JudgedOrder[]> {
  const ahead = { ...scene }
  const orders: JudgedOrder[] = []
  for (const [i, order] of asked.entries()) {
    const judged = judge(ahead, order, `addOns[${i}].`)
    orders.push({ ...judged, findings: [...judged.findings, ...(await hoursWarning(scene, judged))] })
    if (judged.findings.some((f) => f.verdict === 'broken')) continue
    ahead.facts = { ...ahead.facts, orders: withOrder(ahead, orderOf(scene, judged, null), judged) }
  }
  return orders
}

/** Places the add-ons of one step. Each is judged on those placed before it, so that it prolongs the one that was written. */
export async function placeAll(scene: Scene, orders: JudgedOrder[]): Promise<void> {
  for (const [i, o] of orders.entries()) await place(scene, judge(scene, o.asked, `addOns[${i}].`), null)
}

/** Whether every charge is accepted: with the step as a whole, or with each order that raises one (edge.26). */
export const chargesAccepted = (whole: boolean | undefined, orders: JudgedOrder[]): boolean =>
  whole === true || orders.every((o) => mayApply(decide([], { charges: o.charges }), o.asked.acceptCharges === true))

/** A month ordered when every hour of its project is spent brings no new ones (di-month.2). */
async function hoursWarning(scene: Scene, judged: JudgedOrder): Promise<Finding[]> {
  const period = scene.catalogue.addOn(judged.asked.addOn).period
  const project = judged.placed.extendsOrder
  if (!project || period.rule !== 'extends' || period.hours !== 'none') return []
  const books = await Books.load(scene.tx, [
    { accountId: scene.accountId, holderId: project.id, since: project.coverage[0]!.from },
  ])
  const windows = books.windowsOf(project.id)
  const spent =
    windows.length > 0 &&
    windows.every((w) => leftOf(w) + (w.until !== null && scene.today >= w.until ? w.lapsed : 0) === 0)
  return spent
    ? [{ rule: 'hoursLeft', verdict: 'warns', code: 'no-hours-left', clauses: [period.hoursClause], facts: {} }]
    : []
}

/** The days that an order brings, to itself or to the project that it prolongs. */
function coverageOf(scene: Scene, { placed }: JudgedOrder, id: string): Coverage {
  const span = placed.period ?? { from: scene.today, until: null }
  return { ...span, byOrderId: id, anchor: placed.anchor ?? span.from, months: placed.months }
}

function orderOf(scene: Scene, judged: JudgedOrder, contractId: string | null): Order {
  const { asked, placed } = judged
  const id = newId(scene.now)
  return {
    accountId: scene.accountId,
    id,
    addOn: asked.addOn,
    contractId,
    language: asked.language ?? scene.catalogue.data.languages[0]!,
    connection: asked.tenant ?? null,
    target: asked.target?.trim() ?? null,
    options: asked.options ?? [],
    extendsId: placed.extendsOrder?.id ?? null,
    acceptedVersion: scene.catalogue.version,
    createdAt: scene.now,
    version: 1,
    coverage: placed.extendsOrder ? [] : [coverageOf(scene, judged, id)],
  }
}

/** The account's orders once one more is placed, the project that it prolongs with its further days. */
function withOrder(scene: Scene, order: Order, judged: JudgedOrder): Order[] {
  const further = coverageOf(scene, judged, order.id)
  const grown = (o: Order) => (o.id === order.extendsId ? { ...o, coverage: [...o.coverage, further] } : o)
  return [...scene.facts.orders.map(grown), order]
}

export async function place(scene: Scene, judged: JudgedOrder, contractId: string | null): Promise<Order> {
  const { asked, placed } = judged
  const order = orderOf(scene, judged, contractId)
  const { id } = order
  await store.insertOrder(scene.tx, order)
  const cause = causeOf(scene, 'order', id, scene.catalogue.addOn(asked.addOn).period.clause)
  const project = placed.extendsOrder
  if (project) await prolong(scene, project, judged, cause)
  else {
    const coverage = must(order.coverage[0], 'an order covers its days')
    await store.insertCoverage(scene.tx, scene.accountId, id, coverage)
    const h = orderHolder(scene.catalogue, order, null)
    if (h) await openWindows(scene, h, coverage.from, cause)
  }
  scene.facts = { ...scene.facts, orders: withOrder(scene, order, judged) }
  if (contractId === null) {
    await recordAcceptances(scene.tx, [
      {
        accountId: scene.accountId,
        subjectType: 'order',
        subjectId: id,
        version: scene.catalogue.version,
        at: scene.now,
        byUser: scene.caller.userId,
        byName: scene.caller.name,
      },
    ])
    await raise(scene, judged.charges, project?.id ?? id, 'order', id)
  }
  return order
}

/** Gives a project its further days; hours that had lapsed at its end come back with them (edge.16). */
async function prolong(scene: Scene, project: Order, judged: JudgedOrder, cause: Cause): Promise<void> {
  const span = must(judged.placed.period, 'a further month has its days')
  await store.insertCoverage(scene.tx, scene.accountId, project.id, coverageOf(scene, judged, cause.id))
  const fresh = scene.catalogue.addOn(judged.asked.addOn).period
  if (fresh.rule === 'extends' && fresh.hours === 'fresh') return
  const books = await Books.load(scene.tx, [
    { accountId: scene.accountId, holderId: project.id, since: project.coverage[0]!.from },
  ])
  for (const w of books.windowsOf(project.id)) {
    books.extend(w, span.until)
    books.lapse(w, -w.lapsed, cause)
  }
  await books.flush(scene.tx)
}

/** An order or a project as the record tells of it. */
const orderedAs = (order: Order, { placed }: { placed: rules.Placed }) => {
  const { addOn, connection, target, options, extendsId } = order
  return { addOn, connection, target, options, extendsId, period: placed.period }
}

/** `period` of a further month is the project's, after a gap its own (edge.36). */
const shownPeriod = (placed: rules.Placed): Period | undefined => {
  if (!placed.period) return undefined
  const project = placed.extendsOrder
  return project && project.coverage.at(-1)!.until === placed.period.from
    ? { from: project.coverage[0]!.from, until: placed.period.until }
    : placed.period
}

export const placeOrder = (services: ContractServices, asked: Asked, order: OrderAsked): Promise<Decision> =>
  within(services, asked, (scene) =>
    decideOrder(scene, asked.preview ? { ...order, acceptTerms: true } : order, { quote: false }),
  )

/**
 * Judges an order in its scene, and places it where the scene writes, the step is no quote, which asks for no acceptance,
 * and everything is accepted.
 */
export async function decideOrder(scene: Scene, order: OrderAsked, how: { quote: boolean }): Promise<Decision> {
  const judged = judge(scene, order, '')
  const accepted = how.quote ? [] : [rules.termsAccepted(scene.catalogue, order.acceptTerms === true)]
  const findings = [...accepted, ...judged.findings, ...(await hoursWarning(scene, judged))]
  const period = shownPeriod(judged.placed)
  const decision = decide(findings, { charges: judged.charges, ...(period ? { period } : {}) })
  if (how.quote || !scene.writes || !mayApply(decision, order.acceptCharges === true)) return decision
  const placed = await place(scene, judged, null)
  scene.moved?.({ before: null, after: orderedAs(placed, judged) })
  return { ...decision, applied: true, subject: { type: 'order', id: placed.id, version: 1 } }
}

export type ProjectAsked = rules.ProjectRequest & { contractId: string }

export function startProject(services: ContractServices, asked: Asked, project: ProjectAsked): Promise<Decision> {
  return within(services, asked, async (scene) => {
    const contract = contractIn(scene, project.contractId)
    const judged = rules.judgeProject(
      scene.catalogue,
      contract,
      planOn(contract, project.start),
      project,
      scene.facts,
      scene.today,
    )
    const decision = decide(judged.findings, judged.placed.period ? { period: judged.placed.period } : {})
    if (!scene.writes || !mayApply(decision, false)) return decision
    const order = {
      addOn: must(judged.addOn, 'an included project has an add-on'),
      tenant: project.tenant,
      target: project.target,
      start: project.start,
    }
    const placed = await place(scene, { asked: order, findings: [], charges: [], placed: judged.placed }, contract.id)
    scene.moved?.({ before: null, after: { contractId: contract.id, ...orderedAs(placed, judged) } })
    return { ...decision, applied: true, subject: { type: 'project', id: placed.id, version: 1 } }
  })
}
