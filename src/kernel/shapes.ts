/** What requests and answers are made of: schemas that every room's routes share. */
import { z } from 'zod'
import { isCivilDate, type Period } from './civil.ts'
import { type Instant, parseInstant } from './clock.ts'
import { CHARGE_KINDS, REFUSAL_CODES, WARNING_CODES } from './decision.ts'
import { must, Problem } from './failure.ts'

/** What can be wrong with one field. Each has a sentence in both languages. */
export const FIELD_CODES = [
  'required',
  'unknown-field',
  'wrong-type',
  'wrong-format',
  'not-zero',
  'not-one-of',
  'not-a-date',
  'impossible-date',
  'outside-dates',
  'not-a-time',
  'needs-time-zone',
  'must-be-whole',
  'must-be-positive',
  'too-small',
  'too-big',
  'too-short',
  'too-long',
  'too-few',
  'too-many',
  'not-an-id',
  'not-an-email',
  'exactly-one-of',
  'until-before-from',
  'not-a-cursor',
  'control-character',
  'not-text-id',
  'not-a-webhook',
  'password-wrong',
  'password-breached',
  'password-guessable',
  'not-an-address',
  'not-a-time-of-day',
  'zero-length',
  'crosses-midnight',
  'overlaps',
] as const
export type FieldCode = (typeof FIELD_CODES)[number]

/** Marks a custom check with the code that its failure is reported under: `.refine(test, coded('until-before-from'))`. */
export const coded = (code: FieldCode, facts: Record<string, string | number> = {}) => ({
  params: { code, facts },
  error: code,
})

/** An object with exactly these fields: an unknown one is an error of its own, never dropped in silence. */
export const strict = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape)

export const id = z
  .uuid()
  .meta({ description: 'UUID, lower case' })
  .refine((text) => text === text.toLowerCase(), coded('not-an-id'))

/** Days that dates may have; those of moments are a day less at each end, so that they have one in every zone. */
const DATES = { earliest: '1900-01-01', latest: '2999-12-31' }
const MOMENTS = { earliest: '1900-01-02', latest: '2999-12-30' }
const isOutside = (text: string) => text.slice(0, 4) < '1900' || text.slice(0, 4) > '2999'

/**
 * A civil day. 2025-02-30 is `impossible-date`, one before 1900 or after 2999 `outside-dates`, anything that is not
 * written like a day `not-a-date`.
 */
export const civilDate = z
  .string()
  .meta({ format: 'date', examples: ['2025-04-14'] })
  .check((ctx) => {
    if (isCivilDate(ctx.value)) return
    const written = /^\d{4}-\d{2}-\d{2}$/.test(ctx.value)
    const wrong = !written
      ? coded('not-a-date')
      : isOutside(ctx.value)
        ? coded('outside-dates', DATES)
        : coded('impossible-date')
    ctx.issues.push({ code: 'custom', input: ctx.value, ...wrong, message: '' })
  })

const WRITTEN_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/
const instantCode = (text: string): FieldCode =>
  !WRITTEN_TIME.test(text) ? 'not-a-time' : /(Z|[+-]\d{2}:\d{2})$/.test(text) ? 'impossible-date' : 'needs-time-zone'

const EARLIEST = must(parseInstant('1900-01-02T00:00:00Z'), 'a moment')
const LATEST = must(parseInstant('2999-12-31T00:00:00Z'), 'a moment')

/** A moment, RFC 3339 with its offset; handlers get milliseconds. Without offset: `needs-time-zone`. */
export const instant = z
  .string()
  .meta({ format: 'date-time', examples: ['2025-04-14T10:00:00+09:00'] })
  .transform((text, ctx): Instant => {
    const at = parseInstant(text)
    if (at !== null && at >= EARLIEST && at < LATEST) return at
    const wrong = at === null ? coded(instantCode(text)) : coded('outside-dates', MOMENTS)
    ctx.issues.push({ code: 'custom', input: text, ...wrong, message: '' })
    return z.NEVER
  })

/** Whole minutes, at least one; a bound far above any session keeps it an integer of the database. */
export const minutes = z.int().positive().max(1_000_000)
export const count = z.int().positive().max(1_000_000)

/** Those of ASCII but tab and line ends; the database cannot hold U+0000. */
const CONTROL = /[\p{Cc}--[\t\n\r\u0080-\u009f]]/v

/** Words of a person: trimmed, not empty, without control characters. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !CONTROL.test(value), coded('control-character'))

/** The name of something in a catalogue (`premier-plus`); whether it exists is the catalogue's to say. */
export const catalogueId = z
  .string()
  .min(1)
  .max(64)
  .refine((value) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(value), coded('not-text-id'))

export const language = z.enum(['ja', 'en'])

/** `true` or `false` in a query string. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

/** Add to an object schema of which exactly one of some fields must be given. */
export const exactlyOne =
  (...fields: string[]) =>
  (value: object): boolean =>
    fields.filter((field) => (value as Record<string, unknown>)[field] !== undefined).length === 1

/** The holder of an allowance; refine with `exactlyOne(...holderFields)` and `coded('exactly-one-of', …)`. */
export const holder = { contractId: id.optional(), orderId: id.optional(), projectId: id.optional() }
export const exactlyOneHolder = [
  exactlyOne('contractId', 'orderId', 'projectId'),
  coded('exactly-one-of', { fields: 'contractId, orderId, projectId' }),
] as const

/** Spread into the query of a list; answered as `listOf(item)`. */
export const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
}
/** Spread into the query of a command that can be asked without being done. */
export const preview = { preview: flag.optional() }

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

type Keys = readonly (string | number | null)[]

/** Where a list goes on: the sort keys of its last row, opaque to the client. */
export const cursorOf = (...keys: Keys): string => Buffer.from(JSON.stringify(keys)).toString('base64url')

/** Reads a cursor of so many keys; one that this server did not write is the client's error. */
export function readCursor(cursor: string, size: number): Keys {
  const bad = new Problem('invalid-field', 'cursor', { code: 'not-a-cursor' })
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const plain = (key: unknown) => key === null || typeof key === 'string' || typeof key === 'number'
    if (Array.isArray(keys) && keys.length === size && keys.every(plain)) return keys as Keys
  } catch {
    throw bad
  }
  throw bad
}

/** 9999-12-31T23:59:59.999Z: the last moment that the database's texts are read back from. */
const LAST_MOMENT = 253_402_300_799_999

/** Where a list by moment and id goes on; null from its beginning. */
export function placeAfter(cursor: string | undefined): { at: Instant; id: string } | null {
  if (cursor === undefined) return null
  const [at, after] = readCursor(cursor, 2)
  const isMoment = typeof at === 'number' && Number.isInteger(at) && at >= 0 && at <= LAST_MOMENT
  if (isMoment && typeof after === 'string' && id.safeParse(after).success) return { at, id: after }
  throw new Problem('invalid-field', 'cursor', { code: 'not-a-cursor' })
}

export const period = z.object({ from: civilDate, until: civilDate.nullable() }) satisfies z.ZodType<Period>

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

export const finding = z.object({
  rule: z.string(),
  verdict: z.enum(['holds', 'broken', 'draws', 'charges', 'warns']),
  code: z.enum([...REFUSAL_CODES, ...WARNING_CODES]).optional(),
  clauses: z.array(z.string()),
  facts,
  remedies: z.array(z.string()).optional(),
  sentence: z.string().meta({ description: 'The line of the answer in the language asked for' }),
})

/** A decision as it is answered: loose, because some answers carry more (a balance its meters). */
export const decision = z
  .looseObject({
    outcome: z.enum(['allowed', 'charged', 'refused']),
    applied: z.boolean(),
    because: z.array(z.enum(REFUSAL_CODES)),
    cites: z.array(z.string()),
    remedies: z.array(z.string()),
    warnings: z.array(z.enum(WARNING_CODES)),
    charges: z.array(
      z.object({
        kind: z.enum(CHARGE_KINDS),
        amount: z.int().nullable(),
        currency: z.string(),
        quantity: z.number(),
        unit: z.string(),
        clause: z.string(),
      }),
    ),
    draws: z.array(
      z.object({ allowance: z.string(), minutes: z.int().optional(), count: z.int().optional(), clause: z.string() }),
    ),
    remaining: z.record(z.string(), z.int()),
    findings: z.array(finding),
    lapsed: z.record(z.string(), z.int()).optional(),
    period: period.optional(),
    phase: z.string().optional(),
    state: z.string().optional(),
    deadline: z.string().optional(),
    version: z.string().optional(),
    consent: z.enum(['express', 'deemed', 'none']).optional(),
    subject: z.object({ type: z.string(), id: z.string(), version: z.int().optional() }).optional(),
  })
  .meta({ id: 'Decision', description: 'Allowed, possible with a charge, or refused, with the clauses it rests on' })
