/** The rows below a head, by field; and what is wrong with them whatever they mean. */
import { createHash } from 'node:crypto'
import { plain } from './cells.ts'
import type { Column } from './columns.ts'
import type { Found } from './finding-codes.ts'

export type ImportRow = { row: number; cells: Record<string, string> }

/** A row that is to be imported: under which number, and what its content is known by. */
export type Item = ImportRow & { externalId: string; digest: string }

/** An export writes a quotation mark before what a spreadsheet would calculate; read back, it goes. */
const GUARDED = /^'(?=[=+\-@\t\r])/

const cellOf = (text: string | undefined): string => (text ?? '').trim().replace(GUARDED, '')

/** Empty rows are nothing. Rows are counted as a spreadsheet counts them, the head's and those before it included. */
export function rowsBelow(rows: readonly string[][], headRow: number, columns: readonly Column[]): ImportRow[] {
  const used = columns.flatMap((c) => (c.field === null ? [] : [{ at: c.at, field: c.field }]))
  const found: ImportRow[] = []
  for (let i = headRow + 1; i < rows.length; i++) {
    const row = rows[i]!
    if (row.every((cell) => cell.trim() === '')) continue
    const cells: Record<string, string> = {}
    for (const { at, field } of used) cells[field] = cellOf(row[at])
    found.push({ row: i + 1, cells })
  }
  return found
}

const sha = (parts: readonly string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

/**
 * Gives rows their numbers: the source system's where the file has them (leading zeros kept, width not counted), else
 * one made of the content. A number twice, or a row twice, is a mistake of the file.
 */
export function itemsOf(rows: readonly ImportRow[], found: Found[]): Item[] {
  const firstRow = new Map<string, number>()
  const items: Item[] = []
  for (const { row, cells } of rows) {
    const { externalId: given = '', ...content } = cells
    const digest = sha(Object.entries(content).sort().flat())
    const own = plain(given)
    const externalId = own === '' ? `row:${digest}` : own
    const first = firstRow.get(externalId)
    if (first === undefined) {
      firstRow.set(externalId, row)
      items.push({ row, cells, externalId, digest })
    } else if (own === '') found.push({ row, field: null, code: 'duplicate-row', facts: { first } })
    else found.push({ row, field: 'externalId', code: 'duplicate-id', value: given, facts: { first } })
  }
  return items
}

/** Cells that could not be read, and those that must not be empty. Answers the rows without such faults. */
export function readable(items: readonly Item[], required: readonly string[], found: Found[]): Item[] {
  return items.filter(({ row, cells }) => {
    const before = found.length
    for (const field of required) if ((cells[field] ?? '') === '') found.push({ row, field, code: 'required' })
    for (const [field, value] of Object.entries(cells))
      if (value.includes('\ufffd')) found.push({ row, field, code: 'unreadable-character', value })
    return found.length === before
  })
}
