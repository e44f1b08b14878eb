/** Books sessions, many at once: judged one after the other on shared facts, written together, committed together. */
import { raiseLines } from '../charges/index.ts'
import { markConsented } from '../contracts/index.ts'
import { formatCivilTime } from '../kernel/civil.ts'
import { civilAt, type Instant, instantOf } from '../kernel/clock.ts'
import { type Decision, mayApply } from '../kernel/decision.ts'
import { Problem } from '../kernel/failure.ts'
import { type Claim, type IdempotencyRef, lookUpMany, mustKeepMany } from '../kernel/idempotency.ts'
import { newId } from '../kernel/ids.ts'
import { groupLane, type Settled } from '../kernel/lane.ts'
import { ownAccount, scopeOf } from '../kernel/route.ts'
import { Overtaken, type Scope, type Tx } from '../kernel/transaction.ts'
import { type Answer, answersByIds, type Consent, recordAnswers, recordConsents } from '../notices/index.ts'
import { accountsByIds, lockAccounts, mustBook } from '../people/index.ts'
import { type BookingAsk, ownersOf, type Sorted, sortOut, unanswerable, type Work } from './asking.ts'
import { decisionOn } from './deciding.ts'
import { factsOf, loadScene, type Scene, type SessionServices, servingStaff } from './facts.ts'
import type { Session } from './model.ts'
import { endOf, type Judged, judgeSession } from './rules.ts'
import { insertSessions, upsertJourneys } from './store.ts'
import { deemedConsent, noWrites, takeDraws, type Writes } from './taking.ts'

type Made = { session: Session | null; decision: Decision }

function makeSession(scene: Scene, work: Work, judged: Judged, zone: string, writes: Writes): Session {
  const { ask, question, request } = work
  const holder = scene.holders.get(question.holderId)!
  const start = request.start
  const id = newId(scene.now)
  const base = { accountId: question.accountId, holderId: question.holderId, day: start.date, id }
  const travels = scene.catalogue.data.places[request.place]!.travels
  const session: Session = {
    ...base,
    holderType: holder.type,
    kind: request.kind,
    place: request.place,
    region: travels ? (request.region ?? scene.accounts.get(question.accountId)!.prefecture) : null,
    office: travels ? (request.office ?? holder.baseOffice) : null,
    language: judged.language,
    startMinute: start.minute,
    minutes: request.minutes,
    startsAt: instantOf(start, zone),
    endsAt: instantOf(endOf(request), zone),
    state: 'booked',
    staffId: servingStaff(question, holder),
    actualMinutes: null,
    excessMinutes: 0,
    termsVersion: scene.catalogue.version,
    createdAt: scene.now,
    version: 1,
    ...takeDraws(scene, judged, base, ask.caller, writes),
  }
  const standing = scene.standing.get(session.holderId) ?? []
  scene.standing.set(session.holderId, [...standing, { id, kind: session.kind, start, end: endOf(request) }])
  if (session.staffId !== null)
    scene.taken.push({ staffId: session.staffId, from: session.startsAt, until: session.endsAt })
  return session
}

function bookOne(scene: Scene, work: Work, at: number, zone: string, writes: Writes): Made {
  const judged = judgeSession(factsOf(scene, work.question, at, zone), work.request)
  const decision = decisionOn(judged)
  if (!mayApply(decision, work.ask.acceptCharges))
    return { session: null, decision: unapplied(decision, judged, scene) }
  const session = makeSession(scene, work, judged, zone, writes)
  return {
    session,
    decision: { ...decision, applied: true, state: 'booked', subject: { type: 'session', id: session.id, version: 1 } },
  }
}

/** A charged answer that is not accepted took nothing: what is left is what was left (edge.26). */
function unapplied(decision: Decision, judged: Judged, scene: Scene): Decision {
  if (decision.outcome !== 'charged') return decision
  const remaining = { ...decision.remaining }
  const specs = [judged.take?.spec, judged.journey?.trip].filter((s) => s !== undefined && s !== null)
  for (const spec of specs) {
    const window = scene.books.find(spec)
    remaining[spec.allowance] = window ? scene.books.left(window) : spec.amount
  }
  return { ...decision, remaining }
}

/** A key points at the answer that was kept, which is long, and would otherwise be written twice. */
type KeptAnswer = { accountId: string; answerId: string }
type Kept = { ref: IdempotencyRef; status: number; body: KeptAnswer }

/**
 * Everything that a group writes, and its commit, sent at once. It waits where a rival has booked the same person and has
 * not committed; where one was quicker with a person or a key, nothing stands and the group is played again.
 */
async function writeAll(
  tx: Tx,
  scene: Scene,
  made: Made[],
  writes: Writes,
  answers: Answer[],
  kept: Kept[],
): Promise<void> {
  const sessions = made.flatMap((m) => (m.session ? [m.session] : []))
  const bookings = sessions.flatMap((s) =>
    s.staffId === null
      ? []
      : [{ staffId: s.staffId, sessionId: s.id, accountId: s.accountId, from: s.startsAt, until: s.endsAt }],
  )
  const consents: Consent[] = []
  for (const s of sessions) deemedConsent(scene, s, consents)
  await tx.finish(() =>
    Promise.all([
      mustBook(tx, bookings),
      mustKeepMany(tx, kept),
      scene.books.flush(tx),
      raiseLines(tx, writes.lines),
      upsertJourneys(tx, [...writes.journeys.values()]),
      insertSessions(tx, sessions),
      recordConsents(tx, consents),
      markConsented(
        tx,
        consents.map((c) => ({ accountId: c.accountId, id: c.contractId, version: c.version })),
      ),
      recordAnswers(tx, answers),
    ]),
  )
}

type Keyed = { at: number; ref: IdempotencyRef }

/** Settles the asks whose keys were used before; gives for those that repeat one of the group the place of that one. */
async function settleRepeats(
  tx: Tx,
  claims: Claim[],
  keyed: Keyed[],
  settled: Sorted['settled'],
): Promise<Map<number, number>> {
  const keptOf = (claim: Claim) => ('replay' in claim ? [claim.replay.body as KeptAnswer] : [])
  const known = await answersByIds(tx, claims.flatMap(keptOf))
  const sameAs = new Map<number, number>()
  claims.forEach((claim, i) => {
    const { at } = keyed[i]!
    const [kept] = keptOf(claim)
    const earlier = kept && known.get(kept.answerId)
    if (earlier) settled[at] = { answer: earlier }
    // Kept while the person acted for another company, whose answers this one may not see.
    else if (kept) settled[at] = { error: new Problem('unknown-reference', 'contractId') }
    else if ('reused' in claim) settled[at] = { error: new Problem('idempotency-key-reused', 'Idempotency-Key') }
    else if ('sameAs' in claim) sameAs.set(at, keyed[claim.sameAs]!.at)
  })
  return sameAs
}

/** The scene at the moment from which its movements are dated; on another day the contracts may be others. */
function atPresent(scene: Scene, now: Instant, zone: string): Scene {
  const civilNow = civilAt(now, zone)
  if (civilNow.date !== scene.civilNow.date) throw new Overtaken('the day has turned')
  return { ...scene, now, civilNow }
}

/**
 * By the indexes, and planned once: a plan made while a table was small would read all of it for as long as the
 * connection lasts, and planning anew costs as much as reading.
 */
const STEADY_PLANS = 'SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off'

/** Carries out a group of bookings of one scope in one transaction. */
async function bookGroup(
  tx: Tx,
  services: SessionServices,
  asks: BookingAsk[],
  own: string | null,
): Promise<Settled<Decision>[]> {
  const zone = services.catalogues.timeZone
  const keyed = asks.flatMap((ask, at): Keyed[] => (ask.idempotency ? [{ at, ref: ask.idempotency }] : []))
  const refs = keyed.map((k) => k.ref)
  const whose = await ownersOf(tx, asks, own)
  const asked = services.clock.now()
  const { settled, works } = sortOut(services, asks, whose, asked)
  // One flight, the lock first: every statement after it sees what is true once the lock is held. Whoever sends a key
  // again asks for the same account, and waits there too: so its answer is found.
  const steady = tx.query(STEADY_PLANS)
  const locked = lockAccounts(tx, [...new Set(whose.values())])
  const [, claims, loaded] = await Promise.all([
    steady,
    lookUpMany(tx, refs),
    loadScene(
      tx,
      services,
      asked,
      works.map((w) => w.work.question),
      locked,
    ),
  ])
  // Only now: who waited for the lock must not date its movements before those that it waited for.
  const scene = atPresent(loaded, services.clock.now(), zone)
  const sameAs = await settleRepeats(tx, claims, keyed, settled)
  const writes = noWrites()
  const made: Made[] = []
  const answers: Answer[] = []
  const kept: Kept[] = []
  works.forEach(({ at, work }, i) => {
    if (settled[at] !== null || sameAs.has(at)) return
    const problem = unanswerable(scene, work)
    if (problem) {
      settled[at] = { error: problem }
      return
    }
    const one = bookOne(scene, work, i, zone, writes)
    made.push(one)
    settled[at] = { answer: one.decision }
    const answer = answerOf(scene, work, one)
    answers.push(answer)
    const ref = work.ask.idempotency
    if (ref) kept.push({ ref, status: 201, body: { accountId: answer.accountId, answerId: answer.id } })
  })
  await writeAll(tx, scene, made, writes, answers, kept)
  for (const [at, first] of sameAs) settled[at] = settled[first]!
  return settled.map((s) => s ?? { error: new Problem('internal') })
}

/** What was booked, for the record: the answer itself tells what it drew. */
function bookedAs({ kind, place, day, startMinute, minutes, staffId }: Session): NonNullable<Answer['change']> {
  const start = formatCivilTime({ date: day, minute: startMinute })
  return { before: null, after: { kind, place, start, minutes, staff: staffId } }
}

const answerOf = (scene: Scene, { question, ask }: Work, { decision, session }: Made): Answer & { id: string } => ({
  id: newId(scene.now),
  accountId: question.accountId,
  at: scene.now,
  action: 'session.book',
  version: scene.catalogue.version,
  byUser: ask.caller.userId,
  byName: ask.caller.name,
  decision,
  change: session && bookedAs(session),
})

/** The lane all bookings go through: group commit, and about one contract never two transactions at a time. */
export function bookingLane(services: SessionServices) {
  const lane = groupLane<BookingAsk, Decision>({
    width: 2,
    asks: 64,
    waiting: 1000,
    subjects: 16,
    run: async (key, asks) => {
      const own = key === 'vendor' ? null : key
      const scope: Scope = own === null ? { vendor: true } : { accountId: own }
      return services.db.transaction(scope, (tx) => bookGroup(tx, services, asks, own))
    },
  })
  return (ask: BookingAsk): Promise<Decision> => {
    return lane.submit(ownAccount(scopeOf(ask.caller)) ?? 'vendor', ask.holderId, ask)
  }
}

/** Answers what a booking would be answered now, and writes nothing. */
export async function previewBooking(services: SessionServices, ask: BookingAsk): Promise<Decision> {
  const scope = scopeOf(ask.caller)
  return services.db.read(scope, async (tx) => {
    const now = services.clock.now()
    const own = ownAccount(scope)
    const { settled, works } = sortOut(services, [ask], await ownersOf(tx, [ask], own), now)
    const failed = settled[0]
    if (failed && 'error' in failed) throw failed.error
    const work = works[0]!.work
    const known = await accountsByIds(tx, [work.question.accountId])
    if (known.length === 0) throw new Problem('unknown-reference', 'contractId')
    const scene = await loadScene(tx, services, now, [work.question], Promise.resolve(known))
    const problem = unanswerable(scene, work)
    if (problem) throw problem
    return decisionOn(judgeSession(factsOf(scene, work.question, 0, services.catalogues.timeZone), work.request))
  })
}
