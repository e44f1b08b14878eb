import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { appendFile, chown, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { clearOrphan, isAlive, lockHolder } from './folder.ts'
import { dataFolder, provideDatabase, shareDatabase } from './provide.ts'
import { chooseRunAs } from './run-as.ts'
import { joinPostgres, type Postgres, type StartOptions, startPostgres } from './supervisor.ts'

const isRoot = process.getuid?.() === 0
let home: string
let folder: string
const running: { stop(): Promise<void> }[] = []
const children: ChildProcess[] = []

// Making a cluster takes most of a second: the tests share one, and leave it as they found it.
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'bansou-supervisor-'))
  folder = join(home, 'postgres')
  await (await startPostgres({ folder, durable: false })).stop()
})
afterAll(() => rm(home, { recursive: true }))
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of running.splice(0)) await server.stop()
  // Ends what a killed process left, as the next start would.
  await clearOrphan(join(folder, 'cluster'))
})

const KEPT = 'drop table if exists kept; create table kept (n int)'

async function started(options: Partial<StartOptions> = {}): Promise<Postgres> {
  const server = await startPostgres({ folder, durable: false, ...options })
  running.push(server)
  return server
}

async function query(connectionString: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** A process of its own that starts the database and then only lives. */
async function startedElsewhere(): Promise<{ child: ChildProcess; connectionString: string; pid: number }> {
  const module = JSON.stringify(join(import.meta.dirname, 'supervisor.ts'))
  const program = `
    const { startPostgres } = await import(${module})
    const server = await startPostgres({ folder: ${JSON.stringify(folder)} })
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => server.stop().then(() => process.exit(0)))
    console.log(JSON.stringify({ connectionString: server.connectionString, pid: server.pid() }))
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = await once(child.stdout!, 'data')
  return { child, ...JSON.parse(String(line)) }
}

describe('the embedded database', () => {
  it('keeps its rows over a stop and a start, and its password to its user', async () => {
    const first = await started()
    await query(first.connectionString, `${KEPT}; insert into kept values (7)`)
    await first.stop()
    expect(isAlive(first.pid())).toBe(false)
    const second = await started()
    expect(await query(second.connectionString, 'select n from kept')).toEqual([{ n: 7 }])
    expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    const guess = second.connectionString.replace(/:[^:@]+@/, ':guess@')
    await expect(query(guess, 'select 1')).rejects.toThrow('password authentication failed')
  })

  it('waits for the disk, counts in UTC, sorts by code point and listens to no network', async () => {
    const server = await started({ durable: true })
    const [row] = await query(
      server.connectionString,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('TimeZone') as zone,
        current_setting('listen_addresses') as network, current_setting('server_encoding') as encoding, 'a' < 'B' as alphabetical, upper('é') as upper`,
    )
    expect(row).toEqual({
      fsync: 'on',
      commit: 'on',
      zone: 'UTC',
      network: '',
      encoding: 'UTF8',
      alphabetical: false,
      upper: 'É',
    })
  })

  it('belongs to one process at a time', async () => {
    await started()
    await expect(startPostgres({ folder })).rejects.toThrow(`in use by another Bansou (process ${process.pid})`)
  })

  it('goes to the next one that waits for it', async () => {
    const first = await started()
    const second = started({ patienceMs: 10_000 })
    await first.stop()
    expect(await query((await second).connectionString, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('belongs to one process, also when several start at once on what a killed one left', async () => {
    await writeFile(join(folder, 'lock'), '999999\nlong gone\n')
    const attempts = await Promise.allSettled([1, 2, 3, 4].map(() => started()))
    expect(attempts.filter((a) => a.status === 'fulfilled')).toHaveLength(1)
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') expect(String(attempt.reason)).toContain('in use by another Bansou')
    }
  })

  it('takes no other process for the one that had the folder', async () => {
    await writeFile(join(folder, 'lock'), `${process.ppid}\nanother boot\n`)
    expect(await lockHolder(folder)).toBe(null)
    const server = await started()
    expect(await query(server.connectionString, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('starts beside a path that is too long for a socket, and leaves nothing there', async () => {
    const long = join(home, 'a-rather-long-name-of-a-folder'.repeat(4))
    await rename(folder, long)
    const server = await started({ folder: long })
    const host = new URL(server.connectionString).searchParams.get('host')!
    expect(host.startsWith(long)).toBe(false)
    expect(await query(server.connectionString, 'select 1 as n')).toEqual([{ n: 1 }])
    await server.stop()
    expect(existsSync(host)).toBe(false)
    await rename(long, folder)
  })

  it('begins anew where making the cluster was cut short', async () => {
    const other = join(home, 'other')
    await mkdir(join(other, 'cluster.new', 'base'), { recursive: true })
    const server = await started({ folder: other })
    expect(await query(server.connectionString, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('says in one sentence what keeps it from starting', async () => {
    const settings = join(folder, 'cluster', 'postgresql.auto.conf')
    await appendFile(settings, 'no_such_setting = 1\n')
    await expect(startPostgres({ folder })).rejects.toThrow('no_such_setting')
    expect(await lockHolder(folder)).toBe(null)
    await writeFile(settings, '')
  })
})

describe('a process that is killed', () => {
  it('leaves a database that the next start takes over, with every acknowledged row', async () => {
    const { child, connectionString, pid } = await startedElsewhere()
    await query(connectionString, KEPT)
    let acknowledged = 0
    const writing = (async () => {
      for (;;) {
        await query(connectionString, `insert into kept values (${acknowledged})`)
        acknowledged++
      }
    })().catch(() => undefined)
    while (acknowledged < 20) await new Promise((done) => setTimeout(done, 5))
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(isAlive(pid)).toBe(true)
    const server = await started()
    await writing
    expect(isAlive(pid)).toBe(false)
    const [row] = await query(server.connectionString, 'select count(*)::int as n from kept')
    expect(row!.n).toBeGreaterThanOrEqual(acknowledged)
  })

  it('together with its database is no matter either', async () => {
    const { child, connectionString, pid } = await startedElsewhere()
    await query(connectionString, `${KEPT}; insert into kept values (1)`)
    process.kill(pid, 'SIGKILL')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const server = await started()
    expect(await query(server.connectionString, 'select n from kept')).toEqual([{ n: 1 }])
  })

  it('is told apart from a living program that has its database’s number now', async () => {
    const stranger = spawn('sleep', ['60'])
    children.push(stranger)
    const note = [stranger.pid, join(folder, 'cluster'), 1, 5432, join(folder, 'socket'), '', '0 0', 'ready'].join('\n')
    await writeFile(join(folder, 'cluster', 'postmaster.pid'), note)
    const server = await started()
    expect(await query(server.connectionString, 'select 1 as n')).toEqual([{ n: 1 }])
    expect(isAlive(stranger.pid!)).toBe(true)
  })
})

describe('a database that dies under a living process', () => {
  it('runs again at the same address', async () => {
    const lines: string[] = []
    const server = await started({ durable: true, log: (line) => lines.push(line) })
    await query(server.connectionString, KEPT)
    const before = server.pid()
    process.kill(before, 'SIGKILL')
    while (!lines.includes('PostgreSQL runs again')) await new Promise((done) => setTimeout(done, 20))
    expect(server.pid()).not.toBe(before)
    expect(await query(server.connectionString, 'select n from kept')).toEqual([])
  })

  it('does not come back after a stop in between', async () => {
    const server = await started()
    process.kill(server.pid(), 'SIGKILL')
    await new Promise((done) => setTimeout(done, 30))
    await server.stop()
    expect(isAlive(server.pid())).toBe(false)
    expect(await lockHolder(folder)).toBe(null)
  })
})

describe('a process that is asked to end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('stops its database on %s', async (signal) => {
    const { child, pid } = await startedElsewhere()
    child.kill(signal)
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(isAlive(pid)).toBe(false)
    expect(await readFile(join(folder, 'postgres.log'), 'utf8')).toContain('database system is shut down')
    expect(existsSync(join(folder, 'cluster', 'postmaster.pid'))).toBe(false)
  })
})

describe('tools beside a server', () => {
  const nobodyListens = () => undefined

  it('use its database, and start it where none runs', async () => {
    const env = { BANSOU_DATA: home }
    expect(await joinPostgres(folder)).toBe(null)
    const own = await provideDatabase(env, nobodyListens)
    running.push(own)
    const shared = await shareDatabase(env, nobodyListens)
    expect(shared.connectionString).toBe(own.connectionString)
    await shared.stop()
    expect(await query(own.connectionString, 'select 1 as n')).toEqual([{ n: 1 }])
    await own.stop()
    const alone = await shareDatabase(env, nobodyListens)
    running.push(alone)
    expect(await query(alone.connectionString, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('take a database that somebody else looks after', async () => {
    const url = process.env.TEST_DATABASE_URL!
    const provided = await provideDatabase({ DATABASE_URL: url }, nobodyListens)
    expect(provided).toMatchObject({ connectionString: url, embedded: false })
  })

  it('say what is wrong with it without repeating its password', async () => {
    const refused = provideDatabase({ DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/db' }, nobodyListens)
    await expect(refused).rejects.toThrow('DATABASE_URL cannot be used')
    await expect(refused).rejects.not.toThrow('secret')
  })

  it('keep their data where they are told', () => {
    expect(dataFolder({ BANSOU_DATA: '/srv/bansou' })).toBe('/srv/bansou')
    expect(dataFolder({})).toBe(join(process.cwd(), 'data'))
  })
})

// Only root has to be somebody else; for anybody else there is nothing to choose.
if (isRoot) {
  describe('started by root', () => {
    const anyProgram = '/bin/true'

    it('runs as nobody in a namespace, and root goes on owning the files', async () => {
      const server = await started()
      const status = await readFile(`/proc/${server.pid()}/status`, 'utf8')
      expect(status).toMatch(/^CapEff:\t0+$/m)
      expect((await stat(join(folder, 'cluster', 'PG_VERSION'))).uid).toBe(0)
    })

    it('runs as the owner of a cluster that is not root’s, and lets him have what is new', async () => {
      const cluster = join(home, 'his', 'cluster')
      await mkdir(cluster, { recursive: true })
      await chown(cluster, 1234, 1235)
      const who = await chooseRunAs(cluster, anyProgram)
      expect(who.options).toEqual({ uid: 1234, gid: 1235 })
      await who.own(join(home, 'his'))
      expect((await stat(join(home, 'his'))).uid).toBe(1234)
    })

    it('runs as nobody outright where the machine has no namespaces', async () => {
      const who = await chooseRunAs(join(home, 'none'), anyProgram, 'no-such-tool')
      expect(who.options).toEqual({ uid: 65534, gid: 65534 })
    })

    it('says what to do where neither is possible', async () => {
      await expect(chooseRunAs(join(home, 'none'), 'no-such-program')).rejects.toThrow('set DATABASE_URL')
    })
  })
}
