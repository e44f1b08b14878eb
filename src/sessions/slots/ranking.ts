/** Which of two possible starts is the better one. Pure. */
import type { Piece } from './allowed.ts'

/** `load`: minutes for which whoever comes is booked already in the range searched. */
type Ranked = { index: number; piece: Piece; load: number }

/** A visit beside others of the day, for which nobody travels once more: no trip and no charge, so it comes first. */
export const sharesJourney = ({ judged: { journey } }: Piece): boolean => (journey?.journey?.standing ?? 0) > 0

/** The lower the better: a charge, a trip, a busy person, a late start. The earlier start is also before its allowance lapses. */
const keysOf = ({ index, piece, load }: Ranked) =>
  [piece.judged.charges.length, piece.judged.journey?.trip ? 1 : 0, load, index] as const

/** Order of two starts: negative where the first is the better one. */
export function byMerit(a: Ranked, b: Ranked): number {
  const theirs = keysOf(b)
  for (const [i, mine] of keysOf(a).entries()) {
    const other = theirs[i]!
    if (mine !== other) return mine < other ? -1 : 1
  }
  return 0
}
