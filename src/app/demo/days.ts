/** Relative days of demo stories: `{{today-3m+4}}`, `{{business+3}}`, `{{open today-45}}`, `{{monday+2w}}` → dates. */
import { addDays, type CivilDate, daysInMonth, weekday } from '../../kernel/civil.ts'
import { Refusal } from '../refusal.ts'

/** The day from which a story is told, and which days are business days. */
export type Telling = { today: CivilDate; businessDay(date: CivilDate): boolean }

const TOKEN = /\{\{\s*([^{}]*?)\s*\}\}/g
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const DAYS_OF: Record<string, number> = { '': 1, d: 1, w: 7 }

/**
 * The same day of another month, or that month's last: unlike a contract's boundary (edge.1), so that a month counted
 * from the result never begins after the day it was counted back from.
 */
function shiftMonths(date: CivilDate, months: number): CivilDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
  const day = Math.min(Number(date.slice(8)), daysInMonth(year, month))
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}

function shifted(date: CivilDate, offsets: string): CivilDate {
  let day = date
  for (const [, sign, digits, unit] of offsets.matchAll(/([+-])(\d+)([dwmy]?)/g)) {
    const count = Number(`${sign}${digits}`)
    if (unit === 'm' || unit === 'y') day = shiftMonths(day, unit === 'y' ? count * 12 : count)
    else day = addDays(day, count * DAYS_OF[unit!]!)
  }
  return day
}

function openOn(date: CivilDate, { businessDay }: Telling): CivilDate {
  let day = date
  while (!businessDay(day)) day = addDays(day, 1)
  return day
}

/** The n-th business day after today or before it; 0 is today itself, or the next one where today is closed. */
function businessDays(telling: Telling, count: number): CivilDate {
  if (count === 0) return openOn(telling.today, telling)
  const step = Math.sign(count)
  let day = telling.today
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step)
    if (telling.businessDay(day)) left--
  }
  return day
}

function dayOf(words: string, telling: Telling): CivilDate {
  const m = /^(open\s+)?([a-z]+)((?:[+-]\d+[dwmy]?)*)$/.exec(words)
  const [, open, base = '', offsets = ''] = m ?? []
  if (base === 'today') {
    const day = shifted(telling.today, offsets)
    return open ? openOn(day, telling) : day
  }
  if (base === 'business' && !open && /^([+-]\d+)?$/.test(offsets)) return businessDays(telling, Number(offsets || 0))
  if (WEEKDAYS.includes(base) && !open) {
    const monday = addDays(telling.today, -((weekday(telling.today) + 6) % 7))
    return shifted(addDays(monday, (WEEKDAYS.indexOf(base) + 6) % 7), offsets)
  }
  throw new Refusal(
    `{{${words}}} is no day: write {{today-45}}, {{today-3m+4}}, {{open today-45}}, {{business+3}} or {{monday+2w}}`,
  )
}

/** A text with every relative day written out. */
export const withDays = (text: string, telling: Telling): string =>
  text.replace(TOKEN, (_all, words: string) => dayOf(words, telling))
