/** What every intake command stands on: the moment, the terms, the contract or order, and the consent that use brings. */
import type { CalendarConfig } from '../calendar/index.ts'
import { type Contract, contractsOf, markConsented, ordersByIds } from '../contracts/index.ts'
import type { CivilDate, CivilTime } from '../kernel/civil.ts'
import { type Clock, civilAt } from '../kernel/clock.ts'
import { type Decision, decide } from '../kernel/decision.ts'
import { must, Problem } from '../kernel/failure.ts'
import type { IdempotencyRef } from '../kernel/idempotency.ts'
import { type Caller, mustMatch, scopeOf } from '../kernel/route.ts'
import type { Db, Tx } from '../kernel/transaction.ts'
import { answer, type Circumstances, recordConsents } from '../notices/index.ts'
import type { Catalogue, Catalogues } from '../terms/index.ts'
import type { Intake, IntakeAction, Way } from './model.ts'
import type { Source } from './rights.ts'
import { type RetirementOn, stateRefuses } from './rules.ts'
import * as store from './store.ts'
import { type WayTerms, wayTerms } from './way-terms.ts'

export type IntakeServices = {
  db: Db
  clock: Clock
  catalogues: Catalogues
  calendarConfig: (catalogue: Catalogue) => CalendarConfig
}

export type IntakeCall = {
  caller: Caller
  idempotency: IdempotencyRef | null
  ifMatch: number | null
  preview: boolean
}

export type Scene = Circumstances & {
  tx: Tx
  services: IntakeServices
  catalogue: Catalogue
  civilNow: CivilTime
  accountId: string
}

export function sceneOf(services: IntakeServices, tx: Tx, at: Circumstances, accountId: string): Scene {
  const civilNow = civilAt(at.now, services.catalogues.timeZone)
  return { ...at, tx, services, civilNow, catalogue: services.catalogues.on(civilNow.date), accountId }
}

export const authorOf = (scene: Scene): store.Author => ({
  at: scene.now,
  byUser: scene.caller.userId,
  byName: scene.caller.name,
})

export function termsOf(catalogue: Catalogue, way: Way): WayTerms {
  const terms = wayTerms(catalogue, way)
  if (terms === null) throw new Problem('invalid-field', 'way', { code: 'not-one-of' })
  return terms
}

/** What the terms in force on a day say of the end of a service: a day of work is judged by its own terms (edge.23). */
export const retirementOn =
  (scene: Scene, terms: WayTerms): RetirementOn =>
  (day: CivilDate) =>
    scene.services.catalogues.on(day).retirement(terms.service)

export type HolderRef = { contractId?: string | undefined; orderId?: string | undefined }

export async function sourceOf(scene: Scene, ref: HolderRef): Promise<Source> {
  if (ref.contractId !== undefined) {
    const contract = (await contractsOf(scene.tx, [scene.accountId])).find((c) => c.id === ref.contractId)
    if (!contract) throw new Problem('unknown-reference', 'contractId')
    return { contract }
  }
  const [order] = await ordersByIds(scene.tx, [scene.accountId], [must(ref.orderId, 'a holder was given')])
  if (!order) throw new Problem('unknown-reference', 'orderId')
  return { order }
}

const sourceOfIntake = (scene: Scene, i: Intake): Promise<Source> =>
  sourceOf(scene, i.holderType === 'contract' ? { contractId: i.holderId } : { orderId: i.holderId })

/** The first intake step under a version that the contract has not agreed to yet is consent to it (change.2, edge.24). */
export async function deemedConsent(scene: Scene, contract: Contract | null, intakeId: string): Promise<void> {
  const { version } = scene.catalogue
  if (contract === null || contract.consentedVersion === version) return
  const { accountId, id } = contract
  await recordConsents(scene.tx, [
    { accountId, contractId: id, version, kind: 'deemed', at: scene.now, causeType: 'intake', causeId: intakeId },
  ])
  await markConsented(scene.tx, [{ accountId, id, version }])
}

export const contractIn = (source: Source): Contract | null => ('contract' in source ? source.contract : null)

export const applied = (decision: Decision, i: Intake, state: string, version: number): Decision => ({
  ...decision,
  applied: true,
  state,
  subject: { type: 'intake', id: i.id, version },
})

export type Stage = Scene & { intake: Intake; terms: WayTerms; source: Source }

/** Finds an intake, guards its version, and refuses what its state does not allow. */
export async function step(
  services: IntakeServices,
  call: IntakeCall,
  id: string,
  action: IntakeAction,
  run: (stage: Stage) => Promise<Decision>,
): Promise<Decision> {
  const { caller, idempotency, preview } = call
  const accountId = await services.db.read(scopeOf(caller), (tx) => store.accountOfIntake(tx, id))
  if (accountId === null) throw new Problem('unknown-reference', 'id')
  return answer(services, { accountId, action: `intake.${action}`, caller, idempotency, preview }, async (tx, at) => {
    const scene = sceneOf(services, tx, at, accountId)
    const intake = must(await store.intakeOf(tx, accountId, id), 'an intake that was found stays')
    mustMatch(call.ifMatch, intake.version)
    const { version } = scene.catalogue
    const refusal = stateRefuses(intake.state, action)
    if (refusal) return { decision: decide([refusal], { state: intake.state }), version }
    const source = await sourceOfIntake(scene, intake)
    return { decision: await run({ ...scene, intake, source, terms: termsOf(scene.catalogue, intake.way) }), version }
  })
}
