import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { ACCESS } from '../kernel/access.ts'
import { parseInstant } from '../kernel/clock.ts'
import { newId } from '../kernel/ids.ts'
import type { Caller, Route } from '../kernel/route.ts'
import { officialFile, officialRows } from './official-days.fixture.ts'
import { calendarRoutes } from './routes.ts'

const NOW = parseInstant('2026-11-23T09:00:00+09:00')!
const STAFF: Caller = {
  userId: newId(NOW),
  name: 'A',
  side: 'vendor',
  roles: ['admin'],
  relation: 'all',
  accountId: null,
  partnerId: null,
  staffId: null,
  staffIds: [],
  departmentIds: [],
  at: 0,
  viewedBy: null,
  language: 'ja',
}
const CUSTOMER: Caller = { ...STAFF, side: 'customer', accountId: newId(NOW), language: 'en' }

let database: TestDatabase
let routes: Route[]
beforeAll(async () => {
  database = await testDatabase()
  const config = {
    holidays: { country: 'JP' },
    yearlyClosures: [{ from: '12-29', to: '01-03', name: { ja: '年末年始休業', en: 'Year-end closure' } }],
  }
  routes = calendarRoutes({
    db: database.db,
    clock: { now: () => NOW },
    calendar: () => ({ config, timeZone: 'Asia/Tokyo' }),
  })
})
afterAll(() => database.drop())

type Asked = { params?: unknown; query?: unknown; body?: unknown; caller?: Caller; key?: string }

/** A request as the server would make it of checked parts; the answer has the shape that the contract promises. */
async function ask(
  method: Route['method'],
  path: string,
  { caller = STAFF, key, ...asked }: Asked = {},
): Promise<unknown> {
  const found = routes.find((r) => r.method === method && r.path === path)!
  const answer = await found.handler({
    params: found.params?.parse(asked.params),
    query: found.query?.parse(asked.query ?? {}),
    body: found.body?.parse(asked.body),
    caller,
    idempotency: key === undefined ? null : { userId: caller.userId, key, hash: JSON.stringify(asked), at: NOW },
    ifMatch: null,
  })
  return found.response.parse(answer)
}

describe('closures over HTTP', () => {
  test('a day is closed once for one key, and seen by everybody', async () => {
    const body = { date: '2026-12-01', name: ' 棚卸 ' }
    const closed = { date: '2026-12-01', name: '棚卸' }
    expect(await ask('POST', '/api/closures', { body, key: 'k1' })).toEqual(closed)
    expect(await ask('POST', '/api/closures', { body, key: 'k1' })).toEqual(closed)
    await expect(ask('POST', '/api/closures', { body, key: 'k2' })).rejects.toMatchObject({ code: 'already-exists' })
    expect(await ask('GET', '/api/closures', { caller: CUSTOMER })).toEqual({ items: [closed], next: null })
  })

  test('a closed day is opened again', async () => {
    await ask('POST', '/api/closures', { body: { date: '2026-12-02', name: 'x' } })
    await ask('DELETE', '/api/closures/:date', { params: { date: '2026-12-02' } })
    const span = { from: '2026-12-02', until: '2026-12-03' }
    expect(await ask('GET', '/api/calendar', { query: span })).toMatchObject({
      days: [{ date: '2026-12-02', business: true, name: null }],
    })
  })

  test('only the vendor changes the calendar', () => {
    for (const r of routes) if (r.method !== 'GET') expect(Object.keys(ACCESS[r.may])).toEqual(['vendor'])
  })
})

describe('days over HTTP', () => {
  test('each day of the span, until exclusive, in the language of who asks', async () => {
    const query = { from: '2026-12-28', until: '2026-12-30' }
    expect(await ask('GET', '/api/calendar', { query, caller: CUSTOMER })).toEqual({
      days: [
        { date: '2026-12-28', business: true, name: null },
        { date: '2026-12-29', business: false, name: 'Year-end closure' },
      ],
      coveredUntil: '2028-01-01',
    })
  })

  test.each([
    ['2026-12-01', '2026-12-01', 'until-before-from'],
    ['2026-12-02', '2026-12-01', 'until-before-from'],
    ['2026-01-01', '2027-02-06', 'too-big'],
  ])('from %s until %s: %s', async (from, until, code) => {
    await expect(ask('GET', '/api/calendar', { query: { from, until } })).rejects.toMatchObject({
      code: 'invalid-field',
      field: 'until',
      facts: { code },
    })
  })

  test('400 days are the most', async () => {
    expect(await ask('GET', '/api/calendar', { query: { from: '2026-01-01', until: '2027-02-05' } })).toMatchObject({
      days: { length: 400 },
    })
  })
})

describe('the official list over HTTP', () => {
  const csvBase64 = (rows: string[]) => Buffer.from(officialFile(rows)).toString('base64')

  test('a broken row is named with its line and column', async () => {
    const body = { csvBase64: csvBase64(['2028/1/1,元日', '2028/1/32,何かの日']) }
    await expect(ask('POST', '/api/calendar/holidays', { body })).rejects.toMatchObject({
      code: 'invalid-field',
      field: 'csvBase64 line 3 column 1',
    })
    expect(await ask('GET', '/api/calendar/coverage')).toEqual({
      coveredUntil: '2028-01-01',
      covered: true,
      imports: [],
    })
  })

  test('an import moves the coverage', async () => {
    const rows = officialRows(2027).map((row) => row.replace('2027', '2028'))
    const beyond = { query: { date: '2028-03-01' } }
    expect(await ask('GET', '/api/calendar/coverage', beyond)).toMatchObject({ covered: false })
    const made = await ask('POST', '/api/calendar/holidays', { body: { csvBase64: csvBase64(rows) } })
    expect(made).toMatchObject({ firstYear: 2028, lastYear: 2028, days: 17, warnings: [] })
    expect(await ask('GET', '/api/calendar/coverage', beyond)).toMatchObject({
      coveredUntil: '2029-01-01',
      covered: true,
      imports: [{ source: 'syukujitsu.csv', at: '2026-11-23T09:00:00+09:00' }],
    })
  })
})
