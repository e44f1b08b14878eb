/** The calendar from memory, and what screens show of it. */
import { addDays, type CivilDate } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'
import type { Tx } from '../kernel/transaction.ts'
import { buildCalendar, type CalendarConfig, type CalendarFacts, type DayCalendar } from './model.ts'

type StampedFacts = CalendarFacts & { stamp: string }

/** Calendars kept for a catalogue version; a few, because one process may serve several databases in tests. */
const KEPT = 8
const kept = new WeakMap<CalendarConfig, Map<string, DayCalendar>>()

// One statement, so that the days and their stamp are of the same moment.
const FACTS = `
  select v.stamp,
    coalesce((select jsonb_agg(jsonb_build_object('date', c.date, 'name', c.name)) from calendar.closures c), '[]') as closures,
    coalesce((select jsonb_agg(jsonb_build_object('date', h.date, 'name', h.name))
      from calendar.imported_holidays h where h.country = 'JP'), '[]') as imported
  from calendar.version v`

/**
 * The vendor's calendar as this transaction sees it. Costs one look at a single row unless a closure or an import came
 * since: stamps are random and new with every change, so the same stamp means the same days, in whatever database.
 */
export async function loadCalendar(tx: Tx, config: CalendarConfig): Promise<DayCalendar> {
  const known = kept.get(config) ?? new Map<string, DayCalendar>()
  kept.set(config, known)
  const { stamp } = await tx.one<{ stamp: string }>('select stamp from calendar.version')
  const found = known.get(stamp)
  if (found) return found
  const facts = await tx.one<StampedFacts>(FACTS)
  const calendar = buildCalendar(config, facts)
  if (known.size >= KEPT) known.delete(known.keys().next().value!)
  known.set(facts.stamp, calendar)
  return calendar
}

export type ClosureRow = { date: CivilDate; name: string; at: Instant; by: string }

export const closures = (tx: Tx): Promise<ClosureRow[]> =>
  tx.query<ClosureRow>('select date, name, at, by from calendar.closures order by date')

export type CalendarDay = { date: CivilDate; business: boolean; name: string | null }

/** The days of a span, `until` exclusive. */
export function calendarDays(
  calendar: DayCalendar,
  from: CivilDate,
  until: CivilDate,
  language: string,
): CalendarDay[] {
  const days: CalendarDay[] = []
  for (let date = from; date < until; date = addDays(date, 1)) {
    days.push({ date, business: calendar.businessDay(date), name: calendar.dayName(date, language) })
  }
  return days
}

export type ImportRow = {
  id: string
  source: string
  encoding: string
  firstYear: number
  lastYear: number
  days: number
  at: Instant
}

/** Imports of official holiday files, newest first. */
export const holidayImports = (tx: Tx): Promise<ImportRow[]> =>
  tx.query<ImportRow>(
    `select id, source, encoding, first_year as "firstYear", last_year as "lastYear", days, at
     from calendar.imports order by at desc, id desc limit 20`,
  )
