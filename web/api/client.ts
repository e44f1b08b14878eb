/** The one way to the server: JSON over `/api`, problem+json read into `ApiProblem`. */
import { languageNow, translate } from '../i18n/words.ts'
import type { Decision, Fault, ProblemBody } from './types.ts'
import { viewedAccount } from './viewing.ts'

/** A request that was not carried out. `detail` is one sentence in the language of the request. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly field: string | null
  readonly errors: Fault[]
  readonly decision: Decision | null
  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? `HTTP ${status}`)
    this.name = 'ApiProblem'
    this.status = status
    this.code = body.code ?? 'internal'
    this.detail = body.detail ?? body.title ?? translate('error.unexpected', { status })
    this.field = body.field ?? null
    this.errors = body.errors ?? []
    this.decision = body.decision ?? null
  }
}

type Query = Record<string, string | number | boolean | null | undefined>
export type Send = {
  query?: Query
  body?: unknown
  /** Sent as it is, instead of a body. */
  file?: Blob
  /** Kept by the caller over retries of one intent; made anew where none is given. */
  idempotencyKey?: string
  version?: number | undefined
  signal?: AbortSignal | undefined
}

/** A random key; `crypto.randomUUID` is missing on plain-http addresses other than localhost. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
}

function addressOf(path: string, query: Query = {}) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return `/api${path}${text ? `?${text}` : ''}`
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body = await response.json().catch(() => ({}))
  return new ApiProblem(response.status, (body ?? {}) as ProblemBody)
}

async function send<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options: Send = {},
): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': languageNow() }
  if (method !== 'GET') {
    headers['Content-Type'] = options.file ? 'application/octet-stream' : 'application/json'
    headers['Idempotency-Key'] = options.idempotencyKey ?? newKey()
  }
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`
  const viewed = viewedAccount()
  if (viewed !== null) headers['X-View-As'] = viewed
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal: options.signal ?? null }
  if (method !== 'GET') init.body = options.file ?? JSON.stringify(options.body ?? {})
  let response: Response
  try {
    response = await fetch(addressOf(path, options.query), init)
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new ApiProblem(0, { code: 'unreachable', detail: translate('error.unreachable') })
  }
  if (!response.ok) throw await problemOf(response)
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) =>
  send<T>('GET', path, { ...(query ? { query } : {}), signal })
export const post = <T>(path: string, options?: Send) => send<T>('POST', path, options)
export const put = <T>(path: string, options?: Send) => send<T>('PUT', path, options)
export const patch = <T>(path: string, options?: Send) => send<T>('PATCH', path, options)
export const remove = <T>(path: string, options?: Send) => send<T>('DELETE', path, options)
export const sendFile = <T>(path: string, file: Blob, query: Query, signal?: AbortSignal) =>
  send<T>('POST', path, { file, query, signal })

/** Commands answer a refusal and a charge not yet accepted with an error status; to a screen both are answers. */
export async function ask(path: string, options?: Send): Promise<Decision> {
  try {
    return await post<Decision>(path, options)
  } catch (error) {
    if (error instanceof ApiProblem && error.decision) return error.decision
    throw error
  }
}
