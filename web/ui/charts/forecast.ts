import { addDays, daysBetween } from '../../i18n/civil.ts'

export type Point = { date: string; left: number }
export type Forecast = { usedUpOn: string } | { leftAtEnd: number } | null

/**
 * Where the pace so far leads: the day on which nothing is left, else what is left at the end. Nothing is foretold in
 * the first tenth of a window, nor where nothing was used.
 */
export function forecastOf(granted: number, left: number, from: string, until: string, today: string): Forecast {
  const gone = daysBetween(from, today)
  const whole = daysBetween(from, until)
  const used = granted - left
  if (gone <= 0 || gone < whole / 10 || used <= 0 || left <= 0 || today >= until) return null
  const daysMore = Math.ceil((left * gone) / used)
  const usedUpOn = addDays(today, daysMore)
  return usedUpOn < until ? { usedUpOn } : { leftAtEnd: Math.round(left - (used * daysBetween(today, until)) / gone) }
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
