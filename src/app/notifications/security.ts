/** News about a person's own sign-in: told to that person always, in the list and by mail. */
import type { Instant } from '../../kernel/clock.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { tell } from './happening.ts'

/** What was changed: a second factor or passkey `added` or `removed`, or the `password`. In the transaction of the change. */
export type SecurityChange = 'added' | 'removed' | 'password'

export const tellOfSecurity = (tx: Tx, userId: string, change: SecurityChange, at: Instant): Promise<void> =>
  tell(tx, [
    {
      kind: 'second-factor',
      cause: `security ${change} ${at}`,
      at,
      accountId: null,
      audience: { users: [userId] },
      facts: { change },
    },
  ])
