import { useAccount } from '../../api/queries.ts'
import type { Account, Contract } from '../../api/types.ts'
import { useSignedIn } from '../../ui/me-context.ts'

/** The one account that somebody of a customer sees. */
export const useOwnId = () => useSignedIn().user.accountId ?? ''
export const useOwnAccount = () => useAccount(useOwnId())

/** The contract that the account is spoken of by: the running one, else the next, else the last. */
export function contractOf(account: Account): Contract | undefined {
  const rank = (c: Contract) => (c.state === 'ended' ? 2 : c.state === 'upcoming' ? 1 : 0)
  return [...account.contracts].sort((a, b) => rank(a) - rank(b) || b.period.from.localeCompare(a.period.from))[0]
}
