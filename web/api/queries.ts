/** What screens read. Keys begin with the thing's name, so that a command can say what it made stale. */
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { get } from './client.ts'
import { isOut } from './left.ts'
import type {
  Account,
  ChargeLine,
  Clause,
  DecisionRecord,
  DemoSignIn,
  LedgerEntry,
  Me,
  Page,
  ScenarioEntry,
  Session,
  Staff,
  Terms,
  TermsChange,
  TermsVersion,
  Usage,
} from './types.ts'

const PAGE = 200
/** What others change appears without a reload, so many milliseconds later. */
const LIVE = 30_000
/** Lists are read whole up to this many rows; past it the screen asks to filter. */
const LIST_CAP = 5000

/** Some lists come whole, some as pages: pages are followed up to the cap. */
async function readAll<T>(path: string, query: Record<string, string | undefined>, signal: AbortSignal, paged = false) {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page: Page<T> | T[] = await get<Page<T> | T[]>(
      path,
      { ...query, ...(paged ? { limit: PAGE, cursor } : {}) },
      signal,
    )
    if (Array.isArray(page)) return { items: page, more: false }
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (paged && cursor && items.length < LIST_CAP)
  return { items, more: cursor !== undefined }
}

/** Who is signed in; null for nobody. */
export const meQuery = {
  queryKey: ['me'],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    try {
      return await get<Me>('/me', undefined, signal)
    } catch (error) {
      if (isOut(error)) return null
      throw error
    }
  },
  staleTime: 60_000,
  refetchInterval: 300_000,
}
export const useMe = () => useQuery(meQuery)

/** Another person from now on, or nobody: nothing that was read for the last one stays. Who watches `me` is told. */
export function useBecome() {
  const client = useQueryClient()
  return (me: Me | null) => {
    client.setQueryData(['me'], me)
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
  }
}

/** The demo's sign-ins; none on an installation that has no demo data. */
export const useDemoSignIns = () =>
  useQuery({
    queryKey: ['demo-sign-ins'],
    queryFn: async ({ signal }) => {
      try {
        const found = await get<{ items: DemoSignIn[] } | DemoSignIn[]>('/demo-sign-ins', undefined, signal)
        return Array.isArray(found) ? found : found.items
      } catch {
        return []
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['account', id],
    queryFn: ({ signal }) => get<Account>(`/accounts/${id}`, undefined, signal),
    refetchInterval: LIVE,
  })
export const useAccount = (id: string, enabled = true) => useQuery({ ...accountQuery(id), enabled })

const listOf = <T>(name: string, path: string, id: string, paged = false) => ({
  queryKey: [name, id],
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await readAll<T>(path, {}, signal, paged)).items,
  refetchInterval: LIVE,
})
export const useSessions = (accountId: string) =>
  useQuery(listOf<Session>('sessions', `/accounts/${accountId}/sessions`, accountId, true))
export const useLedger = (accountId: string) =>
  useQuery(listOf<LedgerEntry>('ledger', `/accounts/${accountId}/ledger`, accountId, true))
export const useUsage = (accountId: string) =>
  useQuery(listOf<Usage>('usage', `/accounts/${accountId}/usage`, accountId))
export const useCharges = (accountId: string) =>
  useQuery(listOf<ChargeLine>('charges', `/accounts/${accountId}/charges`, accountId, true))
export const useDecisions = (accountId: string) =>
  useQuery(listOf<DecisionRecord>('decisions', `/accounts/${accountId}/decisions`, accountId, true))

export const useStaff = (enabled = true) =>
  useQuery({
    queryKey: ['staff'],
    queryFn: async ({ signal }) => (await readAll<Staff>('/staff', {}, signal)).items,
    staleTime: 300_000,
    enabled,
  })

export const useTermsVersions = () =>
  useQuery({
    queryKey: ['terms'],
    queryFn: async ({ signal }) => (await readAll<TermsVersion>('/terms', {}, signal)).items,
    staleTime: 300_000,
  })
export const useTerms = (version: string | undefined) =>
  useQuery({
    queryKey: ['terms', version],
    queryFn: ({ signal }) => get<Terms>(`/terms/${version}`, undefined, signal),
    enabled: version !== undefined,
    staleTime: 300_000,
    placeholderData: keepPreviousData,
  })
export const useTermsDiff = (from: string | undefined, to: string | undefined) =>
  useQuery({
    queryKey: ['terms-diff', from, to],
    queryFn: async ({ signal }) => {
      const found = await get<TermsChange[] | { items: TermsChange[] }>('/terms/diff', { from, to }, signal)
      return Array.isArray(found) ? found : found.items
    },
    enabled: from !== undefined && to !== undefined && from !== to,
  })
export const useClause = (id: string | undefined, version?: string | undefined) =>
  useQuery({
    queryKey: ['clause', id, version],
    queryFn: ({ signal }) => get<Clause>(`/clauses/${id}`, { version }, signal),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useScenarios = () =>
  useQuery({
    queryKey: ['scenarios'],
    queryFn: async ({ signal }) => (await readAll<ScenarioEntry>('/scenarios', {}, signal)).items,
    staleTime: 300_000,
  })

const ACCOUNT_PARTS = [
  'account',
  'accounts',
  'sessions',
  'ledger',
  'usage',
  'charges',
  'decisions',
  'adjustments',
  'timeline',
  'today',
]

/** After a command on an account: everything that may show it is read again. */
export function useRefresh() {
  const client = useQueryClient()
  return () => Promise.all(ACCOUNT_PARTS.map((part) => client.invalidateQueries({ queryKey: [part] })))
}
