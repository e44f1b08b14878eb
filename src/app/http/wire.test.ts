/** What only shows on a real connection: large bodies, broken requests, the log, pages from disk. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLog } from './log.ts'
import { openStage, PASSWORD, type Stage } from './server.fixture.ts'

let stage: Stage
let address: string
let folder: string
const lines: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bansou-pages-'))
  await mkdir(join(folder, 'console/assets'), { recursive: true })
  await mkdir(join(folder, 'portal'), { recursive: true })
  await writeFile(join(folder, 'console/index.html'), '<title>console</title>')
  await writeFile(join(folder, 'portal/index.html'), '<title>portal</title>')
  await writeFile(join(folder, 'console/assets/main-abc.js'), 'let plain = 1')
  await writeFile(join(folder, 'console/assets/main-abc.js.br'), 'packed')
  await writeFile(join(folder, 'secret.txt'), 'not for the world')
  stage = await openStage({
    staticDir: folder,
    log: openLog({ destination: { write: (line) => void lines.push(line) } }),
  })
  address = await stage.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await stage.close()
  await rm(folder, { recursive: true })
})

const headers = () => ({ authorization: `Bearer ${stage.tokens.vendor}`, 'content-type': 'application/json' })

describe('large bodies', () => {
  const big = JSON.stringify({ text: 'a'.repeat(10 * 1_048_576) })

  it('10 MB sent at once: 413 is read by the client, and the connection lives on', async () => {
    for (let i = 0; i < 3; i++) {
      const answer = await fetch(`${address}/api/notes`, { method: 'POST', headers: headers(), body: big })
      expect(answer.status).toBe(413)
      expect(await answer.json()).toMatchObject({ code: 'body-too-large', status: 413 })
    }
  })

  it('10 MB sent bit by bit, without saying how much: 413', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 10; i++) controller.enqueue(new Uint8Array(1_048_576).fill(0x20))
        controller.close()
      },
    })
    const answer = await fetch(`${address}/api/notes`, {
      method: 'POST',
      headers: headers(),
      body,
      duplex: 'half',
    } as RequestInit)
    expect(await answer.json()).toMatchObject({ status: 413, code: 'body-too-large' })
  })

  it('10 MB from nobody: 401', async () => {
    const answer = await fetch(`${address}/api/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: big,
    })
    expect(answer.status).toBe(401)
  })
})

describe('what is not HTTP', () => {
  it('is answered as a problem', async () => {
    const { port, hostname } = new URL(address)
    const said = await new Promise<string>((resolve, reject) => {
      let text = ''
      const socket = connect(Number(port), hostname, () => socket.write('HELLO\r\n\r\n'))
      socket.on('data', (data) => {
        text += String(data)
      })
      socket.on('end', () => resolve(text))
      socket.on('error', reject)
    })
    expect(said).toMatch(/^HTTP\/1\.1 400 /)
    expect(said).toContain('application/problem+json')
  })
})

describe('pages', () => {
  const get = (path: string, more: Record<string, string> = {}) =>
    fetch(address + path, { redirect: 'manual', headers: more })

  it('every address inside a front end answers its page, not to be kept', async () => {
    for (const path of ['/console/', '/console/accounts/42?tab=ledger', '/portal/', '/portal/sessions', '/sign-in']) {
      const answer = await get(path)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toBe(path.startsWith('/portal') ? '<title>portal</title>' : '<title>console</title>')
      expect(answer.headers.get('cache-control')).toBe('public, max-age=0')
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
    }
  })

  it('files named by their content are kept for ever, and sent packed', async () => {
    const answer = await get('/console/assets/main-abc.js', { 'accept-encoding': 'br' })
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('content-encoding')).toBe('br')
    expect((await get('/console/assets/gone-def.js')).status).toBe(404)
  })

  it('nothing outside the front ends is served', async () => {
    for (const path of [
      '/console/../secret.txt',
      '/console/%2e%2e/secret.txt',
      '/console/..%2fsecret.txt',
      '/secret.txt',
      '/console/a/../../secret.txt',
      '/console/%00.js',
      '/console/%zz.js',
      '/console//secret.txt',
      '/console/.env',
      '/portal/assets/.git/config.txt',
    ]) {
      const answer = await get(path)
      expect(await answer.text()).not.toContain('not for the world')
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
    }
  })

  it('the root leads each side to its own', async () => {
    const cookie = (side: 'vendor' | 'customer') => ({ cookie: `bansou_session=${stage.tokens[side]}` })
    expect((await get('/')).headers.get('location')).toBe('/sign-in')
    expect((await get('/', cookie('vendor'))).headers.get('location')).toBe('/console/')
    expect((await get('/', cookie('customer'))).headers.get('location')).toBe('/portal/')
    expect((await get('/console')).headers.get('location')).toBe('/console/')
  })
})

describe('the log', () => {
  it('has one line an answer, without people, tokens or addresses with their query', async () => {
    lines.length = 0
    await fetch(`${address}/api/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'vendor@example.jp', password: PASSWORD }),
    })
    await fetch(`${address}/api/notes?cursor=secret-cursor`, { headers: headers() })
    await fetch(`${address}/api/faults`, { method: 'POST', headers: headers(), body: '{"how":"bug"}' })
    await expect.poll(() => lines.length).toBe(4)
    const entries = lines.map((line) => JSON.parse(line))
    expect(entries.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['POST', '/api/auth/sign-in', 200],
      ['GET', '/api/notes', 400],
      [undefined, undefined, undefined],
      ['POST', '/api/faults', 500],
    ])
    expect(entries[2].err).toMatchObject({ type: 'Error', message: 'secret-of-the-house at row 7' })
    expect(entries[2].err.stack[0]).toMatch(/server\.fixture\.ts/)
    const all = lines.join('')
    for (const secret of ['example.jp', PASSWORD, stage.tokens.vendor, 'secret-cursor', '127.0.0.1'])
      expect(all).not.toContain(secret)
  })
})
