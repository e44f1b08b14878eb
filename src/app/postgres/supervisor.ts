/** The database that comes along: makes it, starts it, watches over it, stops it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { type Binaries, findBinaries } from './binaries.ts'
import {
  type Address,
  chooseAddress,
  cleanEnvironment,
  connectionStringOf,
  DATABASE,
  makeCluster,
  passwordOf,
} from './cluster.ts'
import { clearOrphan, lockFolder, lockHolder, postmasterOf, stopServer } from './folder.ts'
import { chooseRunAs, type RunAs } from './run-as.ts'

export type Postgres = {
  connectionString: string
  /** The server's process at this moment; another after it was restarted. */
  pid(): number
  stop(): Promise<void>
}

export type StartOptions = {
  /** Holds the cluster, its password, its log and the lock. Made when missing. */
  folder: string
  /** False for databases that are thrown away: nothing waits for the disk. */
  durable?: boolean
  /** How long to wait for a process that has the folder, which may be about to end. */
  patienceMs?: number
  /** Told when the server ends unasked, and whether it came back. */
  log?: (line: string) => void
}

const LARGEST_LOG = 10_000_000
/** So many deaths, each sooner than this after the start, and it is left alone. */
const QUICK_DEATHS = 5
const QUICK = 60_000
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** One machine, tens of users: little memory, no workers that wait for work. */
const MODEST = [
  'shared_buffers=64MB',
  'max_connections=100',
  'maintenance_work_mem=32MB',
  'min_wal_size=32MB',
  'max_wal_size=512MB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'io_method=sync',
  'max_worker_processes=4',
  'autovacuum_max_workers=2',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_min_messages=warning',
  // Details and statements repeat what people wrote; the application logs the code and the constraint.
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'cluster_name=bansou',
]
const CARELESS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
  'wal_init_zero=off',
  'wal_recycle=off',
]

async function openLog(folder: string) {
  const file = join(folder, 'postgres.log')
  const size = (await stat(file).catch(() => null))?.size ?? 0
  if (size > LARGEST_LOG) await rename(file, `${file}.1`)
  return open(file, 'a', 0o600)
}

const lastWordsOf = async (folder: string) =>
  (await readFile(join(folder, 'postgres.log'), 'utf8').catch(() => '')).trim().split('\n').slice(-5).join('\n')

async function spawnServer({ folder, binaries, who, settings }: Server): Promise<ChildProcess> {
  const log = await openLog(folder)
  const [command, args] = who.command(binaries.postgres, ['-D', join(folder, 'cluster'), ...settings])
  // In a session of its own, or Ctrl-C would stop the database before the requests that still use it.
  const child = spawn(command, args, {
    ...who.options,
    env: cleanEnvironment(),
    cwd: folder,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  await log.close()
  child.on('error', () => undefined)
  return child
}

const hasEnded = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null || child.pid === undefined

/** Until it takes connections; after a crash it first reads its journal, however long that takes. */
async function isReady(child: ChildProcess, folder: string): Promise<boolean> {
  while (!hasEnded(child)) {
    const state = await postmasterOf(join(folder, 'cluster'))
    if (state?.ready && state.pid === child.pid) return true
    await pause(10)
  }
  return false
}

type Server = { folder: string; binaries: Binaries; who: RunAs; address: Address; settings: readonly string[] }

/** A server that was killed outright leaves children, which hold its memory until they notice: a matter of moments. */
async function startServer(server: Server): Promise<ChildProcess> {
  for (let tries = 0; ; tries++) {
    await clearOrphan(join(server.folder, 'cluster'))
    await server.address.clear()
    const child = await spawnServer(server)
    if (await isReady(child, server.folder)) return child
    const words = await lastWordsOf(server.folder)
    if (tries >= 20 || !words.includes('still in use')) throw new Error(`PostgreSQL did not start: ${words}`)
    await pause(250)
  }
}

async function ensureDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE} template template0`)
  } finally {
    await client.end()
  }
}

/** Starts the server again when it dies without being asked to, unless it keeps dying. */
async function supervise(start: () => Promise<ChildProcess>, log: (line: string) => void) {
  let child = await start()
  let stopping = false
  let deaths = 0
  let restarting: Promise<void> = Promise.resolve()
  async function restart(): Promise<void> {
    while (!stopping && deaths <= QUICK_DEATHS) {
      try {
        child = await start()
        watch()
        return log('PostgreSQL runs again')
      } catch (error) {
        log((error as Error).message)
        await pause(500 * ++deaths)
      }
    }
    if (!stopping) log('PostgreSQL keeps ending and is left alone')
  }
  function watch(): void {
    const since = performance.now()
    child.once('exit', (code, signal) => {
      if (stopping) return
      deaths = performance.now() - since > QUICK ? 1 : deaths + 1
      log(`PostgreSQL ended unasked (${signal ?? code})`)
      restarting = restart()
    })
  }
  watch()
  // Should this process end without calling stop, the server at least is told to.
  const onProcessExit = () => child.kill('SIGINT')
  process.once('exit', onProcessExit)
  return {
    pid: () => child.pid ?? 0,
    async stop() {
      stopping = true
      await restarting
      process.off('exit', onProcessExit)
      if (child.pid !== undefined) await stopServer(child.pid, () => hasEnded(child))
    },
  }
}

/** From here on the folder is ours. */
async function startIn(folder: string, options: StartOptions): Promise<Postgres> {
  const cluster = join(folder, 'cluster')
  const durable = options.durable ?? true
  const binaries = await findBinaries()
  await clearOrphan(cluster)
  const who = await chooseRunAs(cluster, binaries.initdb)
  const password = await passwordOf(folder)
  await makeCluster(folder, binaries, who, durable)
  await who.own(folder)
  const address = await chooseAddress(folder, who)
  const { host, port } = address
  const settings = [...address.args, ...[...MODEST, ...(durable ? [] : CARELESS)].flatMap((setting) => ['-c', setting])]
  const log = options.log ?? (() => undefined)
  const server = await supervise(() => startServer({ folder, binaries, who, address, settings }), log)
  const stop = async () => {
    await server.stop()
    await address.release()
  }
  try {
    await ensureDatabase(connectionStringOf(host, port, password, 'postgres'))
  } catch (error) {
    await stop()
    throw error
  }
  return { connectionString: connectionStringOf(host, port, password), pid: server.pid, stop }
}

/** Starts the database in a folder that no other process uses; makes it first where there is none. */
export async function startPostgres(options: StartOptions): Promise<Postgres> {
  const folder = resolve(options.folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const unlock = await lockFolder(folder, options.patienceMs)
  try {
    const server = await startIn(folder, options)
    let stopped: Promise<void> | undefined
    return {
      ...server,
      stop() {
        stopped ??= server.stop().then(unlock)
        return stopped
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** The database that another process of this machine runs in the folder, for tools beside it; null where none runs. */
export async function joinPostgres(folder: string): Promise<{ connectionString: string } | null> {
  const home = resolve(folder)
  if ((await lockHolder(home)) === null) return null
  const server = await postmasterOf(join(home, 'cluster'))
  if (!server?.ready) return null
  return { connectionString: connectionStringOf(server.host, server.port, await passwordOf(home)) }
}
