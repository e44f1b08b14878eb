/**
 * Named days off of a country: from the bundled list for Japan, and for everyone else from dates and rules that stand in
 * the catalogue. A catalogue of another country therefore needs no code.
 */
import holidayJp from '@holiday-jp/holiday_jp'
import { z } from 'zod'
import { addDays, type CivilDate, daysInMonth, isCivilDate, weekday } from '../kernel/civil.ts'

/** A name in one language or by language (`{ ja, en }`). */
export type Name = string | Record<string, string>

const name = z.union([z.string().min(1), z.record(z.string(), z.string().min(1))])
const monthDay = z
  .string()
  .regex(/^\d{2}-\d{2}$/, 'a month and day such as "12-25"')
  .refine((text) => isCivilDate(`2000-${text}`), 'a day that exists')
const weekdayNumber = z.number().int().min(0).max(6)
const common = {
  name,
  /** The first year it is kept, and the first in which it no longer is. */
  since: z.number().int().optional(),
  untilYear: z.number().int().optional(),
  /** The further day off where it falls on a weekend: the next working day not yet taken, or Friday for a Saturday. */
  observed: z.enum(['next-weekday', 'nearest-weekday']).optional(),
}

/** How a yearly holiday is found: every rule answers for any year, so such a catalogue is covered without end. */
export const holidayRuleSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('fixed'), day: monthDay, ...common }),
  /** The n-th such weekday of a month; −1 is the last. */
  z.strictObject({
    rule: z.literal('nth-weekday'),
    month: z.number().int().min(1).max(12),
    weekday: weekdayNumber,
    nth: z.union([z.number().int().min(1).max(4), z.literal(-1)]),
    ...common,
  }),
  /** The first such weekday on or after a day: "the Wednesday before 23 November" is Wednesday from 11-16. */
  z.strictObject({ rule: z.literal('weekday-from'), day: monthDay, weekday: weekdayNumber, ...common }),
  /** So many days after Easter Sunday of the western churches; −2 is Good Friday. */
  z.strictObject({ rule: z.literal('easter'), offset: z.number().int().min(-70).max(70), ...common }),
])
export type HolidayRule = z.infer<typeof holidayRuleSchema>

/** What a catalogue says of its holidays. `country` names a bundled list (`JP`); any other brings its own days. */
export type HolidaySource = {
  country: string
  dates?: readonly { date: CivilDate; name: Name }[] | undefined
  rules?: readonly unknown[] | undefined
  /** The first day no longer known, where the dates given do not tell. */
  coveredUntil?: CivilDate | undefined
}

/** Named days of one year. */
export type NamedDays = Map<CivilDate, Name>

type BundledDay = { date: string; name: string; name_en: string }

/**
 * The last year of the bundled list that was gazetted when the package was made; later years are computed and may still
 * be moved by law or by the February gazette (equinoxes), so dates in them are used but warned about.
 */
const JAPAN_OFFICIAL_UNTIL = '2028-01-01'

const bundledJapan = new Map<number, NamedDays>()
for (const day of Object.values(holidayJp.holidays) as BundledDay[]) {
  const year = Number(day.date.slice(0, 4))
  const days = bundledJapan.get(year) ?? new Map<CivilDate, Name>()
  bundledJapan.set(year, days.set(day.date, { ja: day.name, en: day.name_en }))
}

/** The bundled list of a country, by year; null where none is bundled. Japan: 1970 to 2050. */
export function holidaysOf(country: string): { year(year: number): NamedDays; coveredUntil: CivilDate } | null {
  if (country !== 'JP') return null
  return { year: (year) => bundledJapan.get(year) ?? new Map(), coveredUntil: JAPAN_OFFICIAL_UNTIL }
}

/** The words by language of a bundled day's name; the official file knows Japanese only. */
export const japaneseDayNames: ReadonlyMap<string, Name> = new Map(
  (Object.values(holidayJp.holidays) as BundledDay[]).map((day) => [day.name, { ja: day.name, en: day.name_en }]),
)

const pad = (n: number) => String(n).padStart(2, '0')

/** Easter Sunday of the western churches (the anonymous Gregorian computus). */
export function easterSunday(year: number): CivilDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return `${year}-${pad(Math.floor(f / 31))}-${pad((f % 31) + 1)}`
}

/** A month and day in a year; 29 February of a common year is the 1st of March, as for months (edge.1). */
export function yearlyDate(year: number, day: string): CivilDate {
  const date = `${year}-${day}`
  return isCivilDate(date) ? date : `${year}-03-01`
}

const weekdayFrom = (date: CivilDate, day: number): CivilDate => addDays(date, (day - weekday(date) + 7) % 7)

/** The day a rule names in a year, before any shift. */
function dayOfRule(rule: HolidayRule, year: number): CivilDate {
  switch (rule.rule) {
    case 'fixed':
      return yearlyDate(year, rule.day)
    case 'weekday-from':
      return weekdayFrom(yearlyDate(year, rule.day), rule.weekday)
    case 'easter':
      return addDays(easterSunday(year), rule.offset)
    case 'nth-weekday': {
      const month = `${year}-${pad(rule.month)}`
      if (rule.nth === -1) return weekdayFrom(`${month}-${pad(daysInMonth(year, rule.month) - 6)}`, rule.weekday)
      return addDays(weekdayFrom(`${month}-01`, rule.weekday), 7 * (rule.nth - 1))
    }
  }
}

/** The further day off, or null where the holiday falls on no weekend. */
function observedDay(rule: HolidayRule, date: CivilDate, taken: NamedDays): CivilDate | null {
  const day = weekday(date)
  if (rule.observed === undefined || (day !== 0 && day !== 6)) return null
  if (rule.observed === 'nearest-weekday') return addDays(date, day === 6 ? -1 : 1)
  let next = addDays(date, 1)
  while (taken.has(next) || weekday(next) === 0 || weekday(next) === 6) next = addDays(next, 1)
  return next
}

/** All days that rules name in a year, substitutes that reach into it from a neighbouring year included. */
export function daysOfRules(rules: readonly HolidayRule[], year: number): NamedDays {
  const days: NamedDays = new Map()
  const own: { rule: HolidayRule; date: CivilDate }[] = []
  for (const y of [year - 1, year, year + 1]) {
    for (const rule of rules) {
      if (y < (rule.since ?? y) || y >= (rule.untilYear ?? y + 1)) continue
      const date = dayOfRule(rule, y)
      own.push({ rule, date })
      days.set(date, rule.name)
    }
  }
  for (const { rule, date } of own.sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const further = observedDay(rule, date, days)
    if (further !== null && !days.has(further)) days.set(further, rule.name)
  }
  return new Map([...days].filter(([date]) => Number(date.slice(0, 4)) === year))
}
