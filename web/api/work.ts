/** What staff work with all day: lists of accounts, lists that are kept, today, the timeline of an account. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, patch, post, put, remove } from './client.ts'
import type { AccountRow, ChargeLine, DecisionRecord, Holder, Page, Person, Session, Unit } from './types.ts'

const LIVE = 30_000

export type AccountQuery = Record<string, string | undefined>
export const readAccounts = (
  query: AccountQuery,
  offset: number,
  limit: number,
  signal?: AbortSignal,
): Promise<Page<AccountRow> & { total: number }> => get('/accounts', { ...query, offset, limit }, signal)

/** The few accounts that words may mean, found by the server. */
export const useAccountsNamed = (q: string, enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: ['accounts', 'named', q],
    queryFn: async ({ signal }) => (await readAccounts({ q: q || undefined }, 0, 8, signal)).items,
    placeholderData: keepPreviousData,
  })

export type SavedView = {
  id: string
  screen: string
  name: string
  query: Record<string, string>
  shared: boolean
  own: boolean
  owner: string | null
  version: number
}
export const useSavedViews = (screen: string, enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: ['views', screen],
    queryFn: async ({ signal }) => (await get<{ items: SavedView[] }>('/views', { screen }, signal)).items,
    refetchInterval: LIVE,
  })

export type ViewChange =
  | { make: { screen: string; name: string; query: Record<string, string>; shared: boolean } }
  | { change: SavedView; to: Partial<Pick<SavedView, 'name' | 'query' | 'shared'>> }
  | { forget: SavedView }

/** Keeps, changes and forgets lists; a name that is taken and a view that somebody changed meanwhile are told. */
export function useViewChange() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: ViewChange) => {
      if ('make' in asked) return post<SavedView>('/views', { body: asked.make })
      if ('forget' in asked) return remove<unknown>(`/views/${asked.forget.id}`)
      return patch<SavedView>(`/views/${asked.change.id}`, { body: asked.to, version: asked.change.version })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['views'] }),
  })
}

/** Names who answers for a contract; answers who it was. */
export const changeResponsible = (contractId: string, responsibleId: string | null, version?: number) =>
  put<{ before: string | null; version: number }>(`/contracts/${contractId}/responsible`, {
    body: { responsibleId },
    ...(version === undefined ? {} : { version }),
  })

type Section<Item> = { items: Item[]; total: number }
export type Ending = {
  accountId: string
  accountName: string
  contractId: string
  plan: string
  endsOn: string
  state: 'ends' | 'notice-given'
  responsible: Person | null
}
export type Standing = {
  accountId: string
  accountName: string
  holder: Holder
  allowance: string
  unit: Unit
  granted: number
  held: number
  left: number
  from: string
  until: string | null
  clause: string
}
export type Deadline = { accountId: string; accountName: string; intakeId: string; way: string; deadline: string }
export type Today = {
  whose: 'mine' | 'all'
  hasOwn: boolean
  sessions: Section<Session>
  unconfirmed: Section<Session>
  ending: Section<Ending> | null
  nearlyUsed: Section<Standing> | null
  lapsing: Section<Standing> | null
  deadlines: Section<Deadline> | null
}
export const useToday = (whose: string | undefined) =>
  useQuery({
    queryKey: ['today', whose],
    queryFn: ({ signal }) => get<Today>('/today', { whose }, signal),
    refetchInterval: LIVE,
    placeholderData: keepPreviousData,
  })

export type EventType = 'session' | 'answer' | 'correction' | 'charge' | 'terms' | 'person'
export type TimelineItem = {
  id: string
  type: EventType
  at: string
  by: string | null
  session?: Session
  answer?: DecisionRecord
  correction?: {
    kind: string
    allowance: string
    unit: Unit
    amount: number
    leftAfter: number
    clause: string
    reason: string | null
    approvedBy: string | null
    holder: Holder | null
  }
  charge?: ChargeLine
  terms?: { version: string; subject: string }
  person?: { name: string; role: string; until: string | null }
}
export type TimelineFilter = { types?: string | undefined; refused?: string | undefined; q?: string | undefined }
export const useTimeline = (accountId: string, filter: TimelineFilter) =>
  useInfiniteQuery({
    queryKey: ['timeline', accountId, filter],
    queryFn: ({ pageParam, signal }) =>
      get<Page<TimelineItem>>(
        `/accounts/${accountId}/timeline`,
        { ...filter, limit: 60, cursor: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })

export type CalendarDay = { date: string; business: boolean; name: string | null }
export type SessionQuery = {
  from: string
  until: string
  staff?: string | undefined
  office?: string | undefined
  partner?: string | undefined
}
/** Every session of a span, however many pages it takes. */
export const useSessionsBetween = (query: SessionQuery, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ['sessions', 'between', query],
    queryFn: async ({ signal }) => {
      const all: Session[] = []
      let cursor: string | undefined
      do {
        const page: Page<Session> = await get<Page<Session>>('/sessions', { ...query, cursor }, signal)
        all.push(...page.items)
        cursor = page.next ?? undefined
      } while (cursor)
      return all
    },
    refetchInterval: LIVE,
    placeholderData: keepPreviousData,
  })

export const useCalendarDays = (from: string, until: string) =>
  useQuery({
    queryKey: ['calendar', from, until],
    queryFn: async ({ signal }) => (await get<{ days: CalendarDay[] }>('/calendar', { from, until }, signal)).days,
    staleTime: 600_000,
  })
