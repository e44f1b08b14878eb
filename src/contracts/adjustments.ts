/** Corrections that were asked for: their rows, and the lists that approvers and screens read. */
import type { Instant } from '../kernel/clock.ts'
import { type Tx, timestampOf } from '../kernel/transaction.ts'

export const ADJUSTMENT_STATES = ['pending', 'approved', 'declined', 'withdrawn'] as const
export type AdjustmentState = (typeof ADJUSTMENT_STATES)[number]

/** `amount` is signed, in minutes or sessions by `unit`. */
export type Adjustment = {
  accountId: string
  id: string
  holderId: string
  allowance: string
  unit: 'minutes' | 'count'
  amount: number
  reason: string
  state: AdjustmentState
  askedAt: Instant
  askedBy: string
  askedByName: string
  decidedAt: Instant | null
  decidedBy: string | null
  decidedByName: string | null
  version: number
}

const COLUMNS = `account_id as "accountId", id, holder_id as "holderId", allowance, unit, amount, reason, state,
  asked_at as "askedAt", asked_by as "askedBy", asked_by_name as "askedByName", decided_at as "decidedAt",
  decided_by as "decidedBy", decided_by_name as "decidedByName", version`

export const insertAdjustment = (tx: Tx, a: Adjustment): Promise<unknown> =>
  tx.query(
    `insert into contracts.adjustments (account_id, id, holder_id, allowance, unit, amount, reason, state, asked_at, asked_by,
       asked_by_name, version)
     values ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, $9, $10, 1)`,
    [
      a.accountId,
      a.id,
      a.holderId,
      a.allowance,
      a.unit,
      a.amount,
      a.reason,
      timestampOf(a.askedAt),
      a.askedBy,
      a.askedByName,
    ],
  )

export const decideAdjustment = (
  tx: Tx,
  a: Adjustment,
  decided: { state: AdjustmentState; at: Instant; by: string; byName: string },
): Promise<unknown> =>
  tx.query(
    `update contracts.adjustments set state = $3, decided_at = $4, decided_by = $5, decided_by_name = $6, version = version + 1
     where account_id = $1 and id = $2`,
    [a.accountId, a.id, decided.state, timestampOf(decided.at), decided.by, decided.byName],
  )

/** Whose correction an id is; asks without an account because it is what finds it. */
export async function accountOfAdjustment(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.maybe<{ accountId: string }>(
    'select account_id as "accountId" from contracts.adjustments where id = $1',
    [id],
  )
  return row?.accountId ?? null
}

export const adjustmentOf = (tx: Tx, accountId: string, id: string): Promise<Adjustment> =>
  tx.one<Adjustment>(`select ${COLUMNS} from contracts.adjustments where account_id = $1 and id = $2`, [accountId, id])

/** Newest first; of one account, or of all that may be seen. */
export const adjustmentsOf = (
  tx: Tx,
  asked: { accountId: string | null; pending: boolean; after: string | null; limit: number },
): Promise<Adjustment[]> =>
  tx.query<Adjustment>(
    `select ${COLUMNS} from contracts.adjustments
     where ($1::uuid is null or account_id = $1) and (not $2 or state = 'pending') and ($3::uuid is null or id < $3)
     order by id desc limit $4`,
    [asked.accountId, asked.pending, asked.after, asked.limit],
  )
