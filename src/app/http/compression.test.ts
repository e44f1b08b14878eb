import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packingFor, registerCompression } from './compression.ts'
import { openStage, type Stage } from './server.fixture.ts'

describe('what a client takes', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['identity', null],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP;q=1.0, br;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'br'],
    ['*;q=0.1, br;q=0', 'gzip'],
    ['br;q=0, gzip;q=0', null],
  ])('%s: %s', (header, packing) => {
    expect(packingFor(header)).toBe(packing)
  })
})

const app = Fastify()
registerCompression(app)
const huge = { items: Array.from({ length: 2000 }, (_, i) => ({ name: `第${i}回の予定`, minutes: i })) }
const large = { items: Array.from({ length: 200 }, (_, i) => ({ name: `第${i}回の予定`, minutes: i })) }
app.get('/large', async (_request, reply) => reply.header('vary', 'cookie').send(large))
app.get('/huge', async () => huge)
app.get('/small', async () => ({ minutes: 60 }))
app.get('/file', async (_request, reply) => reply.type('application/zip').send(Buffer.alloc(5000)))
app.get('/packed', async (_request, reply) =>
  reply.type('text/css').header('content-encoding', 'br').send(Buffer.alloc(5000)),
)
afterAll(() => app.close())
const get = (url: string, encoding?: string) =>
  app.inject({ url, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } })

describe('an answer', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('that is large comes packed by %s, and is the same', async (encoding, unpack) => {
    const answer = await get('/large', encoding)
    expect(answer.headers).toMatchObject({ 'content-encoding': encoding, vary: 'cookie, accept-encoding' })
    expect(answer.headers['content-type']).toContain('application/json')
    expect(Number(answer.headers['content-length'])).toBe(answer.rawPayload.length)
    expect(JSON.parse(unpack(answer.rawPayload).toString())).toEqual(large)
    expect(answer.rawPayload.length).toBeLessThan(JSON.stringify(large).length / 3)
  })

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('that is packed aside by %s is the same too', async (encoding, unpack) => {
    const answer = await get('/huge', encoding)
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(JSON.parse(unpack(answer.rawPayload).toString())).toEqual(huge)
  })

  it('that is large is plain where nothing else is taken, and says that it might not have been', async () => {
    const answer = await get('/large')
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.headers.vary).toBe('cookie, accept-encoding')
    expect(answer.json()).toEqual(large)
  })

  it.each(['/small', '/file'])('of %s stays as it is', async (url) => {
    const answer = await get(url, 'br, gzip')
    expect(answer.headers).not.toHaveProperty('content-encoding')
    expect(answer.headers).not.toHaveProperty('vary')
  })

  it('that is packed already is not packed again', async () => {
    expect((await get('/packed', 'gzip')).headers['content-encoding']).toBe('br')
  })
})

describe('the server', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  it('packs its description, and an answer that was refused for its size of errors', async () => {
    const headers = { 'accept-encoding': 'br', authorization: `Bearer ${stage.tokens.vendor}` }
    const document = await stage.app.inject({ url: '/api/openapi.json', headers })
    expect(document.headers['content-encoding']).toBe('br')
    expect(JSON.parse(brotliDecompressSync(document.rawPayload).toString())).toHaveProperty('openapi')
    const body = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`unknown${i}`, i]))
    const wrong = await stage.app.inject({ method: 'POST', url: '/api/notes', headers, payload: body })
    expect(wrong.headers, wrong.body).toMatchObject({ 'content-encoding': 'br' })
    expect(wrong.headers['content-type']).toContain('application/problem+json')
    expect(wrong.headers.vary).toContain('accept-encoding')
  })
})
