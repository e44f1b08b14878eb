/** The record as a file: CSV for a spreadsheet, JSON lines for a program. */
import { formatInstant } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/transaction.ts'
import { type AuditFilter, type AuditRow, auditRows } from './list.ts'

const PAGE = 1_000
export const EXPORT_FORMATS = ['csv', 'jsonl'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

const COLUMNS = [
  'seq',
  'at',
  'action',
  'by',
  'byId',
  'account',
  'accountId',
  'subject',
  'subjectId',
  'outcome',
  'because',
  'termsVersion',
  'before',
  'after',
  'reason',
] as const
type Line = Record<(typeof COLUMNS)[number], string | number>

const json = (value: object | null) => (value === null ? '' : JSON.stringify(value))

function lineOf(row: AuditRow, zone: string): Line {
  return {
    seq: row.seq,
    at: formatInstant(row.at, zone),
    action: row.action,
    by: row.byName,
    byId: row.byUser ?? '',
    account: row.accountName ?? '',
    accountId: row.accountId ?? '',
    subject: row.subjectType ?? '',
    subjectId: row.subjectId ?? '',
    outcome: row.decision?.outcome ?? '',
    because: row.decision?.because.join(' ') ?? '',
    termsVersion: row.termsVersion ?? '',
    before: json(row.before),
    after: json(row.after),
    reason: row.reason ?? '',
  }
}

/** A spreadsheet runs what begins like a formula; an apostrophe before it makes it text. */
const inert = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const cell = (value: string | number) =>
  typeof value === 'number' ? String(value) : `"${inert(value).replaceAll('"', '""')}"`

/** All that the filter finds, newest first, piece by piece. CSV is UTF-8 with a byte order mark, as spreadsheets want it. */
export async function* exportAudit(
  db: Db,
  filter: AuditFilter,
  format: ExportFormat,
  zone: string,
): AsyncGenerator<string> {
  if (format === 'csv') yield `\uFEFF${COLUMNS.join()}\r\n`
  for (let before: number | null = null; ; ) {
    const rows: AuditRow[] = await db.read({ vendor: true }, (tx) => auditRows(tx, filter, before, PAGE))
    const lines = rows.map((row) => lineOf(row, zone))
    yield format === 'csv'
      ? lines.map((line) => `${COLUMNS.map((column) => cell(line[column])).join()}\r\n`).join('')
      : rows
          .map(
            (row, i) =>
              `${JSON.stringify({ ...lines[i], before: row.before, after: row.after, decision: row.decision })}\n`,
          )
          .join('')
    if (rows.length < PAGE) return
    before = rows.at(-1)?.seq ?? null
  }
}
