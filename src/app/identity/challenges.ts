/** What was asked of a browser and is answered once, within minutes. */
import type { Instant } from '../../kernel/clock.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { digestOf, isToken, newToken } from './tokens.ts'

export type Purpose = 'passkey-sign-in' | 'passkey-register' | 'provider'

const LASTS = 10 * 60_000

/** Answers the ticket under which the challenge is taken again. */
export async function keepChallenge(tx: Tx, purpose: Purpose, data: object, now: Instant): Promise<string> {
  const ticket = newToken()
  await tx.query(
    'insert into identity.challenges (token_hash, purpose, data, expires_at) values ($1, $2, $3::jsonb, $4)',
    [digestOf(ticket), purpose, JSON.stringify(data), timestampOf(now + LASTS)],
  )
  return ticket
}

/** What was asked under a ticket, this once; null for one that is unknown, of something else, used or too old. */
export async function takeChallenge<T extends object>(
  tx: Tx,
  purpose: Purpose,
  ticket: string,
  now: Instant,
): Promise<T | null> {
  if (!isToken(ticket)) return null
  const row = await tx.maybe<{ data: T; expiresAt: Instant }>(
    'delete from identity.challenges where token_hash = $1 and purpose = $2 returning data, expires_at as "expiresAt"',
    [digestOf(ticket), purpose],
  )
  return row && row.expiresAt > now ? row.data : null
}
