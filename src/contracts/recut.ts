/** Cuts the ledger's windows anew when a contract's plans or end change. */
import type { CivilDate } from '../kernel/civil.ts'
import { type Books, type Cause, leftOf, type Window, type WindowSpec } from '../ledger/index.ts'
import type { Catalogue } from '../terms/index.ts'
import { type Holder, stretchOn, windowSpecs } from './timeline.ts'

type Cut = { books: Books; catalogue: Catalogue; before: Holder; after: Holder; on: CivilDate; cause: Cause }

/** The specification that a holder has for a window's allowance and office on a day. */
function specLike(catalogue: Catalogue, h: Holder, w: Window, day: CivilDate): WindowSpec | null {
  const stretch = stretchOn(h, day)
  if (stretch === null) return null
  const specs = windowSpecs(catalogue, h, stretch, day)
  return specs.find((s) => s.allowance === w.allowance && s.office === w.office) ?? null
}

function carryInto({ books, cause }: Cut, w: Window, next: WindowSpec): void {
  const into = books.find(next) ?? books.open(next, { ...cause, clause: next.clause })
  books.carry(w, into, { ...cause, clause: 'edge.12' })
}

/** A window that runs across the day: goes on, ends there, or is taken over by the new plan's, which counts its use (edge.12). */
function cutAcross(cut: Cut, w: Window): void {
  const { books, catalogue, after, on } = cut
  const next = specLike(catalogue, after, w, on)
  if (next === null) books.extend(w, on)
  else if (next.from === on) carryInto(cut, w, next)
  else books.extend(w, next.until)
}

/** A window that lies wholly after the day: gets the new plan's figure and end, or makes room for the window that covers it. */
function refit(cut: Cut, w: Window): void {
  const { books, catalogue, before, after, cause } = cut
  const now = specLike(catalogue, after, w, w.from)
  if (now === null) books.lapse(w, leftOf(w), cause)
  else if (now.from !== w.from) carryInto(cut, w, now)
  else {
    const more = now.amount - (specLike(catalogue, before, w, w.from)?.amount ?? 0)
    if (more !== 0) books.regrant(w, more, { ...cause, clause: now.clause })
    books.extend(w, now.until)
  }
}

/** After a change of plan that takes effect on a day, so that every window in the books is one of the new timeline's. */
export function recutWindows(cut: Cut): void {
  const open = cut.books.windowsOf(cut.after.id).filter((w) => w.until === null || w.until > cut.on)
  // What was to be taken over by a change that this one replaces is its own again, before anything is cut.
  for (const w of open) if (w.carriedInto !== null) cut.books.takeBack(w, cut.cause)
  for (const w of open) {
    if (w.from < cut.on) cutAcross(cut, w)
    else refit(cut, w)
  }
}

/** When a contract gets an end: windows are cut there, and what would have come after it lapses at once (edge.13). */
export function endWindows(books: Books, holderId: string, endsOn: CivilDate, cause: Cause): void {
  for (const w of books.windowsOf(holderId)) {
    if (w.from >= endsOn) books.lapse(w, leftOf(w), cause)
    else if (w.until === null || w.until > endsOn) books.extend(w, endsOn)
  }
}
