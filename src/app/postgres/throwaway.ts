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

async function asAdmin<T>(connectionString: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: within(connectionString, 'postgres') })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

const isThere = async (client: pg.Client, database: string) =>
  (await client.query('select from pg_database where datname = $1', [database])).rowCount === 1

/** Migrated once for each set of migrations; made under another name, so that a killed run leaves no half template. */
async function ensureTemplate(client: pg.Client, connectionString: string): Promise<string> {
  const migrations = await collectMigrations()
  const template = `bansou_template_${fingerprintOf(migrations).slice(0, 16)}`
  if (await isThere(client, template)) return template
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    if (await isThere(client, template)) return template
    const unfinished = `bansou_unfinished_${randomUUID().slice(0, 8)}`
    await client.query(`create database ${unfinished} template template0`)
    await migrate(within(connectionString, unfinished), migrations)
    await client.query(`alter database ${unfinished} rename to ${template}`)
    return template
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

/** A database of its own with all migrations applied and no rows, on a server that lets us create databases. */
export async function freshDatabase(connectionString: string): Promise<FreshDatabase> {
  const name = `bansou_fresh_${randomUUID().replaceAll('-', '')}`
  await asAdmin(connectionString, async (client) => {
    const template = await ensureTemplate(client, connectionString)
    await client.query(`create database ${name} template ${template}`)
  })
  return {
    connectionString: within(connectionString, name),
    drop: () =>
      asAdmin(connectionString, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}
