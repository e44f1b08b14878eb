/** When something that is done at a time of day is due next. */
import { addDays } from '../../kernel/civil.ts'
import { civilAt, type Instant, instantOf } from '../../kernel/clock.ts'

/** The next moment after `now` at which the clock of the zone shows this minute of the day. */
export function dailyAt(now: Instant, minute: number, zone: string): Instant {
  const { date } = civilAt(now, zone)
  const today = instantOf({ date, minute }, zone)
  return today > now ? today : instantOf({ date: addDays(date, 1), minute }, zone)
}
