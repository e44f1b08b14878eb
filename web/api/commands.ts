/** What screens ask for. Every command has a preview with the same words and nothing kept. */
import { ask, post } from './client.ts'
import type { Decision, PlayedScenario } from './types.ts'

export const signOut = () => post<void>('/auth/sign-out')

/** Begins to look at a customer's portal, half an hour at most; the own sign-in stays. */
export const viewAs = (accountId: string) => post<{ accountId: string }>(`/accounts/${accountId}/view-as`)
export const endView = () => post<void>('/auth/end-view')

/** How a command is sent: to be answered only, or to be kept under one key. */
export type Way = { preview: true; signal?: AbortSignal } | { preview: false; key: string; version?: number }
export type Command = (way: Way) => Promise<Decision>

export const send = (path: string, body: unknown, way: Way) =>
  way.preview
    ? ask(path, { body, query: { preview: true }, signal: way.signal })
    : ask(path, { body, idempotencyKey: way.key, version: way.version })

export type HolderRef = { contractId: string } | { orderId: string } | { projectId: string }
export type BookingInput = HolderRef & {
  kind: string
  place: string
  start: string
  minutes: number
  prefecture?: string
  office?: string
  language?: string
  staffId?: string
  acceptCharges?: boolean
}
export const bookSession =
  (input: BookingInput): Command =>
  (way) =>
    way.preview
      ? ask('/sessions/preview', { body: input, signal: way.signal })
      : ask('/sessions', { body: input, idempotencyKey: way.key })

export const moveSession =
  (id: string, input: { start: string; minutes?: number; acceptCharges?: boolean }): Command =>
  (way) =>
    send(`/sessions/${id}/move`, input, way)
export const cancelSession =
  (id: string): Command =>
  (way) =>
    send(`/sessions/${id}/cancel`, {}, way)
export const completeSession =
  (id: string, minutes: number): Command =>
  (way) =>
    send(`/sessions/${id}/complete`, { minutes }, way)
export const markNoShow =
  (id: string): Command =>
  (way) =>
    send(`/sessions/${id}/no-show`, {}, way)

export type AddOnInput = {
  addOn: string
  start?: string
  months?: number
  tenant?: string
  target?: string
  language?: string
  options?: string[]
}
export type ContractInput = {
  accountId: string
  plan: string
  start: string
  baseOffice?: string
  responsibleId?: string
  options?: string[]
  addOns?: AddOnInput[]
}
export const openContract =
  (input: ContractInput, accepted: { acceptTerms: boolean; acceptCharges?: boolean }): Command =>
  (way) =>
    way.preview
      ? ask('/contracts/quote', { body: input, signal: way.signal })
      : ask('/contracts', { body: { ...input, ...accepted }, idempotencyKey: way.key })

export type ContractChange = {
  on: string
  plan?: string
  addOptions?: string[]
  removeOptions?: string[]
  addOns?: AddOnInput[]
  acceptCharges?: boolean
}
export const changeContract =
  (id: string, input: ContractChange): Command =>
  (way) =>
    send(`/contracts/${id}/change`, input, way)
export const endContract =
  (id: string, on: string): Command =>
  (way) =>
    send(`/contracts/${id}/end`, { on }, way)

export const orderAddOn =
  (input: AddOnInput & { accountId: string; acceptTerms: boolean; acceptCharges?: boolean }): Command =>
  (way) =>
    send('/orders', input, way)
export const startProject =
  (input: { contractId: string; tenant: string; target: string; start: string }): Command =>
  (way) =>
    send('/projects', input, way)

export const createAccount = (input: { name: string; prefecture: string; existingCustomer?: boolean }, key: string) =>
  post<{ id: string }>('/accounts', { body: input, idempotencyKey: key })

export const playScenario = (text: string, signal?: AbortSignal) =>
  post<{ problems?: string[]; scenarios: PlayedScenario[] }>('/scenarios/play', { body: { text }, signal })
