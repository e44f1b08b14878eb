/** A file as it was uploaded → rows of texts, and how it was read. */
import type { Found } from './finding-codes.ts'
import { readCsv } from './read-csv.ts'
import { isExcel, readExcel } from './read-excel.ts'
import { decodeText, type Encoding } from './text-file.ts'

export type ReadFile = { encoding: Encoding | 'xlsx' | null; rows: string[][]; found: Found[] }

const MOST_ROWS = 200_000

export async function readFile(bytes: Buffer): Promise<ReadFile> {
  if (bytes.length === 0) return { encoding: null, rows: [], found: [{ row: null, field: null, code: 'file-empty' }] }
  if (isExcel(bytes)) return { encoding: 'xlsx', ...(await readExcel(bytes, MOST_ROWS)) }
  const decoded = decodeText(bytes)
  if (decoded === null) return { encoding: null, rows: [], found: [{ row: null, field: null, code: 'file-not-text' }] }
  return { encoding: decoded.encoding, ...(await readCsv(decoded.text, MOST_ROWS)) }
}
