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
    coalesce(sum(e.amount) filter (where e.kind = 'carry'), 0) as "carried",
    count(e.id) as "n", coalesce(max(e.seq), 0) as "top"
  from ledger.windows w left join ledger.entries e on e.account_id = w.account_id and e.window_id = w.id
  group by w.account_id, w.id`

/** Use in windows that another window took over after a change of plan (edge.12). */
const CARRIED = `
  select account_id as "accountId", carried_into as "windowId", sum(held + consumed) as used
  from ledger.windows where carried_into is not null group by account_id, carried_into`

// Of each window the first entry that leaves other counters than its predecessors say: sums alone would miss two that
// cancel out.
const RUNNING = `
  select distinct on (e.account_id, e.window_id) e.account_id as "accountId", e.window_id as "windowId", w.allowance, e.seq,
    e.left_after as "keptLeft", e."left", e.granted_after as "keptGranted", e.granted, e.held_after as "keptHeld", e.held,
    e.lapsed_after as "keptLapsed", e.lapsed
  from (
    select *,
      sum(case kind when 'grant' then amount when 'adjust' then amount when 'release' then amount when 'settle' then 0 else -amount end) over w as "left",
      sum(case when kind in ('grant', 'adjust') then amount else 0 end) over w as granted,
      sum(case kind when 'hold' then amount when 'release' then -amount when 'settle' then -amount else 0 end) over w as held,
      sum(case kind when 'lapse' then amount else 0 end) over w as lapsed
    from ledger.entries window w as (partition by account_id, window_id order by seq)) e
  join ledger.windows w on w.account_id = e.account_id and w.id = e.window_id
  where e.left_after <> e."left" or e.granted_after <> e.granted or e.held_after <> e.held or e.lapsed_after <> e.lapsed
  order by e.account_id, e.window_id, e.seq`

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
  carried: number
  n: number
  top: number
}
type RunningRow = { accountId: string; windowId: string; allowance: string; seq: number } & Record<
  'keptLeft' | 'left' | 'keptGranted' | 'granted' | 'keptHeld' | 'held' | 'keptLapsed' | 'lapsed',
  number
>

function faultsOf(r: Row, used: number): LedgerFault[] {
  const pairs: [string, number, number][] = [
    ['granted', r.granted, r.g],
    ['held', r.held, r.h],
    ['consumed', r.consumed, r.c],
    ['lapsed', r.lapsed, r.l],
    ['entries counted', r.seq, r.n],
    ['entries numbered', r.seq, r.top],
    ['use taken over', r.carried, used],
  ]
  const { accountId, windowId, allowance } = r
  return pairs.flatMap(([what, kept, recomputed]) =>
    kept === recomputed ? [] : [{ accountId, windowId, allowance, what, kept, recomputed }],
  )
}

function runningFaults(r: RunningRow): LedgerFault[] {
  const { accountId, windowId, allowance, seq } = r
  const pairs: [string, number, number][] = [
    ['left', r.keptLeft, r.left],
    ['granted', r.keptGranted, r.granted],
    ['held', r.keptHeld, r.held],
    ['lapsed', r.keptLapsed, r.lapsed],
  ]
  return pairs.flatMap(([what, kept, recomputed]) =>
    kept === recomputed
      ? []
      : [{ accountId, windowId, allowance, what: `${what} after entry ${seq}`, kept, recomputed }],
  )
}

/**
 * Every difference between a window's counters and its entries; none when the books are true. Reads all that its scope
 * sees, for as long as that takes.
 */
export async function verifyLedger(tx: Tx): Promise<{ windows: number; entries: number; faults: LedgerFault[] }> {
  await tx.query('SET LOCAL statement_timeout = 0')
  const [rows, carried, running] = await Promise.all([
    tx.query<Row>(SUMS),
    tx.query<{ accountId: string; windowId: string; used: number }>(CARRIED),
    tx.query<RunningRow>(RUNNING),
  ])
  const used = new Map(carried.map((c) => [`${c.accountId} ${c.windowId}`, c.used]))
  const faults = rows.flatMap((r) => faultsOf(r, used.get(`${r.accountId} ${r.windowId}`) ?? 0))
  faults.push(...running.flatMap(runningFaults))
  return { windows: rows.length, entries: rows.reduce((sum, r) => sum + r.n, 0), faults }
}
