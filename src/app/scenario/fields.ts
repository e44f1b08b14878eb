/** The kinds of field a scenario is made of. Each says, in one clause, what is wrong and what to write instead. */
import * as z from 'zod'
import { isCivilDate, parseCivilTime } from '../../kernel/civil.ts'

const LONGEST_SHOWN = 60

/** A value as the problem line shows it: JSON, cut short. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

type Raised = { input?: unknown }

/** The error of a field that is missing or holds the wrong thing. */
const instead = (wrong: string, write: string) => ({
  error: (raised: Raised) =>
    raised.input === undefined ? `is missing: write ${write}` : `${shown(raised.input)} ${wrong}: write ${write}`,
})

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

/** Free text. A number in YAML is no text: whether `1.0` and `1` are the same name is nothing to guess. */
export const text = (what: string) =>
  z.custom<string>(isText, instead('is no text', `${what}, in quotes where it looks like a number`))

/** A handle: the file's own name for a thing. */
export const handle = (what: string) =>
  z.custom<string>(isText, instead('is no name', `the file's own name of ${what}, such as a1`))

export const flag = () =>
  z.custom<boolean>((v) => typeof v === 'boolean', instead('is not a yes or no', 'true or false'))

export const whole = (least: number, what: string) =>
  z.custom<number>(
    (v) => isWhole(v) && v >= least,
    instead('is not possible', `a whole number of ${what} from ${least}`),
  )

export const signed = (what: string) =>
  z.custom<number>(
    (v) => isWhole(v) && v !== 0,
    instead('is not possible', `a whole number of ${what}, negative to take away`),
  )

export const figure = (what: string) =>
  z.custom<number>((v) => typeof v === 'number' && Number.isFinite(v), instead('is no number', what))

export const date = () =>
  z.custom<string>(
    (v) => typeof v === 'string' && isCivilDate(v),
    instead('is no date of the calendar', 'YYYY-MM-DD, such as 2025-04-01'),
  )

export const time = () =>
  z.custom<string>(
    (v) => typeof v === 'string' && parseCivilTime(v) !== null,
    instead('is no time of the calendar', 'YYYY-MM-DDTHH:MM without a zone, such as 2025-04-14T10:00'),
  )

export const timeOfDay = () =>
  z.custom<string>(
    (v) => typeof v === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(v),
    instead('is no time of day', 'HH:MM, such as 13:30'),
  )

/** One of a closed list of words. */
export const oneOf = <W extends string>(words: readonly W[]) =>
  z.custom<W>((v) => words.includes(v as W), instead('is not known', `one of ${words.join(', ')}`))

/** The same or null: what comes out may say that there is no such figure or no such end. */
export const whole0OrNull = (what: string) =>
  z.custom<number | null>(
    (v) => v === null || (isWhole(v) && v >= 0),
    instead('is not possible', `a whole number of ${what}, or null for none`),
  )

export const dateOrNull = () =>
  z.custom<string | null>(
    (v) => v === null || (typeof v === 'string' && isCivilDate(v)),
    instead('is no date of the calendar', 'YYYY-MM-DD, such as 2025-04-01, or null for no end'),
  )

export const list = <S extends z.core.SomeType>(item: S, what: string) =>
  z.array(item, instead('is no list', `a list of ${what}`))

/** A mapping that allows no field but its own. */
export const fields = <S extends z.core.$ZodLooseShape>(shape: S, what: string, unknown = `is no field of ${what}`) =>
  z.strictObject(shape, {
    error: (raised) =>
      raised.code === 'unrecognized_keys'
        ? `${unknown}: write one of ${Object.keys(shape).join(', ')}`
        : instead('is no mapping', `the fields of ${what}: ${Object.keys(shape).join(', ')}`).error(raised),
  })

/** For fields that stand for each other: exactly one must be there. */
export const exactlyOne = (...names: string[]) => ({
  holds: (value: object) => names.filter((n) => (value as Record<string, unknown>)[n] !== undefined).length === 1,
  error: `write exactly one of ${names.join(', ')}`,
})
