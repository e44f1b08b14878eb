import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { parseInstant } from '../kernel/clock.ts'
import { newId } from '../kernel/ids.ts'
import type { Tx } from '../kernel/transaction.ts'
import {
  busyStaff,
  changeAccount,
  createAccount,
  createStaff,
  insertBookings,
  lockAccounts,
  removeBookings,
} from './commands.ts'
import { PREFECTURE_REGIONS } from './prefectures.ts'
import { account, accountsByIds, staffByIds, staffList } from './queries.ts'

const NOW = parseInstant('2025-04-01T09:00:00+09:00')!
const HOUR = 3_600_000
const VOCABULARY = { regions: PREFECTURE_REGIONS, offices: ['hq', 'kansai'] }

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const vendor = <T>(run: (tx: Tx) => Promise<T>) => database.db.transaction({ vendor: true }, run)
const problem = (code: string, field?: string) =>
  expect.objectContaining(field === undefined ? { code } : { code, field })
const newAccount = (name: string) => vendor((tx) => createAccount(tx, { name, prefecture: '東京' }, VOCABULARY, NOW))

describe('staff', () => {
  test('a partner is one partner, however its name is written', async () => {
    const given = { role: 'trainer', baseOffice: 'kansai' } as const
    const [first, second] = await Promise.all([
      vendor((tx) => createStaff(tx, { ...given, name: '高橋', partner: '研修会社 アルファ' }, VOCABULARY, NOW)),
      vendor((tx) => createStaff(tx, { ...given, name: '佐藤', partner: '研修会社ｱﾙﾌｧ' }, VOCABULARY, NOW)),
    ])
    expect(first.partner).toBe(second.partner)
    const listed = await vendor(staffList)
    expect(listed).toContainEqual({ ...first, id: first.id, active: true, role: 'trainer', baseOffice: 'kansai' })
    expect(await vendor((tx) => staffByIds(tx, [second.id, newId(NOW)]))).toEqual([second])
  })

  test('an office that the catalogue does not know is refused', async () => {
    const made = vendor((tx) => createStaff(tx, { name: '鈴木', role: 'csm', baseOffice: 'sapporo' }, VOCABULARY, NOW))
    await expect(made).rejects.toEqual(problem('invalid-field', 'baseOffice'))
  })
})

describe('accounts', () => {
  test('are kept with the region as the catalogue names it', async () => {
    const made = await newAccount('株式会社アクメ')
    expect(made).toMatchObject({
      name: '株式会社アクメ',
      prefecture: '東京都',
      existingCustomer: false,
      version: 1,
      createdAt: NOW,
    })
    expect(await vendor((tx) => account(tx, made.id))).toEqual(made)
  })

  test('a region that the catalogue does not know is refused', async () => {
    const made = vendor((tx) => createAccount(tx, { name: 'x', prefecture: 'Utrecht' }, VOCABULARY, NOW))
    await expect(made).rejects.toEqual(problem('invalid-field', 'prefecture'))
  })

  test('change under the version that was seen, one change a version', async () => {
    const made = await newAccount('変更社')
    const changed = await vendor((tx) =>
      changeAccount(tx, made.id, { prefecture: 'osaka', existingCustomer: true }, 1, VOCABULARY),
    )
    expect(changed).toEqual({ ...made, prefecture: '大阪府', existingCustomer: true, version: 2 })
    const late = vendor((tx) => changeAccount(tx, made.id, { name: '別名' }, 1, VOCABULARY))
    await expect(late).rejects.toEqual(problem('stale-version'))
    const tries = [1, 2, 3, 4].map((n) =>
      vendor((tx) => changeAccount(tx, made.id, { name: `別名${n}` }, 2, VOCABULARY)),
    )
    const results = await Promise.allSettled(tries)
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect((await vendor((tx) => account(tx, made.id)))?.version).toBe(3)
  })
})

describe('the wall between customers', () => {
  test("another customer's account is as unknown as none, to read, to lock and to write", async () => {
    const own = await newAccount('自社')
    const other = await newAccount('他社')
    const asOwn = <T>(run: (tx: Tx) => Promise<T>) => database.db.transaction({ accountId: own.id }, run)
    expect(await asOwn((tx) => accountsByIds(tx, [own.id, other.id]))).toEqual([own])
    expect(await asOwn((tx) => account(tx, other.id))).toBeNull()
    expect(await asOwn((tx) => lockAccounts(tx, [own.id]))).toEqual([own])
    await expect(asOwn((tx) => lockAccounts(tx, [own.id, other.id]))).rejects.toEqual(problem('unknown-reference'))
    const change = asOwn((tx) => changeAccount(tx, other.id, { name: 'x' }, null, VOCABULARY))
    await expect(change).rejects.toEqual(problem('unknown-reference'))
    const forged = asOwn((tx) => createAccount(tx, { name: 'x', prefecture: '東京' }, VOCABULARY, NOW))
    await expect(forged).rejects.toThrow(/row-level security/)
  })

  test('the application cannot delete an account', async () => {
    const own = await newAccount('残る社')
    await expect(
      vendor((tx) => tx.query('delete from people.accounts where account_id = $1', [own.id])),
    ).rejects.toThrow(/permission denied/)
  })
})

describe("the lock on an account's books", () => {
  test('lets one writer at a time through, in any order of ids, without deadlock', async () => {
    const ids = (await Promise.all(['甲', '乙', '丙'].map(newAccount))).map((a) => a.id)
    const inside = new Map<string, number>()
    const write = (wanted: string[]) =>
      vendor(async (tx) => {
        const locked = await lockAccounts(tx, wanted)
        expect(locked.map((a) => a.id)).toEqual([...new Set(wanted)].sort())
        for (const { id } of locked) {
          expect(inside.get(id) ?? 0).toBe(0)
          inside.set(id, 1)
        }
        await tx.query('select pg_sleep(0.002)')
        for (const { id } of locked) inside.set(id, 0)
      })
    const orders = [[0, 1, 2], [2, 1, 0], [1, 0], [0, 2], [1, 1], [2]].map((o) => o.map((i) => ids[i]!))
    await Promise.all(Array.from({ length: 60 }, (_, i) => write(orders[i % orders.length]!)))
  })

  test('does not stop rows elsewhere from referring to the account', async () => {
    const { id } = await newAccount('参照社')
    await vendor(async (tx) => {
      await lockAccounts(tx, [id])
      // What a foreign key's check takes; it would wait for us, and we for it, were the lock a FOR UPDATE.
      await vendor((other) => other.query('select from people.accounts where account_id = $1 for key share', [id]))
    })
  })
})

describe('one person, one place', () => {
  const booking = (staffId: string, fromHour: number, hours: number) => ({
    staffId,
    sessionId: newId(NOW),
    accountId: newId(NOW),
    from: NOW + fromHour * HOUR,
    until: NOW + (fromHour + hours) * HOUR,
  })

  test('a span is busy from its first to before its last moment, but not for the session that is being moved', async () => {
    const staffId = newId(NOW)
    const held = booking(staffId, 0, 2)
    expect(await vendor((tx) => insertBookings(tx, [held]))).toEqual([])
    const asked = [
      [-1, 1],
      [0, 1],
      [1, 2],
      [2, 1],
      [-1, 4],
    ].map(([from, hours]) => booking(staffId, from!, hours!))
    expect(await vendor((tx) => busyStaff(tx, asked))).toEqual([false, true, true, false, true])
    expect(
      await vendor((tx) =>
        busyStaff(tx, [
          { ...held, except: held.sessionId },
          { ...held, staffId: newId(NOW) },
        ]),
      ),
    ).toEqual([false, false])
    expect(await vendor((tx) => busyStaff(tx, []))).toEqual([])
  })

  test('of a group, those that lose are answered and the rest stands', async () => {
    const staffId = newId(NOW)
    const [first, second, third] = [booking(staffId, 0, 2), booking(staffId, 1, 2), booking(staffId, 2, 1)]
    const elsewhere = { ...booking(newId(NOW), 1, 1), sessionId: second!.sessionId }
    expect(await vendor((tx) => insertBookings(tx, [first!, second!, third!, elsewhere]))).toEqual([second!.sessionId])
  })

  test('a session is moved in one transaction, over its own old time too', async () => {
    const staffId = newId(NOW)
    const old = booking(staffId, 0, 2)
    await vendor((tx) => insertBookings(tx, [old]))
    await vendor(async (tx) => {
      await removeBookings(tx, [old])
      expect(await insertBookings(tx, [{ ...old, from: old.from + HOUR, until: old.until + HOUR }])).toEqual([])
    })
    expect(await vendor((tx) => busyStaff(tx, [booking(staffId, 0, 1), booking(staffId, 2, 1)]))).toEqual([false, true])
  })

  test('a span without length or end cannot be booked', async () => {
    const empty = { ...booking(newId(NOW), 0, 0) }
    await expect(vendor((tx) => insertBookings(tx, [empty]))).rejects.toMatchObject({ constraint: 'booking_bounded' })
  })

  test("a thousand tries for one person's hour: one winner each time", async () => {
    for (let round = 0; round < 40; round++) {
      const staffId = newId(NOW)
      // All hold the moment NOW + 2 h, each in its own way.
      const tries = Array.from({ length: 25 }, (_, i) => booking(staffId, (i % 5) / 3, 2 + (i % 4)))
      const lost = await Promise.all(tries.map((b) => vendor((tx) => insertBookings(tx, [b]))))
      expect(lost.filter((sessions) => sessions.length === 0)).toHaveLength(1)
    }
  })

  test('the database refuses what bypasses the room, by the name of the constraint', async () => {
    const staffId = newId(NOW)
    const raw = async () => {
      const client = new pg.Client({ connectionString: database.connectionString })
      await client.connect()
      try {
        await client.query(
          "insert into people.bookings values ($1, $2, $3, tstzrange('2025-05-01T10:00Z', '2025-05-01T11:00Z'))",
          [staffId, newId(NOW), newId(NOW)],
        )
      } finally {
        await client.end()
      }
    }
    const results = await Promise.allSettled(Array.from({ length: 12 }, raw))
    const refused = results.filter((r) => r.status === 'rejected').map((r) => r.reason)
    expect(refused).toHaveLength(11)
    // Two that check each other at the same moment may end as a deadlock, which a transaction of ours plays again.
    for (const error of refused)
      if (error.code !== '40P01') expect(error).toMatchObject({ code: '23P01', constraint: 'one_person_one_place' })
  })

  test('whatever is booked in whatever groups: nothing overlaps, and who lost had a rival', async () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 8 }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(span, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 6 }),
        async (groups) => {
          const staffId = newId(NOW)
          const all = groups.map((group) => group.map(([from, hours]) => booking(staffId, from, hours)))
          const lost = new Set(
            (await Promise.all(all.map((group) => vendor((tx) => insertBookings(tx, group))))).flat(),
          )
          const booked = all.flat().filter((b) => !lost.has(b.sessionId))
          const clash = (b: (typeof booked)[number]) =>
            booked.some((o) => o !== b && o.from < b.until && b.from < o.until)
          expect(booked.filter(clash)).toEqual([])
          expect(
            all
              .flat()
              .filter((b) => lost.has(b.sessionId))
              .every(clash),
          ).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })
})
