/** Recomputes every balance from its entries, so that nobody has to believe the counters. */
import type { Tx } from '../kernel/transaction.ts'

export type LedgerFault = {
  accountId: string
  windowId: string
  allowance: string
  what: string
  kept: number
  recomputed: number
}

const SUMS = `
  select w.account_id as "accountId", w.id as "windowId", w.allowance, w.granted, w.held, w.consumed, w.lapsed, w.seq,
    coalesce(sum(e.amount) filter (where e.kind in ('grant', 'adjust')), 0) as "g",
    coalesce(sum(case e.kind when 'hold' then e.amount when 'release' then -e.amount when 'settle' then -e.amount else 0 end), 0) as "h",
    coalesce(sum(e.amount) filter (where e.kind in ('settle', 'carry')), 0) as "c",
    coalesce(sum(e.amount) filter (where e.kind = 'lapse'), 0) as "l",
    count(e.id) as "n", coalesce(max(e.seq), 0) as "top",
    coalesce((array_agg(e.left_after order by e.seq desc))[1], 0) as "left"
  from ledger.windows w left join ledger.entries e on e.account_id = w.account_id and e.window_id = w.id
  group by w.account_id, w.id`

type Row = {
  accountId: string
  windowId: string
  allowance: string
  granted: number
  held: number
  consumed: number
  lapsed: number
  seq: number
  g: number
  h: number
  c: number
  l: number
  n: number
  top: number
  left: number
}

/** Every difference between a window's counters and its entries; none when the books are true. Reads all accounts. */
export async function verifyLedger(tx: Tx): Promise<{ windows: number; entries: number; faults: LedgerFault[] }> {
  const rows = await tx.query<Row>(SUMS)
  const faults: LedgerFault[] = []
  for (const r of rows) {
    const pairs: [string, number, number][] = [
      ['granted', r.granted, r.g],
      ['held', r.held, r.h],
      ['consumed', r.consumed, r.c],
      ['lapsed', r.lapsed, r.l],
      ['entries counted', r.seq, r.n],
      ['entries numbered', r.seq, r.top],
      ['left', r.granted - r.held - r.consumed - r.lapsed, r.left],
    ]
    for (const [what, kept, recomputed] of pairs) {
      if (kept !== recomputed)
        faults.push({ accountId: r.accountId, windowId: r.windowId, allowance: r.allowance, what, kept, recomputed })
    }
  }
  return { windows: rows.length, entries: rows.reduce((sum, r) => sum + r.n, 0), faults }
}
