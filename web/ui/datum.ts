import type { Datum } from '../api/types.ts'
import { useWords } from '../i18n/use-words.ts'
import { useSignedIn } from './me-context.ts'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** A value of the terms or of a scenario's step as text; structures are written out, not hidden. */
export function datumText(value: unknown): string {
  if (value === null || value === undefined) return '—'
  if (Array.isArray(value)) return value.map(datumText).join(', ')
  if (!isObject(value)) return String(value)
  return Object.entries(value)
    .map(([name, part]) => `${name}: ${datumText(part)}`)
    .join(', ')
}

const weight = (d: Datum) => (d.unit ? 0 : d.reading ? 1 : 2)

/** Figures first, then what was settled by a reading, then the rest; what says the same twice once. */
export function dataInOrder(data: readonly Datum[]): Datum[] {
  const seen = new Set<string>()
  const once = data.filter((d) => {
    const same = d.reading && !d.unit ? `${d.reading} ${datumText(d.value)}` : `${d.path} ${datumText(d.value)}`
    return !seen.has(same) && seen.add(same)
  })
  return once.sort((a, b) => weight(a) - weight(b))
}

/** A datum of the terms with its unit, as people of the language write it. */
export function useDatum() {
  const { t, minutes, amount, money } = useWords()
  const { catalogue } = useSignedIn()
  return (datum: Pick<Datum, 'value' | 'unit'>): string => {
    const { value, unit } = datum
    if (typeof value !== 'number') return datumText(value)
    if (unit === 'minutes') return minutes(value)
    if (unit === 'count') return amount(value, 'count')
    if (unit === 'months') return t('clause.months', { count: value })
    if (unit === 'money') return money(value, catalogue.currency)
    return String(value)
  }
}
