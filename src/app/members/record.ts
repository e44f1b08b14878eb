/** What was done to the people of an organisation, for the record: ids, roles and days, never an address. */
import { type Change, recordChanges } from '../../kernel/audit.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Tx } from '../../kernel/transaction.ts'
import type { Organisation } from '../identity/memberships.ts'

export type Noted = Pick<Change, 'action' | 'before' | 'after'> & { subject: { type: string; id: string } }

export const note = (
  tx: Tx,
  organisation: Organisation,
  by: { userId: string; name: string },
  noted: readonly Noted[],
  at: Instant,
): Promise<void> =>
  recordChanges(
    tx,
    by,
    noted.map((n) => ({ accountId: organisation.accountId, ...n })),
    at,
  )

/** A role's or person's fields in the record. */
export const ofMember = (userId: string) => ({ type: 'member', id: userId })
export const ofInvitation = (id: string) => ({ type: 'invitation', id })
