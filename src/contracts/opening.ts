import type { CivilDate } from '../kernel/civil.ts'
import { type Decision, decide, type Finding, holds, mayApply } from '../kernel/decision.ts'
import { Problem } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import { type Asked, recordAcceptances } from '../notices/index.ts'
import { staffList } from '../people/index.ts'
import type { Catalogue } from '../terms/index.ts'
import { agreedIn, type Contract, stateOf } from './model.ts'
import { chargesAccepted, type JudgedOrder, judgeAll, type OrderAsked, placeAll } from './orders.ts'
import { leastLoaded } from './queries.ts'
import * as rules from './rules.ts'
import { type ContractServices, causeOf, mustKnow, openWindows, raise, type Scene, within } from './scene.ts'
import * as store from './store.ts'
import { contractHolder } from './timeline.ts'

export type ContractAsked = {
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

export async function responsibleFor(scene: Scene, given: string | undefined, role: string): Promise<string | null> {
  const staff = await staffList(scene.tx)
  if (given !== undefined) {
    if (!staff.some((s) => s.id === given && s.active)) throw new Problem('unknown-reference', 'responsibleId')
    return given
  }
  return leastLoaded(
    scene.tx,
    staff.filter((s) => s.role === role && s.active).map((s) => s.id),
    scene.today,
  )
}

export const orderFindings = (judged: JudgedOrder[], catalogue: Catalogue, asksAcceptance: boolean): Finding[] =>
  judged.flatMap((j) => [
    ...(asksAcceptance ? [rules.termsAccepted(catalogue, j.asked.acceptTerms === true)] : []),
    ...j.findings,
  ])

/** Quotes a contract (`quote`: nothing is written, no acceptance asked for) or opens it. */
export const openContract = (
  services: ContractServices,
  asked: Asked,
  contract: ContractAsked,
  quote: boolean,
): Promise<Decision> =>
  within(services, asked, (scene) =>
    decideOpening(scene, contract, { asksAcceptance: !quote && !asked.preview, quote }),
  )

/** Judges a contract in its scene, and opens it where the scene writes, the step is no quote and everything is accepted. */
export async function decideOpening(
  scene: Scene,
  contract: ContractAsked,
  how: { asksAcceptance: boolean; quote: boolean },
): Promise<Decision> {
  mustKnow(scene, 'plans', contract.plan, 'plan')
  for (const [i, o] of (contract.options ?? []).entries()) mustKnow(scene, 'options', o, `options[${i}]`)
  if (contract.baseOffice !== undefined) mustKnow(scene, 'offices', contract.baseOffice, 'baseOffice')
  const plan = scene.catalogue.plan(contract.plan)
  const orders = await judgeAll(scene, contract.addOns ?? [])
  const period = rules.firstPeriod(plan, contract.start)
  const decision = decide(
    [
      ...(how.asksAcceptance ? [rules.termsAccepted(scene.catalogue, contract.acceptTerms === true)] : []),
      rules.oneRunningContract(scene.catalogue, scene.facts, {
        from: contract.start,
        until: rules.endOf(plan, contract.start),
      }),
      ...rules.optionsCovered(
        scene.catalogue,
        contract.options ?? [],
        contract.plan,
        scene.facts,
        contract.addOns ?? [],
      ),
      ...orderFindings(orders, scene.catalogue, how.asksAcceptance),
      holds('periodStated', [plan.period.clause], { from: period.from, until: period.until }),
    ],
    {
      charges: [
        rules.chargeOf(scene.catalogue, 'service-fee', contract.plan, scene.today, 'contract', 'edge.28'),
        ...orders.flatMap((o) => o.charges),
      ],
      period,
    },
  )
  const accepted = chargesAccepted(contract.acceptCharges, orders)
  if (how.quote || !scene.writes || !mayApply(decision, accepted)) return decision
  const opened = await open(scene, contract, orders)
  scene.moved?.({ before: null, after: { start: opened.start, ...agreedIn(opened) } })
  return {
    ...decision,
    applied: true,
    state: stateOf(opened, scene.today),
    subject: { type: 'contract', id: opened.id, version: 1 },
  }
}

async function open(scene: Scene, asked: ContractAsked, orders: JudgedOrder[]): Promise<Contract> {
  const plan = scene.catalogue.plan(asked.plan)
  const id = newId(scene.now)
  const firstStart = scene.facts.contracts.reduce((first, c) => (c.start < first ? c.start : first), asked.start)
  const contract: Contract = {
    accountId: scene.accountId,
    id,
    start: asked.start,
    endsOn: rules.endOf(plan, asked.start),
    noticeOn: null,
    baseOffice: asked.baseOffice ?? Object.keys(scene.catalogue.data.offices)[0]!,
    responsibleId: await responsibleFor(scene, asked.responsibleId, plan.responsible.value),
    firstStart,
    acceptedVersion: scene.catalogue.version,
    consentedVersion: scene.catalogue.version,
    createdAt: scene.now,
    version: 1,
    segments: [{ from: asked.start, plan: asked.plan, anchor: asked.start }],
    options: (asked.options ?? []).map((option) => ({ option, from: asked.start, until: null })),
  }
  await store.insertContract(scene.tx, contract)
  await recordAcceptances(scene.tx, [
    {
      accountId: scene.accountId,
      subjectType: 'contract',
      subjectId: id,
      version: scene.catalogue.version,
      at: scene.now,
      byUser: scene.caller.userId,
      byName: scene.caller.name,
    },
  ])
  await raise(
    scene,
    [rules.chargeOf(scene.catalogue, 'service-fee', asked.plan, scene.today, 'contract', 'edge.28')],
    id,
    'contract',
    id,
  )
  await placeAll(scene, orders)
  await openWindows(
    scene,
    contractHolder(scene.catalogue, contract),
    contract.start,
    causeOf(scene, 'contract', id, plan.period.clause),
  )
  return contract
}
