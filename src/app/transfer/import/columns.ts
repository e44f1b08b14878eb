/** Which row is the head of a table, and what each of its columns means. */

import { FIELDS, type ImportKind } from './file-kinds.ts'
import type { Found } from './finding-codes.ts'

/** What a person has said that columns mean: head → field, '' for a column that is left out. */
export type Mapping = Record<string, string>

export type Column = {
  /** From 0. */
  at: number
  head: string
  field: string | null
  samples: string[]
}

export type Headed = { headRow: number; columns: Column[]; found: Found[] }

/** A title, a date of printing, an empty line may come first; a table that begins later than this is none. */
const LAST_HEAD_ROW = 40
const SAMPLES = 3
const MOST_COLUMNS = 200

/** Heads are compared without width, case, spaces, and what stands in brackets: `会社名（必須）` is `会社名`. */
export const headKey = (head: string): string =>
  head
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【<].*?[)\]】>]/g, '')
    .replace(/[\s_\-*※:・/]+/gu, '')

const headsByKind = new Map<ImportKind, Map<string, string>>()
function headsOf(kind: ImportKind): Map<string, string> {
  let heads = headsByKind.get(kind)
  if (!heads) {
    heads = new Map()
    for (const { id, name, heads: more } of FIELDS[kind])
      for (const head of [id, name.ja, name.en, ...more]) if (!heads.has(headKey(head))) heads.set(headKey(head), id)
    headsByKind.set(kind, heads)
  }
  return heads
}

function meaningOf(kind: ImportKind, mapping: Mapping): (head: string) => string | null {
  const said = new Map(Object.entries(mapping).map(([head, field]) => [headKey(head), field]))
  const heads = headsOf(kind)
  const fields = new Set(FIELDS[kind].map((f) => f.id))
  return (head) => {
    const key = headKey(head)
    if (key === '') return null
    const meant = said.get(key) ?? heads.get(key)
    return meant !== undefined && fields.has(meant) ? meant : null
  }
}

/** The row with the most known heads is the head; of equals the first. */
function headRowOf(
  rows: readonly string[][],
  meaning: (head: string) => string | null,
  mapping: Mapping,
): number | null {
  const said = new Set(Object.keys(mapping).map(headKey))
  let best = { at: -1, score: 0 }
  for (let at = 0; at < Math.min(rows.length, LAST_HEAD_ROW); at++) {
    const heads = new Set(rows[at]!.filter((head) => meaning(head) !== null || said.has(headKey(head))).map(headKey))
    if (heads.size > best.score) best = { at, score: heads.size }
  }
  return best.score === 0 ? null : best.at
}

/** Where no head is known, the fullest of the first rows is shown, so that a person can say what its columns mean. */
function fullestRow(rows: readonly string[][]): number {
  let best = { at: 0, cells: 0 }
  for (let at = 0; at < Math.min(rows.length, LAST_HEAD_ROW); at++) {
    const cells = rows[at]!.filter((cell) => cell.trim() !== '').length
    if (cells > best.cells) best = { at, cells }
  }
  return best.at
}

function samplesOf(rows: readonly string[][], headRow: number, at: number): string[] {
  const samples: string[] = []
  for (let i = headRow + 1; i < rows.length && i < headRow + 50 && samples.length < SAMPLES; i++) {
    const cell = rows[i]![at]?.trim()
    if (cell) samples.push(cell.slice(0, 60))
  }
  return samples
}

/** Finds the head and its meaning by what stands in the rows, and by what a mapping says. Two columns cannot mean one field. */
export function columnsOf(kind: ImportKind, rows: readonly string[][], mapping: Mapping): Headed {
  const meaning = meaningOf(kind, mapping)
  const known = headRowOf(rows, meaning, mapping)
  const headRow = known ?? fullestRow(rows)
  const said = new Map(Object.entries(mapping).map(([head, field]) => [headKey(head), field]))
  const found: Found[] = []
  const taken = new Map<string, string>()
  const columns = rows[headRow]!.slice(0, MOST_COLUMNS).map((head, at): Column => {
    const column = { at, head: head.trim(), samples: samplesOf(rows, headRow, at) }
    const field = meaning(head)
    const other = field === null ? undefined : taken.get(field)
    if (field === null) return { ...column, field }
    if (other === undefined) {
      taken.set(field, column.head)
      return { ...column, field }
    }
    // Said twice is a mistake; guessed twice, the first is it and the other is left for a person to say.
    if (said.get(headKey(head)) === field)
      found.push({ row: headRow + 1, field, code: 'column-twice', value: column.head, facts: { other } })
    return { ...column, field: null }
  })
  if (known === null) found.push({ row: null, field: null, code: 'no-header' })
  for (const { id, required } of known === null ? [] : FIELDS[kind])
    if (required && !taken.has(id)) found.push({ row: headRow + 1, field: id, code: 'column-missing' })
  if (known !== null && kind !== 'accounts' && !['accountId', 'accountName', 'contractId'].some((f) => taken.has(f)))
    found.push({ row: headRow + 1, field: 'accountId', code: 'column-missing' })
  return { headRow, columns: columns.filter((c) => c.head !== '' || c.samples.length > 0), found }
}
