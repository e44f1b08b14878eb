/** Sessions, the journeys they stand on, and the moves between a session's states. */
import type { CivilDate, CivilTime } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'
import type { Charge, Draw } from '../kernel/decision.ts'
import type { HolderType } from '../ledger/index.ts'

export type SessionState = 'booked' | 'completed' | 'cancelled' | 'no-show'
export type SessionAction = 'move' | 'cancel' | 'complete' | 'no-show'

/** From `booked` only: before the start a session is moved or cancelled, from the start on it is completed or a no-show. */
const MOVES: Record<SessionAction, { until: 'start' | null; to: SessionState }> = {
  move: { until: 'start', to: 'booked' },
  cancel: { until: 'start', to: 'cancelled' },
  complete: { until: null, to: 'completed' },
  'no-show': { until: null, to: 'no-show' },
}

/** Whether a step is open to a session at a moment (edge.6, edge.7, edge.8). */
export function mayTake(
  action: SessionAction,
  session: { state: SessionState; startsAt: Instant },
  now: Instant,
): boolean {
  const started = now >= session.startsAt
  return session.state === 'booked' && (MOVES[action].until === 'start' ? !started : started)
}

export const stateAfter = (action: SessionAction): SessionState => MOVES[action].to

export type Session = {
  accountId: string
  id: string
  holderType: HolderType
  holderId: string
  kind: string
  place: string
  region: string | null
  office: string | null
  language: string
  day: CivilDate
  startMinute: number
  minutes: number
  startsAt: Instant
  endsAt: Instant
  state: SessionState
  staffId: string | null
  /** The window it draws on and how much it holds or has consumed there. */
  windowId: string | null
  drawn: number
  journeyId: string | null
  actualMinutes: number | null
  excessMinutes: number
  draws: Draw[]
  charges: Charge[]
  termsVersion: string
  createdAt: Instant
  version: number
}

/** One journey = holder, day, travelling office, region (edge.10). */
export type Journey = {
  accountId: string
  id: string
  holderId: string
  day: CivilDate
  office: string
  region: string
  windowId: string | null
  chargeId: string | null
  standing: number
  /** A session on it was held or missed, so its trip is consumed. */
  made: boolean
}

export const journeyKey = (j: { holderId: string; day: CivilDate; office: string; region: string }) =>
  `${j.holderId} ${j.day} ${j.office} ${j.region}`

/** A session of a kind that is counted or waited for, as far as the rules look at it. */
export type Standing = { id: string; kind: string; start: CivilTime; end: CivilTime }

/** What is asked of a booking, in wall-clock time of the catalogue's zone. */
export type SessionRequest = {
  kind: string
  place: string
  start: CivilTime
  minutes: number
  /** A region by its own name; null = the account's (edge.11). */
  region: string | null
  /** The travelling office; null = the contract's, else the first (edge.11, edge.35). */
  office: string | null
  language: string | null
}
