/** What a schema found wrong, as field, code and facts: `a.b[0]`, not a library's message. */
import type { z } from 'zod'
import type { FieldCode } from '../../kernel/shapes.ts'

export type FieldError = { field: string; code: FieldCode; facts: Record<string, string | number> }

export class InvalidRequest extends Error {
  readonly errors: FieldError[]
  constructor(errors: FieldError[]) {
    super('invalid request')
    this.errors = errors
  }
}

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

const MOST_ERRORS = 50

export function fieldName(path: Path): string {
  let name = ''
  for (const step of path)
    name += typeof step === 'number' ? `[${step}]` : name === '' ? String(step) : `.${String(step)}`
  return name
}

function isMissing(input: unknown, path: Path): boolean {
  let at: unknown = input
  for (const step of path) {
    if (at === null || typeof at !== 'object') return false
    at = (at as Record<PropertyKey, unknown>)[step]
  }
  return at === undefined
}

function sizeCode(issue: Issue & { code: 'too_small' | 'too_big' }): [FieldCode, Record<string, string | number>] {
  const small = issue.code === 'too_small'
  const limit = Number(small ? issue.minimum : issue.maximum)
  if (issue.origin === 'string') return [small ? 'too-short' : 'too-long', { limit }]
  if (issue.origin === 'array' || issue.origin === 'set' || issue.origin === 'map')
    return [small ? 'too-few' : 'too-many', { limit }]
  // z.int() bounds whole numbers by what a double holds; nobody asked for such a one.
  if (small && ((limit === 0 && !issue.inclusive) || (limit === 1 && issue.inclusive))) return ['must-be-positive', {}]
  return [small ? 'too-small' : 'too-big', { limit }]
}

const FORMATS: Record<string, FieldCode> = { uuid: 'not-an-id', email: 'not-an-email' }

/** The branch of a union that came nearest: the one with the fewest errors below the union itself. */
function nearest(branches: Issue[][]): Issue[] | undefined {
  const deeper = branches.filter((issues) => issues.some((issue) => issue.path.length > 0))
  return deeper.sort((a, b) => a.length - b.length)[0]
}

function errorsOf(issue: Issue, path: Path, input: unknown): FieldError[] {
  const field = fieldName(path)
  const one = (code: FieldCode, facts: Record<string, string | number> = {}): FieldError[] => [{ field, code, facts }]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ field: fieldName([...path, key]), code: 'unknown-field', facts: {} }))
    case 'invalid_type':
      if (isMissing(input, path)) return one('required')
      return issue.expected === 'int' ? one('must-be-whole') : one('wrong-type', { expected: issue.expected })
    case 'invalid_value':
      return isMissing(input, path)
        ? one('required')
        : one('not-one-of', { allowed: issue.values.map(String).join(', ') })
    case 'too_small':
    case 'too_big':
      return one(...sizeCode(issue))
    case 'invalid_format':
      return one(FORMATS[issue.format] ?? 'wrong-format')
    case 'invalid_union': {
      if (isMissing(input, path)) return one('required')
      const branch = nearest(issue.errors)
      return branch
        ? branch.flatMap((inner) => errorsOf(inner, [...path, ...inner.path], input))
        : one('wrong-type', { expected: 'union' })
    }
    case 'custom': {
      const { code, facts } = (issue.params ?? {}) as { code?: FieldCode; facts?: Record<string, string | number> }
      return code === undefined ? one('wrong-format') : one(code, facts)
    }
    default:
      return one('wrong-format')
  }
}

/** All errors of one part of a request; a field is named once for each code. */
export function fieldErrors(error: z.core.$ZodError, input: unknown): FieldError[] {
  const all = error.issues.flatMap((issue) => errorsOf(issue, issue.path, input))
  const seen = new Set<string>()
  return all
    .filter(({ field, code }) => {
      const name = `${field} ${code}`
      return !seen.has(name) && seen.add(name)
    })
    .slice(0, MOST_ERRORS)
}
