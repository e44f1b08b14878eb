/** Imports: a file is judged before it is written, and what its columns mean can be saved. */
import { useQuery } from '@tanstack/react-query'
import { get, put, sendFile } from './client.ts'
import type { Page } from './types.ts'

export type ImportKind = 'accounts' | 'contracts' | 'sessions'
/** Head of a column → field; '' leaves the column out. */
export type ColumnMapping = Record<string, string>

export type ImportColumn = { at: number; head: string; field: string | null; samples: string[] }
export type ImportFinding = {
  row: number | null
  column: string | null
  field: string | null
  severity: 'error' | 'warning'
  code: string
  value: string | null
  sentence: string
  instead: string | null
  clauses: string[]
}
export type ImportReport = {
  kind: ImportKind
  dryRun: boolean
  applied: boolean
  encoding: 'utf-8' | 'utf-8-bom' | 'utf-16' | 'cp932' | 'xlsx' | null
  headRow: number | null
  columns: ImportColumn[]
  fields: { id: string; name: string; required: boolean }[]
  mapping: ColumnMapping
  rows: number
  created: number
  unchanged: number
  errors: number
  warnings: number
  findings: ImportFinding[]
}
export type SavedMapping = { kind: ImportKind; name: string; columns: ColumnMapping; at: string; by: string }

type Input = { kind: ImportKind; columns: ColumnMapping }

export const judgeFile = (file: File, { kind, columns }: Input, signal?: AbortSignal) =>
  sendFile<ImportReport>('/imports', file, { kind, dryRun: true, columns: JSON.stringify(columns) }, signal)

/** The same file sent twice does nothing the second time: the server knows its rows. */
export const importFile = (file: File, { kind, columns }: Input) =>
  sendFile<ImportReport>('/imports', file, { kind, columns: JSON.stringify(columns) })

export const saveMapping = (mapping: { kind: ImportKind; name: string; columns: ColumnMapping }) =>
  put<SavedMapping>('/import-mappings', { body: mapping })

export const useMappings = (kind: ImportKind) =>
  useQuery({
    queryKey: ['import-mappings', kind],
    queryFn: async ({ signal }) => (await get<Page<SavedMapping>>('/import-mappings', { kind }, signal)).items,
  })
