/** The record as an auditor reads it: newest first, in the order in which it was sealed. */

import type { Instant } from '../../kernel/clock.ts'
import type { Decision } from '../../kernel/decision.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import type { Source } from './digest.ts'

export type AuditFilter = {
  accountId?: string | undefined
  byUser?: string | undefined
  /** A whole action, or the kind of thing before the point: `contract`. */
  action?: string | undefined
  subjectId?: string | undefined
  /** From this moment on, and before that one. */
  from?: Instant | undefined
  until?: Instant | undefined
}

export type AuditRow = {
  seq: number
  source: Source
  at: Instant
  action: string
  byUser: string | null
  byName: string
  accountId: string | null
  accountName: string | null
  subjectType: string | null
  subjectId: string | null
  before: object | null
  after: object | null
  reason: string | null
  termsVersion: string | null
  decision: Decision | null
}

// The page is cut out of the links before the rows behind them are read.
const LISTED = `
  with page as (
    select l.seq, l.source, l.account_id, l.row_id from app.audit_links l
    where ($2::bigint is null or l.seq < $2)
      and ($3::uuid is null or l.account_id = $3)
      and ($4::uuid is null or l.by_user = $4)
      and ($5::text is null or l.action = $5 or l.action like $5 || '.%')
      and ($6::timestamptz is null or l.at >= $6)
      and ($7::timestamptz is null or l.at < $7)
      and ($8::text is null
        or exists (select from app.changes s where s.id = l.row_id and s.subject_id = $8)
        or exists (select from notices.decisions s where s.account_id = l.account_id and s.id = l.row_id
          and s.decision #>> '{subject,id}' = $8))
    order by l.seq desc limit $1)
  select p.seq, p.source, p.account_id as "accountId", a.name as "accountName",
    coalesce(c.at, d.at) as at, coalesce(c.action, d.action) as action, coalesce(c.by_user, d.by_user) as "byUser",
    coalesce(c.by_name, d.by_name) as "byName", coalesce(c.subject_type, d.decision #>> '{subject,type}') as "subjectType",
    coalesce(c.subject_id, d.decision #>> '{subject,id}') as "subjectId",
    coalesce(c.before, d.change -> 'before') as before, coalesce(c.after, d.change -> 'after') as after, c.reason,
    d.terms_version as "termsVersion", d.decision
  from page p
  left join people.accounts a on a.account_id = p.account_id
  left join app.changes c on p.source = 'change' and c.id = p.row_id
  left join notices.decisions d on p.source = 'decision' and d.account_id = p.account_id and d.id = p.row_id
  where c.id is not null or d.id is not null
  order by p.seq desc`

const moment = (at: Instant | undefined) => (at === undefined ? null : timestampOf(at))

/** A page before a place in the chain, newest first; from the newest without one. */
export const auditRows = (tx: Tx, filter: AuditFilter, before: number | null, limit: number): Promise<AuditRow[]> =>
  tx.query<AuditRow>(LISTED, [
    limit,
    before,
    filter.accountId ?? null,
    filter.byUser ?? null,
    filter.action ?? null,
    moment(filter.from),
    moment(filter.until),
    filter.subjectId ?? null,
  ])

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Ids that stand in a value, however deep. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return ID.test(value) ? [value] : []
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(idsIn) : []
}

/** How the people and things that rows name by id are called now. */
export async function namesIn(tx: Tx, rows: readonly AuditRow[]): Promise<Record<string, string>> {
  const ids = [...new Set(rows.flatMap(({ before, after }) => [...idsIn(before), ...idsIn(after)]))]
  if (ids.length === 0) return {}
  const named = await tx.query<{ id: string; name: string }>(
    `select id, name from people.staff where id = any ($1::uuid[])
     union all select id, name from people.partners where id = any ($1::uuid[])
     union all select id, name from people.departments where id = any ($1::uuid[])
     union all select id, name from identity.users where id = any ($1::uuid[])
     union all select account_id, name from people.accounts where account_id = any ($1::uuid[])`,
    [ids],
  )
  return Object.fromEntries(named.map(({ id, name }) => [id, name]))
}

/** What has ever been done, for the list's filter. */
export const auditedActions = async (tx: Tx): Promise<string[]> =>
  (await tx.query<{ action: string }>('select distinct action from app.audit_links order by action')).map(
    (r) => r.action,
  )

/** Who has ever done something, under the last name each had. */
export const auditedPeople = (tx: Tx): Promise<{ id: string; name: string }[]> =>
  tx.query(
    `select u.id, u.name from identity.users u
     where exists (select from app.audit_links l where l.by_user = u.id) order by u.name, u.id`,
  )
