/**
 * Reads the Cabinet Office's list of national holidays: two columns, a header, dates written `2027/3/22` without padding,
 * in CP932 with CRLF. People open it in a spreadsheet and save it again, so UTF-8 (with or without mark), padded dates and
 * plain line ends are read as well. Every row is checked before one is used.
 */
import { type CivilDate, isCivilDate } from '../kernel/civil.ts'

export type HolidayRow = { date: CivilDate; name: string }

/** What is wrong with one cell; `line` and `column` count from 1, as a spreadsheet shows them. */
export type HolidayFileFault = {
  line: number
  column: number
  reason:
    | 'not-readable'
    | 'bad-header'
    | 'column-missing'
    | 'too-many-columns'
    | 'not-a-date'
    | 'impossible-date'
    | 'name-missing'
    | 'name-too-long'
    | 'broken-character'
    | 'date-twice'
    | 'no-rows'
  value: string
}
export type HolidayFileEncoding = 'utf-8' | 'utf-8-bom' | 'cp932'
export type HolidayFile =
  | { ok: true; encoding: HolidayFileEncoding; rows: HolidayRow[] }
  | { ok: false; faults: HolidayFileFault[] }

const NAME_MAX = 100
const SHOWN_MAX = 40
const HEADER = [/^国民の祝日.*月日$/, /^国民の祝日.*名称$/]
const DATE = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/
/** Control characters of ASCII, and the mark of a failed decoding. */
const BROKEN = /[[\p{Cc}--[\u0080-\u009f]]\ufffd]/v

/**
 * UTF-8 is tried first: Japanese text in CP932 is never valid UTF-8. The decoder named shift_jis is Windows code page 932
 * by the WHATWG standard, with its extensions (髙, 﨑).
 */
function decode(bytes: Uint8Array): { encoding: HolidayFileEncoding; text: string } | null {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  try {
    return { encoding: marked ? 'utf-8-bom' : 'utf-8', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    if (marked) return null
  }
  try {
    return { encoding: 'cp932', text: new TextDecoder('shift_jis', { fatal: true }).decode(bytes) }
  } catch {
    return null
  }
}

const unquoted = (cell: string) => (/^"[^"]*"$/.test(cell) ? cell.slice(1, -1) : cell)
const cellsOf = (line: string) => line.split(',').map((cell) => unquoted(cell.trim()))

function readDate(text: string): CivilDate | 'not-a-date' | 'impossible-date' {
  const parts = DATE.exec(text)
  if (!parts) return 'not-a-date'
  const date = `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`
  return isCivilDate(date) ? date : 'impossible-date'
}

/** Checks one row: the row, or the first thing that is wrong with it. */
function readRow(cells: string[], line: number, seen: ReadonlySet<CivilDate>): HolidayRow | HolidayFileFault {
  const fault = (column: number, reason: HolidayFileFault['reason']) => ({
    line,
    column,
    reason,
    value: (cells[column - 1] ?? '').slice(0, SHOWN_MAX),
  })
  const date = readDate(cells[0] ?? '')
  if (date === 'not-a-date' || date === 'impossible-date') return fault(1, date)
  if (seen.has(date)) return fault(1, 'date-twice')
  if (cells.length < 2) return fault(2, 'column-missing')
  const name = cells[1]!
  if (name === '') return fault(2, 'name-missing')
  if (name.length > NAME_MAX) return fault(2, 'name-too-long')
  if (BROKEN.test(name)) return fault(2, 'broken-character')
  if (cells.length > 2) return fault(3, 'too-many-columns')
  return { date, name }
}

/** Reads the whole file, or says what is wrong with it, row by row. */
export function readHolidayFile(bytes: Uint8Array): HolidayFile {
  const decoded = decode(bytes)
  if (!decoded) return { ok: false, faults: [{ line: 1, column: 1, reason: 'not-readable', value: '' }] }
  const lines = decoded.text.split(/\r\n|\n|\r/)
  while (lines.length > 1 && lines.at(-1)!.trim() === '') lines.pop()
  const header = cellsOf(lines[0]!)
  const wrong = HEADER.findIndex((pattern, i) => !pattern.test(header[i] ?? ''))
  if (wrong >= 0) {
    const value = (header[wrong] ?? '').slice(0, SHOWN_MAX)
    return { ok: false, faults: [{ line: 1, column: wrong + 1, reason: 'bad-header', value }] }
  }
  const rows: HolidayRow[] = []
  const faults: HolidayFileFault[] = []
  const seen = new Set<CivilDate>()
  for (const [i, line] of lines.slice(1).entries()) {
    const row = readRow(cellsOf(line), i + 2, seen)
    if ('reason' in row) {
      faults.push(row)
    } else {
      seen.add(row.date)
      rows.push(row)
    }
  }
  if (faults.length > 0) return { ok: false, faults }
  if (rows.length === 0) return { ok: false, faults: [{ line: 2, column: 1, reason: 'no-rows', value: '' }] }
  return { ok: true, encoding: decoded.encoding, rows }
}
