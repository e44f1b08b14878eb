import { addDays, daysBetween } from '../../i18n/civil.ts'

export type Point = { date: string; left: number }
export type Forecast = { usedUpOn: string } | { leftAtEnd: number } | null

/** A window as far as a forecast looks at it: what is booked is neither used yet nor left. */
export type Course = { granted: number; consumed: number; left: number; from: string; until: string | null }

/**
 * Where the pace of use leads: the day on which everything is used, else what is left at the end, which bookings have
 * already lessened. Nothing is foretold in the first tenth of a window, nor where nothing was used.
 */
export function forecastOf({ granted, consumed, left, from, until }: Course, today: string): Forecast {
  if (until === null || today >= until) return null
  const gone = daysBetween(from, today)
  const whole = daysBetween(from, until)
  if (gone <= 0 || gone < whole / 10 || consumed <= 0 || left <= 0) return null
  const usedUpOn = addDays(today, Math.ceil(((granted - consumed) * gone) / consumed))
  if (usedUpOn < until) return { usedUpOn }
  const more = (consumed * daysBetween(today, until)) / gone
  return { leftAtEnd: Math.max(0, Math.min(left, Math.round(granted - consumed - more))) }
}

/** Whole hours or counts at which lines are drawn: at most five, evenly. */
export function ticksOf(top: number, unit: 'minutes' | 'count'): number[] {
  const base = unit === 'minutes' ? 60 : 1
  const whole = Math.max(1, Math.ceil(top / base))
  const step = [1, 2, 3, 4, 5, 10, 15, 20, 25, 50, 100].find((s) => whole / s <= 5) ?? Math.ceil(whole / 5)
  const ticks: number[] = []
  for (let at = 0; at <= whole; at += step) ticks.push(at * base)
  return ticks
}
