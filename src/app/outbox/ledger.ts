/** The outbox's rows: what is to be sent is taken by one instance at a time, sent, and marked. */
import type { Instant } from '../../kernel/clock.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import type { Outgoing } from './letter.ts'

export type Channel = 'mail' | 'slack' | 'teams'
export type Taken = Outgoing & { channel: Channel; tries: number }

/** Minutes between two tries: a hiccup is forgotten, and a mail server may be away for a weekend. */
const PATIENCE = [1, 2, 5, 15, 30, 60, 120, 240, 480, 960, 960, 960]
export const MOST_TRIES = PATIENCE.length + 1
const MINUTE = 60_000

/** When to try again after so many tries; null: no more. */
export const againAfter = (tries: number): number | null => {
  const minutes = PATIENCE[tries - 1]
  return minutes === undefined ? null : minutes * MINUTE
}

/**
 * Takes letters that are due and holds them for a while, oldest first. Rows that another instance takes at this moment
 * are skipped, and what it holds is not due.
 */
export const takeDue = (
  tx: Tx,
  how: { channels: readonly Channel[]; now: Instant; until: Instant; limit: number },
): Promise<Taken[]> =>
  tx.query<Taken>(
    `update app.outbox o set held_until = $2, tries = o.tries + 1
     from (select id from app.outbox where state = 'waiting' and next_at <= $1 and (held_until is null or held_until <= $1)
       and channel = any ($3::text[]) order by next_at, id limit $4 for update skip locked) due
     where o.id = due.id
     returning o.id, o.channel, o.recipient, o.language, o.kind, o.subject, o.text, o.unsubscribe, o.tries,
       o.created_at as "createdAt"`,
    [timestampOf(how.now), timestampOf(how.until), how.channels, how.limit],
  )

/** Sent: what it said is forgotten, for it may hold a link that opens something. */
export async function markSent(tx: Tx, id: string, now: Instant): Promise<void> {
  await tx.query(
    `update app.outbox set state = 'sent', ended_at = $2, held_until = null, fault = null, text = ''
     where id = $1 and state = 'waiting'`,
    [id, timestampOf(now)],
  )
}

export async function markLater(
  tx: Tx,
  id: string,
  how: { nextAt: Instant; tries: number; fault: string | null },
): Promise<void> {
  await tx.query(
    `update app.outbox set next_at = $2, tries = $3, fault = coalesce($4, fault), held_until = null
     where id = $1 and state = 'waiting'`,
    [id, timestampOf(how.nextAt), how.tries, how.fault],
  )
}

export async function markDead(tx: Tx, id: string, now: Instant, fault: string): Promise<void> {
  await tx.query(
    `update app.outbox set state = 'dead', ended_at = $2, fault = $3, held_until = null where id = $1 and state = 'waiting'`,
    [id, timestampOf(now), fault],
  )
}

/** Somebody saw to it by hand: true where it was waiting or dead. */
export const markHandled = async (tx: Tx, id: string, now: Instant): Promise<boolean> =>
  (
    await tx.query(
      `update app.outbox set state = 'handled', ended_at = $2, held_until = null
       where id = $1 and state in ('waiting', 'dead') returning id`,
      [id, timestampOf(now)],
    )
  ).length > 0

/** A dead letter is tried anew: true where it was dead. */
export const reviveDead = async (tx: Tx, id: string, now: Instant): Promise<boolean> =>
  (
    await tx.query(
      `update app.outbox set state = 'waiting', ended_at = null, tries = 0, next_at = $2
       where id = $1 and state = 'dead' returning id`,
      [id, timestampOf(now)],
    )
  ).length > 0

/** Forgets what ended before a moment. Answers how many. */
export const forgetEnded = async (tx: Tx, before: Instant): Promise<number> =>
  (await tx.query('delete from app.outbox where ended_at < $1 returning id', [timestampOf(before)])).length

export type OutboxRow = {
  id: string
  channel: Channel
  recipient: string
  language: 'ja' | 'en'
  kind: string
  subject: string
  state: 'waiting' | 'sent' | 'dead' | 'handled'
  tries: number
  createdAt: Instant
  endedAt: Instant | null
  nextAt: Instant
  fault: string | null
}

const COLUMNS = `o.id, o.channel, o.recipient, o.language, o.kind, o.subject, o.state, o.tries, o.created_at as "createdAt",
  o.ended_at as "endedAt", o.next_at as "nextAt", o.fault`

/** Newest first, after the given id: ids are made of the moment. A webhook is called by its label. */
export const outboxRows = (
  tx: Tx,
  filter: { state: string | null; after: string | null; limit: number },
): Promise<OutboxRow[]> =>
  tx.query<OutboxRow>(
    `select ${COLUMNS} from app.outbox o
     where ($1::text is null or o.state = $1) and ($2::uuid is null or o.id < $2) order by o.id desc limit $3`,
    [filter.state, filter.after, filter.limit],
  )

export const outboxRow = (tx: Tx, id: string): Promise<(OutboxRow & { text: string }) | null> =>
  tx.maybe<OutboxRow & { text: string }>(`select ${COLUMNS}, o.text from app.outbox o where o.id = $1`, [id])

/** How many are in each state. */
export const outboxCounts = async (tx: Tx): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await tx.query<{ state: string; n: number }>(
        'select state, count(*)::int as n from app.outbox group by state order by state',
      )
    ).map((row) => [row.state, row.n]),
  )
