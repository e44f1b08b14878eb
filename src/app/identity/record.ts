/** What was done to how people sign in, for the record: who and what, never a password, a code, a token or a key. */
import { type Actor, type Change, recordChanges } from '../../kernel/audit.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Tx } from '../../kernel/transaction.ts'

/** Nobody signed in: the installation itself, as at its first start. */
export const INSTALLATION: Actor = { userId: null, name: 'Bansou' }

export type Noted = Pick<Change, 'action' | 'before' | 'after'> & { subject: { type: string; id: string } } & {
  accountId?: string | null
}

export const note = (tx: Tx, by: Actor, noted: Noted, at: Instant): Promise<void> =>
  recordChanges(tx, by, [{ accountId: null, ...noted }], at)

/** Something about a person's own way of signing in; `by` where it was somebody else who did it. */
export async function noteOf(
  tx: Tx,
  userId: string,
  noted: Pick<Noted, 'action' | 'before' | 'after'>,
  at: Instant,
  by: Actor | null = null,
): Promise<void> {
  const oneself = async () =>
    (await tx.maybe<Actor>('select id as "userId", name from identity.users where id = $1', [userId])) ?? INSTALLATION
  await note(tx, by ?? (await oneself()), { ...noted, subject: { type: 'person', id: userId } }, at)
}
