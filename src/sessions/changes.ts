/** What happens to a session after it is booked: moved, cancelled, held, missed. */
import { raiseLines, voidLines } from '../charges/index.ts'
import { markConsented, ordersOf, type RightsEnded, stretchOn, windowSpecs } from '../contracts/index.ts'
import { type CivilTime, formatCivilTime } from '../kernel/civil.ts'
import { civilAt, instantOf } from '../kernel/clock.ts'
import { broken, decide, type Decision, type Finding, holds, mayApply } from '../kernel/decision.ts'
import { must, Problem } from '../kernel/failure.ts'
import type { IdempotencyRef } from '../kernel/idempotency.ts'
import { type Caller, mustMatch, scopeOf } from '../kernel/route.ts'
import type { Tx } from '../kernel/transaction.ts'
import { answer, type Circumstances, type Consent, recordConsents } from '../notices/index.ts'
import { insertBookings, removeBookings } from '../people/index.ts'
import { causeOf, deemedConsent, takeDraws, type Writes } from './booking.ts'
import { factsOf, loadScene, type Question, type Scene, type SessionServices } from './facts.ts'
import { journeyKey, mayTake, type Session, type SessionAction, type SessionRequest, stateAfter } from './model.ts'
import { endOf, judgeSession, remainingIn, travellingOffice } from './rules.ts'
import { accountOfSession, bookedFrom, journeyOf, sessionOf, updateSession, upsertJourneys } from './store.ts'

export type ChangeCall = { caller: Caller; idempotency: IdempotencyRef | null; ifMatch: number | null; preview: boolean }

type Stage = Circumstances & { tx: Tx; services: SessionServices; session: Session; scene: Scene; question: Question }

const startOf = (s: Session): CivilTime => ({ date: s.day, minute: s.startMinute })

const questionOf = (s: Session, start: CivilTime, minutes: number): Question => ({ accountId: s.accountId, holderId: s.holderId, start, minutes, staffId: s.staffId, except: s.id })

async function stageOf(tx: Tx, services: SessionServices, at: Circumstances, session: Session, question: Question): Promise<Stage> {
  const scene = await loadScene(tx, services, at.now, [question])
  if (session.journeyId !== null) {
    const journey = await journeyOf(tx, session.accountId, session.journeyId)
    if (!scene.journeys.has(journeyKey(journey))) scene.journeys.set(journeyKey(journey), journey)
  }
  const journey = [...scene.journeys.values()].find((j) => j.id === session.journeyId)
  await scene.books.fetch(tx, session.accountId, [session.windowId, journey?.windowId ?? null].filter((id) => id !== null))
  return { ...at, tx, services, session, scene, question }
}

/** Runs a step on a session: finds it, guards its version, refuses what its state does not allow. */
async function step(services: SessionServices, call: ChangeCall, id: string, action: SessionAction, question: (s: Session) => Question, run: (stage: Stage) => Promise<Decision>): Promise<Decision> {
  const scope = scopeOf(call.caller)
  const accountId = await services.db.read(scope, (tx) => accountOfSession(tx, id))
  if (accountId === null) throw new Problem('unknown-reference', 'id')
  return answer(services, { accountId, action: `session.${action}`, caller: call.caller, idempotency: call.idempotency, preview: call.preview }, async (tx, at) => {
    const session = must(await sessionOf(tx, accountId, id), 'a session that was found stays')
    mustMatch(call.ifMatch, session.version)
    const stage = await stageOf(tx, services, at, session, question(session))
    const version = stage.scene.catalogue.version
    if (mayTake(action, session, at.now)) return { decision: await run(stage), version }
    const clause = windowClause(stage)
    const refusal = broken('stateAllows', 'wrong-state', [action === 'move' ? 'edge.6' : action === 'complete' ? 'edge.8' : 'edge.7', ...clause], { state: session.state, action, start: formatCivilTime(startOf(session)) })
    return { decision: decide([refusal], { state: session.state, remaining: remainingOf(stage) }), version }
  })
}

const windowClause = (stage: Stage): string[] => (stage.session.windowId === null ? [] : [stage.scene.books.window(stage.session.windowId).clause])

function remainingOf(stage: Stage, day = stage.session.day): Record<string, number> {
  const holder = stage.scene.holders.get(stage.session.holderId)
  const stretch = holder && stretchOn(holder, day)
  return holder && stretch ? remainingIn(stage.scene.books, windowSpecs(stage.scene.catalogue, holder, stretch, day), []) : {}
}

/** Takes a session off its journey; with the last one its trip goes back and its charge, not earned, is voided (edge.10, edge.7). */
async function leaveJourney(stage: Stage, writes: Writes): Promise<void> {
  const { scene, session, tx } = stage
  const journey = [...scene.journeys.values()].find((j) => j.id === session.journeyId)
  if (!journey) return
  journey.standing -= 1
  writes.journeys.set(journey.id, journey)
  if (journey.standing > 0 || journey.made) return
  if (journey.windowId !== null) scene.books.release(scene.books.window(journey.windowId), 1, causeOf(scene, stage.caller, 'session', session.id, 'edge.10'))
  if (journey.chargeId !== null) await voidLines(tx, session.accountId, [journey.chargeId], stage.now, 'edge.7', stage.caller.name)
  journey.windowId = null
  journey.chargeId = null
}

/** Gives back what a session holds. */
function giveBack(stage: Stage): void {
  const { scene, session } = stage
  if (session.windowId === null) return
  const window = scene.books.window(session.windowId)
  scene.books.release(window, session.drawn, causeOf(scene, stage.caller, 'session', session.id, window.clause))
}

async function write(stage: Stage, session: Session, writes: Writes, use: boolean): Promise<void> {
  const { tx, scene } = stage
  const consents: Consent[] = []
  if (use) deemedConsent(scene, session, consents)
  await Promise.all([
    scene.books.flush(tx), raiseLines(tx, writes.lines), upsertJourneys(tx, [...writes.journeys.values()]), updateSession(tx, session), recordConsents(tx, consents),
    markConsented(tx, consents.map((c) => ({ accountId: c.accountId, id: c.contractId, version: c.version }))),
  ])
}

const done = (decision: Decision, session: Session): Decision =>
  ({ ...decision, applied: true, state: session.state, subject: { type: 'session', id: session.id, version: session.version + 1 } })

export type MoveAsk = { startsAt: number; minutes?: number | undefined; acceptCharges: boolean }

/** Moves a session: everything is checked again with its own draw and trip released (edge.6). */
export function moveSession(services: SessionServices, call: ChangeCall, id: string, ask: MoveAsk): Promise<Decision> {
  const zone = services.catalogues.timeZone
  const start = civilAt(ask.startsAt, zone)
  return step(services, call, id, 'move', (s) => questionOf(s, start, ask.minutes ?? s.minutes), async (stage) => {
    const { scene, session, question } = stage
    const before = remainingOf(stage, start.date)
    const facts = factsOf(scene, question, 0, zone)
    const request: SessionRequest = { kind: session.kind, place: session.place, start, minutes: question.minutes, region: session.region, office: session.office, language: session.language }
    const key = session.journeyId === null ? null : journeyKey({ holderId: session.holderId, day: start.date, office: travellingOffice(facts, request), region: session.region ?? facts.region })
    const sameJourney = key !== null && scene.journeys.get(key)?.id === session.journeyId
    const writes: Writes = { lines: [], journeys: new Map() }
    giveBack(stage)
    const journey = [...scene.journeys.values()].find((j) => j.id === session.journeyId)
    const lastOfTrip = journey !== undefined && !sameJourney && journey.standing === 1 && !journey.made && journey.windowId !== null
    if (lastOfTrip) scene.books.release(scene.books.window(journey.windowId!), 1, causeOf(scene, stage.caller, 'session', session.id, 'edge.10'))
    const judged = judgeSession(facts, request)
    const phase = judged.stretch?.phase
    const decision = decide(judged.findings, { draws: judged.draws, charges: judged.charges, remaining: judged.remaining, ...(phase ? { phase } : {}) })
    if (!mayApply(decision, ask.acceptCharges)) return stage.writes || decision.outcome === 'refused' ? { ...decision, remaining: before } : decision
    if (!stage.writes) return decision
    if (lastOfTrip) journey.windowId = null
    if (journey && !sameJourney) await leaveJourney(stage, writes)
    const took = takeDraws(scene, sameJourney ? { ...judged, journey: null } : judged, { accountId: session.accountId, holderId: session.holderId, day: start.date, id }, stage.caller, writes)
    const moved: Session = {
      ...session, ...took, ...(sameJourney ? { journeyId: session.journeyId, charges: session.charges } : {}), day: start.date, startMinute: start.minute, minutes: question.minutes,
      startsAt: instantOf(start, zone), endsAt: instantOf(endOf(request), zone), termsVersion: scene.catalogue.version,
    }
    await rebook(stage, moved)
    await write(stage, moved, writes, false)
    return done(decision, moved)
  })
}

/** Books the person anew at the session's new time. Whoever was quicker wins; this step is then to be asked again. */
async function rebook(stage: Stage, moved: Session): Promise<void> {
  if (moved.staffId === null) return
  await removeBookings(stage.tx, [{ staffId: moved.staffId, sessionId: moved.id }])
  const lost = await insertBookings(stage.tx, [{ staffId: moved.staffId, sessionId: moved.id, accountId: moved.accountId, from: moved.startsAt, until: moved.endsAt }])
  if (lost.length > 0) throw new Problem('unavailable')
}

async function cancelOne(stage: Stage): Promise<Session> {
  const writes: Writes = { lines: [], journeys: new Map() }
  const { session, tx } = stage
  giveBack(stage)
  await leaveJourney(stage, writes)
  if (session.staffId !== null) await removeBookings(tx, [{ staffId: session.staffId, sessionId: session.id }])
  const cancelled: Session = { ...session, state: stateAfter('cancel') }
  await write(stage, cancelled, writes, false)
  return cancelled
}

/** Cancels a session before its start: minutes, count and trip go back, unearned charges are voided (edge.7). */
export function cancelSession(services: SessionServices, call: ChangeCall, id: string): Promise<Decision> {
  return step(services, call, id, 'cancel', (s) => questionOf(s, startOf(s), s.minutes), async (stage) => {
    const findings = [holds('stateAllows', ['edge.7', ...windowClause(stage)], { state: stage.session.state, action: 'cancel' })]
    if (!stage.writes) return decide(findings, { state: 'cancelled' })
    const cancelled = await cancelOne(stage)
    return done(decide(findings, { remaining: remainingOf(stage) }), cancelled)
  })
}

/** Marks the journey as made: its trip is consumed and no longer comes back. */
function journeyMade(stage: Stage, writes: Writes): void {
  const { scene, session } = stage
  const journey = [...scene.journeys.values()].find((j) => j.id === session.journeyId)
  if (!journey || journey.made) return
  journey.made = true
  writes.journeys.set(journey.id, journey)
  if (journey.windowId !== null) scene.books.settle(scene.books.window(journey.windowId), 1, causeOf(scene, stage.caller, 'session', session.id, 'edge.10'))
}

/** What goes back to a window that has already ended lapses with it (price.1). */
function releaseInto(stage: Stage, windowId: string, amount: number): void {
  const { scene } = stage
  const window = scene.books.window(windowId)
  scene.books.release(window, amount, causeOf(scene, stage.caller, 'session', stage.session.id, 'edge.8'))
  const over = window.until !== null && scene.civilNow.date >= window.until && window.carriedInto === null
  if (over) scene.books.lapse(window, amount, causeOf(scene, stage.caller, 'window', window.id, scene.catalogue.data.adjustment.clause))
}

/** Completes with the minutes it took: fewer return the rest, more draw what is left and note the excess (edge.8). */
export function completeSession(services: SessionServices, call: ChangeCall, id: string, minutes: number): Promise<Decision> {
  return step(services, call, id, 'complete', (s) => questionOf(s, startOf(s), s.minutes), async (stage) => {
    const { scene, session } = stage
    const writes: Writes = { lines: [], journeys: new Map() }
    const cause = causeOf(scene, stage.caller, 'session', id, windowClause(stage)[0] ?? 'edge.8')
    const window = session.windowId === null ? null : scene.books.window(session.windowId)
    const counted = window === null || window.unit === 'count'
    let drawn = session.drawn
    let excess = 0
    if (window && !counted && minutes < drawn) {
      releaseInto(stage, window.id, drawn - minutes)
      drawn = minutes
    } else if (window && !counted && minutes > drawn) {
      const over = window.until !== null && scene.civilNow.date >= window.until
      const more = over ? 0 : Math.min(minutes - drawn, scene.books.left(window))
      if (more > 0) scene.books.hold(window, more, { ...cause, clause: 'edge.8' })
      excess = minutes - drawn - more
      drawn += more
    }
    if (window) scene.books.settle(window, drawn, cause)
    journeyMade(stage, writes)
    const finding: Finding = holds('completedWith', ['edge.8', ...windowClause(stage)], { minutes, drawn: counted ? null : drawn, returned: counted ? 0 : Math.max(session.drawn - drawn, 0), excess })
    const completed: Session = { ...session, state: stateAfter('complete'), drawn, actualMinutes: minutes, excessMinutes: excess }
    const decision = decide([finding], { remaining: remainingOf(stage) })
    if (!stage.writes) return { ...decision, state: 'completed' }
    await write(stage, completed, writes, true)
    return done(decision, completed)
  })
}

/** A no-show keeps its draw and its journey's charge (edge.7). */
export function missSession(services: SessionServices, call: ChangeCall, id: string): Promise<Decision> {
  return step(services, call, id, 'no-show', (s) => questionOf(s, startOf(s), s.minutes), async (stage) => {
    const { scene, session } = stage
    const writes: Writes = { lines: [], journeys: new Map() }
    if (session.windowId !== null) scene.books.settle(scene.books.window(session.windowId), session.drawn, causeOf(scene, stage.caller, 'session', id, 'edge.7'))
    journeyMade(stage, writes)
    const missed: Session = { ...session, state: stateAfter('no-show') }
    const decision = decide([holds('stateAllows', ['edge.7', ...windowClause(stage)], { state: session.state, action: 'no-show' })], { remaining: remainingOf(stage) })
    if (!stage.writes) return { ...decision, state: 'no-show' }
    await write(stage, missed, writes, false)
    return done(decision, missed)
  })
}

/** A contract's rights end on a day: what was booked from then on, its projects' sessions too, is cancelled and returned (edge.13). */
export async function cancelBeyond(tx: Tx, services: SessionServices, at: Circumstances, event: RightsEnded): Promise<Finding[]> {
  const projects = (await ordersOf(tx, [event.accountId])).filter((o) => o.contractId === event.contractId)
  const beyond = (await Promise.all([event.contractId, ...projects.map((p) => p.id)].map((id) => bookedFrom(tx, event.accountId, id, event.from)))).flat()
  for (const session of beyond.filter((s) => s.startsAt > at.now)) {
    const stage = await stageOf(tx, services, at, session, questionOf(session, startOf(session), session.minutes))
    // The contract has its end already, so the window that held the session is found by its id alone.
    await cancelOne(stage)
  }
  return beyond.length === 0 ? [] : [holds('sessionsCancelled', [event.clause], { count: beyond.length, from: event.from })]
}

