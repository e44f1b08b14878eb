/** What a request says beside its body: who asks, under which key, having seen which version. */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Action, relationOf } from '../../kernel/access.ts'
import type { Clock } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import type { IdempotencyRef } from '../../kernel/idempotency.ts'
import type { Caller } from '../../kernel/route.ts'
import type { User } from '../identity/identity.ts'
import { languageOf } from './language.ts'

export const COOKIE = 'bansou_session'

/** The session token: a Bearer header before the cookie, so that a program is never taken for its user's browser. */
export function tokenOf(request: FastifyRequest): string | null {
  const { authorization, cookie } = request.headers
  if (authorization !== undefined) return /^Bearer ([A-Za-z0-9_-]+)$/i.exec(authorization)?.[1] ?? null
  if (cookie === undefined) return null
  for (const pair of cookie.split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === COOKIE) return pair.slice(at + 1).trim()
  }
  return null
}

/** A cookie that scripts cannot read and other sites cannot make a browser send with a change. */
export function cookieOf(token: string, secure: boolean, seconds: number): string {
  return `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`
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
  const content = `${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`
  return { userId, key, hash: createHash('sha256').update(content).digest('base64url'), at: clock.now() }
}

/** Who asks, with how far the request's action reaches for them: the gate has seen that it does. */
export function callerOf({ email: _, ...user }: User, request: FastifyRequest): Caller {
  const action = request.routeOptions.config.access as Action
  const relation = must(relationOf(action, user.side, user.roles), 'the gate lets in only who may')
  return { ...user, relation, language: languageOf(request), viewedBy: null }
}
