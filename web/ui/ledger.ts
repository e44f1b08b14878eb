import type { LedgerEntry } from '../api/types.ts'

/** An entry with what it did to what was left: negative where it took, zero where it only turned a hold into use. */
export type Movement = LedgerEntry & { change: number }

/** The book's entries, newest first, each with the difference to the entry before it in the same window. */
export function movementsOf(entries: readonly LedgerEntry[]): Movement[] {
  const left = new Map<string, number>()
  const moved = [...entries].reverse().map((entry) => {
    const window = `${entry.holder.id} ${entry.allowance} ${entry.window.from} ${entry.window.until}`
    const change = entry.leftAfter - (left.get(window) ?? 0)
    left.set(window, entry.leftAfter)
    return { ...entry, change }
  })
  return moved.reverse()
}
