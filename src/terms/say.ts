/** Puts places and values of a catalogue into words, in Japanese and English. */
import { isCivilDate } from '../kernel/civil.ts'
import type { Unit } from './clause-data.ts'
import { FIELD_WORDS, type Said, VALUE_WORDS } from './field-words.ts'
import type { CatalogueData } from './model.ts'
import { valueAt } from './paths.ts'

export type Language = keyof Said

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

export function sayDate(date: string, language: Language): string {
  const [year, month, day] = [date.slice(0, 4), +date.slice(5, 7), +date.slice(8, 10)]
  return language === 'ja' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`
}

export function sayMinutes(minutes: number, language: Language): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const [h, m, gap] =
    language === 'ja'
      ? ['時間', '分', '']
      : [hours === 1 ? ' hour' : ' hours', rest === 1 ? ' minute' : ' minutes', ' ']
  return [hours > 0 ? `${hours}${h}` : '', rest > 0 || hours === 0 ? `${rest}${m}` : '']
    .filter((part) => part !== '')
    .join(gap)
}

const REGISTERS = ['plans', 'addOns', 'options', 'offices', 'kinds', 'places', 'allowances'] as const

/** The catalogue's own name of an id; of a support the offer that gives it. */
function ownName(data: CatalogueData, id: string, language: Language): string | null {
  for (const register of REGISTERS) {
    const named = data[register][id]
    if (named) return named.name[language]
  }
  return null
}

/** A support is called by what it is given under: "CS Plan Premier (onboarding), CS Plan Premier+ (onboarding)". */
function supportName(data: CatalogueData, id: string, language: Language): string {
  const separator = language === 'ja' ? '・' : ', '
  const plans = Object.values(data.plans).flatMap(({ name, phases }) => {
    const under = phases.filter((p) => p.support === id).map((p) => VALUE_WORDS[p.phase]?.[language] ?? p.phase)
    if (under.length === 0) return []
    return [phases.length === 1 ? name[language] : `${name[language]} (${under.join(separator)})`]
  })
  const addOns = Object.values(data.addOns).filter((a) => a.support === id)
  const names = [...plans, ...addOns.map((a) => a.name[language])]
  return names.length === 0 ? id : names.join(separator)
}

/** What a list item is called by: the field that tells it from its neighbours. */
const CALLED_BY = ['target', 'service', 'charge', 'phase', 'name', 'date']

function itemName(data: CatalogueData, path: string, language: Language): string {
  const item = valueAt(data, path)
  const fields = item !== null && typeof item === 'object' ? (item as Record<string, unknown>) : {}
  const by = CALLED_BY.find((key) => fields[key] !== undefined)
  const called =
    by === undefined ? String(Number(path.slice(path.lastIndexOf('.') + 1)) + 1) : sayValue(data, fields[by], language)
  const of = typeof fields.item === 'string' ? ` ${sayValue(data, fields.item, language)}` : ''
  return `${called}${of}`
}

/** Fields whose word depends on what they are a field of. */
const HOURS_OF_WORK: Said = { ja: '使える時間', en: 'hours' }
const NAMED_HERE = new Set<string>(['supports', 'hours', 'rules', ...REGISTERS])
const NAMED_IN_SUPPORT = new Set(['sessions', 'excluded', 'allowances', 'clauses'])

function sayStep(data: CatalogueData, steps: string[], i: number, language: Language): string {
  const [step = '', before = ''] = [steps[i], steps[i - 1]]
  if (/^\d+$/.test(step)) return itemName(data, steps.slice(0, i + 1).join('.'), language)
  const isName = i === 1 ? NAMED_HERE.has(before) : steps[0] === 'supports' && NAMED_IN_SUPPORT.has(before)
  if (isName) return before === 'supports' ? supportName(data, step, language) : (ownName(data, step, language) ?? step)
  if (step === 'hours' && (before === 'projects' || before === 'period')) return HOURS_OF_WORK[language]
  return FIELD_WORDS[step]?.[language] ?? step
}

/** `supports.basic.allowances.meetings.value` → CS Plan Basic › allowances › Meetings. */
export function sayPlace(data: CatalogueData, path: string, language: Language): string {
  const steps = path.split('.')
  const said = steps.map((_, i) => sayStep(data, steps, i, language))
  // What everybody calls by its name needs no register before it, and a value no word of its own.
  const first = steps.length > 1 && steps[0] !== 'hours' && NAMED_HERE.has(steps[0] ?? '') ? 1 : 0
  return said.slice(first, steps.at(-1) === 'value' ? -1 : undefined).join(' › ')
}

const join = (parts: string[], language: Language) => parts.join(language === 'ja' ? '、' : ', ')

function sayNumber(data: CatalogueData, value: number, language: Language, unit?: Unit): string {
  if (unit === 'minutes') return sayMinutes(value, language)
  if (unit === 'money') return sayMoney(value, data.currency, language)
  if (language === 'ja') return `${value}${unit === 'count' ? '回' : unit === 'months' ? 'か月' : ''}`
  return unit === 'months' ? `${value} ${value === 1 ? 'month' : 'months'}` : String(value)
}

/** Amounts are kept in the smallest unit that is billed. */
function sayMoney(amount: number, currency: string, language: Language): string {
  const digits =
    new Intl.NumberFormat(language, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0
  const shown = (amount / 10 ** digits).toLocaleString('en-US', { minimumFractionDigits: digits })
  return language === 'ja' && currency === 'JPY' ? `${shown}円` : `${currency} ${shown}`
}

/** A value as people read it: names, hours, dates; of a part every field. */
export function sayValue(data: CatalogueData, value: unknown, language: Language, unit?: Unit): string {
  if (value === undefined || value === null) return language === 'ja' ? 'なし' : 'none'
  if (typeof value === 'boolean') return language === 'ja' ? (value ? 'あり' : 'なし') : value ? 'yes' : 'no'
  if (typeof value === 'number') return sayNumber(data, value, language, unit)
  if (Array.isArray(value)) {
    return value.length === 0
      ? sayValue(data, null, language)
      : join(
          value.map((item) => sayValue(data, item, language)),
          language,
        )
  }
  if (typeof value === 'object') return sayFields(data, value as Record<string, unknown>, language)
  const text = String(value)
  if (isCivilDate(text)) return sayDate(text, language)
  return ownName(data, text, language) ?? VALUE_WORDS[text]?.[language] ?? text
}

function sayFields(data: CatalogueData, fields: Record<string, unknown>, language: Language): string {
  const named = fields[language]
  if (typeof named === 'string') return named
  const parts = Object.entries(fields)
    .filter(([key]) => !['clause', 'overrides', 'besides'].includes(key))
    .map(
      ([key, value]) =>
        `${FIELD_WORDS[key]?.[language] ?? key}${language === 'ja' ? '：' : ': '}${sayValue(data, value, language)}`,
    )
  return join(parts, language)
}
