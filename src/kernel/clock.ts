/** The one file that asks the machine for the time and knows time zones. */
import { Temporal } from 'temporal-polyfill'
import { type CivilTime, formatCivilTime } from './civil.ts'

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number

export type Clock = { now(): Instant }

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that only moves when it is told to: for scenarios, rehearsals and tests. */
export function settableClock(start: Instant): Clock & { set(at: Instant): void } {
  let at = start
  return {
    now: () => at,
    set: (next) => {
      at = next
    },
  }
}

const MINUTE = 60_000

/** Zones without changes of offset are converted by addition; the rest by Temporal. Asia/Tokyo: none since 1951. */
const FIXED_OFFSET_MINUTES: Record<string, number> = { 'Asia/Tokyo': 540, UTC: 0 }

/** Wall-clock time of an instant in a zone (IANA name), seconds dropped. */
export function civilAt(instant: Instant, zone: string): CivilTime {
  const offset = FIXED_OFFSET_MINUTES[zone]
  if (offset !== undefined) {
    const text = new Date(instant + offset * MINUTE).toISOString()
    return { date: text.slice(0, 10), minute: +text.slice(11, 13) * 60 + +text.slice(14, 16) }
  }
  const z = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  return { date: z.toPlainDate().toString(), minute: z.hour * 60 + z.minute }
}

/**
 * The instant of a wall-clock time in a zone. Where the clock is put forward and the time does not exist, the later
 * reading; where it occurs twice, the earlier (RFC 5545 section 3.3.5).
 */
export function instantOf(t: CivilTime, zone: string): Instant {
  const day = t.minute < 1440 ? t : { date: t.date, minute: 1439 }
  const offset = FIXED_OFFSET_MINUTES[zone]
  const extra = t.minute < 1440 ? 0 : MINUTE
  if (offset !== undefined) return Date.parse(`${formatCivilTime(day)}:00Z`) - offset * MINUTE + extra
  return (
    Temporal.PlainDateTime.from(formatCivilTime(day)).toZonedDateTime(zone, { disambiguation: 'compatible' })
      .epochMilliseconds + extra
  )
}

/** Reads an RFC 3339 date-time with an offset or Z; null without one or where the day does not exist. */
export function parseInstant(text: string): Instant | null {
  const m = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.exec(text)
  if (!m) return null
  try {
    return Temporal.Instant.from(text).epochMilliseconds
  } catch {
    return null
  }
}

/** RFC 3339 in the zone's own offset, to the second: `2025-04-14T10:00:00+09:00`. */
export function formatInstant(instant: Instant, zone: string): string {
  const whole = Math.floor(instant / 1000) * 1000
  const offset = FIXED_OFFSET_MINUTES[zone]
  if (offset === 540) return `${new Date(whole + offset * MINUTE).toISOString().slice(0, 19)}+09:00`
  return Temporal.Instant.fromEpochMilliseconds(whole)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' })
}
