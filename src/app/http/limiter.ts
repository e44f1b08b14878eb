/**
 * Slows down whoever guesses passwords. An attempt counts as failed until it has succeeded, so that a thousand sent at once
 * are no more than a thousand in turn. Counts in this process; a restart forgives.
 */
import type { Clock, Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'

export type Limit = { failures: number; within: number }

type Tally = { failures: number; until: Instant }

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
      prune(now)
      for (const name of names) {
        const tally = current(name, now)
        if (tally) tally.failures++
        else tallies.set(name, { failures: 1, until: now + limit(name).within })
      }
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
