/** Restores a backup into an empty database, all of it or nothing; proves that a backup can be restored. */
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { openDb } from '../../kernel/transaction.ts'
import { verifyLedger } from '../../ledger/index.ts'
import { verifyAudit } from '../audit/verify.ts'
import { collectMigrations, migrate } from '../migrations.ts'
import { freshDatabase, startThrowaway } from '../postgres/throwaway.ts'
import { Refusal } from '../refusal.ts'
import { checkArchive, eachTable, type Manifest } from './archive.ts'
import { digestsOf } from './backup.ts'
import { type AppliedMigration, beginWriting, copyIn, migrationsIn, type TableShape, tablesOf } from './tables.ts'

/** Tables in which the migrations themselves put rows: they are emptied before they are filled. */
export const SEEDED: readonly string[] = ['app.audit_head', 'app.audit_marks', 'calendar.version']

const same = (a: AppliedMigration | undefined, b: AppliedMigration | undefined) =>
  a?.number === b?.number && a?.name === b?.name && a?.checksum === b?.checksum

/** A backup goes into the tables that it came from, and no others: other migrations, other tables. */
async function mustHaveSameMigrations(manifest: Manifest): Promise<void> {
  const own = await collectMigrations()
  const length = Math.max(own.length, manifest.migrations.length)
  for (let i = 0; i < length; i++) {
    const [theirs, ours] = [manifest.migrations[i], own[i]]
    if (same(theirs, ours)) continue
    const why =
      theirs && (!ours || theirs.number <= ours.number)
        ? theirs.number === ours?.number
          ? `its migration ${theirs.name} is not the one that this version has`
          : `it has migration ${theirs.name}, which this version does not know`
        : `this version has migration ${ours!.name}, which the backup has not`
    throw new Refusal(
      `the backup was made by another version of Bansou (${manifest.program}): ${why}. Restore it with that version, then start the newer one`,
    )
  }
}

async function mustBeEmpty(client: pg.Client, tables: readonly TableShape[]): Promise<void> {
  for (const { name, sql } of tables) {
    if (SEEDED.includes(name)) continue
    const { rows } = await client.query<{ full: boolean }>(`select exists (select from ${sql}) as full`)
    if (rows[0]?.full)
      throw new Refusal(
        `the database is not empty (${name} has rows), and a backup is never mixed with what is there: name an empty data folder in BANSOU_DATA, or an empty database in DATABASE_URL`,
      )
  }
}

function mustHaveSameTables(manifest: Manifest, tables: readonly TableShape[]): void {
  const here = new Map(tables.map((t) => [t.name, t]))
  for (const { name, columns } of manifest.tables) {
    const table = here.get(name)
    if (!table) throw new Refusal(`the backup has a table ${name}, which this version does not have`)
    if ([...columns].sort().join() !== [...table.columns].sort().join())
      throw new Refusal(`the table ${name} has other columns in the backup than in this version`)
  }
}

async function fill(client: pg.Client, table: TableShape, columns: readonly string[], rows: Readable): Promise<void> {
  if (SEEDED.includes(table.name)) await client.query(`delete from ${table.sql}`)
  // Rows are copied as they are: nothing is to be done about them again, and an owner below its own row-level
  // security may not copy at all.
  if (table.hasTriggers) await client.query(`alter table ${table.sql} disable trigger user`)
  if (table.forced) await client.query(`alter table ${table.sql} no force row level security`)
  await pipeline(rows, client.query(copyFrom(copyIn({ ...table, columns: [...columns] }))))
  if (table.forced) await client.query(`alter table ${table.sql} force row level security`)
  if (table.hasTriggers) await client.query(`alter table ${table.sql} enable trigger user`)
}

async function fillAll(client: pg.Client, file: string, manifest: Manifest): Promise<void> {
  const tables = await tablesOf(client)
  mustHaveSameTables(manifest, tables)
  await beginWriting(client)
  try {
    await client.query(`lock table ${tables.map((t) => t.sql).join(', ')} in exclusive mode`)
    await mustBeEmpty(client, tables)
    const here = new Map(tables.map((t) => [t.name, t]))
    const columns = new Map(manifest.tables.map((t) => [t.name, t.columns]))
    await eachTable(file, async (name, rows) => {
      await fill(client, here.get(name)!, columns.get(name)!, rows)
    })
    for (const { name, last, called } of manifest.sequences)
      await client.query('select setval($1::text::regclass, $2::bigint, $3)', [name, last, called])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
  await client.query('analyze')
}

/**
 * Fills an empty database from a backup. Refuses a damaged file, one of other migrations, and a database with rows; the
 * file is read to its end before the database is touched, and what goes wrong later leaves it empty.
 */
export async function restore(connectionString: string, file: string): Promise<Manifest> {
  const manifest = await checkArchive(file)
  await mustHaveSameMigrations(manifest)
  const client = new pg.Client({ connectionString, application_name: 'bansou restore' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const applied = await migrationsIn(client)
    if (applied.length > 0) await mustBeEmpty(client, await tablesOf(client))
    await migrate(connectionString)
    await fillAll(client, file, manifest)
    return manifest
  } finally {
    await client.end()
  }
}

export type Proof = {
  manifest: Manifest
  /** One sentence for each difference; none where the backup is as good as the database it came from. */
  faults: string[]
  entries: number
  windows: number
  /** Links of the chain of changes, recomputed. */
  links: number
}

async function compare(connectionString: string, manifest: Manifest): Promise<string[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const found = await digestsOf(client)
    return manifest.tables.flatMap(({ name, rows, sha256 }) => {
      const now = found.get(name)
      if (now?.rows !== rows) return [`${name}: ${rows} rows in the backup, ${now?.rows ?? 'none'} restored`]
      return now.sha256 === sha256 ? [] : [`${name}: the restored rows are not those of the backup`]
    })
  } finally {
    await client.end()
  }
}

/** Restores a backup into a database that is thrown away, and compares it with what the backup says of itself. */
export async function prove(file: string): Promise<Proof> {
  const server = await startThrowaway()
  try {
    const database = await freshDatabase(server.connectionString)
    const manifest = await restore(database.connectionString, file)
    const differences = await compare(database.connectionString, manifest)
    const db = openDb({ connectionString: database.connectionString, max: 1 })
    try {
      const books = await db.read({ vendor: true }, verifyLedger)
      const chain = await db.read({ vendor: true }, (tx) => verifyAudit(tx))
      const untrue = [
        ...books.faults.map(
          (f) => `ledger: window ${f.windowId} (${f.allowance}): ${f.what} kept ${f.kept}, entries say ${f.recomputed}`,
        ),
        ...chain.faults.map(
          (f) => `chain of changes: link ${f.seq ?? '–'}, ${f.source ?? 'head'} ${f.rowId ?? ''}: ${f.what}`,
        ),
      ]
      const { windows, entries } = books
      return { manifest, faults: [...differences, ...untrue], windows, entries, links: chain.links }
    } finally {
      await db.close()
    }
  } finally {
    await server.stop()
  }
}
