import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { newId } from '../kernel/ids.ts'
import { Books } from './books.ts'
import { countersAt } from './queries.ts'

const NOW = 1_750_000_000_000
const DAY = 86_400_000
const VENDOR = { vendor: true } as const
let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

it('a past moment counts what was written with an earlier date after it, as an import does', async () => {
  const [accountId, holderId] = [newId(NOW), newId(NOW)]
  const on = (at: number) => ({ type: 'session', id: newId(at), clause: 'basic.11', at, byUser: null, byName: 'test' })
  const holder = { accountId, holderId, holderType: 'contract' as const }
  const kind = { allowance: 'meetings', office: '', unit: 'minutes' as const, clause: 'basic.11' }
  const id = await database.db.transaction(VENDOR, async (tx) => {
    const books = await Books.load(tx, [])
    const window = books.open(
      { ...holder, ...kind, from: '2025-06-01', until: '2026-06-01', amount: 900 },
      on(NOW - 30 * DAY),
    )
    books.hold(window, 60, on(NOW - 2 * DAY))
    // Imported today, held ten days ago.
    books.hold(window, 90, on(NOW - 10 * DAY))
    books.settle(window, 90, on(NOW - 10 * DAY))
    await books.flush(tx)
    return window.id
  })
  const then = await database.db.read(VENDOR, (tx) => countersAt(tx, accountId, holderId, NOW - DAY))
  expect(then.get(id)).toEqual({ granted: 900, held: 60, consumed: 90, lapsed: 0 })
  const early = await database.db.read(VENDOR, (tx) => countersAt(tx, accountId, holderId, NOW - 20 * DAY))
  expect(early.get(id)).toEqual({ granted: 900, held: 0, consumed: 0, lapsed: 0 })
})
