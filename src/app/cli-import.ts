/** `npm run import`: a file into accounts, contracts or past sessions; what is wrong with it row by row. */
import { readFile as readBytes, stat, writeFile } from 'node:fs/promises'
import { civilAt, systemClock } from '../kernel/clock.ts'
import type { Caller, Language } from '../kernel/route.ts'
import { openDb } from '../kernel/transaction.ts'
import { vocabularyOf } from './application.ts'
import { onlyPath, parsed, type TransferWorld, UsageError, withDatabase } from './cli-call.ts'
import { migrate } from './migrations.ts'
import { Refusal } from './refusal.ts'
import type { Mapping } from './transfer/import/columns.ts'
import { FIELDS, IMPORT_KINDS, type ImportKind } from './transfer/import/file-kinds.ts'
import { savedMapping, saveMapping } from './transfer/import/mappings.ts'
import type { ImportReport } from './transfer/import/report.ts'
import { MOST_BYTES } from './transfer/import/routes.ts'
import { runImport } from './transfer/import/run-import.ts'
import { BYTE_ORDER_MARK, csvLine } from './transfer/spreadsheet-cell.ts'

export const IMPORT_USAGE = `usage: npm run import -- accounts|contracts|sessions FILE [options]
Imports a CSV (UTF-8 or Shift_JIS) or Excel (.xlsx) file, all or nothing. The same file imported again changes nothing.
  --dry-run             judge every row and write nothing
  --column HEAD=FIELD   what a column means; an empty FIELD leaves it out (repeatable)
  --mapping NAME        use a saved mapping            --save-mapping NAME   save the mapping that was used
  --findings FILE       write all findings as CSV      --json                print the report as JSON
  --lang ja|en          the language of the findings
fields: ${IMPORT_KINDS.map((k) => `${k}: ${FIELDS[k].map((f) => (f.required ? `${f.id}*` : f.id)).join(' ')}`).join('\n        ')}`

type ImportWish = {
  kind: ImportKind
  file: string
  language: Language
  columns: Mapping
  dryRun: boolean
  json: boolean
  mapping: string | undefined
  saveMapping: string | undefined
  findings: string | undefined
}

function columnsIn(pairs: readonly string[]): Mapping {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=')
      if (at < 1) throw new UsageError(`--column ${pair}: write HEAD=FIELD`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

function importWish(args: string[], language: Language): ImportWish {
  const { values, positionals } = parsed(args, {
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    column: { type: 'string', multiple: true, default: [] },
    mapping: { type: 'string' },
    'save-mapping': { type: 'string' },
    findings: { type: 'string' },
    lang: { type: 'string', default: language },
  }) as { values: Record<string, unknown>; positionals: string[] }
  const [kind, ...rest] = positionals
  if (!IMPORT_KINDS.some((k) => k === kind)) throw new UsageError(`say what to import: ${IMPORT_KINDS.join(', ')}`)
  const lang = values.lang
  if (lang !== 'ja' && lang !== 'en') throw new UsageError(`--lang ${lang}: write ja or en`)
  return {
    kind: kind as ImportKind,
    file: onlyPath(rest, 'file'),
    language: lang,
    columns: columnsIn(values.column as string[]),
    dryRun: values['dry-run'] === true,
    json: values.json === true,
    mapping: values.mapping as string | undefined,
    saveMapping: values['save-mapping'] as string | undefined,
    findings: values.findings as string | undefined,
  }
}

/** Who acts where somebody types a command on the machine itself: nobody who is signed in. */
const operator = (language: Language): Caller => ({
  userId: '00000000-0000-4000-8000-000000000000',
  name: language === 'ja' ? 'コマンドライン' : 'command line',
  side: 'vendor',
  roles: ['admin'],
  relation: 'all',
  accountId: null,
  partnerId: null,
  staffId: null,
  staffIds: [],
  departmentIds: [],
  language,
  viewedBy: null,
  at: systemClock.now(),
})

async function bytesOf(file: string): Promise<Buffer> {
  const size = await stat(file).then(
    (s) => s.size,
    () => null,
  )
  if (size === null) throw new Refusal(`${file} does not exist`)
  if (size > MOST_BYTES) throw new Refusal(`${file} has more than ${MOST_BYTES / 1_048_576} MB: split it`)
  return readBytes(file)
}

function say(report: ImportReport, world: TransferWorld): void {
  const heads = report.columns.map((c) => `${c.head} → ${c.field ?? '–'}`).join(', ')
  if (report.encoding) world.out(`${report.encoding}, heads in row ${report.headRow ?? '–'}: ${heads}`)
  for (const f of report.findings) {
    const where = [f.row === null ? null : `row ${f.row}`, f.column].filter((part) => part !== null).join(', ')
    const clauses = f.clauses.length > 0 ? ` [${f.clauses.join(', ')}]` : ''
    world.err(
      `${f.severity === 'warning' ? 'note  ' : ''}${where}${where ? ': ' : ''}${f.sentence}${clauses}${f.instead ? ` → ${f.instead}` : ''}`,
    )
  }
  const more = report.errors + report.warnings - report.findings.length
  if (more > 0) world.err(`… and ${more} more`)
  const counts = `${report.rows} rows: ${report.created} ${report.applied ? 'imported' : 'can be imported'}, ${report.unchanged} known already, ${report.errors} errors, ${report.warnings} notes`
  world.out(report.applied ? counts : `${counts}; nothing was written`)
}

const FINDING_HEADS = ['row', 'column', 'severity', 'code', 'value', 'sentence', 'instead', 'clauses'] as const

/** Judges or imports the file, and keeps the mapping where that was asked for. */
async function importInto(connectionString: string, wish: ImportWish, bytes: Buffer, world: TransferWorld) {
  const { kind, dryRun, mapping: named, saveMapping: name } = wish
  const catalogues = world.catalogues()
  await migrate(connectionString)
  const db = openDb({ connectionString, max: 2 })
  const vendor = { vendor: true } as const
  try {
    const caller = operator(wish.language)
    const saved = named === undefined ? null : await db.read(vendor, (tx) => savedMapping(tx, kind, named))
    if (named !== undefined && saved === null) throw new Refusal(`there is no mapping "${named}" for ${kind}`)
    const vocabulary = vocabularyOf(() => catalogues.on(civilAt(systemClock.now(), catalogues.timeZone).date))
    const mapping = { ...saved?.columns, ...wish.columns }
    const report = await runImport(
      { db, clock: systemClock, catalogues, vocabulary },
      { kind, bytes, mapping, dryRun, caller, idempotency: null },
    )
    if (name !== undefined) {
      const kept = { kind, name, columns: report.mapping, at: systemClock.now() }
      await db.transaction(vendor, (tx) => saveMapping(tx, kept, caller))
    }
    return report
  } finally {
    await db.close()
  }
}

/** 0: imported, or a dry run without errors. 1: errors were found, and nothing was written. */
export async function importCommand(args: string[], world: TransferWorld): Promise<number> {
  const wish = importWish(args, world.language)
  const bytes = await bytesOf(wish.file)
  const report = await withDatabase(world, (to) => importInto(to, wish, bytes, world))
  if (wish.findings !== undefined) {
    const rows = report.findings.map((f) => csvLine(FINDING_HEADS.map((head) => f[head])))
    await writeFile(wish.findings, BYTE_ORDER_MARK + csvLine(FINDING_HEADS) + rows.join(''), { mode: 0o600 })
  }
  if (wish.json) world.out(JSON.stringify(report, null, 2))
  else say(report, world)
  return report.errors === 0 ? 0 : 1
}
