/** What can be wrong with a file that is imported, or with one of its rows. Each has a sentence and a way out in words/imports.ts. */

export const IMPORT_CODES = [
  // The file as a whole.
  'file-empty',
  'file-encrypted',
  'file-old-excel',
  'file-broken',
  'file-unpacks-too-big',
  'file-not-text',
  'broken-quotes',
  'too-many-rows',
  'no-header',
  'no-rows',
  'column-missing',
  'column-twice',
  // One cell or row.
  'required',
  'unreadable-character',
  'invalid',
  'not-a-date',
  'impossible-date',
  'not-a-time',
  'not-minutes',
  'not-yes-no',
  'unknown-prefecture',
  'unknown-plan',
  'unknown-option',
  'unknown-office',
  'unknown-kind',
  'unknown-place',
  'unknown-language',
  'unknown-staff',
  'ambiguous-staff',
  'unknown-account',
  'ambiguous-account',
  'unknown-contract',
  'no-contract-then',
  'duplicate-id',
  'duplicate-row',
  'not-in-the-past',
  'refused',
  // Said, without keeping anything from being imported.
  'same-name-in-file',
  'same-name-exists',
  'differs-from-imported',
] as const
export type ImportCode = (typeof IMPORT_CODES)[number]

const WARNINGS: ReadonlySet<ImportCode> = new Set(['same-name-in-file', 'same-name-exists', 'differs-from-imported'])

export const isWarning = (code: ImportCode): boolean => WARNINGS.has(code)

/** Something found, before it is put into words. `row` as a spreadsheet counts it, from 1; null: the whole file. */
export type Found = {
  row: number | null
  field: string | null
  code: ImportCode
  value?: string | null
  facts?: Record<string, string | number>
  /** A sentence that another part of the house has said already, with the clauses it rests on. */
  said?: { sentence: string; clauses: string[]; code: string }
}
