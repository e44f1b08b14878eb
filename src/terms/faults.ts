/** Puts what a schema found wrong into words that say what to write instead. */
import { z } from 'zod'

export type Fault = { path: PropertyKey[]; message: string }

type JsonSchema = {
  type?: string
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  $ref?: string
  $defs?: Record<string, JsonSchema>
  const?: unknown
}

const published = new WeakMap<z.ZodType, JsonSchema>()

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const known = published.get(schema)
  if (known) return known
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  published.set(schema, made)
  return made
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) => (at !== null && typeof at === 'object' ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  )

/** The fields that a mapping at a place may have; none where the schema leaves them open. */
function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[], value: unknown): string[] {
  const root = jsonSchemaOf(schema)
  const step = (at: JsonSchema, left: readonly PropertyKey[], here: unknown): JsonSchema[] => {
    const node = at.$ref ? (root.$defs?.[at.$ref.split('/').at(-1) ?? ''] ?? {}) : at
    const ways = node.anyOf ?? node.oneOf
    if (ways) return ways.filter((way) => mayBe(way, here)).flatMap((way) => step(way, left, here))
    const [key, ...rest] = left
    if (key === undefined) return [node]
    const open = typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined
    const next = node.items ?? node.properties?.[String(key)] ?? open
    return next ? step(next, rest, valueAt(here, [key])) : []
  }
  return [...new Set(step(root, path, value).flatMap((node) => Object.keys(node.properties ?? {})))]
}

/** Of several shapes only those whose fixed fields (`rule: months`) agree with what is written. */
const mayBe = (way: JsonSchema, here: unknown): boolean =>
  Object.entries(way.properties ?? {}).every(([key, p]) => p.const === undefined || valueAt(here, [key]) === p.const)

const quoted = (names: readonly unknown[]) => names.map((n) => JSON.stringify(n)).join(', ')

const TYPES: Record<string, string> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'null',
}

function whatToWrite(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.length === 1 ? quoted(issue.values) : `one of ${quoted(issue.values)}`
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected
    case 'invalid_union':
      if (issue.errors.length === 0 && 'options' in issue) return `one of ${quoted(issue.options as string[])}`
      return [...new Set(issue.errors.flatMap((way) => way.map(whatToWrite)))].join(', or ')
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? `at least ${issue.minimum}${issue.origin === 'array' ? ' item' : ' character'}`
        : `a number ${issue.inclusive === false ? 'above' : 'of at least'} ${issue.minimum}`
    case 'too_big':
      return `a number of at most ${issue.maximum}`
    case 'invalid_key':
      return issue.issues.map((i) => i.message).join(', ')
    default:
      return issue.message
  }
}

/** A fault or several: each unknown field is one of its own, at its own place. */
export function wordsOf(issue: z.core.$ZodIssue, value: unknown, schema: z.ZodType): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, issue.path, value)
    const instead = known.length > 0 ? `the fields here are ${quoted(known)}` : 'remove it'
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: `unknown field "${key}"; ${instead}` }))
  }
  const what = whatToWrite(issue)
  if (issue.code === 'invalid_key')
    return [{ path: issue.path, message: `${quoted(issue.path.slice(-1))} is no name; write ${what}` }]
  const missing = issue.path.length > 0 && valueAt(value, issue.path) === undefined
  return [{ path: issue.path, message: missing ? `missing; write ${what}` : `write ${what}` }]
}
