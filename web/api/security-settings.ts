/** What an administrator decides about signing in: the second factor, providers, and the keys of programs. */
import { queryOptions } from '@tanstack/react-query'
import { get, post, put, remove } from './client.ts'
import type { AccountRow, Page, Side } from './types.ts'

export type Rule = 'required' | 'off'
export const ruleQuery = queryOptions({
  queryKey: ['settings', 'security'],
  queryFn: ({ signal }) => get<{ secondFactor: Rule }>('/settings/security', undefined, signal),
})
export const saveRule = (secondFactor: Rule) => put<unknown>('/settings/security', { body: { secondFactor } })

export type OrganisationRef = { side: Side; accountId: string | null; partnerId: string | null }
export type ProviderFields = { name: string; issuer: string; clientId: string; domains: string[]; active: boolean }
export type ProviderEntry = OrganisationRef & ProviderFields & { id: string; organisation: string; version: number }
export const providersQuery = queryOptions({
  queryKey: ['settings', 'providers'],
  queryFn: ({ signal }) => get<{ items: ProviderEntry[]; callback: string }>('/settings/providers', undefined, signal),
})
export const createProvider = (body: OrganisationRef & ProviderFields & { clientSecret: string }) =>
  post<{ id: string }>('/settings/providers', { body })
export const changeProvider = ({ id, version }: ProviderEntry, body: ProviderFields & { clientSecret?: string }) =>
  put<unknown>(`/settings/providers/${id}`, { body, version })
export const removeProvider = (id: string) => remove<unknown>(`/settings/providers/${id}`)

/** Accounts to choose from, by what somebody types. */
export const findAccounts = (q: string, signal: AbortSignal) =>
  get<Page<AccountRow>>('/accounts', { q: q || undefined, limit: 20 }, signal)

export type ApiKey = {
  id: string
  name: string
  hint: string
  scopes: string[]
  createdAt: string
  expiresAt: string | null
  usedAt: string | null
  revokedAt: string | null
}
export type ServiceAccount = { id: string; name: string; roles: string[]; disabledAt: string | null; keys: ApiKey[] }
export const serviceAccountsQuery = queryOptions({
  queryKey: ['settings', 'service-accounts'],
  queryFn: ({ signal }) => get<{ items: ServiceAccount[] }>('/settings/service-accounts', undefined, signal),
})
export const createServiceAccount = (name: string, roles: string[]) =>
  post<{ id: string }>('/settings/service-accounts', { body: { name, roles } })
export const disableServiceAccount = (id: string) => post<unknown>(`/settings/service-accounts/${id}/disable`)
export const createKey = (accountId: string, body: { name: string; scopes: string[]; expiresAt?: string }) =>
  post<{ id: string; key: string }>(`/settings/service-accounts/${accountId}/keys`, { body })
export const revokeKey = (id: string) => post<unknown>(`/settings/keys/${id}/revoke`)
