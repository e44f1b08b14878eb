import { randomFillSync } from 'node:crypto'
import type { Instant } from './clock.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** True for a lower-case RFC 9562 UUID: the only ids that may reach SQL text (`SET LOCAL`). */
export const isId = (text: string): boolean => UUID.test(text)

const RANDOM_BYTES = 6
const pool = new Uint8Array(RANDOM_BYTES * 256)
let used = pool.length

function randomHex(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  let hex = ''
  for (const end = used + RANDOM_BYTES; used < end; used++) hex += pool[used]!.toString(16).padStart(2, '0')
  return hex
}

// 26 bits after the milliseconds count up within one of them, from a random place in their lower half.
const COUNTER_START = 2 ** 25
let lastAt: Instant = -1
let counter = 0

function countIn(at: Instant): number {
  if (at === lastAt) counter += 1
  else counter = Number.parseInt(randomHex(), 16) % COUNTER_START
  lastAt = at
  return counter
}

/**
 * A UUIDv7 of the given moment (RFC 9562 section 5.7, counter as in 6.2 method 1): ids of one process sort as they were
 * made, also within a millisecond, so that the movements of one step are listed in their order. Its time has no sign:
 * moments before 1970, which only stories have, share the first one.
 */
export function newId(moment: Instant): string {
  const at = Math.max(moment, 0)
  const count = countIn(at)
  const time = at.toString(16).padStart(12, '0')
  const high = (count >>> 14).toString(16).padStart(3, '0')
  const low = (0x8000 | (count & 0x3fff)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${high}-${low}-${randomHex()}`
}
