/** Civil dates and minutes of the day, without zone: what the rules speak. Pure integer arithmetic. */

/** A calendar day, `YYYY-MM-DD`; compares correctly as text. */
export type CivilDate = string
/** Minutes since 00:00 of a civil day, 0 to 1440. */
export type Minute = number
/** A moment on the wall clock of the catalogue's time zone. */
export type CivilTime = { date: CivilDate; minute: Minute }
/** A span of days; `until` is exclusive, null = open. */
export type Period = { from: CivilDate; until: CivilDate | null }

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Days in a month; `month` 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

const pad = (n: number, width = 2) => String(n).padStart(width, '0')
const dateOf = (year: number, month: number, day: number): CivilDate => `${pad(year, 4)}-${pad(month)}-${pad(day)}`
const partsOf = (date: CivilDate) => [+date.slice(0, 4), +date.slice(5, 7), +date.slice(8, 10)] as const

/** True for a date that exists (2025-02-30 does not), years 1900 to 2999. */
export function isCivilDate(text: string): text is CivilDate {
  const m = DATE.exec(text)
  if (!m) return false
  const [year, month, day] = partsOf(text)
  return year >= 1900 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Reads `YYYY-MM-DDTHH:MM`; null where the text is no existing wall-clock time. */
export function parseCivilTime(text: string): CivilTime | null {
  const m = TIME.exec(text)
  if (!m || !isCivilDate(m[1]!) || +m[2]! > 23 || +m[3]! > 59) return null
  return { date: m[1]!, minute: +m[2]! * 60 + +m[3]! }
}

/** Writes `YYYY-MM-DDTHH:MM`. */
export const formatCivilTime = (t: CivilTime) => `${t.date}T${formatMinute(t.minute)}`
/** Writes a minute of the day as `HH:MM`. */
export const formatMinute = (m: Minute) => `${pad(Math.floor(m / 60))}:${pad(m % 60)}`

/** Days since 1970-01-01. */
export function dayNumber(date: CivilDate): number {
  const [year, month, day] = partsOf(date)
  const y = year - 1
  const before = y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  const leapDay = month > 2 && isLeap(year) ? 1 : 0
  return before + DAYS_BEFORE_MONTH[month - 1]! + leapDay + day - 719163
}

/** The date so many days after 1970-01-01. Howard Hinnant's civil_from_days. */
export function dateOfDayNumber(n: number): CivilDate {
  const z = n + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return dateOf(yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - Math.floor((153 * mp + 2) / 5) + 1)
}

export const addDays = (date: CivilDate, days: number): CivilDate => dateOfDayNumber(dayNumber(date) + days)

/** Day of the week, 0 = Sunday. */
export const weekday = (date: CivilDate): number => (((dayNumber(date) + 4) % 7) + 7) % 7

/**
 * The month boundary `months` months after the anchor: the same day number, or the 1st of the month after where that
 * month has no such day. Always from the anchor, never chained (edge.1, Civil Code art. 143).
 */
export function addMonths(anchor: CivilDate, months: number): CivilDate {
  const [year, month, day] = partsOf(anchor)
  const index = year * 12 + (month - 1) + months
  const y = Math.floor(index / 12)
  const m = (index % 12) + 1
  if (day <= daysInMonth(y, m)) return dateOf(y, m, day)
  return m === 12 ? dateOf(y + 1, 1, 1) : dateOf(y, m + 1, 1)
}

/** The k ≥ 0 whose month [boundary k, boundary k+1) from the anchor holds the date; −1 before the anchor (edge.1). */
export function monthIndex(anchor: CivilDate, date: CivilDate): number {
  if (date < anchor) return -1
  const [ay, am] = partsOf(anchor)
  const [y, m] = partsOf(date)
  let k = (y - ay) * 12 + (m - am)
  while (addMonths(anchor, k) > date) k--
  return k
}

/** The first day of the calendar month that holds the date. */
export const firstOfMonth = (date: CivilDate): CivilDate => `${date.slice(0, 8)}01`

export const isWithin = (period: Period, date: CivilDate) =>
  date >= period.from && (period.until === null || date < period.until)

export const overlaps = (a: Period, b: Period) =>
  (b.until === null || a.from < b.until) && (a.until === null || b.from < a.until)

/** Adds minutes to a wall-clock time, rolling over days. The zone's own changes of offset are the clock's business. */
export function addMinutes(t: CivilTime, minutes: number): CivilTime {
  const total = t.minute + minutes
  const days = Math.floor(total / 1440)
  return { date: days === 0 ? t.date : addDays(t.date, days), minute: total - days * 1440 }
}

/** Order of two wall-clock times: negative, zero, positive. */
export const compareCivil = (a: CivilTime, b: CivilTime) =>
  a.date < b.date ? -1 : a.date > b.date ? 1 : a.minute - b.minute
