/** Large answers are packed for those who take it; files come packed from the build (pages.ts). */
import { brotliCompress, brotliCompressSync, type CompressCallback, constants, gzip, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

/** Below it nothing is won: such an answer fits one packet as it is. */
const SMALLEST = 1024
const TEXT = /^(application\/(problem\+)?json|application\/openapi|text\/)/

/** Up to it packing takes less time than handing it to another thread would: some 40 µs. */
const AT_ONCE = 8 * 1024

type Packing = 'br' | 'gzip'
/** Levels for what is packed while somebody waits: most of the gain for a small part of the time. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } }
const GZIP = { level: 3 }
const AT_ONCE_BY = {
  br: (body: Buffer) => brotliCompressSync(body, BROTLI),
  gzip: (body: Buffer) => gzipSync(body, GZIP),
}
const ASIDE_BY = {
  br: (body: Buffer, done: CompressCallback) => brotliCompress(body, BROTLI, done),
  gzip: (body: Buffer, done: CompressCallback) => gzip(body, GZIP, done),
}

/**
 * The packing that the client likes best, by Accept-Encoding (RFC 9110, 12.5.3); brotli where it likes both equally, null
 * where it takes neither or says nothing.
 */
export function packingFor(header: string | undefined): Packing | null {
  const liked = new Map<string, number>()
  for (const item of (header ?? '').toLowerCase().split(',')) {
    const [coding = '', ...parameters] = item.split(';').map((part) => part.trim())
    const q = parameters.map((p) => /^q=([\d.]+)$/.exec(p)?.[1]).find((value) => value !== undefined)
    if (coding !== '') liked.set(coding, q === undefined ? 1 : Number(q))
  }
  const [br, gz] = (['br', 'gzip'] as const).map((coding) => liked.get(coding) ?? liked.get('*') ?? 0) as [
    number,
    number,
  ]
  if (br <= 0 && gz <= 0) return null
  return br >= gz ? 'br' : 'gzip'
}

export function registerCompression(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isLarge = (typeof payload === 'string' || Buffer.isBuffer(payload)) && payload.length >= SMALLEST
    if (!isLarge || reply.hasHeader('content-encoding')) return done(null, payload)
    if (!TEXT.test(String(reply.getHeader('content-type') ?? ''))) return done(null, payload)
    const vary = reply.getHeader('vary')
    reply.header('vary', vary === undefined ? 'accept-encoding' : `${String(vary)}, accept-encoding`)
    const packing = packingFor(request.headers['accept-encoding'])
    if (packing === null || request.method === 'HEAD') return done(null, payload)
    const body = typeof payload === 'string' ? Buffer.from(payload) : payload
    const send: CompressCallback = (error, packed) => {
      if (error) return done(error)
      reply.header('content-encoding', packing)
      reply.removeHeader('content-length')
      done(null, packed)
    }
    if (body.length > AT_ONCE) ASIDE_BY[packing](body, send)
    else send(null, AT_ONCE_BY[packing](body))
  })
}
