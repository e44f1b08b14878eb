/** What somebody is told of, how, and what still waits to be sent. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from './client.ts'
import type { Page } from './types.ts'

export type Notice = {
  id: string
  kind: string
  at: string
  title: string
  body: string
  page: string
  read: boolean
}
type NoticePage = Page<Notice> & { unread: number }

export type MailWay = 'off' | 'once' | 'daily' | 'weekly'
export type NoticeChoice = {
  kind: string
  inApp: boolean
  mail: MailWay
  slack: boolean
  teams: boolean
  /** About the own sign-in: always told. */
  fixed: boolean
  chosen: boolean
}
export type Webhook = {
  id: string
  service: 'slack' | 'teams'
  label: string
  host: string
  kinds: string[]
  own: boolean
  broken: boolean
}
export type Webhooks = { items: Webhook[]; forOrganisation: boolean }
export type NewWebhook = Pick<Webhook, 'service' | 'label' | 'kinds'> & { url: string; forOrganisation: boolean }

const LIVE = 60_000
const LIST = ['notices', 'list'] as const
const COUNT = ['notices', 'count'] as const
const CHOICES = ['notice-choices'] as const
const HOOKS = ['webhooks'] as const

/** How many are unread, up to 100. */
export const useUnread = (enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: COUNT,
    queryFn: async ({ signal }) => (await get<NoticePage>('/notices', { limit: 1 }, signal)).unread,
    refetchInterval: LIVE,
  })

export const useNotices = (unread: boolean) =>
  useInfiniteQuery({
    queryKey: [...LIST, unread],
    queryFn: ({ pageParam, signal }) =>
      get<NoticePage>('/notices', { limit: 30, cursor: pageParam, unread: unread || undefined }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })

/** Marks some as read or unread, or all up to one. */
export function useMarkRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (which: { ids: string[]; read?: boolean } | { upTo: string }) =>
      post<{ unread: number }>('/notices/read', { body: which }),
    onSuccess: ({ unread }) => {
      client.setQueryData(COUNT, unread)
      return client.invalidateQueries({ queryKey: LIST })
    },
  })
}

export const useChoices = () =>
  useQuery({
    queryKey: CHOICES,
    queryFn: async ({ signal }) => (await get<{ items: NoticeChoice[] }>('/notices/choices', undefined, signal)).items,
  })

export function useChoose() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ fixed: _f, chosen: _c, ...body }: NoticeChoice) =>
      post<{ items: NoticeChoice[] }>('/notices/choices', { body }),
    // Shown at once; what the server says then is what holds.
    onMutate: (next) => {
      const before = client.getQueryData<NoticeChoice[]>(CHOICES)
      client.setQueryData<NoticeChoice[]>(CHOICES, (all) => all?.map((c) => (c.kind === next.kind ? next : c)))
      return before
    },
    onError: (_error, _next, before) => client.setQueryData(CHOICES, before),
    onSuccess: ({ items }) => client.setQueryData(CHOICES, items),
  })
}

export const useWebhooks = () =>
  useQuery({ queryKey: HOOKS, queryFn: ({ signal }) => get<Webhooks>('/webhooks', undefined, signal) })

function useHookChange<Input>(change: (input: Input) => Promise<Webhooks>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: ({ items, forOrganisation }) => client.setQueryData(HOOKS, { items, forOrganisation }),
  })
}
export const useAddWebhook = () => useHookChange((body: NewWebhook) => post<Webhooks>('/webhooks', { body }))
export const useRemoveWebhook = () => useHookChange((id: string) => post<Webhooks>(`/webhooks/${id}/remove`))
export const useTestWebhook = () =>
  useMutation({ mutationFn: (id: string) => post<{ letter: string }>(`/webhooks/${id}/test`) })

export type LetterState = 'waiting' | 'sent' | 'dead' | 'handled'
export type OutboxRow = {
  id: string
  channel: 'mail' | 'slack' | 'teams'
  recipient: string
  language: 'ja' | 'en'
  kind: string
  subject: string
  state: LetterState
  tries: number
  createdAt: string
  endedAt: string | null
  nextAt: string | null
  fault: string | null
}
export type OutboxPage = Page<OutboxRow> & { sends: boolean; counts: Partial<Record<LetterState, number>> }

export const useOutbox = (state: LetterState | undefined) =>
  useInfiniteQuery({
    queryKey: ['outbox', 'list', state],
    queryFn: ({ pageParam, signal }) => get<OutboxPage>('/outbox', { limit: 50, cursor: pageParam, state }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: LIVE,
  })
export const useLetter = (id: string | undefined) =>
  useQuery({
    queryKey: ['outbox', 'letter', id],
    queryFn: ({ signal }) => get<OutboxRow & { text: string }>(`/outbox/${id}`, undefined, signal),
    enabled: id !== undefined,
  })
export function useLetterStep() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, step }: { id: string; step: 'handled' | 'again' }) => post<OutboxRow>(`/outbox/${id}/${step}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['outbox'] }),
  })
}

export type JobRow = {
  name: string
  state: 'waiting' | 'running' | 'failing'
  nextAt: string | null
  beganAt: string | null
  doneAt: string | null
  failures: number
  told: string | null
  fault: string | null
}
export const useJobs = () =>
  useQuery({
    queryKey: ['jobs'],
    queryFn: async ({ signal }) => (await get<{ items: JobRow[] }>('/jobs', undefined, signal)).items,
    refetchInterval: LIVE,
  })
