/** One import from the bytes of a file to a report: everything or nothing, and nothing at all where it is only asked about. */
import { createHash } from 'node:crypto'
import { type Change, recordChanges } from '../../../kernel/audit.ts'
import { type Clock, settableClock } from '../../../kernel/clock.ts'
import { type IdempotencyRef, remember, replayOf } from '../../../kernel/idempotency.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Caller } from '../../../kernel/route.ts'
import type { Db, Tx } from '../../../kernel/transaction.ts'
import type { Catalogues } from '../../../terms/index.ts'
import { buildServices } from '../../services.ts'
import type { Vocabulary } from '../../words/arguments.ts'
import { catalogueNames } from './catalogue-names.ts'
import { columnsOf, type Headed, type Mapping } from './columns.ts'
import { importedBefore, keepImported, oneImportAtATime } from './external-ids.ts'
import type { ImportKind } from './file-kinds.ts'
import { type Found, isWarning } from './finding-codes.ts'
import { importAccounts } from './import-accounts.ts'
import { importContracts } from './import-contracts.ts'
import { importSessions } from './import-sessions.ts'
import type { Made, Work } from './import-work.ts'
import { within } from './one-transaction.ts'
import { type ReadFile, readFile } from './read-file.ts'
import { type ImportReport, reportOf } from './report.ts'
import { type Item, itemsOf, rowsBelow } from './rows.ts'

export type ImportWorld = { db: Db; clock: Clock; catalogues: Catalogues; vocabulary: Vocabulary }

export type ImportRequest = {
  kind: ImportKind
  bytes: Buffer
  mapping: Mapping
  dryRun: boolean
  caller: Caller
  idempotency: IdempotencyRef | null
}

const IMPORTERS: Record<ImportKind, (work: Work, items: readonly Item[]) => Promise<Made[]>> = {
  accounts: importAccounts,
  contracts: importContracts,
  sessions: importSessions,
}

/** Carries the report of an import of which nothing is to stand out of its transaction. */
class NothingStands extends Error {
  readonly report: ImportReport
  constructor(report: ImportReport) {
    super('nothing of the import stands')
    this.report = report
  }
}

/** Rows that are there already, from an earlier import of the same file or system, and those that are new. */
async function sortOut(tx: Tx, kind: ImportKind, items: readonly Item[], found: Found[]) {
  const before = await importedBefore(
    tx,
    kind,
    items.map((i) => i.externalId),
  )
  for (const { row, externalId, digest } of items) {
    const known = before.get(externalId)
    if (known && known.digest !== digest)
      found.push({ row, field: 'externalId', code: 'differs-from-imported', value: externalId })
  }
  return { fresh: items.filter((i) => !before.has(i.externalId)), unchanged: before.size }
}

type Prepared = ImportRequest & { file: ReadFile; headed: Headed }

/** What was imported as a whole: the rows' own changes and decisions are told one by one beside it. */
const importChange = ({ kind, bytes }: Prepared, created: number, id: string): Change => ({
  action: 'import.run',
  accountId: null,
  subject: { type: 'import', id },
  before: null,
  after: { kind, created, file: createHash('sha256').update(bytes).digest('hex') },
})

async function importIn(tx: Tx, world: ImportWorld, asked: Prepared): Promise<ImportReport> {
  const { kind, caller, dryRun, file, headed } = asked
  const now = world.clock.now()
  const clock = settableClock(now)
  // An import is played again from its beginning where the database asks for it, so nothing outside is written to.
  const found: Found[] = [...file.found, ...headed.found]
  const rows = rowsBelow(file.rows, headed.headRow, headed.columns)
  if (rows.length === 0) found.push({ row: null, field: null, code: 'no-rows' })
  const { fresh, unchanged } = await sortOut(tx, kind, itemsOf(rows, found), found)
  const work: Work = {
    tx,
    services: buildServices(within(tx), clock, world.catalogues),
    clock,
    now,
    asking: { kind, caller: { ...caller, relation: 'all' }, vocabulary: world.vocabulary },
    names: catalogueNames(world.catalogues),
    dryRun,
    found,
  }
  const made = headed.found.length > 0 ? [] : await IMPORTERS[kind](work, fresh)
  const stands = !dryRun && !found.some((f) => !isWarning(f.code))
  const kept = made.map(({ item, id }) => ({ externalId: item.externalId, subjectId: id, digest: item.digest }))
  if (stands && kept.length > 0) {
    await keepImported(tx, kind, kept, now)
    await recordChanges(tx, caller, [importChange(asked, kept.length, newId(now))], now)
  }
  return reportOf(asked, { rows: rows.length, made: made.length, unchanged, found, applied: stands })
}

async function inOneTransaction(world: ImportWorld, asked: Prepared): Promise<ImportReport> {
  const { idempotency } = asked
  try {
    return await world.db.transaction({ vendor: true }, async (tx) => {
      const earlier = await replayOf(tx, idempotency)
      if (earlier) return earlier.body as ImportReport
      if (!asked.dryRun) await oneImportAtATime(tx)
      const report = await importIn(tx, world, asked)
      if (!report.applied) throw new NothingStands(report)
      await remember(tx, idempotency, 200, report)
      return report
    })
  } catch (error) {
    if (error instanceof NothingStands) return error.report
    throw error
  }
}

/**
 * Reads, judges and, unless it is a dry run or anything is wrong, writes. The mistakes of a file are in the report;
 * what throws is none of the file's.
 */
export async function runImport(world: ImportWorld, request: ImportRequest): Promise<ImportReport> {
  const file = await readFile(request.bytes)
  const headed: Headed =
    file.rows.length === 0 || file.found.length > 0
      ? { headRow: -1, columns: [], found: [] }
      : columnsOf(request.kind, file.rows, request.mapping)
  const asked: Prepared = { ...request, file, headed }
  if (file.found.length > 0 || headed.headRow < 0) {
    const found = [...file.found, ...headed.found]
    if (found.length === 0) found.push({ row: null, field: null, code: 'no-rows' })
    return reportOf(asked, { rows: 0, made: 0, unchanged: 0, found, applied: false })
  }
  return inOneTransaction(world, asked)
}
