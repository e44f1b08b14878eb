/** What a request says beside its body: who asks, under which key, having seen which version. */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Action, relationOf } from '../../kernel/access.ts'
import type { Clock, Instant } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import type { IdempotencyRef } from '../../kernel/idempotency.ts'
import type { Caller } from '../../kernel/route.ts'
import type { User } from '../identity/identity.ts'
import { languageOf } from './language.ts'

export const COOKIE = 'bansou_session'
/** Looks at customers' portals have a cookie each, so that two tabs can look at two of them. */
const VIEW_COOKIE = 'bansou_view_'
const VIEW_HEADER = 'x-view-as'

/** The account whose portal is looked at, as the page says with every request of its own; null: none. */
export function viewedAccountOf(request: FastifyRequest): string | null {
  const named = request.headers[VIEW_HEADER]
  return typeof named === 'string' ? named : null
}

/** The session token: a Bearer header before the cookie, so that a program is never taken for its user's browser. */
export function tokenOf(request: FastifyRequest): string | null {
  const { authorization, cookie } = request.headers
  if (authorization !== undefined) return /^Bearer ([A-Za-z0-9_-]+)$/i.exec(authorization)?.[1] ?? null
  if (cookie === undefined) return null
  const viewed = viewedAccountOf(request)
  return cookieIn(cookie, viewed === null ? COOKIE : VIEW_COOKIE + viewed)
}

/** The value of one cookie in a Cookie header; null where it is not there. */
export function cookieIn(header: string | undefined, wanted: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim()
  }
  return null
}

/** The looks at portals that a browser has cookies of: account and token. */
export function viewsIn(header: string | undefined): { accountId: string; token: string }[] {
  return (header ?? '').split(';').flatMap((pair) => {
    const found = new RegExp(`^${VIEW_COOKIE}([\\da-f-]{36})=([\\w-]{43})$`).exec(pair.trim())
    return found ? [{ accountId: found[1]!, token: found[2]! }] : []
  })
}

/** A cookie that scripts cannot read and other sites cannot make a browser send with a change. */
export function cookieOf(token: string, secure: boolean, seconds: number): string {
  return `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`
}

/** As above; it is sent to the API alone, and counts only with the header that names the account. */
export function viewCookieOf(accountId: string, token: string, secure: boolean, seconds: number): string {
  return `${VIEW_COOKIE}${accountId}=${token}; Path=/api; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`
}

const invalid = (field: string) => new Problem('invalid-field', field, { code: 'wrong-format' })

/** `"3"`, as the client was given it; `*` and none bind nothing. */
export function ifMatchOf(request: FastifyRequest): number | null {
  const header = request.headers['if-match']
  if (header === undefined || header === '*') return null
  const version = /^"?(\d{1,9})"?$/.exec(header)?.[1]
  if (version === undefined) throw invalid('If-Match')
  return Number(version)
}

/** The same key with another method, address or content is another request, and refused. */
export function idempotencyOf(request: FastifyRequest, userId: string, clock: Clock): IdempotencyRef | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw invalid('Idempotency-Key')
  const { body } = request
  const content = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null)
  const hash = createHash('sha256').update(`${request.method} ${request.url}\n`).update(content).digest('base64url')
  return { userId, key, hash, at: clock.now() }
}

/** Who asks, with how far the request's action reaches for them: the gate has seen that it does. */
export function callerOf({ email: _, ...user }: User, request: FastifyRequest, at: Instant): Caller {
  const action = request.routeOptions.config.access as Action
  const relation = must(relationOf(action, user.side, user.roles), 'the gate lets in only who may')
  return { ...user, relation, at, language: languageOf(request) }
}
