/** What people read and choose: their notices, their choices. Every statement names the person. */
import type { Instant } from '../../kernel/clock.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import type { NoticeFacts } from './happening.ts'
import type { Choice, NoticeKind } from './kinds.ts'

export type NoticeRow = {
  id: string
  kind: NoticeKind
  at: Instant
  accountId: string | null
  facts: NoticeFacts
  readAt: Instant | null
}

const COLUMNS = 'id, kind, at, of_account as "accountId", facts, read_at as "readAt"'

/** A person's notices, newest first, after the given id: ids are made of the moment of what they tell. */
export const noticesOf = (
  tx: Tx,
  userId: string,
  filter: { unread: boolean; after: string | null; limit: number },
): Promise<NoticeRow[]> =>
  tx.query<NoticeRow>(
    `select ${COLUMNS} from app.notices
     where recipient_id = $1 and shown and ($2::uuid is null or id < $2) and (not $3::bool or read_at is null)
     order by id desc limit $4`,
    [userId, filter.after, filter.unread, filter.limit],
  )

/** Counted no further than a badge shows. */
export const MOST_COUNTED = 100

export const unreadOf = async (tx: Tx, userId: string): Promise<number> =>
  (
    await tx.one<{ n: number }>(
      `select count(*)::int as n from (
         select from app.notices where recipient_id = $1 and shown and read_at is null limit $2) as counted`,
      [userId, MOST_COUNTED],
    )
  ).n

/** Marks as read: these, or all up to one. Those of another person are as unknown as none, and nothing happens. */
export async function markRead(
  tx: Tx,
  userId: string,
  which: { ids: readonly string[] } | { upTo: string },
  now: Instant,
): Promise<void> {
  if ('ids' in which)
    await tx.query(
      'update app.notices set read_at = $3 where recipient_id = $1 and id = any ($2::uuid[]) and read_at is null',
      [userId, which.ids, timestampOf(now)],
    )
  else
    await tx.query('update app.notices set read_at = $3 where recipient_id = $1 and id <= $2 and read_at is null', [
      userId,
      which.upTo,
      timestampOf(now),
    ])
}

export async function markUnread(tx: Tx, userId: string, ids: readonly string[]): Promise<void> {
  await tx.query('update app.notices set read_at = null where recipient_id = $1 and id = any ($2::uuid[])', [
    userId,
    ids,
  ])
}

export async function choose(tx: Tx, userId: string, kind: NoticeKind, choice: Choice): Promise<void> {
  await tx.query(
    `insert into app.notice_choices (user_id, kind, in_app, mail, slack, teams) values ($1, $2, $3, $4, $5, $6)
     on conflict (user_id, kind) do update set in_app = excluded.in_app, mail = excluded.mail, slack = excluded.slack,
       teams = excluded.teams`,
    [userId, kind, choice.inApp, choice.mail, choice.slack, choice.teams],
  )
}

/** Old notices are gone, read or not; so is what a digest never gathered. Answers how many. */
export const forgetNotices = async (tx: Tx, before: Instant): Promise<number> =>
  (await tx.query('delete from app.notices where at < $1 returning id', [timestampOf(before)])).length

/** What belonged to people who are no more. */
export async function forgetGone(tx: Tx): Promise<void> {
  for (const table of ['app.notice_choices', 'app.webhooks', 'app.known_browsers'])
    await tx.query(
      `delete from ${table} t where t.user_id is not null and not exists (select from identity.users u where u.id = t.user_id)`,
    )
}
