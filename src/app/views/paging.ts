/** Lists page by page: where the next one begins, and what a cursor says. */
import { z } from 'zod'
import type { Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import * as shape from '../../kernel/shapes.ts'

/** Where a list by name and id goes on; null from its beginning. */
const nameAfter = (cursor: string | undefined): { name: string; id: string } | null => {
  if (cursor === undefined) return null
  const [name, id] = shape.readCursor(cursor, 2)
  if (typeof name !== 'string' || typeof id !== 'string' || !shape.id.safeParse(id).success)
    throw new Problem('invalid-field', 'cursor', { code: 'not-a-cursor' })
  return { name, id }
}

/**
 * Where the list of accounts goes on. In the order of names a cursor says after whom, so that nobody is missed or shown
 * twice while accounts come and go; in any other order it counts.
 */
export function accountPlace(sort: string, cursor: string | undefined, offset: number) {
  if (sort === 'name') return { after: nameAfter(cursor), offset }
  if (cursor === undefined) return { after: null, offset }
  const [by, from] = shape.readCursor(cursor, 2)
  const counts = typeof from === 'number' && Number.isInteger(from) && from >= 0 && from <= 10_000_000
  if (by !== sort || !counts) throw new Problem('invalid-field', 'cursor', { code: 'not-a-cursor' })
  return { after: null, offset: from }
}

/** Of one row more than a page holds: the page, and where the next one begins. */
export function pageOf<T extends { at: Instant; id: string }>(
  rows: T[],
  limit: number,
): { rows: T[]; next: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? shape.cursorOf(last.at, last.id) : null }
}

/** Lists that screens show whole give as much as they may at once. */
export const longPage = (most: number) => ({
  limit: z.coerce.number().int().min(1).max(most).default(most),
  cursor: shape.page.cursor,
})
