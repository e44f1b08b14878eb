/** How far the decisions have been told of: a number, and those below it that were not there yet when it was passed. */
import type { Instant } from '../../kernel/clock.ts'
import type { Tx } from '../../kernel/transaction.ts'

/** `gaps`: number → the moment at which it was found missing. */
export type Mark = { kept: number; gaps: Map<number, Instant> }

/** A transaction that takes longer to commit its decision is given up on; the longest take seconds. */
export const GAP_LASTS = 10 * 60_000
/** A jump of the sequence, as after a crash, is no list of transactions under way. */
const MOST_GAPS = 2_000

const NAME = 'decisions'

type Row = { kept: number; gaps: Record<string, Instant> }
const markIn = ({ kept, gaps }: Row): Mark => ({
  kept,
  gaps: new Map(Object.entries(gaps).map(([n, at]) => [Number(n), at])),
})

/** The mark as it stands, for a look at whether there is anything to do. */
export async function seeMark(tx: Tx): Promise<Mark> {
  const row = await tx.maybe<Row>('select kept, gaps from app.notice_marks where name = $1', [NAME])
  return markIn(row ?? { kept: 0, gaps: {} })
}

/** Takes the mark for this transaction; null where another instance has it. */
export async function takeMark(tx: Tx): Promise<Mark | null> {
  await tx.query("insert into app.notice_marks (name, kept, gaps) values ($1, 0, '{}') on conflict do nothing", [NAME])
  const row = await tx.maybe<Row>('select kept, gaps from app.notice_marks where name = $1 for update skip locked', [
    NAME,
  ])
  return row && markIn(row)
}

export const keepMark = (tx: Tx, mark: Mark): Promise<unknown> =>
  tx.query('update app.notice_marks set kept = $2, gaps = $3 where name = $1', [
    NAME,
    mark.kept,
    JSON.stringify(Object.fromEntries(mark.gaps)),
  ])

/** The mark after some numbers were read: what lies between them and was not read is a gap; old gaps are given up. */
export function passed(mark: Mark, read: readonly number[], now: Instant): Mark {
  const seen = new Set(read)
  const gaps = new Map([...mark.gaps].filter(([n, at]) => !seen.has(n) && now - at < GAP_LASTS))
  const kept = Math.max(mark.kept, ...read)
  // On a database that never told anything, what is missing below its first number was never there.
  const from = mark.kept === 0 ? Math.min(kept, ...read) : mark.kept + 1
  for (let n = Math.max(from, kept - MOST_GAPS); n <= kept; n++) if (!seen.has(n)) gaps.set(n, now)
  return { kept, gaps: new Map([...gaps].slice(-MOST_GAPS)) }
}
