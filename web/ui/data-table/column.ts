import type { ReactNode } from 'react'

export type Column<Row> = {
  id: string
  head: string
  cell: (row: Row) => ReactNode
  /** The cell in words: for export and for finding. Left out, the column is neither exported nor searched. */
  text?: (row: Row) => string
  /** What it is sorted by; null sorts last either way. */
  order?: (row: Row) => string | number | null
  /** Set at the end of the cell: amounts, actions. */
  end?: boolean
  /** Cannot be hidden. */
  fixed?: boolean
  /** Shown only when chosen. */
  extra?: boolean
  width?: string
  /** On a phone: without its heading across the card, in the card's corner, or not at all. */
  phone?: 'bare' | 'corner' | 'none'
}

/** What of a table stands in the address: `-name` is descending, `cols` the chosen columns, `find` the words looked for. */
export type TableView = { sort?: string | undefined; cols?: string | undefined; find?: string | undefined }

/** The chosen columns in their chosen order; fixed ones that were not named stand where they usually do. */
export function shownColumns<Row>(columns: readonly Column<Row>[], view: TableView): Column<Row>[] {
  if (!view.cols) return columns.filter((c) => !c.extra)
  const chosen = view.cols.split(',')
  const shown = chosen.flatMap((id) => columns.find((c) => c.id === id) ?? [])
  columns.forEach((c, at) => {
    if (c.fixed && !shown.includes(c)) shown.splice(Math.min(at, shown.length), 0, c)
  })
  return shown
}

/** The columns as they are to stand in the address; nothing where they are the usual ones in their usual order. */
export function columnsInAddress<Row>(columns: readonly Column<Row>[], ids: readonly string[]): string | undefined {
  const usual = columns.filter((c) => !c.extra).map((c) => c.id)
  return ids.join() === usual.join() ? undefined : ids.join(',')
}

export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], view: TableView): readonly Row[] {
  const descending = view.sort?.startsWith('-') ?? false
  const order = columns.find((c) => c.id === view.sort?.replace(/^-/, ''))?.order
  if (!order) return rows
  const turn = descending ? -1 : 1
  return rows
    .map((row) => ({ row, key: order(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1
      return turn * (typeof a.key === 'string' ? a.key.localeCompare(String(b.key), 'ja') : a.key - Number(b.key))
    })
    .map(({ row }) => row)
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** Rows that hold every word looked for, in any column. */
export function findRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], find: string | undefined) {
  const words = plain(find ?? '')
    .split(/\s+/)
    .filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = plain(columns.map((c) => c.text?.(row) ?? '').join('\n'))
    return words.every((word) => text.includes(word))
  })
}

/** The next order when a heading is pressed: up, down, none. */
export const turned = (sort: string | undefined, id: string) =>
  sort === id ? `-${id}` : sort === `-${id}` ? undefined : id
