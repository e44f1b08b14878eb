/** What each way of signing in builds on. */
import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/transaction.ts'
import type { Entering, SignedIn } from './identity.ts'
import type { PasswordCost } from './password.ts'
import type { Sealer } from './secret.ts'
import type { Method } from './sign-ins.ts'

export type Core = {
  db: Db
  clock: Clock
  sealer: Sealer
  cost: PasswordCost
  forget(userId: string | null): void
  enter(entering: Entering): Promise<SignedIn>
  strengthen(signInId: string, method: Method): Promise<SignedIn>
}

/** These tables belong to no account; row-level security shows them to this scope alone. */
export const SCOPE = { vendor: true } as const
