/** One step on a session: found, guarded by version and state, given back or written with its journey and window. */
import { raiseLines, voidLines } from '../charges/index.ts'
import { markConsented, stretchOn, windowSpecs } from '../contracts/index.ts'
import { differing } from '../kernel/audit.ts'
import { type CivilTime, formatCivilTime } from '../kernel/civil.ts'
import { broken, type Decision, decide, type Finding } from '../kernel/decision.ts'
import { must, Problem } from '../kernel/failure.ts'
import type { IdempotencyRef } from '../kernel/idempotency.ts'
import { type Caller, mustMatch, scopeOf } from '../kernel/route.ts'
import type { Tx } from '../kernel/transaction.ts'
import { answer, type Circumstances, type Consent, recordConsents } from '../notices/index.ts'
import { loadScene, type Question, type Scene, type SessionServices } from './facts.ts'
import { journeyKey, mayTake, type Session, type SessionAction } from './model.ts'
import { remainingIn } from './rules.ts'
import { accountOfSession, journeyOf, sessionOf, updateSession, upsertJourneys } from './store.ts'
import { causeOf, deemedConsent, type Writes } from './taking.ts'

export type ChangeCall = {
  caller: Caller
  idempotency: IdempotencyRef | null
  ifMatch: number | null
  preview: boolean
}

export type Stage = Circumstances & {
  tx: Tx
  services: SessionServices
  session: Session
  scene: Scene
  question: Question
}

export const startOf = (s: Session): CivilTime => ({ date: s.day, minute: s.startMinute })

/** What of a session a step moves, for the record. */
export function tellMove(stage: Stage, after: Session): void {
  const told = (s: Session) => ({
    start: formatCivilTime(startOf(s)),
    minutes: s.minutes,
    state: s.state,
    staff: s.staffId,
    actualMinutes: s.actualMinutes,
  })
  stage.moved?.(differing(told(stage.session), told(after)))
}

export const questionOf = (s: Session, start: CivilTime, minutes: number): Question => ({
  accountId: s.accountId,
  holderId: s.holderId,
  start,
  minutes,
  staffId: s.staffId,
  except: s.id,
})

export async function stageOf(
  tx: Tx,
  services: SessionServices,
  at: Circumstances,
  session: Session,
  question: Question,
): Promise<Stage> {
  const scene = await loadScene(tx, services, at.now, [question])
  if (session.journeyId !== null) {
    const journey = await journeyOf(tx, session.accountId, session.journeyId)
    if (!scene.journeys.has(journeyKey(journey))) scene.journeys.set(journeyKey(journey), journey)
  }
  const journey = [...scene.journeys.values()].find((j) => j.id === session.journeyId)
  await scene.books.fetch(
    tx,
    session.accountId,
    [session.windowId, journey?.windowId ?? null].filter((id) => id !== null),
  )
  return { ...at, tx, services, session, scene, question }
}

/** What whoever is merely assigned is told: that it is done, under which clauses; nothing of allowances and prices. */
const withoutBooks = ({ lapsed: _, period: __, phase: ___, ...decision }: Decision): Decision => ({
  ...decision,
  charges: [],
  draws: [],
  remaining: {},
  findings: decision.findings
    .filter((f) => f.rule !== 'givesBack' && f.rule !== 'chargeVoided')
    .map((f) => ({
      ...f,
      facts: { ...f.facts, ...('drawn' in f.facts && { drawn: null, returned: 0, excess: 0 }) },
    })),
})

/**
 * Runs a step on a session: finds it, guards its version, refuses what its state does not allow. Who is assigned finds the
 * own people's sessions only; the step then moves the account's books, so it runs in the account's scope.
 */
export async function step(
  services: SessionServices,
  call: ChangeCall,
  id: string,
  action: SessionAction,
  question: (s: Session) => Question,
  run: (stage: Stage) => Promise<Decision>,
): Promise<Decision> {
  const scope = scopeOf(call.caller)
  const accountId = await services.db.read(scope, (tx) => accountOfSession(tx, id))
  if (accountId === null) throw new Problem('unknown-reference', 'id')
  const assigned = call.caller.relation === 'assigned'
  const decision = await answer(
    services,
    {
      accountId,
      action: `session.${action}`,
      caller: call.caller,
      idempotency: call.idempotency,
      preview: call.preview,
      ...(assigned && { scope: { accountId } }),
    },
    async (tx, at) => {
      const session = must(await sessionOf(tx, accountId, id), 'a session that was found stays')
      // Given to somebody else since it was found.
      if (assigned && !call.caller.staffIds.includes(session.staffId ?? ''))
        throw new Problem('unknown-reference', 'id')
      mustMatch(call.ifMatch, session.version)
      const stage = await stageOf(tx, services, at, session, question(session))
      const version = stage.scene.catalogue.version
      if (mayTake(action, session, at.now)) return { decision: await run(stage), version }
      const clause = windowClause(stage)
      const refusal = broken(
        'stateAllows',
        'wrong-state',
        [action === 'move' ? 'edge.6' : action === 'complete' ? 'edge.8' : 'edge.7', ...clause],
        { state: session.state, action, start: formatCivilTime(startOf(session)) },
      )
      return { decision: decide([refusal], { state: session.state, remaining: remainingOf(stage) }), version }
    },
  )
  return assigned ? withoutBooks(decision) : decision
}

export const windowClause = (stage: Stage): string[] =>
  stage.session.windowId === null ? [] : [stage.scene.books.window(stage.session.windowId).clause]

export function remainingOf(stage: Stage, day = stage.session.day): Record<string, number> {
  const holder = stage.scene.holders.get(stage.session.holderId)
  const stretch = holder && stretchOn(holder, day)
  return holder && stretch
    ? remainingIn(stage.scene.books, windowSpecs(stage.scene.catalogue, holder, stretch, day), [])
    : {}
}

/** Takes a session off its journey; with the last one its trip goes back and its charge, not earned, is voided (edge.10, edge.7). */
export function leaveJourney(stage: Stage, writes: Writes): void {
  const { scene, session } = stage
  const journey = [...scene.journeys.values()].find((j) => j.id === session.journeyId)
  if (!journey) return
  journey.standing -= 1
  writes.journeys.set(journey.id, journey)
  if (journey.standing > 0 || journey.made) return
  if (journey.windowId !== null)
    scene.books.release(
      scene.books.window(journey.windowId),
      1,
      causeOf(scene, stage.caller, 'session', session.id, 'edge.10'),
    )
  if (journey.chargeId !== null) writes.voided.push(journey.chargeId)
  journey.windowId = null
  journey.chargeId = null
}

/** Gives back what a session holds. */
export function giveBack(stage: Stage): void {
  const { scene, session } = stage
  if (session.windowId === null) return
  const window = scene.books.window(session.windowId)
  scene.books.release(window, session.drawn, causeOf(scene, stage.caller, 'session', session.id, window.clause))
}

export async function write(stage: Stage, session: Session, writes: Writes, use: boolean): Promise<void> {
  const { tx, scene } = stage
  const consents: Consent[] = []
  if (use) deemedConsent(scene, session, consents)
  await Promise.all([
    scene.books.flush(tx),
    raiseLines(tx, writes.lines),
    writes.voided.length > 0 && voidLines(tx, session.accountId, writes.voided, stage.now, 'edge.7', stage.caller.name),
    upsertJourneys(tx, [...writes.journeys.values()]),
    updateSession(tx, session),
    recordConsents(tx, consents),
    markConsented(
      tx,
      consents.map((c) => ({ accountId: c.accountId, id: c.contractId, version: c.version })),
    ),
  ])
}

export const done = (decision: Decision, session: Session): Decision => ({
  ...decision,
  applied: true,
  state: session.state,
  subject: { type: 'session', id: session.id, version: session.version + 1 },
})

/** Answers a step that nothing refuses any more, and writes it unless it is only asked for. `use`: it agrees to the terms. */
export async function conclude(
  stage: Stage,
  findings: Finding[],
  after: Session,
  writes: Writes,
  use: boolean,
): Promise<Decision> {
  const decision = decide(findings, { remaining: remainingOf(stage) })
  if (!stage.writes) return { ...decision, state: after.state }
  await write(stage, after, writes, use)
  tellMove(stage, after)
  return done(decision, after)
}
