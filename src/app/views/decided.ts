/** Decisions in the order in which they were kept, with what they are about: for telling people of them. */

import type { Instant } from '../../kernel/clock.ts'
import type { Tx } from '../../kernel/transaction.ts'

export type Decided = {
  /** Its number in the order of keeping: given before the commit, so that a lower one may appear later. */
  kept: number
  accountId: string
  id: string
  at: Instant
  action: string
  byUser: string | null
  applied: boolean
  subject: { type: string; id: string } | null
  /** Of a correction that was asked for: what would be left of which allowance. */
  asked: { allowance: string; left: number; leftAfter: number } | null
}

const DECIDED = `
  select kept, account_id as "accountId", id, at, action, by_user as "byUser",
    coalesce((decision ->> 'applied')::boolean, false) as applied, decision -> 'subject' as subject,
    case when action = 'ledger.ask' then decision -> 'findings' -> 0 -> 'facts' end as asked
  from notices.decisions`

/** Those that were kept after a number, and those of some numbers passed over; in order. */
export async function decidedAfter(tx: Tx, kept: number, gaps: readonly number[], limit: number): Promise<Decided[]> {
  const [late, next] = await Promise.all([
    gaps.length === 0 ? [] : tx.query<Decided>(`${DECIDED} where kept = any ($1::bigint[]) order by kept`, [gaps]),
    tx.query<Decided>(`${DECIDED} where kept > $1 order by kept limit $2`, [kept, limit]),
  ])
  return [...late, ...next]
}

export type SessionFacts = {
  id: string
  accountId: string
  kind: string
  place: string
  startsAt: Instant
  minutes: number
  actualMinutes: number | null
  staffId: string | null
  responsibleId: string | null
}

/** Sessions with whoever answers for their contract. */
export const sessionFacts = (tx: Tx, asked: readonly { accountId: string; id: string }[]): Promise<SessionFacts[]> =>
  asked.length === 0
    ? Promise.resolve([])
    : tx.query<SessionFacts>(
        `select s.id, s.account_id as "accountId", s.kind, s.place, s.starts_at as "startsAt", s.minutes,
           s.actual_minutes as "actualMinutes", s.staff_id as "staffId", c.responsible_id as "responsibleId"
         from sessions.sessions s
         left join contracts.contracts c on c.account_id = s.account_id and c.id = s.holder_id
         where s.account_id = any ($1::uuid[]) and s.id = any ($2::uuid[])`,
        [asked.map((a) => a.accountId), asked.map((a) => a.id)],
      )
