/** Corrections of the ledger: asked for by one person, approved or declined by another. */
import { useQuery } from '@tanstack/react-query'
import { get } from './client.ts'
import { type Command, type HolderRef, send } from './commands.ts'
import type { Page, Unit } from './types.ts'

export type Adjustment = {
  id: string
  accountId: string
  holderId: string
  allowance: string
  unit: Unit
  /** Signed, in minutes or sessions. */
  amount: number
  reason: string
  state: 'pending' | 'approved' | 'declined' | 'withdrawn'
  askedAt: string
  askedBy: { id: string; name: string }
  decidedAt: string | null
  decidedBy: string | null
  version: number
  may: { approve: boolean; decline: boolean }
}

/** The latest corrections of an account, those that wait among them. */
export const useAdjustments = (accountId: string, enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: ['adjustments', accountId],
    queryFn: async ({ signal }) =>
      (await get<Page<Adjustment>>('/ledger/adjustments', { accountId, limit: 50 }, signal)).items,
    refetchInterval: 30_000,
  })

type AdjustmentInput = HolderRef & { allowance: string; reason: string } & ({ minutes: number } | { count: number })

export const askAdjustment =
  (input: AdjustmentInput): Command =>
  (way) =>
    send('/ledger/adjustments', input, way)
export const decideAdjustment =
  (id: string, what: 'approve' | 'decline'): Command =>
  (way) =>
    send(`/ledger/adjustments/${id}/${what}`, {}, way)
