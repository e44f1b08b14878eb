/** Cuts the ledger's windows anew when a contract's plans or end change. */
import type { CivilDate } from '../kernel/civil.ts'
import { type Books, type Cause, leftOf, type WindowSpec } from '../ledger/index.ts'
import type { Catalogue } from '../terms/index.ts'
import { type Holder, stretchOn, windowSpecs } from './timeline.ts'

/** The specification of the window that holds a day, of the same allowance and office. */
function specLike(
  catalogue: Catalogue,
  h: Holder,
  allowance: string,
  office: string,
  day: CivilDate,
): WindowSpec | null {
  const stretch = stretchOn(h, day)
  return stretch === null
    ? null
    : (windowSpecs(catalogue, h, stretch, day).find((s) => s.allowance === allowance && s.office === office) ?? null)
}

/**
 * After a change on a day: a window that runs across it ends there, and where the new plan has the same allowance its
 * window takes over, counting what was used (edge.12). Windows that lie wholly after it get the new figure.
 */
export function recutWindows(
  books: Books,
  catalogue: Catalogue,
  before: Holder,
  after: Holder,
  on: CivilDate,
  cause: Cause,
): void {
  for (const w of [...books.windowsOf(after.id)]) {
    if (w.carriedInto !== null || (w.until !== null && w.until <= on)) continue
    const was = specLike(catalogue, before, w.allowance, w.office, w.from)
    if (w.from >= on) {
      const now = specLike(catalogue, after, w.allowance, w.office, w.from)
      if (now && was && now.amount !== was.amount)
        books.regrant(w, now.amount - was.amount, { ...cause, clause: now.clause })
      continue
    }
    const next = specLike(catalogue, after, w.allowance, w.office, on)
    if (next && next.from === on)
      books.carry(w, books.find(next) ?? books.open(next, { ...cause, clause: next.clause }), {
        ...cause,
        clause: 'edge.12',
      })
  }
}

/** When a contract gets an end: windows are cut there, and what would have come after it lapses at once (edge.13). */
export function endWindows(books: Books, holderId: string, endsOn: CivilDate, cause: Cause): void {
  for (const w of books.windowsOf(holderId)) {
    if (w.from >= endsOn) books.lapse(w, leftOf(w), cause)
    else if (w.until === null || w.until > endsOn) books.extend(w, endsOn)
  }
}
