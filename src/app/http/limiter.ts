/**
 * Slows down whoever guesses. An attempt counts as failed until it has succeeded, so that a thousand sent at once are no
 * more than a thousand in turn. Counts in this process; a restart forgives.
 */
import type { Clock, Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'

/**
 * So many failures are taken within a span of milliseconds, and then none until it is over; with `every`, one more each so
 * many milliseconds: slower, never shut.
 */
export type Limit = { failures: number; within: number; every?: number }

type Tally = { failures: number; until: Instant; next: Instant }

const MOST_TALLIES = 50_000

export type Limiter = {
  /** Counts an attempt under each name; throws, counting nothing, where one of them has failed too often. */
  admit(...names: string[]): void
  /** Takes an attempt back that is not to be held against a name. */
  pardon(...names: string[]): void
  /** Forgets all that failed under a name. */
  forget(name: string): void
}

export function openLimiter(clock: Clock, limit: (name: string) => Limit): Limiter {
  const tallies = new Map<string, Tally>()
  const current = (name: string, now: Instant) => {
    const tally = tallies.get(name)
    return tally && tally.until > now ? tally : undefined
  }
  /** The moment from which an attempt is taken; now or earlier: at once. */
  function opensAt(name: string, now: Instant): Instant {
    const { failures, every } = limit(name)
    const tally = current(name, now)
    if (!tally || tally.failures < failures) return now
    return every === undefined ? tally.until : tally.next
  }
  function count(name: string, now: Instant): void {
    const { within, every = 0 } = limit(name)
    const tally = current(name, now)
    if (!tally) tallies.set(name, { failures: 1, until: now + within, next: now + every })
    else {
      tally.failures++
      tally.next = now + every
    }
  }
  function prune(now: Instant): void {
    if (tallies.size < MOST_TALLIES) return
    for (const [name, tally] of tallies) if (tally.until <= now) tallies.delete(name)
    if (tallies.size >= MOST_TALLIES) tallies.clear()
  }
  return {
    admit(...names) {
      const now = clock.now()
      const opens = Math.max(now, ...names.map((name) => opensAt(name, now)))
      if (opens > now)
        throw new Problem('too-many-requests', undefined, { seconds: Math.max(1, Math.ceil((opens - now) / 1000)) })
      prune(now)
      for (const name of names) count(name, now)
    },
    pardon(...names) {
      for (const name of names) {
        const tally = tallies.get(name)
        if (tally && tally.failures > 0) tally.failures--
      }
    },
    forget(name) {
      tallies.delete(name)
    },
  }
}
