/** What holds for every request and answer: headers that a browser obeys, and no state changed from another site. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../../kernel/failure.ts'

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

/**
 * Cross-site request forgery, beside SameSite=Lax: a browser says where a request comes from, in Sec-Fetch-Site or in
 * Origin. Programs send neither and carry no cookie that somebody else could use.
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (SAFE.has(request.method)) return
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
