/** Which days a calendar shows, and what of a day lies where. */
import type { Session } from '../../api/types.ts'
import { addDays, dateIn, minutesOf, timeIn, weekday } from '../../i18n/civil.ts'

export type View = 'week' | 'day'

/** The Monday of the week that holds a day. */
export const mondayOf = (date: string) => addDays(date, -((weekday(date) + 6) % 7))

export const isDate = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')

export function daysOf(view: View, date: string): string[] {
  if (view === 'day') return [date]
  const monday = mondayOf(date)
  return Array.from({ length: 7 }, (_, i) => addDays(monday, i))
}

/** The part of the day that is drawn, in minutes: the open hours and all that lies outside them. */
export function hoursShown(sessions: readonly Session[], open: readonly { from: number; until: number }[]) {
  const begins = [9 * 60, ...open.map((o) => o.from), ...sessions.map((s) => minutesOf(timeIn(s.start)))]
  const ends = [18 * 60, ...open.map((o) => o.until), ...sessions.map((s) => endMinute(s))]
  return { from: Math.floor(Math.min(...begins) / 60) * 60, until: Math.ceil(Math.max(...ends) / 60) * 60 }
}

/** Where it ends on the day on which it begins. */
export const endMinute = (s: Session) => (dateIn(s.end) === dateIn(s.start) ? minutesOf(timeIn(s.end)) : 24 * 60)

export type Placed = { session: Session; lane: number; lanes: number }

/** Sessions of one day beside each other where they overlap. */
export function placed(sessions: readonly Session[]): Placed[] {
  const sorted = [...sessions].sort((a, b) => a.start.localeCompare(b.start))
  const out: Placed[] = []
  let group: Placed[] = []
  let groupEnd = 0
  const close = () => {
    const lanes = Math.max(0, ...group.map((p) => p.lane)) + 1
    out.push(...group.map((p) => ({ ...p, lanes })))
    group = []
  }
  for (const session of sorted) {
    const from = minutesOf(timeIn(session.start))
    if (from >= groupEnd) close()
    const taken = new Set(group.filter((p) => endMinute(p.session) > from).map((p) => p.lane))
    let lane = 0
    while (taken.has(lane)) lane++
    group.push({ session, lane, lanes: 1 })
    groupEnd = Math.max(groupEnd, endMinute(session))
  }
  close()
  return out
}
