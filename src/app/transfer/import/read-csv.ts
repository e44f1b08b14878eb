/** Rows of a text file: separated by commas, tabs or semicolons, whichever its first lines have most of. */
import { CsvError, parse } from 'csv-parse'
import type { Found } from './finding-codes.ts'

const SEPARATORS = [',', '\t', ';'] as const
const LINES_LOOKED_AT = 30

function separatorOf(text: string): string {
  const lines = text.split(/\r\n|\n|\r/, LINES_LOOKED_AT).join('\n')
  const count = (separator: string) => lines.split(separator).length
  return SEPARATORS.reduce((best, next) => (count(next) > count(best) ? next : best))
}

/** Row 1 is the first line; a cell with line ends in it is one row, as a spreadsheet counts. */
export async function readCsv(text: string, mostRows: number): Promise<{ rows: string[][]; found: Found[] }> {
  const rows: string[][] = []
  const parser = parse({
    delimiter: separatorOf(text),
    relax_column_count: true,
    skip_empty_lines: false,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: 1_000_000,
  })
  parser.end(text)
  try {
    for await (const row of parser) {
      rows.push(row as string[])
      if (rows.length > mostRows) return { rows: [], found: [tooMany(mostRows)] }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const before = Number((error as CsvError & { records?: number }).records ?? rows.length)
    return { rows, found: [{ row: before + 1, field: null, code: 'broken-quotes' }] }
  }
  return { rows, found: [] }
}

export const tooMany = (most: number): Found => ({ row: null, field: null, code: 'too-many-rows', facts: { most } })
