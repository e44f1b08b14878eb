/**
 * What was changed, by whom, when, from what to what, and why. A command writes it in the transaction of its effect;
 * commands that answer a decision keep it with that answer instead (notices). Append-only; sealed into a chain afterwards.
 */
import type { Instant } from './clock.ts'
import { newId } from './ids.ts'
import type { Tx } from './transaction.ts'

/** Somebody who acts; a program without a sign-in has no id. */
export type Actor = { userId: string | null; name: string }

/**
 * `before` and `after` hold the fields that changed, or all of a thing that was made or removed; never a password, a token
 * or a secret. `accountId` is null for what belongs to no customer.
 */
export type Change = {
  /** `account.change`: the kind of thing and what was done to it. */
  action: `${string}.${string}`
  accountId: string | null
  subject: { type: string; id: string }
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  reason?: string | null
}

/** Writes changes that one person made in this transaction. */
export async function recordChanges(tx: Tx, by: Actor, changes: readonly Change[], at: Instant): Promise<void> {
  if (changes.length === 0) return
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  await tx.query(
    `insert into app.changes (id, at, by_user, by_name, action, account_id, subject_type, subject_id, before, after, reason)
     select id, to_timestamp($2::float8 / 1000.0), $3, $4, action, account_id, subject_type, subject_id, before::jsonb, after::jsonb, reason
     from unnest($1::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
       as made (id, action, account_id, subject_type, subject_id, before, after, reason)`,
    [
      changes.map(() => newId(at)),
      at,
      by.userId,
      by.name,
      changes.map((c) => c.action),
      changes.map((c) => c.accountId),
      changes.map((c) => c.subject.type),
      changes.map((c) => c.subject.id),
      changes.map((c) => json(c.before)),
      changes.map((c) => json(c.after)),
      changes.map((c) => c.reason ?? null),
    ],
  )
}

/** The fields of `after` that differ from `before`, on both sides. */
export function differing(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  const pick = (from: Record<string, unknown>) => Object.fromEntries(changed.map((key) => [key, from[key] ?? null]))
  return { before: pick(before), after: pick(after) }
}
