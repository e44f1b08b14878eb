/** Windows and their movements, as pure arithmetic. Amounts are whole minutes or counts, never negative but in `adjust`. */
import type { CivilDate } from '../kernel/civil.ts'
import { must } from '../kernel/failure.ts'

export const ENTRY_KINDS = ['grant', 'hold', 'release', 'settle', 'lapse', 'adjust', 'carry'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]
export type Unit = 'minutes' | 'count'
export type HolderType = 'contract' | 'order'

/** What a window should be: an allowance over a span of days with its grant and the clause of that figure. */
export type WindowSpec = {
  accountId: string
  holderId: string
  holderType: HolderType
  allowance: string
  /** The office whose pool it is, '' where one pool serves all. */
  office: string
  unit: Unit
  from: CivilDate
  until: CivilDate | null
  amount: number
  clause: string
}

export type Counters = { granted: number; held: number; consumed: number; lapsed: number }

export type Window = Omit<WindowSpec, 'amount'> &
  Counters & {
    id: string
    seq: number
    /** The window that took over after a change of plan: every movement here is carried there (edge.12). */
    carriedInto: string | null
  }

/** granted = held + consumed + lapsed + left; never below 0. */
export const leftOf = (c: Counters) => c.granted - c.held - c.consumed - c.lapsed

/**
 * Counters after one entry. `settle` turns held into consumed; `carry` is use that happened in the window before;
 * a negative `lapse` takes back what lapsed when an ended window is opened again.
 */
export function afterEntry(c: Counters, kind: EntryKind, amount: number): Counters {
  const next = { granted: c.granted, held: c.held, consumed: c.consumed, lapsed: c.lapsed }
  if (kind === 'grant' || kind === 'adjust') next.granted += amount
  else if (kind === 'hold') next.held += amount
  else if (kind === 'release') next.held -= amount
  else if (kind === 'settle') {
    next.held -= amount
    next.consumed += amount
  } else if (kind === 'carry') next.consumed += amount
  else next.lapsed += amount
  must(
    next.held >= 0 && next.consumed >= 0 && next.lapsed >= 0 && leftOf(next) >= 0,
    `a ${kind} of ${amount} keeps the window within its grant`,
  )
  return next
}
