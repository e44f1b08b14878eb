/** The kinds of field a scenario is made of. Each says, in one clause, what is wrong and what to write instead. */
import * as z from 'zod'
import { isCivilDate, parseCivilTime } from '../../kernel/civil.ts'
import { nameOf, type What } from './field-names.ts'
import { both, type Said } from './problem.ts'

const LONGEST_SHOWN = 60

/** A value as the problem line shows it: JSON, cut short. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

type Raised = { input?: unknown }

/** The error of a field that is missing or holds the wrong thing. In Japanese `write` is a sentence of its own. */
const instead = (wrong: Said, write: Said) => ({
  error: ({ input }: Raised) =>
    input === undefined
      ? both({ en: `is missing: write ${write.en}`, ja: `指定がありません。${write.ja}` })
      : both({
          en: `${shown(input)} ${wrong.en}: write ${write.en}`,
          ja: `${shown(input)} は${wrong.ja}。${write.ja}`,
        }),
})

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

const NOT_POSSIBLE: Said = { en: 'is not possible', ja: '指定できません' }
const NO_DATE: Said = { en: 'is no date of the calendar', ja: '暦にある日付ではありません' }

/** Free text. A number in YAML is no text: whether `1.0` and `1` are the same name is nothing to guess. */
export const text = (what: What) =>
  z.custom<string>(
    isText,
    instead(
      { en: 'is no text', ja: '文字列ではありません' },
      {
        en: `${what}, in quotes where it looks like a number`,
        ja: `${nameOf(what)}を書いてください。数に見える場合は引用符で囲みます。`,
      },
    ),
  )

/** A handle: the file's own name for a thing. */
export const handle = (what: What) =>
  z.custom<string>(
    isText,
    instead(
      { en: 'is no name', ja: '名前ではありません' },
      {
        en: `the file's own name of ${what}, such as a1`,
        ja: `このファイルの中で${nameOf(what)}を指す名前を書いてください（例: a1）。`,
      },
    ),
  )

export const flag = () =>
  z.custom<boolean>(
    (v) => typeof v === 'boolean',
    instead(
      { en: 'is not a yes or no', ja: 'はい・いいえの値ではありません' },
      { en: 'true or false', ja: 'true か false を書いてください。' },
    ),
  )

export const whole = (least: number, what: What) =>
  z.custom<number>(
    (v) => isWhole(v) && v >= least,
    instead(NOT_POSSIBLE, {
      en: `a whole number of ${what} from ${least}`,
      ja: `${nameOf(what)}を ${least} 以上の整数で書いてください。`,
    }),
  )

export const signed = (what: What) =>
  z.custom<number>(
    (v) => isWhole(v) && v !== 0,
    instead(NOT_POSSIBLE, {
      en: `a whole number of ${what}, negative to take away`,
      ja: `${nameOf(what)}を整数で書いてください。減らす場合は負の数にします。`,
    }),
  )

export const figure = (what: What) =>
  z.custom<number>(
    (v) => typeof v === 'number' && Number.isFinite(v),
    instead({ en: 'is no number', ja: '数ではありません' }, { en: what, ja: `${nameOf(what)}を書いてください。` }),
  )

export const date = () =>
  z.custom<string>(
    (v) => typeof v === 'string' && isCivilDate(v),
    instead(NO_DATE, {
      en: 'YYYY-MM-DD, such as 2025-04-01',
      ja: 'YYYY-MM-DD の形で書いてください（例: 2025-04-01）。',
    }),
  )

export const time = () =>
  z.custom<string>(
    (v) => typeof v === 'string' && parseCivilTime(v) !== null,
    instead(
      { en: 'is no time of the calendar', ja: '暦にある日時ではありません' },
      {
        en: 'YYYY-MM-DDTHH:MM without a zone, such as 2025-04-14T10:00',
        ja: '時間帯を付けずに YYYY-MM-DDTHH:MM の形で書いてください（例: 2025-04-14T10:00）。',
      },
    ),
  )

export const timeOfDay = () =>
  z.custom<string>(
    (v) => typeof v === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(v),
    instead(
      { en: 'is no time of day', ja: '時刻ではありません' },
      { en: 'HH:MM, such as 13:30', ja: 'HH:MM の形で書いてください（例: 13:30）。' },
    ),
  )

/** One of a closed list of words. */
export const oneOf = <W extends string>(words: readonly W[]) =>
  z.custom<W>(
    (v) => words.includes(v as W),
    instead(
      { en: 'is not known', ja: '使えない値です' },
      { en: `one of ${words.join(', ')}`, ja: `次のどれかを書いてください: ${words.join(', ')}` },
    ),
  )

/** The same or null: what comes out may say that there is no such figure or no such end. */
export const whole0OrNull = (what: What) =>
  z.custom<number | null>(
    (v) => v === null || (isWhole(v) && v >= 0),
    instead(NOT_POSSIBLE, {
      en: `a whole number of ${what}, or null for none`,
      ja: `${nameOf(what)}を整数で書いてください。ない場合は null にします。`,
    }),
  )

export const dateOrNull = () =>
  z.custom<string | null>(
    (v) => v === null || (typeof v === 'string' && isCivilDate(v)),
    instead(NO_DATE, {
      en: 'YYYY-MM-DD, such as 2025-04-01, or null for no end',
      ja: 'YYYY-MM-DD の形で書いてください（例: 2025-04-01）。終わりがない場合は null にします。',
    }),
  )

export const list = <S extends z.core.SomeType>(item: S, what: What) =>
  z.array(
    item,
    instead(
      { en: 'is no list', ja: '一覧ではありません' },
      { en: `a list of ${what}`, ja: `${nameOf(what)}の一覧を書いてください。` },
    ),
  )

/** A mapping that allows no field but its own. */
export const fields = <S extends z.core.$ZodLooseShape>(
  shape: S,
  what: string,
  unknown: Said = { en: `is no field of ${what}`, ja: `${nameOf(what)}にない項目です` },
) => {
  const names = Object.keys(shape).join(', ')
  const wrong = instead(
    { en: 'is no mapping', ja: '項目と値の組ではありません' },
    { en: `the fields of ${what}: ${names}`, ja: `${nameOf(what)}の項目を書いてください: ${names}` },
  )
  return z.strictObject(shape, {
    error: (raised) =>
      raised.code === 'unrecognized_keys'
        ? both({ en: `${unknown.en}: write one of ${names}`, ja: `${unknown.ja}。使える項目: ${names}` })
        : wrong.error(raised),
  })
}

/** For fields that stand for each other: exactly one must be there. */
export const exactlyOne = (...names: string[]) => ({
  holds: (value: object) => names.filter((n) => (value as Record<string, unknown>)[n] !== undefined).length === 1,
  error: both({
    en: `write exactly one of ${names.join(', ')}`,
    ja: `${names.join('、')} のうち1つだけを書いてください。`,
  }),
})
