import type { Tx } from '../kernel/transaction.ts'
import type { StandingLine } from './model.ts'

/**
 * The charge lines of an account, newest first, with those that no longer stand marked; after the given one and so many,
 * or all. Ids are made of the moment, and sort by it.
 */
export function linesOf(
  tx: Tx,
  accountId: string,
  page: { after: string | null; limit: number | null } = { after: null, limit: null },
): Promise<StandingLine[]> {
  return tx.query<StandingLine>(
    `select l.account_id as "accountId", l.id, l.at, l.kind, l.amount, l.currency, l.quantity, l.unit, l.clause, l.holder_id as "holderId",
       l.cause_type as "causeType", l.cause_id as "causeId", l.by_name as "byName", case when v.line_id is null then 'raised' else 'voided' end as state
     from charges.lines l left join charges.voids v on v.account_id = l.account_id and v.line_id = l.id
     where l.account_id = $1 and ($2::uuid is null or l.id < $2) order by l.id desc limit $3`,
    [accountId, page.after, page.limit],
  )
}

/** Some of an account's lines, in no order. */
export const linesByIds = (tx: Tx, accountId: string, ids: readonly string[]): Promise<StandingLine[]> =>
  tx.query<StandingLine>(
    `select l.account_id as "accountId", l.id, l.at, l.kind, l.amount, l.currency, l.quantity, l.unit, l.clause, l.holder_id as "holderId",
       l.cause_type as "causeType", l.cause_id as "causeId", l.by_name as "byName", case when v.line_id is null then 'raised' else 'voided' end as state
     from charges.lines l left join charges.voids v on v.account_id = l.account_id and v.line_id = l.id
     where l.account_id = $1 and l.id = any ($2::uuid[])`,
    [accountId, ids],
  )
