/** An export: everything that is kept, readable without this program, as CSV and as JSON lines, with a table of contents. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import about from '../../../package.json' with { type: 'json' }
import { Refusal } from '../refusal.ts'
import { EXPORT_LISTS } from '../views/export-lists.ts'
import { BYTE_ORDER_MARK, csvLine } from './spreadsheet-cell.ts'
import { beginReading, tablesOf } from './tables.ts'

type ExportedFile = { file: string; rows: number; sha256: string }
export type ExportManifest = {
  format: 'bansou-export'
  program: string
  madeAt: string
  timeZone: string
  files: ExportedFile[]
  /** What is kept here and was not exported, with the reason. */
  leftOut: string[]
}

const ROWS_AT_A_TIME = 1000
/** Nobody's data, each with what is said of it. */
const NOT_EXPORTED: Record<string, string> = {
  'app.idempotency': 'working memory of the server',
  'identity.challenges': 'working memory of the server',
  'app.outbox': 'messages on their way, with links that open a sign-in',
}
/** Whoever reads an export must not be able to sign in with it, or to write where we write. */
const SECRET = /hash|secret|token|credential|public_key|password|code/
const isSecret = (table: string, column: string) =>
  column === 'sealed' || (table.startsWith('identity.') && SECRET.test(column))

type Sink = { write(text: string): Promise<void>; close(): Promise<{ sha256: string }> }

function sinkTo(file: string): Sink {
  const hash = createHash('sha256')
  const out = createWriteStream(file, { mode: 0o600 })
  // Told by `finished` below; without a listener it would end the process.
  out.on('error', () => undefined)
  return {
    async write(text) {
      hash.update(text)
      if (!out.write(text)) await new Promise<void>((go) => out.once('drain', () => go()))
    },
    async close() {
      out.end()
      await finished(out as Writable)
      return { sha256: hash.digest('hex') }
    },
  }
}

type Source = { name: string; columns: string[]; select: string }

/** Writes one source twice, in one pass. */
async function writeSource(client: pg.Client, folder: string, { name, columns, select }: Source) {
  const [csv, lines] = [`${name}.csv`, `${name}.jsonl`]
  const sinks = { csv: sinkTo(join(folder, csv)), lines: sinkTo(join(folder, lines)) }
  let rows = 0
  await sinks.csv.write(BYTE_ORDER_MARK + csvLine(columns))
  await client.query(`declare pages no scroll cursor for select to_jsonb(r) as row from (${select}) r`)
  for (;;) {
    const page = await client.query<{ row: Record<string, unknown> }>(`fetch ${ROWS_AT_A_TIME} from pages`)
    const found = page.rows.map((r) => r.row)
    await sinks.csv.write(found.map((row) => csvLine(columns.map((c) => row[c]))).join(''))
    await sinks.lines.write(found.map((row) => `${JSON.stringify(row)}\n`).join(''))
    rows += found.length
    if (found.length < ROWS_AT_A_TIME) break
  }
  await client.query('close pages')
  return [
    { file: csv, rows, ...(await sinks.csv.close()) },
    { file: lines, rows, ...(await sinks.lines.close()) },
  ]
}

const bare = (column: string) => column.replace(/^"(.*)"$/, '$1')

async function sourcesOf(client: pg.Client): Promise<{ sources: Source[]; leftOut: string[] }> {
  const leftOut = Object.entries(NOT_EXPORTED).map(([name, why]) => `${name}: ${why}`)
  const sources: Source[] = []
  for (const table of await tablesOf(client)) {
    if (table.name in NOT_EXPORTED) continue
    const columns = table.columns.filter((column) => !isSecret(table.name, column))
    for (const column of table.columns)
      if (isSecret(table.name, column)) leftOut.push(`${table.name}.${bare(column)}: a secret`)
    sources.push({
      name: join('tables', table.name),
      columns: columns.map(bare),
      select: `select ${columns.join(', ')} from ${table.sql} t order by ${table.order}`,
    })
  }
  for (const list of EXPORT_LISTS) sources.push({ ...list, name: join('lists', list.name) })
  return { sources, leftOut }
}

async function mustBeNew(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new Refusal(`${folder} is no folder that can be written to`)
  })
  if (there.length > 0) throw new Refusal(`${folder} is not empty: name a new folder`)
}

/**
 * Writes everything into a new folder, as it was at one moment; times in the zone given. Nothing is left behind where it
 * fails. `madeAt` is the moment that the table of contents names, RFC 3339.
 */
export async function exportAll(
  connectionString: string,
  folder: string,
  { madeAt, timeZone }: { madeAt: string; timeZone: string },
): Promise<ExportManifest> {
  const target = resolve(folder)
  await mustBeNew(target)
  const part = `${target}.part`
  await rm(part, { recursive: true, force: true })
  for (const inner of ['tables', 'lists']) await mkdir(join(part, inner), { recursive: true, mode: 0o700 })
  const client = new pg.Client({ connectionString, application_name: 'bansou export' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await beginReading(client)
    await client.query(`set local timezone = ${client.escapeLiteral(timeZone)}`)
    const { sources, leftOut } = await sourcesOf(client)
    const files: ExportedFile[] = []
    for (const source of sources) files.push(...(await writeSource(client, part, source)))
    await client.query('commit')
    const manifest: ExportManifest = {
      format: 'bansou-export',
      program: about.version,
      madeAt,
      timeZone,
      files,
      leftOut,
    }
    await writeFile(join(part, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    await rm(target, { recursive: true, force: true })
    await rename(part, target)
    return manifest
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}
