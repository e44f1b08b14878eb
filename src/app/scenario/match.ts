/** Expected against came out. Pure: two values in, sentences about every difference out. */
import type { CameOut, Expectation } from './expectation.ts'

type Plain = string | number | boolean | null
type Mapping = Record<string, unknown>

/** A value as a failure shows it: words bare, mappings as in the file. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shown).join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  const fields = Object.entries(value).map(([key, v]) => `${key}: ${shown(v)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

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
function listFailures(field: string, listed: readonly unknown[], items: readonly unknown[]): string[] {
  if (listed.length === 0) return items.length === 0 ? [] : [`${field}: expected none, got ${shown(items)}`]
  return listed
    .filter((l) => !items.some((item) => isListed(l, item)))
    .map((l) => `${field}: expected ${shown(l)}, got ${shown(items)}`)
}

/** Equal as sets: order and repetition do not count. */
function exactListFailures(field: string, listed: readonly unknown[], items: readonly unknown[]): string[] {
  const covers = (a: readonly unknown[], b: readonly unknown[]) => b.every((y) => a.some((x) => isSame(x, y)))
  return covers(listed, items) && covers(items, listed)
    ? []
    : [`${field}: expected exactly ${shown(listed)}, got ${shown(items)}`]
}

const mappingFailures = (field: string, expected: Mapping, got: Mapping): string[] =>
  Object.entries(expected)
    .filter(([key, value]) => value !== undefined && got[key] !== value)
    .map(([key, value]) => `${field}.${key}: expected ${shown(value)}, got ${shown(got[key])}`)

function exactMappingFailures(field: string, expected: Mapping, got: Mapping): string[] {
  return isSame(expected, got) ? [] : [`${field}: expected exactly ${shown(expected)}, got ${shown(got)}`]
}

/** A wrong outcome is told with its reason; otherwise one would have to play again to learn it. */
function scalarFailures(field: string, expected: Plain, cameOut: CameOut): string[] {
  const got = cameOut[field as keyof CameOut]
  if (got === expected) return []
  const reason = field === 'outcome' && cameOut.because?.length ? ` because ${shown(cameOut.because)}` : ''
  return [`${field}: expected ${shown(expected)}, got ${shown(got)}${reason}`]
}

type Rules = { list: typeof listFailures; mapping: typeof mappingFailures }

function failures(expectation: Expectation, cameOut: CameOut, rules: Rules): string[] {
  return Object.entries(expectation).flatMap(([field, expected]) => {
    const got = cameOut[field as keyof CameOut]
    if (expected === undefined) return []
    if (Array.isArray(expected)) return rules.list(field, expected, Array.isArray(got) ? got : [])
    if (isMapping(expected)) return rules.mapping(field, expected, isMapping(got) ? got : {})
    return scalarFailures(field, expected, cameOut)
  })
}

/** `expect`: what is named must be among what came out. */
export const expectFailures = (expectation: Expectation, cameOut: CameOut): string[] =>
  failures(expectation, cameOut, { list: listFailures, mapping: mappingFailures })

/** `exactly`: what is named must be all that came out in that field. */
export const exactlyFailures = (expectation: Expectation, cameOut: CameOut): string[] =>
  failures(expectation, cameOut, { list: exactListFailures, mapping: exactMappingFailures })
