/** Large answers are packed for those who take it; files come packed from the build (pages.ts). */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

/** Below it nothing is won: such an answer fits one packet as it is. */
const SMALLEST = 1024
const TEXT = /^(application\/(problem\+)?json|application\/openapi|text\/)/

type Packing = 'br' | 'gzip'
/** Levels for what is packed while somebody waits: most of the gain for a small part of the time. */
const PACK: Record<Packing, (body: Buffer) => Promise<Buffer>> = {
  br: (body) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: (body) => promisify(gzip)(body, { level: 5 }),
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
    PACK[packing](typeof payload === 'string' ? Buffer.from(payload) : payload).then((packed) => {
      reply.header('content-encoding', packing)
      reply.removeHeader('content-length')
      done(null, packed)
    }, done)
  })
}
