/** Card intakes as the portal reads them. */
import { useQuery } from '@tanstack/react-query'
import { get } from './client.ts'
import type { Page } from './types.ts'

export type IntakeState =
  | 'requested'
  | 'surveying'
  | 'estimated'
  | 'ordered'
  | 'kits-sent'
  | 'in-custody'
  | 'importing'
  | 'returning'
  | 'closed'
  | 'cancelled'
export type Intake = {
  id: string
  way: 'mail' | 'visit'
  state: IntakeState
  survey: { cards: number; answered: number; asked: number; open: number }
  schedule: { startWeek: string; workDays: string[]; deadline: string; past: boolean } | null
  createdAt: string
}

export const useIntakes = (accountId: string, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ['intakes', accountId],
    queryFn: async ({ signal }) => (await get<Page<Intake>>('/intakes', { accountId, limit: 20 }, signal)).items,
    refetchInterval: 30_000,
  })
