/** The clause matrix as text, for the console and for the golden file. */
import type { Datum } from './clause-data.ts'
import type { Row } from './matrix.ts'
import { alternativesOf, type TakenReading } from './readings.ts'

const line = (label: string, items: readonly string[]) =>
  items.length === 0 ? [] : [`  ${label.padEnd(10)} ${items.join('\n             ')}`]

function datumText({ path, value, unit }: Datum, readings: readonly TakenReading[]): string {
  const taken = readings.find((r) => r.paths.includes(path))
  const other = taken ? ` (reading; or ${alternativesOf(taken).join(', ')})` : ''
  return `${path} = ${typeof value === 'string' ? value : JSON.stringify(value)}${unit ? ` ${unit}` : ''}${other}`
}

function headOf({ id, kinds, evidence, open }: Row): string {
  const sides = kinds.includes('enforce')
    ? `  allows: ${evidence.allows ?? '-'}, limits: ${evidence.limits ?? '-'}`
    : ''
  return `${id.padEnd(13)}${kinds.join(' ')}${open === null ? sides : `  open: ${open}`}`
}

export function matrixText(rows: readonly Row[], readings: readonly TakenReading[]): string {
  const blocks = rows.map((row) =>
    [
      headOf(row),
      ...line(
        'data',
        row.data.map((d) => datumText(d, readings)),
      ),
      ...line('rules', row.rules.length === 0 ? [] : [row.rules.join(', ')]),
      ...line('scenarios', row.scenarios),
      ...line('screens', [row.screens.join(', ')]),
    ].join('\n'),
  )
  return `${blocks.join('\n\n')}\n`
}

export function summaryText(rows: readonly Row[]): string {
  const enforced = rows.filter((r) => r.kinds.includes('enforce'))
  const open = rows.filter((r) => r.open !== null)
  const proved = enforced.filter((r) => r.open === null && r.evidence.allows !== null && r.evidence.limits !== null)
  return `${rows.length} clauses, ${enforced.length} to enforce: ${proved.length} proved on both sides, ${open.length} open`
}
