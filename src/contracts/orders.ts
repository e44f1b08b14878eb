import type { Period } from '../kernel/civil.ts'
import { type Charge, type Decision, decide, type Finding, mayApply } from '../kernel/decision.ts'
import { must, Problem } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import { Books, type Cause, leftOf } from '../ledger/index.ts'
import { type Asked, recordAcceptances } from '../notices/index.ts'
import { type Order, planOn } from './model.ts'
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

export async function place(scene: Scene, judged: JudgedOrder, contractId: string | null): Promise<Order> {
  const { asked, placed } = judged
  const id = newId(scene.now)
  const order: Order = {
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
    coverage: [],
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
  const { period, anchor, months } = judged.placed
  const span = must(period, 'a further month has its days')
  await store.insertCoverage(scene.tx, scene.accountId, project.id, {
    from: span.from,
    until: span.until,
    byOrderId: cause.id,
    anchor: must(anchor, 'a further month has an anchor'),
    months,
  })
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

/** `period` of a further month is the project's, after a gap its own (edge.36). */
const shownPeriod = (placed: rules.Placed): Period | undefined => {
  if (!placed.period) return undefined
  const project = placed.extendsOrder
  return project && project.coverage.at(-1)!.until === placed.period.from
    ? { from: project.coverage[0]!.from, until: placed.period.until }
    : placed.period
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
    return { ...decision, applied: true, subject: { type: 'project', id: placed.id, version: 1 } }
  })
}
