import { useAccount } from '../../api/queries.ts'
import type { Account, Contract, Holder } from '../../api/types.ts'
import { useNames, useSignedIn } from '../../ui/me-context.ts'

/** The one account that somebody of a customer sees. */
export const useOwnId = () => useSignedIn().user.accountId ?? ''
export const useOwnAccount = () => useAccount(useOwnId())

/** The contract that the account is spoken of by: the running one, else the next, else the last. */
export function contractOf(account: Account): Contract | undefined {
  const rank = (c: Contract) => (c.state === 'ended' ? 2 : c.state === 'upcoming' ? 1 : 0)
  return [...account.contracts].sort((a, b) => rank(a) - rank(b) || b.period.from.localeCompare(a.period.from))[0]
}

/** What a session or an allowance stands under, in the customer's words; the ids of the API are no words. */
export function useHolderName(account: Account | undefined) {
  const names = useNames()
  return (holder: Holder): string => {
    const order = account?.orders.find((o) => o.id === holder.id)
    if (order) return [names.addOn(order.addOn), order.connection ?? order.target].filter(Boolean).join(' · ')
    const contract = account?.contracts.find((c) => c.id === holder.id)
    return names.plan(contract?.plan ?? holder.label)
  }
}
