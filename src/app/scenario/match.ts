/** Expected against came out. Pure: two values in, sentences about every difference out. */
import type { Language } from '../../kernel/route.ts'
import type { CameOut, Expectation } from './expectation.ts'
import type { Said } from './problem.ts'

type Plain = string | number | boolean | null
type Mapping = Record<string, unknown>

const NOTHING: Said = { en: 'nothing', ja: 'なし' }
const NONE: Said = { en: 'none', ja: 'なし' }

/** A value as a failure shows it: words bare, mappings as in the file. */
function shown(value: unknown, language: Language): string {
  if (value === undefined) return NOTHING[language]
  if (Array.isArray(value)) return value.length === 0 ? NONE[language] : value.map((v) => shown(v, language)).join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  const fields = Object.entries(value).map(([key, v]) => `${key}: ${shown(v, language)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

/** `because`: why it came out so, where that is known. */
function differs(field: string, expected: unknown, got: unknown, because: readonly string[] = []): Said {
  const reason = because.join(', ')
  return {
    en: `${field}: expected ${shown(expected, 'en')}, got ${shown(got, 'en')}${reason && ` because ${reason}`}`,
    ja: `${field}: 期待は ${shown(expected, 'ja')}、結果は ${shown(got, 'ja')}${reason && `（理由: ${reason}）`}`,
  }
}
const differsExactly = (field: string, expected: unknown, got: unknown): Said => ({
  en: `${field}: expected exactly ${shown(expected, 'en')}, got ${shown(got, 'en')}`,
  ja: `${field}: 期待は ${shown(expected, 'ja')} のみ、結果は ${shown(got, 'ja')}`,
})

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether an item of a list is the listed one: a word itself, a charge or draw on the fields given. */
const isListed = (listed: unknown, item: unknown): boolean =>
  isMapping(listed) && isMapping(item)
    ? Object.entries(listed).every(([key, value]) => item[key] === value)
    : listed === item

const isSame = (a: unknown, b: unknown): boolean =>
  isListed(a, b) && (!isMapping(a) || !isMapping(b) || Object.keys(a).length === Object.keys(b).length)

/** Every listed item is among what came out; an empty list means none at all. */
function listFailures(field: string, listed: readonly unknown[], items: readonly unknown[]): Said[] {
  if (listed.length === 0) return items.length === 0 ? [] : [differs(field, [], items)]
  return listed.filter((l) => !items.some((item) => isListed(l, item))).map((l) => differs(field, l, items))
}

/** Equal as sets: order and repetition do not count. */
function exactListFailures(field: string, listed: readonly unknown[], items: readonly unknown[]): Said[] {
  const covers = (a: readonly unknown[], b: readonly unknown[]) => b.every((y) => a.some((x) => isSame(x, y)))
  return covers(listed, items) && covers(items, listed) ? [] : [differsExactly(field, listed, items)]
}

const mappingFailures = (field: string, expected: Mapping, got: Mapping): Said[] =>
  Object.entries(expected)
    .filter(([key, value]) => value !== undefined && got[key] !== value)
    .map(([key, value]) => differs(`${field}.${key}`, value, got[key]))

function exactMappingFailures(field: string, expected: Mapping, got: Mapping): Said[] {
  return isSame(expected, got) ? [] : [differsExactly(field, expected, got)]
}

/** A wrong outcome is told with its reason; otherwise one would have to play again to learn it. */
function scalarFailures(field: string, expected: Plain, cameOut: CameOut): Said[] {
  const got = cameOut[field as keyof CameOut]
  if (got === expected) return []
  return [differs(field, expected, got, field === 'outcome' ? cameOut.because : [])]
}

type Rules = { list: typeof listFailures; mapping: typeof mappingFailures }

function failures(expectation: Expectation, cameOut: CameOut, rules: Rules): Said[] {
  return Object.entries(expectation).flatMap(([field, expected]) => {
    const got = cameOut[field as keyof CameOut]
    if (expected === undefined) return []
    if (Array.isArray(expected)) return rules.list(field, expected, Array.isArray(got) ? got : [])
    if (isMapping(expected)) return rules.mapping(field, expected, isMapping(got) ? got : {})
    return scalarFailures(field, expected, cameOut)
  })
}

/** `expect`: what is named must be among what came out. */
export const expectFailures = (expectation: Expectation, cameOut: CameOut, language: Language = 'en'): string[] =>
  failures(expectation, cameOut, { list: listFailures, mapping: mappingFailures }).map((said) => said[language])

/** `exactly`: what is named must be all that came out in that field. */
export const exactlyFailures = (expectation: Expectation, cameOut: CameOut, language: Language = 'en'): string[] =>
  failures(expectation, cameOut, { list: exactListFailures, mapping: exactMappingFailures }).map((s) => s[language])
