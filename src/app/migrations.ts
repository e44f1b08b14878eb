/** Brings a database to the state of this code: numbered SQL files of all rooms, each in one transaction, once. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

export type Migration = { number: number; name: string; file: string; sql: string; checksum: string }

const SOURCES = join(import.meta.dirname, '..')
const FILE = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/
/** Any number that no other program uses as an advisory lock in the same database. */
const LOCK = 7_242_011_868

/** Line ends differ between checkouts; the migration does not. */
const checksumOf = (sql: string) => createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')

async function filesOf(room: string, sources: string): Promise<Migration[]> {
  const folder = join(sources, room, 'migrations')
  const entries = await readdir(folder).catch(() => [])
  return Promise.all(
    entries.map(async (name) => {
      const match = FILE.exec(name)
      if (!match) throw new Error(`src/${room}/migrations/${name}: a migration is called NNNN-title.sql`)
      const sql = await readFile(join(folder, name), 'utf8')
      return { number: +match[1]!, name, file: `src/${room}/migrations/${name}`, sql, checksum: checksumOf(sql) }
    }),
  )
}

/** The migrations of all rooms in the order of their numbers, which are counted over all rooms. */
export async function collectMigrations(sources: string = SOURCES): Promise<Migration[]> {
  const rooms = (await readdir(sources, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const found = (await Promise.all(rooms.map((room) => filesOf(room.name, sources)))).flat()
  const ordered = found.sort((a, b) => a.number - b.number)
  ordered.forEach((migration, i) => {
    const before = ordered[i - 1]
    if (before?.number === migration.number) {
      throw new Error(`${before.file} and ${migration.file} have the same number; give one of them the next free one`)
    }
  })
  return ordered
}

/** One text for one set of migrations: names a template database that can be used again. */
export const fingerprintOf = (migrations: readonly Migration[]): string =>
  createHash('sha256')
    .update(migrations.map((m) => `${m.name} ${m.checksum}`).join('\n'))
    .digest('hex')

type Applied = { number: number; name: string; checksum: string }

/** What is still to apply; throws where the database and the code tell two histories. */
function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const known = new Map(migrations.map((m) => [m.number, m]))
  for (const row of applied) {
    const migration = known.get(row.number)
    if (!migration)
      throw new Error(
        `the database has migration ${row.name}, which this version of Bansou does not know: it was used by a newer one`,
      )
    if (migration.checksum !== row.checksum)
      throw new Error(`${migration.file} was changed after it was applied; undo that and write a new migration`)
  }
  const latest = applied.at(-1)?.number ?? 0
  const done = new Set(applied.map((row) => row.number))
  const pending = migrations.filter((m) => !done.has(m.number))
  const late = pending.find((m) => m.number < latest)
  if (late) throw new Error(`${late.file} comes after ${latest} was applied; give it a number above ${latest}`)
  return pending
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.sql)
    await client.query('insert into app.migrations (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    const { message, position } = error as pg.DatabaseError
    const line = position ? `:${migration.sql.slice(0, +position).split('\n').length}` : ''
    throw new Error(`${migration.file}${line}: ${message}`, { cause: error })
  }
}

/** Applies what is missing, as the owner of the database; two that migrate at once wait for each other. */
export async function migrate(
  connectionString: string,
  migrations?: readonly Migration[],
): Promise<{ applied: string[] }> {
  const all = migrations ?? (await collectMigrations())
  const client = new pg.Client({ connectionString, application_name: 'bansou migrations' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query('create schema if not exists app')
    await client.query(`create table if not exists app.migrations (
      number int primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<Applied>('select number, name, checksum from app.migrations order by number')
    const pending = pendingOf(all, rows)
    for (const migration of pending) await apply(client, migration)
    return { applied: pending.map((m) => m.file) }
  } finally {
    await client.end()
  }
}
