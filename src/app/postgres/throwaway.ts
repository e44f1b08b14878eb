/** Databases for an hour: a server without waits for the disk, and migrated databases copied from a template. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { collectMigrations, fingerprintOf, migrate } from '../migrations.ts'
import { clearOrphan, lockHolder } from './folder.ts'
import { startPostgres } from './supervisor.ts'

export type FreshDatabase = { connectionString: string; drop(): Promise<void> }

const PREFIX = 'bansou-throwaway-'
const LOCK = 7_242_011_869
const MINUTE = 60_000

/** What runs that were killed left behind; younger folders may be about to be locked. */
async function sweep(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX))
  for (const name of names) {
    const folder = join(tmpdir(), name)
    const made = (await stat(folder).catch(() => null))?.mtimeMs
    if (made === undefined || performance.timeOrigin + performance.now() - made < MINUTE) continue
    if ((await lockHolder(folder)) !== null) continue
    await clearOrphan(join(folder, 'cluster'))
    await rm(folder, { recursive: true, force: true })
  }
}

/** A server of its own in the machine's folder for temporary files; gone without trace after `stop`. */
export async function startThrowaway(): Promise<{ connectionString: string; stop(): Promise<void> }> {
  await sweep()
  const folder = await mkdtemp(join(tmpdir(), PREFIX))
  const server = await startPostgres({ folder, durable: false })
  return {
    connectionString: server.connectionString,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const within = (connectionString: string, database: string) => {
  const url = new URL(connectionString)
  url.pathname = `/${database}`
  return url.href
}

/** The server does not let us make databases: its role has no CREATEDB, or may not reach the database `postgres`. */
export class NoDatabases extends Error {}

const NOT_LET = new Set(['42501', '28000', '3D000'])

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: within(connectionString, 'postgres') })
  // A server that goes away is told to whoever asks next.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

const isThere = async (client: pg.Client, database: string) =>
  (await client.query('select from pg_database where datname = $1', [database])).rowCount === 1

const dropDatabase = (client: pg.Client, name: string) =>
  client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)

async function namesLike(client: pg.Client, pattern: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where datname like $1 and pg_has_role(datdba, $2) order by 1',
    [pattern, 'member'],
  )
  return rows.map((row) => row.name)
}

async function dropAll(client: pg.Client, pattern: string): Promise<void> {
  for (const name of await namesLike(client, pattern)) await dropDatabase(client, name)
}

/** Held by its owner for as long as a database is in use; the server frees it when the owner's process is gone. */
const HOLD = 'select pg_advisory_lock(hashtextextended($1, 0))'
const TRY_HOLD = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as held'
const LET_GO = 'select pg_advisory_unlock(hashtextextended($1, 0))'

/** Removes what owners that were killed left behind. */
async function dropForsaken(client: pg.Client): Promise<void> {
  for (const name of await namesLike(client, 'bansou\\_fresh\\_%')) {
    const { rows } = await client.query<{ held: boolean }>(TRY_HOLD, [name])
    if (!rows[0]?.held) continue
    await dropDatabase(client, name)
    await client.query(LET_GO, [name])
  }
}

/** Servers that this process has looked over. */
const lookedOver = new Set<string>()

/** Migrated once for each set of migrations; made under another name, so that a killed run leaves no half template. */
async function ensureTemplate(client: pg.Client, connectionString: string): Promise<string> {
  const migrations = await collectMigrations()
  const template = `bansou_template_${fingerprintOf(migrations).slice(0, 16)}`
  if (await isThere(client, template)) return template
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    if (await isThere(client, template)) return template
    await dropAll(client, 'bansou\\_unfinished\\_%')
    const unfinished = `bansou_unfinished_${randomUUID().slice(0, 8)}`
    await client.query(`create database ${unfinished} template template0`)
    await migrate(within(connectionString, unfinished), migrations)
    await client.query(`alter database ${unfinished} rename to ${template}`)
    return template
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

async function makeFresh(client: pg.Client, connectionString: string): Promise<string> {
  if (!lookedOver.has(connectionString)) {
    await dropForsaken(client)
    lookedOver.add(connectionString)
  }
  const template = await ensureTemplate(client, connectionString)
  const name = `bansou_fresh_${randomUUID().replaceAll('-', '')}`
  await client.query(HOLD, [name])
  await client.query(`create database ${name} template ${template}`)
  return name
}

/**
 * A database of its own with all migrations applied and no rows, on a server that lets us create databases; throws
 * NoDatabases on another. It is in use for as long as the connection that made it stands.
 */
export async function freshDatabase(connectionString: string): Promise<FreshDatabase> {
  let owner: pg.Client | undefined
  try {
    owner = await connected(connectionString)
    const name = await makeFresh(owner, connectionString)
    return { connectionString: within(connectionString, name), drop: dropper(owner, connectionString, name) }
  } catch (error) {
    await owner?.end()
    if (NOT_LET.has((error as { code?: string }).code ?? '')) throw new NoDatabases((error as Error).message)
    throw error
  }
}

/** Through a connection of its own: the owner's may have gone away with a server that came back since. */
const dropper = (owner: pg.Client, connectionString: string, name: string) => async () => {
  const client = await connected(connectionString)
  try {
    await dropDatabase(client, name)
  } finally {
    await Promise.allSettled([client.end(), owner.end()])
  }
}
