/** What a paper says: plain data, which the layout sets and tests compare. Every text is already in its language. */
import type { Language } from '../../kernel/route.ts'

/** A cell with the clauses that it rests on. */
export type Cell = { text: string; seals?: readonly string[] }
export type Column = { head: string; align?: 'left' | 'right'; width: 'auto' | 'wide' }
export type Section = {
  title: string
  /** A line beneath the title. */
  note?: string
  columns: readonly Column[]
  rows: readonly (readonly Cell[])[]
  /** Rows that only explain the one above are set small, by their places. */
  small?: readonly number[]
  /** Said where there are no rows. */
  empty?: string
}

export type Paper = {
  language: Language
  title: string
  /** To whom it is made out. */
  addressed: string
  vendor: string
  facts: readonly { label: string; value: Cell }[]
  sections: readonly Section[]
  notes: readonly string[]
}

/** What differs from print to print, and is therefore no part of what the paper says. */
export type Print = { number: string; numberLabel: string; issued: string; issuedLabel: string }
