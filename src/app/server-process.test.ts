/** The server as a person starts it: real processes, real signals, a data folder of their own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../kernel/failure.ts'
import { DEMO_PASSWORD } from './demo/password.ts'
import { type FreshDatabase, freshDatabase } from './postgres/throwaway.ts'
import { TERMS_FOLDER } from './services.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
const CLI = join(import.meta.dirname, 'cli.ts')
const LONG = 120_000

type Run = {
  child: ChildProcess
  out(): string
  err(): string
  until(words: RegExp): Promise<RegExpExecArray>
  ended: Promise<number | NodeJS.Signals>
}
type Environment = Record<string, string | undefined>

const running = new Set<Run>()

/** A program of ours, without a terminal. */
function run(file: string, args: string[], env: Environment, input = ''): Run {
  const { BANSOU_FOLLOWS: _, TEST_DATABASE_URL: __, ...inherited } = process.env
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    env: { ...inherited, PORT: '0', LOG_LEVEL: 'error', ...env } as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const told = { out: '', err: '' }
  let heard = () => undefined as unknown
  child.stdout!.on('data', (chunk) => {
    told.out += chunk
    heard()
  })
  child.stderr!.on('data', (chunk) => {
    told.err += chunk
    heard()
  })
  child.stdin!.end(input)
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => {
      running.delete(made)
      heard()
      resolve(code ?? signal!)
    }),
  )
  const made: Run = {
    child,
    ended,
    out: () => told.out,
    err: () => told.err,
    until: (words) =>
      new Promise((resolve, reject) => {
        heard = () => {
          const found = words.exec(told.out)
          if (found) resolve(found)
          else if (!running.has(made)) reject(new Error(`it ended without ${words}: ${told.out}\n${told.err}`))
        }
        heard()
      }),
  }
  running.add(made)
  return made
}

async function ready(server: Run): Promise<string> {
  const address = must((await server.until(/Bansou {2}(http:\S+)/))[1], 'an address')
  await server.until(/ready in/)
  return address
}

async function stopped(server: Run): Promise<number> {
  const begun = performance.now()
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  return performance.now() - begun
}

const signIn = (address: string, email: string, password: string) =>
  fetch(`${address}api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })

async function accountsOf(address: string): Promise<{ items: unknown[] }> {
  const { headers } = await signIn(address, 'admin@bansou.example', DEMO_PASSWORD)
  const cookie = must(headers.get('set-cookie')?.split(';')[0], 'a cookie')
  return (await fetch(`${address}api/accounts?limit=200`, { headers: { cookie } })).json() as Promise<{
    items: unknown[]
  }>
}

const folders: string[] = []
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'bansou-server-'))
  folders.push(made)
  return made
}

afterEach(async () => {
  for (const left of running) {
    left.child.kill('SIGTERM')
    await left.ended
  }
})
afterAll(async () => {
  for (const made of folders) await rm(made, { recursive: true, force: true })
})

describe('with the database that comes along', () => {
  it('the first start loads the demo; a killed one starts again; a stopped one leaves nothing running', {
    timeout: LONG,
  }, async () => {
    const BANSOU_DATA = await folder()
    const first = run(MAIN, [], { BANSOU_DATA })
    const address = await ready(first)
    expect(first.out()).toMatch(
      /Demo sign-ins · デモのサインイン[\s\S]*admin@bansou\.example[\s\S]*Password · パスワード: \S{12,}/,
    )
    const { items } = (await (await fetch(`${address}api/demo-sign-ins`)).json()) as {
      items: { email: string; password: string }[]
    }
    expect(items).toHaveLength(8)
    for (const { email, password } of items) expect((await signIn(address, email, password)).status).toBe(200)
    const before = await accountsOf(address)
    expect(before.items.length).toBeGreaterThanOrEqual(40)
    first.child.kill('SIGKILL')
    await first.ended

    const second = run(MAIN, [], { BANSOU_DATA })
    const again = await ready(second)
    expect(second.out()).toContain('csm@bansou.example')
    expect(await accountsOf(again)).toEqual(before)

    const beside = run(MAIN, [], { BANSOU_DATA })
    expect(await beside.ended).toBe(1)
    expect(beside.err()).toMatch(
      /^the data folder \S+ is in use by another Bansou \(process \d+\); stop that one, or name another folder in BANSOU_DATA\n$/,
    )

    expect(await stopped(second)).toBeLessThan(10_000)
    expect(existsSync(join(BANSOU_DATA, 'postgres/cluster/postmaster.pid'))).toBe(false)
    expect(second.err()).toBe('')

    const third = run(MAIN, ['--empty'], { BANSOU_DATA })
    await ready(third)
    expect(third.out()).toContain('--empty changes nothing')
    // How fast that is, is the bench's question: here other tests are at work beside it.
    expect(third.out()).toMatch(/ready in \d+\.\d s · \d+\.\d 秒で起動しました/)
    await stopped(third)
  })

  it('a first start that is ended or killed while it loads leaves a folder that the next one finishes', {
    timeout: LONG,
  }, async () => {
    const BANSOU_DATA = await folder()
    const ended = run(MAIN, [], { BANSOU_DATA })
    await ended.until(/Loading demo data/)
    expect(await stopped(ended)).toBeLessThan(10_000)
    expect(ended.out()).not.toContain('ready in')

    const killed = run(MAIN, [], { BANSOU_DATA })
    await killed.until(/Loading demo data/)
    await new Promise((resolve) => setTimeout(resolve, 700))
    killed.child.kill('SIGKILL')
    await killed.ended

    const finished = run(MAIN, [], { BANSOU_DATA })
    const { items } = await accountsOf(await ready(finished))
    const names = items.map((item) => (item as { name: string }).name)
    expect(names.length).toBeGreaterThanOrEqual(40)
    expect(new Set(names).size).toBe(names.length)
    await stopped(finished)
  })
})

describe('with another database', () => {
  let database: FreshDatabase
  beforeAll(async () => {
    database = await freshDatabase(must(process.env.TEST_DATABASE_URL, 'a database server for the test run'))
  })
  afterAll(() => database.drop())

  const admin = async (args: string[], password = 'long enough pass\n') => {
    const done = run(CLI, ['admin', ...args], { DATABASE_URL: database.connectionString }, password)
    return { code: await done.ended, said: done.out() + done.err() }
  }
  const create = (email: string, password?: string) =>
    admin(['create', '--email', email, '--name', '初見 葵', '--password-stdin'], password)

  it('--empty without a terminal says how to make an administrator, who can sign in once made', {
    timeout: LONG,
  }, async () => {
    const server = run(MAIN, ['--empty'], { DATABASE_URL: database.connectionString })
    const address = await ready(server)
    await server.until(/npm run admin -- create --email ADDRESS --name NAME/)
    expect(await (await fetch(`${address}api/demo-sign-ins`)).json()).toEqual({ items: [] })
    expect((await fetch(`${address}api/accounts`)).status).toBe(401)

    expect(await create('nonsense')).toEqual({
      code: 1,
      said: '"nonsense" is no e-mail address: write one such as name@example.com\n',
    })
    expect(await create('aoi@example.jp', 'short\n')).toEqual({
      code: 1,
      said: 'the password has 5 characters: choose one of 12 or more\n',
    })
    expect(await create('Aoi@example.jp')).toEqual({
      code: 0,
      said: 'Aoi@example.jp may sign in as an administrator now.\n',
    })
    expect(await create('aoi@example.jp')).toEqual({
      code: 1,
      said: 'somebody with the e-mail address aoi@example.jp is there already\n',
    })
    expect(await admin(['create', '--email', 'b@example.jp', '--name', 'B'])).toEqual({
      code: 1,
      said: 'there is no terminal to ask for the password on: give it on standard input, with --password-stdin\n',
    })
    expect(await admin(['create', '--name', 'B'])).toEqual({
      code: 2,
      said: expect.stringMatching(
        /^--email is missing\nusage: npm run admin -- create --email ADDRESS --name NAME \[--password-stdin\]\n/,
      ),
    })
    // The password is right; staff of an empty installation set up a second factor first.
    expect((await signIn(address, 'aoi@example.jp', 'long enough pass')).status).toBe(202)
    await stopped(server)

    const later = run(MAIN, [], { DATABASE_URL: database.connectionString })
    await ready(later)
    expect(later.out()).not.toContain('Demo sign-ins')
    expect(later.out()).not.toContain('npm run admin')
    await stopped(later)
  })

  it('another vendor’s catalogue begins without a demo', { timeout: LONG }, async () => {
    const other = await freshDatabase(must(process.env.TEST_DATABASE_URL, 'a database server for the test run'))
    try {
      const server = run(MAIN, [], {
        DATABASE_URL: other.connectionString,
        BANSOU_TERMS: join(TERMS_FOLDER, 'harbour'),
      })
      await ready(server)
      await server.until(/npm run admin -- create/)
      expect(server.out()).toContain('There is no demo for this catalogue')
      await stopped(server)
    } finally {
      await other.drop()
    }
  })

  it('a start without --empty does not put demo data where somebody chose to begin empty', {
    timeout: LONG,
  }, async () => {
    const other = await freshDatabase(must(process.env.TEST_DATABASE_URL, 'a database server for the test run'))
    try {
      const empty = run(MAIN, ['--empty'], { DATABASE_URL: other.connectionString })
      await ready(empty)
      await stopped(empty)
      const later = run(MAIN, [], { DATABASE_URL: other.connectionString })
      await ready(later)
      await later.until(/npm run admin -- create/)
      await stopped(later)
      const client = new pg.Client({ connectionString: other.connectionString })
      await client.connect()
      expect((await client.query('select from people.accounts')).rowCount).toBe(0)
      await client.end()
    } finally {
      await other.drop()
    }
  })
})

describe('what cannot be started says why in a sentence', { timeout: LONG }, () => {
  const refused = async (args: string[], env: Environment) => {
    const server = run(MAIN, args, env)
    const code = await server.ended
    expect(server.out()).toBe('')
    expect(server.err()).not.toMatch(/^\s+at /m)
    return { code, said: server.err() }
  }

  it('a busy port, before a database is started', async () => {
    const holder = createServer()
    const port = await new Promise<number>((resolve) =>
      holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port)),
    )
    const BANSOU_DATA = await folder()
    expect(await refused(['--port', String(port)], { BANSOU_DATA })).toEqual({
      code: 1,
      said: `port ${port} of 127.0.0.1 is in use by another program: stop that one, or choose another port with --port N\n`,
    })
    expect(existsSync(join(BANSOU_DATA, 'postgres'))).toBe(false)
    holder.close()
  })

  it('a database that cannot be reached, and its password is not repeated', async () => {
    const { code, said } = await refused([], { DATABASE_URL: 'postgres://somebody:secret-word@127.0.0.1:1/bansou' })
    expect(code).toBe(1)
    expect(said).toMatch(/^the database in DATABASE_URL cannot be used: .*ECONNREFUSED.*\n$/)
    expect(said).not.toContain('secret-word')
  })

  it('a broken catalogue, by file and line', async () => {
    const BANSOU_TERMS = await folder()
    await writeFile(join(BANSOU_TERMS, 'clauses.yaml'), 'clauses: 12\n')
    await writeFile(join(BANSOU_TERMS, '2025-01-01.yaml'), 'catalogue: broken\n')
    const { code, said } = await refused([], { BANSOU_TERMS, BANSOU_DATA: await folder() })
    expect(code).toBe(1)
    expect(said).toMatch(/^the catalogue cannot be used:\n(.+\.yaml:\d+: .+\n)+$/)
  })

  it.each([
    [['--port', 'x'], {}, '--port: "x" is no port: write a whole number from 1 to 65535, or 0 for any free one\n'],
    [[], { PORT: '70000' }, 'PORT: "70000" is no port: write a whole number from 1 to 65535, or 0 for any free one\n'],
    [['--emty'], {}, "Unknown option '--emty'\nusage: npm start -- [--empty] [--port N]\n"],
  ])('%j %j', async (args, env, said) => {
    expect(await refused(args, env)).toEqual({ code: 1, said })
  })
})
