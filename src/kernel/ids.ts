import { randomFillSync } from 'node:crypto'
import type { Instant } from './clock.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** True for a lower-case RFC 9562 UUID: the only ids that may reach SQL text (`SET LOCAL`). */
export const isId = (text: string): boolean => UUID.test(text)

const pool = new Uint8Array(10 * 256)
let used = pool.length

/** A UUIDv7 (RFC 9562 section 5.7) of the given moment: sorts by time, made in the application. */
export function newId(at: Instant): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const r = pool.subarray(used, used + 10)
  used += 10
  const hex = (b: number) => b.toString(16).padStart(2, '0')
  const time = at.toString(16).padStart(12, '0')
  const tail = Array.from(r, hex).join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-${'89ab'[r[2]! & 3]}${tail.slice(5, 8)}-${tail.slice(8)}`
}
