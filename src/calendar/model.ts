/** Which days are business days, what the others are called, and whether a session lies inside the hours of service. */
import { z } from 'zod'
import { addDays, type CivilDate, type CivilTime, type Minute, weekday } from '../kernel/civil.ts'
import {
  daysOfRules,
  type HolidaySource,
  holidayRuleSchema,
  holidaysOf,
  japaneseDayNames,
  type Name,
  type NamedDays,
  yearlyDate,
} from './holidays.ts'

/** The days of one vendor. Asked in every decision, so it answers from memory. */
export type DayCalendar = {
  businessDay(date: CivilDate): boolean
  /** The holiday or closure that falls on the day, in the language where known; null on any other, weekends too. */
  dayName(date: CivilDate, language?: string): string | null
  /** The first day whose holidays are not official yet; null = known without end. */
  coveredUntil: CivilDate | null
}

/** When a service is given. `days` 0 = Sunday; windows lie within one day and a session within one window. */
export type ServiceHours = {
  days: readonly number[]
  windows: readonly { from: Minute; until: Minute }[]
}

export type WindowVerdict = 'inside' | 'outside-hours' | 'crosses-hours' | 'not-a-business-day'

/**
 * How a session lies to the hours of the day on which it starts (edge.2, edge.3). On a closed day nothing else is said.
 * A session that runs past midnight leaves every window of that day, whatever the next day offers; one that spans two
 * windows crosses the break between them.
 */
export function windowFinding(
  hours: ServiceHours,
  calendar: Pick<DayCalendar, 'businessDay'>,
  start: CivilTime,
  minutes: number,
): WindowVerdict {
  if (!hours.days.includes(weekday(start.date)) || !calendar.businessDay(start.date)) return 'not-a-business-day'
  const from = start.minute
  const until = from + minutes
  let touches = false
  for (const window of hours.windows) {
    if (from >= window.from && until <= window.until) return 'inside'
    touches ||= from < window.until && until > window.from
  }
  return touches ? 'crosses-hours' : 'outside-hours'
}

/** A closure that returns every year: month-days, the last one included; it may span the year's end. */
export type YearlyClosure = { from: string; to: string; name: Name }

/** What the catalogue says of its days. Keep one object for one catalogue version: the calendar is cached by it. */
export type CalendarConfig = {
  holidays: HolidaySource
  yearlyClosures: readonly YearlyClosure[]
  /** 0 = Sunday; left out: Monday to Friday (edge.3). */
  weekdays?: readonly number[]
}

/** What the database adds: the vendor's own closures, and imported holidays by the years that their file covers. */
export type CalendarFacts = {
  closures: readonly { date: CivilDate; name: string }[]
  imported: readonly { date: CivilDate; name: string }[]
}

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5]
const yearOf = (date: CivilDate) => Number(date.slice(0, 4))

function wordsOf(name: Name, language: string): string {
  if (typeof name === 'string') return name
  return name[language] ?? name.ja ?? Object.values(name)[0] ?? ''
}

function byYear(days: readonly { date: CivilDate; name: Name }[]): Map<number, NamedDays> {
  const years = new Map<number, NamedDays>()
  for (const { date, name } of days) {
    const year = yearOf(date)
    years.set(year, (years.get(year) ?? new Map()).set(date, name))
  }
  return years
}

/** The days of a yearly closure that fall in a year: those begun in it, and those reaching into it from the year before. */
function closedDays(closure: YearlyClosure, year: number): CivilDate[] {
  const days: CivilDate[] = []
  for (const begun of [year - 1, year]) {
    const last = yearlyDate(closure.to < closure.from ? begun + 1 : begun, closure.to)
    for (let day = yearlyDate(begun, closure.from); day <= last; day = addDays(day, 1)) {
      if (yearOf(day) === year) days.push(day)
    }
  }
  return days
}

/** The day from which holidays are no longer official, without imports. */
function coverageOf(source: HolidaySource): CivilDate | null {
  if (source.coveredUntil !== undefined) return source.coveredUntil
  const bundled = holidaysOf(source.country)
  if (bundled) return bundled.coveredUntil
  if ((source.rules ?? []).length > 0 || (source.dates ?? []).length === 0) return null
  return `${Math.max(...source.dates!.map((d) => yearOf(d.date))) + 1}-01-01`
}

/**
 * Puts a vendor's calendar together. The Cabinet Office file is Japan's, so imports speak for a Japanese catalogue only;
 * there they replace the bundled list in every year that they cover, also by what they leave out. Years are worked out
 * when first asked for, so no year is out of range.
 */
export function buildCalendar(config: CalendarConfig, facts: CalendarFacts): DayCalendar {
  const source = config.holidays
  const rules = z.array(holidayRuleSchema).parse(source.rules ?? [])
  const bundled = holidaysOf(source.country)
  const imported = byYear(
    source.country === 'JP'
      ? facts.imported.map((d) => ({ date: d.date, name: japaneseDayNames.get(d.name) ?? d.name }))
      : [],
  )
  const dated = byYear(source.dates ?? [])
  const closures = byYear(facts.closures)
  const weekdays = new Set(config.weekdays ?? MONDAY_TO_FRIDAY)
  const years = new Map<string, NamedDays>()

  const build = (year: number): NamedDays => {
    const days: NamedDays = new Map()
    for (const closure of config.yearlyClosures) {
      for (const date of closedDays(closure, year)) days.set(date, closure.name)
    }
    const layers = [
      closures.get(year),
      imported.get(year) ?? bundled?.year(year),
      daysOfRules(rules, year),
      dated.get(year),
    ]
    for (const layer of layers) for (const [date, name] of layer ?? []) days.set(date, name)
    return days
  }
  const daysOf = (date: CivilDate): NamedDays => {
    const key = date.slice(0, 4)
    let days = years.get(key)
    if (!days) {
      days = build(Number(key))
      years.set(key, days)
    }
    return days
  }
  const official = coverageOf(source)
  const importedUntil = imported.size > 0 ? `${Math.max(...imported.keys()) + 1}-01-01` : null

  return {
    businessDay: (date) => weekdays.has(weekday(date)) && !daysOf(date).has(date),
    dayName: (date, language = 'ja') => {
      const name = daysOf(date).get(date)
      return name === undefined ? null : wordsOf(name, language)
    },
    coveredUntil: official !== null && importedUntil !== null && importedUntil > official ? importedUntil : official,
  }
}

/** Whether the holidays of a day are official; where not, whoever schedules on it is warned. */
export const isCovered = (calendar: Pick<DayCalendar, 'coveredUntil'>, date: CivilDate): boolean =>
  calendar.coveredUntil === null || date < calendar.coveredUntil
