import type { AuditEntry } from '../../api/audit.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useNames } from '../../ui/me-context.ts'
import css from './audit.module.css'

const DAY = /^\d{4}-\d\d-\d\d$/
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
/** Fields whose values are the catalogue's: how each is called there. */
const NAMED = {
  plan: 'plan',
  addOn: 'addOn',
  place: 'place',
  baseOffice: 'office',
  allowance: 'allowance',
  options: 'option',
} as const

/** How a value is written for people: names for ids and codes, days and moments as elsewhere. */
function useTold(people: Record<string, string>) {
  const { t, wordFor, day, when, language } = useWords()
  const names = useNames()
  function ofText(field: string, value: string): string {
    if (people[value]) return people[value]
    const named = NAMED[field as keyof typeof NAMED]
    if (named) return names[named](value)
    if (field === 'kind' && names.kind(value) !== value) return names.kind(value)
    if (DAY.test(value)) return day(value)
    if (MOMENT.test(value)) return when(value)
    const word = wordFor('audit.value', value)
    return word
  }
  function told(field: string, value: unknown): string {
    if (value === null || value === undefined || value === '') return '–'
    if (typeof value === 'boolean') return t(value ? 'audit.value.yes' : 'audit.value.no')
    if (typeof value === 'string') return ofText(field, value)
    if (Array.isArray(value))
      return value.length === 0 ? '–' : value.map((each) => told(field, each)).join(language === 'ja' ? '、' : ', ')
    if (typeof value === 'object')
      return Object.entries(value)
        .filter(([, each]) => each !== null)
        .map(([name, each]) => `${wordFor('audit.fields', name)}: ${told(name, each)}`)
        .join(' · ')
    return String(value)
  }
  return told
}

/** Each field that changed: what it was, what it is. Of what was made or removed there is one side. */
export function Sides({
  before,
  after,
  people,
}: Pick<AuditEntry, 'before' | 'after'> & { people: Record<string, string> }) {
  const { t, wordFor } = useWords()
  const told = useTold(people)
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  if (fields.length === 0) return null
  return (
    <table className={css.sides}>
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          {before ? <th scope="col">{t('audit.before')}</th> : null}
          {after ? <th scope="col">{t('audit.after')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{wordFor('audit.fields', field)}</th>
            {before ? <td>{told(field, before[field])}</td> : null}
            {after ? <td>{told(field, after[field])}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
