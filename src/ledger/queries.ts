import type { Instant } from '../kernel/clock.ts'
import type { Tx } from '../kernel/transaction.ts'
import type { Counters, EntryKind, Window } from './model.ts'

export type EntryRow = {
  id: string
  at: Instant
  windowId: string
  holderId: string
  holderType: string
  allowance: string
  office: string
  unit: 'minutes' | 'count'
  from: string
  until: string | null
  kind: EntryKind
  amount: number
  leftAfter: number
  clause: string
  causeType: string
  causeId: string
  by: string
  approvedBy: string | null
  reason: string | null
}

/** The windows of the accounts, oldest first. */
export function windowsOf(tx: Tx, accountIds: string[]): Promise<Window[]> {
  return tx.query<Window>(
    `select account_id as "accountId", id, holder_id as "holderId", holder_type as "holderType", allowance, office, unit, "from", until, clause,
       granted, held, consumed, lapsed, seq, carried_into as "carriedInto"
     from ledger.windows where account_id = any ($1::uuid[]) order by "from", allowance, id`,
    [accountIds],
  )
}

/** The movements of an account, newest first, after the given place in that order. Ids are made of the moment, and sort by it. */
export function entriesOf(
  tx: Tx,
  accountId: string,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<EntryRow[]> {
  return tx.query<EntryRow>(
    // The page is cut before its windows are joined: a history of a million movements costs no more than a short one.
    `select e.id, e.at, e.window_id as "windowId", w.holder_id as "holderId", w.holder_type as "holderType", w.allowance, w.office, w.unit, w."from", w.until,
       e.kind, e.amount, e.left_after as "leftAfter", e.clause, e.cause_type as "causeType", e.cause_id as "causeId", e.by_name as "by", e.approved_by as "approvedBy", e.reason
     from (select * from ledger.entries where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3) e
     join ledger.windows w on w.account_id = e.account_id and w.id = e.window_id
     where w.account_id = $1 order by e.id desc`,
    [accountId, after?.id ?? null, limit],
  )
}

/**
 * The counters of a holder's windows as they stood at a past moment: what the last entry up to it left; windows opened
 * later are missing. Last is by the window's own order: an import dates its entries back, and the clocks of two servers
 * differ by a little, so that the latest moment may be an earlier entry's.
 */
export async function countersAt(
  tx: Tx,
  accountId: string,
  holderId: string,
  at: Instant,
): Promise<Map<string, Counters>> {
  const rows = await tx.query<Counters & { windowId: string }>(
    `select w.id as "windowId", e.granted_after as granted, e.held_after as held, e.lapsed_after as lapsed,
       e.granted_after - e.held_after - e.lapsed_after - e.left_after as consumed
     from ledger.windows w
     cross join lateral (select max(l.seq) as seq from ledger.entries l
       where l.account_id = $1 and l.window_id = w.id and l.at <= to_timestamp($3::float8 / 1000.0)) last
     join ledger.entries e on e.account_id = $1 and e.window_id = w.id and e.seq = last.seq
     where w.account_id = $1 and w.holder_id = $2`,
    [accountId, holderId, at],
  )
  return new Map(rows.map(({ windowId, ...counters }) => [windowId, counters]))
}
