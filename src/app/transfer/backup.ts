/** A backup: everything in the database as it was at one moment, in one compressed file that says what it holds. */
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import about from '../../../package.json' with { type: 'json' }
import { Refusal } from '../refusal.ts'
import { type Manifest, writeArchive } from './archive.ts'
import { type Digest, digesting } from './digest.ts'
import { beginReading, copyOut, migrationsIn, sequencesOf, type TableShape, tablesOf } from './tables.ts'

/** What the manifest says of the backup: its moment (RFC 3339), and by what the installation's key is known. */
type Made = Pick<Manifest, 'madeAt' | 'keyMark'>

async function spool(client: pg.Client, table: TableShape, file: string): Promise<Digest> {
  const counted = digesting()
  await pipeline(client.query(copyTo(copyOut(table))), counted.stream, createGzip(), createWriteStream(file))
  return counted.digest()
}

/** Counts and digests of every table as they are now, for comparing with those of a backup. */
export async function digestsOf(client: pg.Client): Promise<Map<string, Digest>> {
  const found = new Map<string, Digest>()
  await beginReading(client)
  for (const table of await tablesOf(client)) {
    const counted = digesting()
    counted.stream.resume()
    await pipeline(client.query(copyTo(copyOut(table))), counted.stream)
    found.set(table.name, counted.digest())
  }
  await client.query('commit')
  return found
}

async function spoolAll(client: pg.Client, folder: string, made: Made) {
  await beginReading(client)
  const migrations = await migrationsIn(client)
  if (migrations.length === 0) throw new Refusal('the database has never been used by Bansou: there is nothing to keep')
  const spooled = new Map<string, string>()
  const tables: Manifest['tables'] = []
  for (const table of await tablesOf(client)) {
    const file = join(folder, table.name)
    tables.push({ name: table.name, columns: table.columns, ...(await spool(client, table, file)) })
    spooled.set(table.name, file)
  }
  const sequences = (await sequencesOf(client)).map(({ name, last, called }) => ({ name, last, called }))
  await client.query('commit')
  const manifest: Manifest = {
    format: 'bansou-backup',
    formatVersion: 1,
    program: about.version,
    ...made,
    migrations,
    tables,
    sequences,
  }
  return { manifest, spooled }
}

/**
 * Writes a backup of the database; the server may run meanwhile. All tables are read in one transaction, so that they
 * belong together. A file that exists is never overwritten.
 */
export async function backUp(connectionString: string, file: string, made: Made): Promise<Manifest> {
  const target = resolve(file)
  if (existsSync(target)) throw new Refusal(`${target} exists already: choose another name`)
  await mkdir(dirname(target), { recursive: true })
  const folder = await mkdtemp(`${target}.spool-`)
  const client = new pg.Client({ connectionString, application_name: 'bansou backup' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { manifest, spooled } = await spoolAll(client, folder, made)
    await writeArchive(target, manifest, spooled)
    return manifest
  } finally {
    await client.end().catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  }
}
