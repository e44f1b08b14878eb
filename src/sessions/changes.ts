import { ordersOf, type RightsEnded } from '../contracts/index.ts'
import { type Decision, type Finding, holds } from '../kernel/decision.ts'
import type { Tx } from '../kernel/transaction.ts'
import type { Window } from '../ledger/index.ts'
import type { Circumstances } from '../notices/index.ts'
import { removeBookings } from '../people/index.ts'
import type { Scene, SessionServices } from './facts.ts'
import { type Session, stateAfter } from './model.ts'
import {
  type ChangeCall,
  conclude,
  giveBack,
  leaveJourney,
  questionOf,
  type Stage,
  stageOf,
  startOf,
  step,
  windowClause,
  write,
} from './step.ts'
import { bookedFrom } from './store.ts'
import { causeOf, noWrites, type Writes } from './taking.ts'

/** Takes back in memory all that a session took; what is then to be written stands in `writes`. */
function undoTaking(stage: Stage): { cancelled: Session; writes: Writes; back: Finding[] } {
  const writes = noWrites()
  const { scene, session } = stage
  const tripOf = () => [...scene.journeys.values()].find((j) => j.id === session.journeyId)?.windowId ?? null
  const held = session.windowId === null ? null : scene.books.window(session.windowId)
  const trip = tripOf()
  giveBack(stage)
  leaveJourney(stage, writes)
  const back = [
    ...(held && session.drawn > 0 ? [givesBack(scene, held, session.drawn, held.clause)] : []),
    ...(trip !== null && tripOf() === null ? [givesBack(scene, scene.books.window(trip), 1, 'edge.7')] : []),
    ...(writes.voided.length > 0 ? [holds('chargeVoided', ['edge.7'])] : []),
  ]
  return { cancelled: { ...session, state: stateAfter('cancel') }, writes, back }
}

const givesBack = (scene: Scene, window: Window, back: number, clause: string): Finding =>
  holds('givesBack', [clause], {
    allowance: window.allowance,
    back,
    leftAfter: scene.books.left(window),
    from: window.from,
    until: window.until,
  })

const freePerson = async ({ tx, session }: Stage): Promise<void> =>
  session.staffId === null ? undefined : removeBookings(tx, [{ staffId: session.staffId, sessionId: session.id }])

/** Cancels a session before its start: minutes, count and trip go back, unearned charges are voided (edge.7). */
export function cancelSession(services: SessionServices, call: ChangeCall, id: string): Promise<Decision> {
  return step(
    services,
    call,
    id,
    'cancel',
    (s) => questionOf(s, startOf(s), s.minutes),
    async (stage) => {
      const allowed = holds('stateAllows', ['edge.7', ...windowClause(stage)], {
        state: stage.session.state,
        action: 'cancel',
      })
      const { cancelled, writes, back } = undoTaking(stage)
      if (stage.writes) await freePerson(stage)
      return conclude(stage, [allowed, ...back], cancelled, writes, false)
    },
  )
}

/** Marks the journey as made: its trip is consumed and no longer comes back. */
function journeyMade(stage: Stage, writes: Writes): void {
  const { scene, session } = stage
  const journey = [...scene.journeys.values()].find((j) => j.id === session.journeyId)
  if (!journey || journey.made) return
  journey.made = true
  writes.journeys.set(journey.id, journey)
  if (journey.windowId !== null)
    scene.books.settle(
      scene.books.window(journey.windowId),
      1,
      causeOf(scene, stage.caller, 'session', session.id, 'edge.10'),
    )
}

/** Whether a window is over for good: one that was taken over lives on in the plan's that counts its use (edge.12). */
const hasEnded = (scene: Scene, window: Window): boolean =>
  window.carriedInto === null
    ? window.until !== null && scene.civilNow.date >= window.until
    : hasEnded(scene, scene.books.window(window.carriedInto))

/** What goes back to a window that has already ended lapses with it (price.1). */
function releaseInto(stage: Stage, windowId: string, amount: number): void {
  const { scene } = stage
  const window = scene.books.window(windowId)
  scene.books.release(window, amount, causeOf(scene, stage.caller, 'session', stage.session.id, 'edge.8'))
  const over = window.until !== null && scene.civilNow.date >= window.until && window.carriedInto === null
  if (over)
    scene.books.lapse(
      window,
      amount,
      causeOf(scene, stage.caller, 'window', window.id, scene.catalogue.data.adjustment.clause),
    )
}

/** Completes with the minutes it took: fewer return the rest, more draw what is left and note the excess (edge.8). */
export function completeSession(
  services: SessionServices,
  call: ChangeCall,
  id: string,
  minutes: number,
): Promise<Decision> {
  return step(
    services,
    call,
    id,
    'complete',
    (s) => questionOf(s, startOf(s), s.minutes),
    async (stage) => {
      const { scene, session } = stage
      const writes = noWrites()
      const cause = causeOf(scene, stage.caller, 'session', id, windowClause(stage)[0] ?? 'edge.8')
      const window = session.windowId === null ? null : scene.books.window(session.windowId)
      const counted = window === null || window.unit === 'count'
      let drawn = session.drawn
      let excess = 0
      if (window && !counted && minutes < drawn) {
        releaseInto(stage, window.id, drawn - minutes)
        drawn = minutes
      } else if (window && !counted && minutes > drawn) {
        const more = hasEnded(scene, window) ? 0 : Math.min(minutes - drawn, scene.books.left(window))
        if (more > 0) scene.books.hold(window, more, { ...cause, clause: 'edge.8' })
        excess = minutes - drawn - more
        drawn += more
      }
      if (window) scene.books.settle(window, drawn, cause)
      journeyMade(stage, writes)
      const finding: Finding = holds('completedWith', ['edge.8', ...windowClause(stage)], {
        minutes,
        drawn: counted ? null : drawn,
        returned: counted ? 0 : Math.max(session.drawn - drawn, 0),
        excess,
      })
      const completed: Session = {
        ...session,
        state: stateAfter('complete'),
        drawn,
        actualMinutes: minutes,
        excessMinutes: excess,
      }
      return conclude(stage, [finding], completed, writes, true)
    },
  )
}

/** A no-show keeps its draw and its journey's charge (edge.7). */
export function missSession(services: SessionServices, call: ChangeCall, id: string): Promise<Decision> {
  return step(
    services,
    call,
    id,
    'no-show',
    (s) => questionOf(s, startOf(s), s.minutes),
    async (stage) => {
      const { scene, session } = stage
      const writes = noWrites()
      if (session.windowId !== null)
        scene.books.settle(
          scene.books.window(session.windowId),
          session.drawn,
          causeOf(scene, stage.caller, 'session', id, 'edge.7'),
        )
      journeyMade(stage, writes)
      const missed: Session = { ...session, state: stateAfter('no-show') }
      const allowed = holds('stateAllows', ['edge.7', ...windowClause(stage)], {
        state: session.state,
        action: 'no-show',
      })
      return conclude(stage, [allowed], missed, writes, false)
    },
  )
}

/** A contract's rights end on a day: what was booked from then on, its projects' sessions too, is cancelled and returned (edge.13). */
export async function cancelBeyond(
  tx: Tx,
  services: SessionServices,
  at: Circumstances,
  event: RightsEnded,
): Promise<Finding[]> {
  const projects = (await ordersOf(tx, [event.accountId])).filter((o) => o.contractId === event.contractId)
  const beyond = (
    await Promise.all(
      [event.contractId, ...projects.map((p) => p.id)].map((id) => bookedFrom(tx, event.accountId, id, event.from)),
    )
  ).flat()
  for (const session of beyond.filter((s) => s.startsAt > at.now)) {
    const stage = await stageOf(tx, services, at, session, questionOf(session, startOf(session), session.minutes))
    // The contract has its end already, so the window that held the session is found by its id alone.
    const { cancelled, writes } = undoTaking(stage)
    await freePerson(stage)
    await write(stage, cancelled, writes, false)
  }
  return beyond.length === 0
    ? []
    : [holds('sessionsCancelled', [event.clause], { count: beyond.length, from: event.from })]
}
