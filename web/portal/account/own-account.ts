import { useQuery } from '@tanstack/react-query'
import { useAccount } from '../../api/queries.ts'
import { readOrganisations } from '../../api/sign-in.ts'
import type { Account, Contract } from '../../api/types.ts'
import { useMay, useSignedIn } from '../../ui/me-context.ts'

/** The one account that somebody of a customer sees; read only by those whose role sees it. */
export const useOwnId = () => useSignedIn().user.accountId ?? ''
export const useOwnAccount = () => useAccount(useOwnId(), useMay('accounts.read'))

/** What the own company is called, also for those who see nothing else of it. */
export function useCompanyName(): string | undefined {
  const account = useOwnAccount()
  const mayRead = useMay('accounts.read')
  const organisations = useQuery({
    queryKey: ['own-organisations'],
    queryFn: async () => (await readOrganisations()).items,
    enabled: !mayRead,
    staleTime: 300_000,
  })
  return account.data?.name ?? organisations.data?.find((o) => o.current)?.name
}

/** The contract that the account is spoken of by: the running one, else the next, else the last. */
export function contractOf(account: Account): Contract | undefined {
  const rank = (c: Contract) => (c.state === 'ended' ? 2 : c.state === 'upcoming' ? 1 : 0)
  return [...account.contracts].sort((a, b) => rank(a) - rank(b) || b.period.from.localeCompare(a.period.from))[0]
}
