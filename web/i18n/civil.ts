/** Dates as the server writes them, `YYYY-MM-DD`, reckoned without time zones. */

const parts = (date: string) => [+date.slice(0, 4), +date.slice(5, 7), +date.slice(8, 10)] as const
const pad = (n: number, width = 2) => String(n).padStart(width, '0')

/** Days since 1970-01-01. */
export function dayNumber(date: string): number {
  const [year, month, day] = parts(date)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468
}

export function dateOf(n: number): string {
  const z = n + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month)}-${pad(doy - Math.floor((153 * mp + 2) / 5) + 1)}`
}

export const addDays = (date: string, days: number) => dateOf(dayNumber(date) + days)
export const daysBetween = (from: string, until: string) => dayNumber(until) - dayNumber(from)
/** Day of the week, 0 = Sunday. */
export const weekday = (date: string) => (((dayNumber(date) + 4) % 7) + 7) % 7
/** Whole months begun since `from`, counted from 1 on the first day. */
export function monthOrdinal(from: string, date: string): number {
  const [fy, fm, fd] = parts(from)
  const [y, m, d] = parts(date)
  return (y - fy) * 12 + (m - fm) + (d >= fd ? 1 : 0)
}
/** The next day that is no Saturday or Sunday; holidays are the server's business. */
export function nextWeekday(date: string): string {
  let next = addDays(date, 1)
  while (weekday(next) % 6 === 0) next = addDays(next, 1)
  return next
}
/** The civil date and `HH:MM` of a server time, which carries the catalogue's own offset. */
export const dateIn = (at: string) => at.slice(0, 10)
export const timeIn = (at: string) => at.slice(11, 16)
/** Minutes of the day as `HH:MM`. */
export const clockText = (minutes: number) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
export const minutesOf = (clock: string) => +clock.slice(0, 2) * 60 + +clock.slice(3, 5)
