/** Offers, what was agreed to, and papers. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask, get, post } from './client.ts'
import type { AddOnInput, ContractInput } from './commands.ts'
import type { Decision, Page } from './types.ts'

export type OfferState = 'open' | 'accepted' | 'declined' | 'withdrawn' | 'expired'
export type Offer = {
  id: string
  accountId: string
  accountName: string
  kind: 'contract' | 'order'
  offer: string
  label: string
  addOns: string[]
  start: string | null
  language: string | null
  note: string | null
  lastDay: string
  state: OfferState
  sentAt: string
  sentBy: string
  decidedAt: string | null
  decidedBy: string | null
  reason: string | null
  madeId: string | null
  termsVersion: string
  quoted: Decision
  /** The answer of now; `seen` is what an acceptance says it has read. */
  present: { decision: Decision; termsVersion: string; seen: string; changed: boolean } | null
  version: number
  may: { answer: boolean; withdraw: boolean }
}

export type Agreed = {
  kind: 'acceptance' | 'express' | 'deemed'
  subject: { type: 'contract' | 'order' | 'intake'; id: string; label: string | null }
  version: string
  at: string
  by: string | null
  clause: string
}

export type DocumentKind = 'confirmation' | 'usage'
export type Paper = {
  id: string
  accountId: string
  contractId: string
  kind: DocumentKind
  language: 'ja' | 'en'
  number: string
  pages: number
  bytes: number
  madeAt: string
  madeBy: string
}

export const offersQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['offers', accountId],
    queryFn: async ({ signal }) => (await get<Page<Offer>>('/offers', { accountId, limit: 100 }, signal)).items,
    refetchInterval: 30_000,
  })
export const useOffers = (accountId: string, enabled = true) => useQuery({ ...offersQuery(accountId), enabled })

export const useAgreed = (accountId: string) =>
  useQuery({
    queryKey: ['agreed', accountId],
    queryFn: async ({ signal }) => (await get<Page<Agreed>>(`/accounts/${accountId}/agreed`, undefined, signal)).items,
  })

export const usePapers = (accountId: string) =>
  useQuery({
    queryKey: ['documents', accountId],
    queryFn: async ({ signal }) => (await get<Page<Paper>>('/documents', { accountId, limit: 200 }, signal)).items,
  })

/** After an answer to an offer, or a paper: what shows them is read again. */
export function useRefreshAgreements() {
  const client = useQueryClient()
  const parts = ['offers', 'agreed', 'documents', 'account', 'charges', 'decisions', 'usage', 'ledger']
  return () => Promise.all(parts.map((part) => client.invalidateQueries({ queryKey: [part] })))
}

type OfferInput = { lastDay: string; note?: string } & (
  | { contract: Omit<ContractInput, 'accountId'> }
  | { order: AddOnInput }
)
export const sendOffer = (accountId: string, input: OfferInput, key: string): Promise<Decision> =>
  ask('/offers', { body: { accountId, ...input }, idempotencyKey: key })
export const withdrawOffer = (id: string, version: number) => ask(`/offers/${id}/withdraw`, { body: {}, version })
export const acceptOffer = (
  id: string,
  accepted: { acceptTerms: boolean; acceptCharges: boolean; seen: string },
  way: { key: string; version: number },
): Promise<Decision> => ask(`/offers/${id}/accept`, { body: accepted, idempotencyKey: way.key, version: way.version })
export const declineOffer = (id: string, reason: string, way: { key: string; version: number }): Promise<Decision> =>
  ask(`/offers/${id}/decline`, { body: reason ? { reason } : {}, idempotencyKey: way.key, version: way.version })

export const makePaper = (input: { kind: DocumentKind; contractId: string; language: 'ja' | 'en' }) =>
  post<Paper & { isNew: boolean }>('/documents', { body: input })
/** Where a paper lies: to be shown by the browser, or saved. */
export const paperAddress = (id: string, open: boolean) => `/api/documents/${id}/file${open ? '?open=true' : ''}`
