/** Something that people are to be told of, written in the transaction that it happens in. */
import type { Instant } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import type { NoticeKind } from './kinds.ts'

/** Facts that words are made of: amounts, days, names of the catalogue. No names of people, no addresses. */
export type NoticeFacts = Record<string, string | number | null>

/** Who is told; somebody who belongs to several of these is told once. */
export type Audience = {
  /** These people. */
  users?: readonly string[]
  /** The people who are these members of staff. */
  staff?: readonly string[]
  /** The promotion department of the account. */
  customer?: boolean
  /** The vendor's people with one of these roles. */
  vendorRoles?: readonly string[]
  /** Whoever did it knows already. */
  except?: string | null
}

export type Happening = {
  kind: NoticeKind
  /** What it is, once and for all: nobody is told twice of the same cause. */
  cause: string
  at: Instant
  accountId: string | null
  audience: Audience
  facts: NoticeFacts
}

/**
 * Has people told of something. To be called in the transaction of its cause; they are told after its commit, each in the
 * way chosen. `cause` names it: `invitation <id>`, `second-factor <id>`.
 */
export async function tell(tx: Tx, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return
  await tx.query(
    `insert into app.happenings (id, kind, cause, at, of_account, audience, facts)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::uuid[], $6::text[]::jsonb[], $7::text[]::jsonb[])`,
    [
      happenings.map((h) => newId(h.at)),
      happenings.map((h) => h.kind),
      happenings.map((h) => h.cause),
      happenings.map((h) => timestampOf(h.at)),
      happenings.map((h) => h.accountId),
      happenings.map((h) => JSON.stringify(h.audience)),
      happenings.map((h) => JSON.stringify(h.facts)),
    ],
  )
}

/** Takes what waits to be told, for this transaction: gone once it commits. */
export const takeHappenings = (tx: Tx, limit: number): Promise<Happening[]> =>
  tx.query<Happening>(
    `delete from app.happenings where id in (select id from app.happenings order by id limit $1 for update skip locked)
     returning kind, cause, at, of_account as "accountId", audience, facts`,
    [limit],
  )
