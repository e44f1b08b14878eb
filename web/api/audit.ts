/** The record of changes, and the chain that proves it. */
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { get } from './client.ts'
import type { Page } from './types.ts'

export type AuditEntry = {
  seq: number
  at: string
  action: string
  by: { id: string | null; name: string }
  account: { id: string; name: string } | null
  subject: { type: string; id: string } | null
  outcome: 'allowed' | 'charged' | 'refused' | null
  because: string[]
  cites: string[]
  termsVersion: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  reason: string | null
}
export type AuditFilter = {
  accountId?: string | undefined
  by?: string | undefined
  action?: string | undefined
  from?: string | undefined
  until?: string | undefined
}
/** `names`: of the people and things that the entries name by id. */
type AuditPage = Page<AuditEntry> & { names: Record<string, string> }
export type AuditProof = {
  links: number
  head: string
  at: string
  faults: { seq: number | null; source: string | null; rowId: string | null; what: string }[]
}

const PAGE = 60

export const useAudit = (filter: AuditFilter) =>
  useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => get<AuditPage>('/audit', { ...filter, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const useAuditWords = () =>
  useQuery({
    queryKey: ['audit-words'],
    queryFn: ({ signal }) =>
      get<{ actions: string[]; people: { id: string; name: string }[] }>('/audit/words', undefined, signal),
  })

/** Reads the whole chain again: asked for by hand, for it takes its time. */
export const useAuditProof = () => useMutation({ mutationFn: () => get<AuditProof>('/audit/verification') })

/** Where the file of what is shown is fetched from. */
export function auditFile(filter: AuditFilter, format: 'csv' | 'jsonl') {
  const search = new URLSearchParams({ format })
  for (const [name, value] of Object.entries(filter)) if (value) search.set(name, value)
  return `/api/audit/export?${search}`
}
