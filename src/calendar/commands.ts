/** Changes of the calendar. Each sets a new stamp in the same transaction, so that no kept calendar outlives it. */
import { createHash } from 'node:crypto'
import type { CivilDate } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'
import { Problem } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import type { FieldCode } from '../kernel/shapes.ts'
import { type Tx, timestampOf } from '../kernel/transaction.ts'
import { type HolidayFileEncoding, type HolidayFileFault, type HolidayRow, readHolidayFile } from './holiday-file.ts'

export type Closure = { date: CivilDate; name: string }

/** Writers of the calendar queue at this row. A random stamp, because a counter of a rolled-back change would be given out twice. */
async function restamp(tx: Tx, at: Instant): Promise<void> {
  await tx.query('update calendar.version set stamp = $1', [newId(at)])
}

/** Closes a day. A day that is closed already is refused with `already-exists`. */
export async function addClosure(tx: Tx, closure: Closure, at: Instant, by: string): Promise<Closure> {
  await restamp(tx, at)
  const added = await tx.query(
    `insert into calendar.closures (date, name, at, by) values ($1, $2, $3, $4)
     on conflict on constraint closures_pkey do nothing returning date`,
    [closure.date, closure.name, timestampOf(at), by],
  )
  if (added.length === 0) throw new Problem('already-exists', 'date', { date: closure.date })
  return closure
}

/** Opens a day again that was closed by mistake; answers what it was closed as. */
export async function removeClosure(tx: Tx, date: CivilDate, at: Instant): Promise<Closure> {
  await restamp(tx, at)
  const removed = await tx.maybe<Closure>('delete from calendar.closures where date = $1 returning date, name', [date])
  if (removed === null) throw new Problem('unknown-reference', 'date')
  return removed
}

export type HolidayImport = {
  id: string
  source: string
  encoding: HolidayFileEncoding
  firstYear: number
  lastYear: number
  days: number
  /** What is odd in a file that is otherwise well written, so that a cut-off download is noticed. */
  warnings: { code: 'few-days' | 'year-missing'; year: number; days: number }[]
}

/** Japan never had fewer national holidays in a year since 1955: a year with less is a file cut short. */
const FEWEST_DAYS_A_YEAR = 9
const COUNTRY = 'JP'

const FIELD_CODE: Record<HolidayFileFault['reason'], FieldCode> = {
  'not-readable': 'wrong-format',
  'bad-header': 'wrong-format',
  'column-missing': 'required',
  'too-many-columns': 'too-many',
  'not-a-date': 'not-a-date',
  'impossible-date': 'impossible-date',
  'name-missing': 'required',
  'name-too-long': 'too-long',
  'broken-character': 'control-character',
  'date-twice': 'too-many',
  'no-rows': 'too-few',
}

function refused(faults: HolidayFileFault[], field: string): Problem {
  const { line, column, reason, value } = faults[0]!
  const facts = { code: FIELD_CODE[reason], line, column, reason, value, faults: faults.length }
  return new Problem('invalid-field', `${field} line ${line} column ${column}`, facts)
}

function oddYears(rows: HolidayRow[]): HolidayImport['warnings'] {
  const days = new Map<number, number>()
  for (const row of rows) {
    const year = Number(row.date.slice(0, 4))
    days.set(year, (days.get(year) ?? 0) + 1)
  }
  const first = Math.min(...days.keys())
  const all = Array.from({ length: Math.max(...days.keys()) - first + 1 }, (_, i) => first + i)
  return all.flatMap((year) => {
    const found = days.get(year) ?? 0
    if (found >= FEWEST_DAYS_A_YEAR) return []
    return [{ code: found === 0 ? ('year-missing' as const) : ('few-days' as const), year, days: found }]
  })
}

export type ImportOrigin = { source?: string; by?: string | null; field?: string }

/**
 * Takes over the Cabinet Office's file, all of it or nothing. It replaces every day of the years in it, so that a holiday
 * moved by law leaves its old day. A broken row is refused with its line and column.
 */
export async function importHolidays(
  tx: Tx,
  bytes: Uint8Array,
  at: Instant,
  origin: ImportOrigin = {},
): Promise<HolidayImport> {
  const file = readHolidayFile(bytes)
  if (!file.ok) throw refused(file.faults, origin.field ?? 'file')
  const { rows, encoding } = file
  const years = [...new Set(rows.map((row) => Number(row.date.slice(0, 4))))].sort((a, b) => a - b)
  const id = newId(at)
  const source = origin.source ?? 'syukujitsu.csv'
  const firstYear = years[0]!
  const lastYear = years.at(-1)!
  await restamp(tx, at)
  await tx.query(
    `insert into calendar.imports (id, country, source, sha256, encoding, first_year, last_year, days, at, by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      COUNTRY,
      source,
      createHash('sha256').update(bytes).digest('hex'),
      encoding,
      firstYear,
      lastYear,
      rows.length,
      timestampOf(at),
      origin.by ?? null,
    ],
  )
  await tx.query(
    'delete from calendar.imported_holidays where country = $1 and extract(year from date)::int = any($2::int[])',
    [COUNTRY, years],
  )
  await tx.query(
    `insert into calendar.imported_holidays (country, date, name, import_id)
     select $1, d, n, $2 from unnest($3::date[], $4::text[]) as given (d, n)`,
    [COUNTRY, id, rows.map((row) => row.date), rows.map((row) => row.name)],
  )
  return { id, source, encoding, firstYear, lastYear, days: rows.length, warnings: oddYears(rows) }
}
