/** Slows down whoever guesses passwords. Counts failures only, in this process; a restart forgives. */
import type { Clock, Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'

export type Limit = { failures: number; within: number }

type Tally = { failures: number; until: Instant }

const MOST_TALLIES = 50_000

export type Limiter = {
  /** Throws where one of the names has failed too often. */
  admit(...names: string[]): void
  failed(...names: string[]): void
  succeeded(...names: string[]): void
}

export function openLimiter(clock: Clock, limit: (name: string) => Limit): Limiter {
  const tallies = new Map<string, Tally>()
  const current = (name: string, now: Instant) => {
    const tally = tallies.get(name)
    return tally && tally.until > now ? tally : undefined
  }
  function prune(now: Instant): void {
    if (tallies.size < MOST_TALLIES) return
    for (const [name, tally] of tallies) if (tally.until <= now) tallies.delete(name)
    if (tallies.size >= MOST_TALLIES) tallies.clear()
  }
  return {
    admit(...names) {
      const now = clock.now()
      for (const name of names) {
        const tally = current(name, now)
        if (tally && tally.failures >= limit(name).failures) {
          throw new Problem('too-many-requests', undefined, {
            seconds: Math.max(1, Math.ceil((tally.until - now) / 1000)),
          })
        }
      }
    },
    failed(...names) {
      const now = clock.now()
      prune(now)
      for (const name of names) {
        const tally = current(name, now)
        if (tally) tally.failures++
        else tallies.set(name, { failures: 1, until: now + limit(name).within })
      }
    },
    succeeded(...names) {
      for (const name of names) tallies.delete(name)
    },
  }
}
