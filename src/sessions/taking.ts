/** What a judged session takes: minutes or a count, a trip or its charge, and the consent that use gives. */
import type { Line } from '../charges/index.ts'
import { newId } from '../kernel/ids.ts'
import type { Caller } from '../kernel/route.ts'
import type { Cause, WindowSpec } from '../ledger/index.ts'
import type { Consent } from '../notices/index.ts'
import type { Scene } from './facts.ts'
import { type Journey, journeyKey, type Session } from './model.ts'
import type { JourneyPlan, Judged } from './rules.ts'

/** What a step writes besides the ledger. */
export type Writes = { lines: Line[]; voided: string[]; journeys: Map<string, Journey> }

export const noWrites = (): Writes => ({ lines: [], voided: [], journeys: new Map() })

export const causeOf = (scene: Scene, caller: Caller, type: string, id: string, clause: string): Cause => ({
  type,
  id,
  clause,
  at: scene.now,
  byUser: caller.userId,
  byName: caller.name,
})

/** The window of a specification, opened where it is not yet. */
const windowFor = (scene: Scene, spec: WindowSpec, cause: Cause) =>
  scene.books.find(spec) ??
  scene.books.open(spec, { ...cause, type: spec.holderType, id: spec.holderId, clause: spec.clause })

/** Stands a session on its journey: the one that is made anyway, or a new one with its trip or charge. */
export function takeJourney(
  scene: Scene,
  plan: JourneyPlan,
  session: { accountId: string; holderId: string; day: string; id: string },
  cause: Cause,
  writes: Writes,
): Journey {
  const key = { holderId: session.holderId, day: session.day, office: plan.office, region: plan.region }
  const journey: Journey = plan.journey ?? {
    accountId: session.accountId,
    id: newId(scene.now),
    ...key,
    windowId: null,
    chargeId: null,
    standing: 0,
    made: false,
  }
  if (plan.trip) {
    const window = windowFor(scene, plan.trip, cause)
    scene.books.hold(window, 1, { ...cause, clause: plan.trip.clause })
    journey.windowId = window.id
    journey.chargeId = null
  }
  if (plan.charge) {
    const line: Line = {
      ...plan.charge,
      accountId: session.accountId,
      id: newId(scene.now),
      at: scene.now,
      holderId: session.holderId,
      causeType: 'session',
      causeId: session.id,
      byName: cause.byName,
    }
    writes.lines.push(line)
    journey.chargeId = line.id
    journey.windowId = null
  }
  journey.standing += 1
  scene.journeys.set(journeyKey(journey), journey)
  writes.journeys.set(journey.id, journey)
  return journey
}

/** Takes what a judged session draws and gives the figures that the session keeps. */
export function takeDraws(
  scene: Scene,
  judged: Judged,
  session: { accountId: string; holderId: string; day: string; id: string },
  caller: Caller,
  writes: Writes,
) {
  const cause = causeOf(scene, caller, 'session', session.id, judged.take?.clause ?? 'edge.27')
  const window = judged.take ? windowFor(scene, judged.take.spec, cause) : null
  if (window && judged.take) scene.books.hold(window, judged.take.amount, cause)
  const journey = judged.journey ? takeJourney(scene, judged.journey, session, cause, writes) : null
  return {
    windowId: window?.id ?? null,
    drawn: judged.take?.amount ?? 0,
    journeyId: journey?.id ?? null,
    draws: judged.draws,
    charges: judged.charges,
  }
}

/** First use under a version the contract has not agreed to yet is consent to it (change.2, edge.24). */
export function deemedConsent(scene: Scene, session: Session, consents: Consent[]): void {
  const contract = scene.contracts.get(session.holderId)
  if (!contract || contract.consentedVersion === scene.catalogue.version) return
  contract.consentedVersion = scene.catalogue.version
  consents.push({
    accountId: session.accountId,
    contractId: contract.id,
    version: scene.catalogue.version,
    kind: 'deemed',
    at: scene.now,
    causeType: 'session',
    causeId: session.id,
  })
}
