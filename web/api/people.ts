/** The people of organisations: what is read of them and what can be done. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { get, patch, post, put, remove, sendFile } from './client.ts'
import type { Page, Side } from './types.ts'

/** Whose people: nothing named is one's own organisation. */
export type Organisation = { account?: string; partner?: string }

export type RoleState = 'upcoming' | 'held' | 'over'
type NamedDepartment = { id: string; name: string } | null
export type ShownRole = {
  id: string
  role: string
  department: NamedDepartment
  firstDay: string
  lastDay: string | null
  state: RoleState
}
export type Member = {
  userId: string
  name: string
  email: string
  staffId: string | null
  state: 'active' | 'upcoming' | 'ended'
  lastSignIn: string | null
  roles: ShownRole[]
}
export type Invited = {
  id: string
  email: string
  name: string | null
  roles: Omit<ShownRole, 'id' | 'state'>[]
  sentAt: string
  expiresAt: string
  expired: boolean
}
export type Department = { id: string; name: string; active: boolean; version: number }
export type Partner = Department
export type Vendor = { name: string; language: 'ja' | 'en' }

const MOST = 5000

const keyOf = (part: string, { account, partner }: Organisation) => ['people', part, account ?? '', partner ?? '']
const place = (o: Organisation) => ({ account: o.account, partner: o.partner })

export const useMembers = (of: Organisation) =>
  useQuery({
    queryKey: keyOf('members', of),
    queryFn: async ({ signal }) => {
      const items: Member[] = []
      for (let cursor: string | undefined, more = true; more && items.length < MOST; more = cursor !== undefined) {
        const page: Page<Member> = await get('/members', { ...place(of), limit: 200, cursor }, signal)
        items.push(...page.items)
        cursor = page.next ?? undefined
      }
      return items
    },
  })

export const useInvited = (of: Organisation) =>
  useQuery({
    queryKey: keyOf('invited', of),
    queryFn: async ({ signal }) => (await get<Page<Invited>>('/invitations', place(of), signal)).items,
  })

export const useDepartments = (account: string | undefined, enabled = true) =>
  useQuery({
    queryKey: keyOf('departments', account === undefined ? {} : { account }),
    queryFn: async ({ signal }) => (await get<Page<Department>>('/departments', { account }, signal)).items,
    enabled,
  })

export const usePartners = () =>
  useQuery({
    queryKey: ['people', 'partners'],
    queryFn: async ({ signal }) => (await get<Page<Partner>>('/partners', undefined, signal)).items,
  })

export const useVendor = () =>
  useQuery({
    queryKey: ['people', 'vendor'],
    queryFn: ({ signal }) => get<Vendor>('/organisation', undefined, signal),
  })

/** After a change of people: what shows them is read again. */
export function useRefreshPeople() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['people'] }),
      client.invalidateQueries({ queryKey: ['staff'] }),
      client.invalidateQueries({ queryKey: ['accounts'] }),
      client.invalidateQueries({ queryKey: ['sessions'] }),
    ])
}

export type GivenRole = {
  role: string
  departmentId: string | null
  firstDay: string | null
  lastDay: string | null
}
export type Invitee = { email: string; name: string | null; staffId?: string | null; roles: GivenRole[] }

export const invitePeople = (of: Organisation, people: Invitee[], idempotencyKey: string) =>
  post<{ ids: string[] }>('/invitations', { query: place(of), body: { people }, idempotencyKey })
export const resendInvitation = (of: Organisation, id: string) =>
  post<void>(`/invitations/${id}/resend`, { query: place(of) })
export const withdrawInvitation = (of: Organisation, id: string) =>
  post<void>(`/invitations/${id}/withdraw`, { query: place(of) })

export const giveRole = (of: Organisation, userId: string, body: GivenRole, idempotencyKey: string) =>
  post<void>(`/members/${userId}/roles`, { query: place(of), body, idempotencyKey })
export const setLastDay = (of: Organisation, roleId: string, lastDay: string | null) =>
  put<void>(`/roles/${roleId}/last-day`, { query: place(of), body: { lastDay } })
export const endRole = (of: Organisation, roleId: string) => post<void>(`/roles/${roleId}/end`, { query: place(of) })

export type Choice = { type: 'contract' | 'session'; id: string; successor: string | null }
export type HandOverAsk = { lastDay: string | null; successor: string | null; choices: Choice[] }
export type HandOverItem = {
  type: 'contract' | 'session'
  id: string
  accountId: string
  accountName: string
  what: string
  start: string | null
  end: string | null
  successor: string | null
  trouble: 'busy' | 'open' | null
}
export type HandOver = {
  applied: boolean
  roles: number
  items: HandOverItem[]
  counts: { contracts: number; sessions: number; troubles: number }
}
export const askHandOver = (of: Organisation, userId: string, body: HandOverAsk, signal?: AbortSignal) =>
  post<HandOver>(`/members/${userId}/hand-over/preview`, { query: place(of), body, signal })
export const handOver = (of: Organisation, userId: string, body: HandOverAsk, idempotencyKey: string) =>
  post<HandOver>(`/members/${userId}/hand-over`, { query: place(of), body, idempotencyKey })

type Outcome = 'invite' | 'add-role' | 'department' | 'unchanged' | 'fault'
export type PeopleFile = {
  applied: boolean
  rows: {
    row: number
    email: string
    name: string | null
    department: string | null
    role: string | null
    outcome: Outcome
  }[]
  counts: Record<Outcome, number>
  newDepartments: string[]
  findings: { row: number | null; field: string | null; code: string; sentence: string }[]
}
export const sendPeopleFile = (of: Organisation, file: Blob, dryRun: boolean) =>
  sendFile<PeopleFile>('/members/file', file, { ...place(of), dryRun: dryRun || undefined })

export const createDepartment = (account: string | undefined, name: string) =>
  post<Department>('/departments', { query: { account }, body: { name } })
export const changeDepartment = (
  account: string | undefined,
  { id, version }: Department,
  body: { name?: string; active?: boolean },
) => patch<Department>(`/departments/${id}`, { query: { account }, body, version })

export const createPartner = (name: string) => post<Partner>('/partners', { body: { name } })
export const changePartner = ({ id, version }: Partner, body: { name?: string; active?: boolean }) =>
  patch<Partner>(`/partners/${id}`, { body, version })
export const changeStaff = (id: string, body: { baseOffice?: string | null; active?: boolean }) =>
  patch<void>(`/staff/${id}`, { body })
export const saveVendor = (body: Vendor) => put<Vendor>('/organisation', { body })

export type Closure = { date: string; name: string }
export type Coverage = {
  coveredUntil: string | null
  covered: boolean
  imports: { id: string; source: string; firstYear: number; lastYear: number; days: number; at: string }[]
}
export const useClosures = () =>
  useQuery({
    queryKey: ['people', 'closures'],
    queryFn: async ({ signal }) => (await get<Page<Closure>>('/closures', undefined, signal)).items,
  })
export const useCoverage = () =>
  useQuery({
    queryKey: ['people', 'coverage'],
    queryFn: ({ signal }) => get<Coverage>('/calendar/coverage', undefined, signal),
  })
export const addClosure = (body: Closure) => post<Closure>('/closures', { body })
export const removeClosure = (date: string) => remove<Closure>(`/closures/${date}`)
export const importHolidays = (csvBase64: string, source: string) =>
  post<{ warnings: { code: 'few-days' | 'year-missing'; year: number; days: number }[]; days: number }>(
    '/calendar/holidays',
    { body: { csvBase64, source } },
  )

/** The roles of a side, in the order of the server's table. */
export const ROLES: Record<Side, readonly string[]> = {
  vendor: ['admin', 'csm', 'architect', 'trainer', 'coordinator', 'operator', 'support', 'sales', 'finance'],
  partner: ['manager', 'trainer', 'architect', 'operator', 'agent'],
  customer: ['promotion', 'leader', 'owner'],
}
