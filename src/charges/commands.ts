import type { Instant } from '../kernel/clock.ts'
import type { Tx } from '../kernel/transaction.ts'
import type { Line } from './model.ts'

/** Raises lines, in array form. */
export async function raiseLines(tx: Tx, lines: Line[]): Promise<void> {
  if (lines.length === 0) return
  await tx.query(
    `insert into charges.lines (account_id, id, at, kind, amount, currency, quantity, unit, clause, holder_id, cause_type, cause_id, by_name)
     select a, i, to_timestamp(t / 1000.0), k, m, c, q, u, cl, h, ct, ci, b
     from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::text[], $5::bigint[], $6::text[], $7::int[], $8::text[], $9::text[], $10::uuid[], $11::text[], $12::uuid[], $13::text[])
       as n (a, i, t, k, m, c, q, u, cl, h, ct, ci, b)`,
    [
      lines.map((l) => l.accountId),
      lines.map((l) => l.id),
      lines.map((l) => l.at),
      lines.map((l) => l.kind),
      lines.map((l) => l.amount),
      lines.map((l) => l.currency),
      lines.map((l) => l.quantity),
      lines.map((l) => l.unit),
      lines.map((l) => l.clause),
      lines.map((l) => l.holderId),
      lines.map((l) => l.causeType),
      lines.map((l) => l.causeId),
      lines.map((l) => l.byName),
    ],
  )
}

/** Voids unearned lines: they stay in the book with their void beside them (edge.7). */
export async function voidLines(
  tx: Tx,
  accountId: string,
  lineIds: string[],
  at: Instant,
  clause: string,
  byName: string,
): Promise<void> {
  if (lineIds.length === 0) return
  await tx.query(
    `insert into charges.voids (account_id, line_id, at, clause, by_name)
     select $1, l, to_timestamp($3::float8 / 1000.0), $4, $5 from unnest($2::uuid[]) l on conflict do nothing`,
    [accountId, lineIds, at, clause, byName],
  )
}
