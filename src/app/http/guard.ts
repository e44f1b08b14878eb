/** What holds for every request and answer: headers that a browser obeys, and no state changed from another site. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../../kernel/failure.ts'
import type { Identity, Recognised } from '../identity/identity.ts'
import type { Stage } from '../identity/sign-ins.ts'
import { tokenOf, viewedAccountOf } from './call.ts'

const STRICT = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
/** The component library sets styles on elements; scripts come from files of ours only. */
export const PAGE_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
  "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

export function setHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({
    'content-security-policy': STRICT,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-request-id': request.id,
    vary: 'accept-language, cookie, authorization',
  })
  if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
export const isSafe = (method: string): boolean => SAFE.has(method)

/** Where a look at a customer's portal is ended: the one thing that it may do. */
export const END_VIEW = '/api/auth/end-view'

/** A page that looks as a customer changes nothing, not even its viewer's own sign-in. */
export function refuseWhileViewing(request: FastifyRequest): void {
  if (viewedAccountOf(request) === null || isSafe(request.method)) return
  if (request.routeOptions.url !== END_VIEW) throw new Problem('read-only-view')
}

/**
 * Cross-site request forgery, beside SameSite=Lax: a browser says where a request comes from, in Sec-Fetch-Site or in
 * Origin. Programs send neither and carry no cookie that somebody else could use.
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (isSafe(request.method)) return
  const site = request.headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return
  const { origin, host } = request.headers
  if (site === undefined && origin === undefined) return
  if (origin !== undefined && isHost(origin, host)) return
  throw new Problem('not-permitted', 'Origin')
}

function isHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}

/**
 * Who asks, at one of these stages of signing in. `not-signed-in`, `role-ended`, `second-factor-needed` and
 * `second-factor-missing` say what is missing.
 */
export async function recognised(
  identity: Identity,
  request: FastifyRequest,
  stages: readonly Stage[],
): Promise<Recognised> {
  const token = tokenOf(request)
  const known = token === null ? null : await identity.recognise(token)
  if (known === null) throw new Problem('not-signed-in')
  if (known === 'role-ended') throw new Problem('role-ended')
  if (stages.includes(known.stage)) return known
  if (known.stage === 'open') throw new Problem('already-exists')
  throw new Problem(known.stage === 'code' ? 'second-factor-needed' : 'second-factor-missing')
}
