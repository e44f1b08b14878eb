import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { parseInstant } from '../kernel/clock.ts'
import { newId } from '../kernel/ids.ts'
import type { Tx } from '../kernel/transaction.ts'
import { addClosure, importHolidays, removeClosure } from './commands.ts'
import { type CalendarConfig, isCovered } from './model.ts'
import { officialFile, officialRows } from './official-days.fixture.ts'
import { closures, holidayImports, loadCalendar } from './queries.ts'

const NOW = parseInstant('2026-11-23T09:00:00+09:00')!
const BY = newId(NOW)
const CONFIG: CalendarConfig = { holidays: { country: 'JP' }, yearlyClosures: [] }

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const vendor = <T>(run: (tx: Tx) => Promise<T>) => database.db.transaction({ vendor: true }, run)
const load = () => vendor((tx) => loadCalendar(tx, CONFIG))

describe('closures', () => {
  test('close a day, once, whoever comes first', async () => {
    const results = await Promise.allSettled(
      ['棚卸', '社員旅行', '停電'].map((name) => vendor((tx) => addClosure(tx, { date: '2026-12-01', name }, NOW, BY))),
    )
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'already-exists', field: 'date' })
    }
    expect((await load()).businessDay('2026-12-01')).toBe(false)
    expect(await vendor(closures)).toEqual([expect.objectContaining({ date: '2026-12-01', at: NOW, by: BY })])
  })

  test('can be taken back', async () => {
    await vendor((tx) => addClosure(tx, { date: '2026-12-02', name: '間違い' }, NOW, BY))
    expect((await load()).businessDay('2026-12-02')).toBe(false)
    await vendor((tx) => removeClosure(tx, '2026-12-02', NOW))
    expect((await load()).businessDay('2026-12-02')).toBe(true)
    await expect(vendor((tx) => removeClosure(tx, '2026-12-02', NOW))).rejects.toMatchObject({
      code: 'unknown-reference',
    })
  })
})

describe('the calendar that is kept in memory', () => {
  test('costs one look at one row until something changes', async () => {
    const before = await load()
    await vendor(async (tx) => {
      const asked: string[] = []
      const watched: Tx = {
        ...tx,
        one: (text, values) => {
          asked.push(text)
          return tx.one(text, values)
        },
      }
      expect(await loadCalendar(watched, CONFIG)).toBe(before)
      expect(asked).toEqual(['select stamp from calendar.version'])
    })
    await vendor((tx) => addClosure(tx, { date: '2026-12-03', name: '休業' }, NOW, BY))
    expect(await load()).not.toBe(before)
  })

  test('is not spoilt by a change that was rolled back', async () => {
    const given = { date: '2026-12-04', name: '休業' }
    await expect(
      vendor(async (tx) => {
        await addClosure(tx, given, NOW, BY)
        expect((await loadCalendar(tx, CONFIG)).businessDay(given.date)).toBe(false)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect((await load()).businessDay(given.date)).toBe(true)
    await vendor((tx) => addClosure(tx, { date: '2026-12-07', name: '休業' }, NOW, BY))
    expect((await load()).businessDay(given.date)).toBe(true)
  })

  test('is not mixed up with that of another database in the same process', async () => {
    await vendor((tx) => addClosure(tx, { date: '2026-12-08', name: '休業' }, NOW, BY))
    const other = await testDatabase()
    try {
      const there = await other.db.read({ vendor: true }, (tx) => loadCalendar(tx, CONFIG))
      expect(there.businessDay('2026-12-08')).toBe(true)
      expect((await load()).businessDay('2026-12-08')).toBe(false)
    } finally {
      await other.drop()
    }
  })

  test('is read under a customer, too', async () => {
    const calendar = await database.db.read({ accountId: newId(NOW) }, (tx) => loadCalendar(tx, CONFIG))
    expect(calendar.businessDay('2026-12-08')).toBe(false)
  })
})

describe('the Cabinet Office file', () => {
  const take = (rows: string[], source?: string) =>
    vendor((tx) => importHolidays(tx, officialFile(rows), NOW, source === undefined ? {} : { source }))
  /** The list of 2027 with its year changed, as the file of a year ahead. */
  const year2028 = officialRows(2027).map((row) => row.replace('2027', '2028'))

  test('moves the coverage on, and warns of days beyond it', async () => {
    expect(isCovered(await load(), '2028-02-01')).toBe(false)
    const made = await take(
      [...officialRows(2026), ...officialRows(2027), ...year2028],
      'syukujitsu.csv of February 2027',
    )
    expect(made).toMatchObject({ encoding: 'cp932', firstYear: 2026, lastYear: 2028, days: 18 + 17 + 17, warnings: [] })
    const calendar = await load()
    expect(calendar.coveredUntil).toBe('2029-01-01')
    expect([isCovered(calendar, '2028-12-31'), isCovered(calendar, '2029-01-01')]).toEqual([true, false])
    expect(calendar.dayName('2027-03-22')).toBe('休日')
    expect((await vendor(holidayImports))[0]).toMatchObject({
      id: made.id,
      source: 'syukujitsu.csv of February 2027',
      at: NOW,
    })
  })

  test('a holiday moved by law leaves its old day', async () => {
    await take(year2028.map((row) => (row.endsWith('海の日') ? '2028/7/24,海の日' : row)))
    const calendar = await load()
    expect([calendar.dayName('2028-07-24'), calendar.dayName('2028-07-19')]).toEqual(['海の日', null])
    expect(calendar.dayName('2027-07-19')).toBe('海の日')
  })

  test('a file cut short is taken, but said to be odd', async () => {
    const made = await take(['2030/1/1,元日', '2032/1/1,元日'])
    expect(made.warnings).toEqual([
      { code: 'few-days', year: 2030, days: 1 },
      { code: 'year-missing', year: 2031, days: 0 },
      { code: 'few-days', year: 2032, days: 1 },
    ])
    // The year that the file leaves out stays with the bundled list.
    expect((await load()).dayName('2031-01-01')).toBe('元日')
  })

  test('one broken row, and nothing is changed', async () => {
    const before = await load()
    const broken = take([...year2028.slice(0, 3), '2028/2/30,何かの日', ...year2028.slice(4), '2028/12/1'])
    await expect(broken).rejects.toMatchObject({
      code: 'invalid-field',
      field: 'file line 5 column 1',
      facts: { code: 'impossible-date', line: 5, column: 1, value: '2028/2/30', faults: 2 },
    })
    expect(await load()).toBe(before)
  })

  test('imports are history: the application cannot change one', async () => {
    await expect(vendor((tx) => tx.query('delete from calendar.imports'))).rejects.toThrow(/permission denied/)
    await expect(vendor((tx) => tx.query("update calendar.imports set source = 'x'"))).rejects.toThrow(
      /permission denied/,
    )
  })
})
