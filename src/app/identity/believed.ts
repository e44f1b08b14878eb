/** What is believed of tokens for a few seconds, so that a busy page asks the database once. */
import type { Clock, Instant } from '../../kernel/clock.ts'

/** What a token stands for, until when at most, and from when it is asked again. */
export type Belief<Found> = { found: Found; validUntil: Instant; askAgain: Instant }

export type Believed<Found> = {
  /** Null where the token stands for nothing, or for nothing any more. */
  of(digest: Buffer): Promise<Found | null>
  /** What is being asked at this moment is not believed either. */
  forget(digest: Buffer): void
  forgetWhere(isMeant: (found: Found) => boolean): void
}

const MOST_REMEMBERED = 10_000

export function openBelieved<Found>(
  clock: Clock,
  lookUp: (digest: Buffer) => Promise<Belief<Found> | null>,
): Believed<Found> {
  const known = new Map<string, Belief<Found>>()
  const asking = new Map<string, Promise<Belief<Found> | null>>()

  /** Requests that arrive together ask once. An answer that comes after a sign-out is not kept. */
  async function ask(name: string, digest: Buffer): Promise<Belief<Found> | null> {
    const already = asking.get(name)
    if (already) return already
    const answer = lookUp(digest)
    asking.set(name, answer)
    try {
      const belief = await answer
      if (belief && asking.get(name) === answer) {
        if (known.size >= MOST_REMEMBERED) known.clear()
        known.set(name, belief)
      }
      return belief
    } finally {
      if (asking.get(name) === answer) asking.delete(name)
    }
  }

  return {
    async of(digest) {
      const name = digest.toString('base64')
      const now = clock.now()
      const entry = known.get(name)
      const belief = entry && entry.askAgain > now ? entry : await ask(name, digest)
      if (belief && belief.validUntil > now) return belief.found
      known.delete(name)
      return null
    },
    forget(digest) {
      const name = digest.toString('base64')
      known.delete(name)
      asking.delete(name)
    },
    forgetWhere(isMeant) {
      for (const [name, { found }] of known) if (isMeant(found)) known.delete(name)
      asking.clear()
    },
  }
}
