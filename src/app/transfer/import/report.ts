/** What an import answers: how the file was read, what would be or was made, and every finding in words. */
import { z } from 'zod'
import type { Language } from '../../../kernel/route.ts'
import { findingWords } from '../../words/imports.ts'
import type { Headed, Mapping } from './columns.ts'
import { FIELDS, fieldOf, IMPORT_KINDS, type ImportKind } from './file-kinds.ts'
import { type Found, isWarning } from './finding-codes.ts'
import type { ReadFile } from './read-file.ts'

const finding = z.object({
  row: z.int().nullable().meta({ description: 'As a spreadsheet counts; null: the file as a whole' }),
  column: z.string().nullable().meta({ description: 'The head of the column in the file, or what it should be' }),
  field: z.string().nullable(),
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  value: z.string().nullable(),
  sentence: z.string(),
  instead: z.string().nullable().meta({ description: 'What to write instead' }),
  clauses: z.array(z.string()),
})

export const mappingShape = z.record(z.string().max(200), z.string().max(50))

export const importReport = z
  .object({
    kind: z.enum(IMPORT_KINDS),
    dryRun: z.boolean(),
    applied: z.boolean(),
    encoding: z.enum(['utf-8', 'utf-8-bom', 'utf-16', 'cp932', 'xlsx']).nullable(),
    headRow: z.int().nullable(),
    columns: z.array(
      z.object({ at: z.int(), head: z.string(), field: z.string().nullable(), samples: z.array(z.string()) }),
    ),
    fields: z.array(z.object({ id: z.string(), name: z.string(), required: z.boolean() })),
    mapping: mappingShape,
    rows: z.int(),
    created: z.int().meta({ description: 'Made, or in a dry run what would be' }),
    unchanged: z.int().meta({ description: 'Imported before, and left as they are' }),
    errors: z.int(),
    warnings: z.int(),
    findings: z.array(finding).meta({ description: 'The first thousand, in the order of the rows' }),
  })
  .meta({ id: 'ImportReport' })
export type ImportReport = z.output<typeof importReport>

const MOST_FINDINGS = 1000
const LONGEST_VALUE = 120

type Read = { kind: ImportKind; dryRun: boolean; caller: { language: Language }; file: ReadFile; headed: Headed }
type Outcome = { rows: number; made: number; unchanged: number; found: readonly Found[]; applied: boolean }

function said(f: Found, { kind, caller, headed }: Read): ImportReport['findings'][number] {
  const { language } = caller
  const field = f.field === null ? undefined : fieldOf(kind, f.field)
  const name = field?.name[language] ?? null
  const words = findingWords(f.code, language, { ...f.facts, field: name ?? undefined, value: f.value ?? undefined })
  return {
    row: f.row,
    column: headed.columns.find((c) => c.field !== null && c.field === f.field)?.head ?? name,
    field: f.field,
    severity: isWarning(f.code) ? 'warning' : 'error',
    code: f.said?.code ?? f.code,
    value: f.value?.slice(0, LONGEST_VALUE) ?? null,
    sentence: f.said?.sentence ?? words.sentence,
    instead: words.instead,
    clauses: f.said?.clauses ?? [],
  }
}

const mappingOf = ({ columns }: Headed): Mapping => Object.fromEntries(columns.map((c) => [c.head, c.field ?? '']))

export function reportOf(read: Read, outcome: Outcome): ImportReport {
  const { kind, dryRun, caller, file, headed } = read
  const { rows, made, unchanged, found, applied } = outcome
  const warnings = found.filter((f) => isWarning(f.code)).length
  const ordered = [...found].sort((a, b) => (a.row ?? 0) - (b.row ?? 0))
  return {
    kind,
    dryRun,
    applied,
    encoding: file.encoding,
    headRow: headed.headRow < 0 ? null : headed.headRow + 1,
    columns: headed.columns.map(({ at, head, field, samples }) => ({ at, head, field, samples })),
    fields: FIELDS[kind].map(({ id, name, required }) => ({ id, name: name[caller.language], required })),
    mapping: mappingOf(headed),
    rows,
    // Where something is wrong nothing is made, whatever could have been.
    created: applied || dryRun ? made : 0,
    unchanged,
    errors: found.length - warnings,
    warnings,
    findings: ordered.slice(0, MOST_FINDINGS).map((f) => said(f, read)),
  }
}
