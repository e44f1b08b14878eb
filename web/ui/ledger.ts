import type { LedgerEntry } from '../api/types.ts'

/** An entry with what it did to what was left: negative where it took, zero where it only turned a hold into use. */
export type Movement = LedgerEntry & { change: number }

/** As they were written: by time, a window's grant before what draws on it, then by id, which sorts as it was made. */
const asWritten = (a: LedgerEntry, b: LedgerEntry) =>
  a.at.localeCompare(b.at) || Number(b.kind === 'grant') - Number(a.kind === 'grant') || a.id.localeCompare(b.id)

/** The book's entries, newest first, each with the difference to the entry before it in the same window. */
export function movementsOf(entries: readonly LedgerEntry[]): Movement[] {
  const left = new Map<string, number>()
  const moved = [...entries].sort(asWritten).map((entry) => {
    const window = `${entry.holder.id} ${entry.allowance} ${entry.window.from} ${entry.window.until}`
    const change = entry.leftAfter - (left.get(window) ?? 0)
    left.set(window, entry.leftAfter)
    return { ...entry, change }
  })
  return moved.reverse()
}
