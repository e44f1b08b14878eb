/** When people work and what they can do: the shapes, and what cannot be. Pure. */
import { type CivilDate, formatMinute, type Minute } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'
import { Problem } from '../kernel/failure.ts'

/** In the order of `weekday` of the kernel: 0 = Sunday. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export const ABSENCE_KINDS = ['leave', 'training', 'travel', 'other'] as const
export type AbsenceKind = (typeof ABSENCE_KINDS)[number]

/** Hours of one weekday (0 = Sunday) in the catalogue's zone, `until` exclusive. */
export type WorkingHours = { weekday: number; from: Minute; until: Minute }

/** `days` where it is of whole civil days, the last one included; `until` is exclusive. */
export type Absence = {
  id: string
  kind: AbsenceKind
  from: Instant
  until: Instant
  days: { first: CivilDate; last: CivilDate } | null
}

/** What somebody says of the own work. `null`: nothing is said, so the hours of service, every kind, every language, any number. */
export type WorkingTerms = {
  hours: WorkingHours[] | null
  kinds: string[] | null
  languages: string[] | null
  /** Most sessions of one day, wherever they are held. */
  mostADay: number | null
  /** Minutes kept free of other sessions before and after each. */
  bufferBefore: number
  bufferAfter: number
}

export type WorkingTime = WorkingTerms & { staffId: string; absences: Absence[]; version: number }

/** One span of a person's booked time, `until` exclusive. */
export type BusyTime = { from: Instant; until: Instant }

/** Hours as they are written: `24:00` is the end of a day. */
export type WrittenHours = { weekday: Weekday; from: string; until: string }

const minuteOf = (text: string): Minute => +text.slice(0, 2) * 60 + +text.slice(3)

const wrong = (field: string, code: string): never => {
  throw new Problem('invalid-field', field, { code })
}

/** Reads hours. No length, past midnight, or over others of the day are problems of their own, at the place of the fault. */
export function hoursOf(written: readonly WrittenHours[]): WorkingHours[] {
  const hours = written.map(({ weekday, from, until }, i) => {
    const read = { weekday: WEEKDAYS.indexOf(weekday), from: minuteOf(from), until: minuteOf(until) }
    if (read.from === read.until) wrong(`hours[${i}].until`, 'zero-length')
    if (read.from > read.until) wrong(`hours[${i}].until`, 'crosses-midnight')
    return read
  })
  hours.forEach((a, i) => {
    const other = hours.slice(0, i).some((b) => a.weekday === b.weekday && a.from < b.until && b.from < a.until)
    if (other) wrong(`hours[${i}]`, 'overlaps')
  })
  return hours.sort((a, b) => a.weekday - b.weekday || a.from - b.from)
}

export const written = (hours: readonly WorkingHours[]): WrittenHours[] =>
  hours.map(({ weekday, from, until }) => ({
    weekday: WEEKDAYS[weekday]!,
    from: formatMinute(from),
    until: formatMinute(until),
  }))

/** What holds for somebody of whom nothing is set. */
export const nothingSet = (staffId: string): WorkingTime => ({
  staffId,
  hours: null,
  kinds: null,
  languages: null,
  mostADay: null,
  bufferBefore: 0,
  bufferAfter: 0,
  absences: [],
  version: 0,
})
