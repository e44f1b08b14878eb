/** Rows of the first sheet of an Excel file (.xlsx), as texts: what a person reads, with days as 2025-04-01. */
import { readSheet } from 'read-excel-file/universal'
import { formatMinute } from '../../../kernel/civil.ts'
import { civilAt } from '../../../kernel/clock.ts'
import type { Found, ImportCode } from './finding-codes.ts'
import { tooMany } from './read-csv.ts'
import { judgeZip, type ZipVerdict } from './zip-contents.ts'

/** What Office wrote before 2007, and what it wraps files with a password in. */
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04])
/** A sheet of 200,000 rows unpacks to a quarter of this. */
const MOST_UNPACKED = 400_000_000

const VERDICTS: Record<Exclude<ZipVerdict, 'fine'>, ImportCode> = {
  broken: 'file-broken',
  'too-big': 'file-unpacks-too-big',
  encrypted: 'file-encrypted',
}

export const isExcel = (bytes: Buffer): boolean =>
  bytes.subarray(0, 4).equals(ZIP) || bytes.subarray(0, 8).equals(OLD_OFFICE)

const MINUTE = 60_000
/** Times of day are kept by spreadsheets as moments of the day before their calendar begins. */
const FIRST_DAY = '1901-01-01'

/** Spreadsheets keep times as parts of a day, a hair beside the minute that is meant. */
function dateText(at: Date): string {
  const { date, minute } = civilAt(Math.round(at.getTime() / MINUTE) * MINUTE, 'UTC')
  if (date < FIRST_DAY) return formatMinute(minute)
  return minute === 0 ? date : `${date} ${formatMinute(minute)}`
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isFinite(cell.getTime()) ? dateText(cell) : ''
  return typeof cell === 'boolean' ? (cell ? 'true' : 'false') : String(cell)
}

const whole = (code: ImportCode): { rows: string[][]; found: Found[] } => ({
  rows: [],
  found: [{ row: null, field: null, code }],
})

export async function readExcel(bytes: Buffer, mostRows: number): Promise<{ rows: string[][]; found: Found[] }> {
  if (bytes.subarray(0, 8).equals(OLD_OFFICE))
    return whole(bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'file-encrypted' : 'file-old-excel')
  const verdict = await judgeZip(bytes, MOST_UNPACKED)
  if (verdict !== 'fine') return whole(VERDICTS[verdict])
  try {
    const sheet = await readSheet(new Blob([new Uint8Array(bytes)]), {
      parseNumber: (text: string) => text,
      trim: false,
    })
    if (sheet.length > mostRows) return { rows: [], found: [tooMany(mostRows)] }
    return { rows: sheet.map((row) => row.map(cellText)), found: [] }
  } catch {
    return whole('file-broken')
  }
}
