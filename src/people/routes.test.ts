import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { ACCESS } from '../kernel/access.ts'
import { parseInstant } from '../kernel/clock.ts'
import { newId } from '../kernel/ids.ts'
import type { Caller, Route } from '../kernel/route.ts'
import { PREFECTURE_REGIONS } from './prefectures.ts'
import { peopleRoutes } from './routes.ts'

const NOW = parseInstant('2025-04-01T09:00:00+09:00')!
const CALLER: Caller = {
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

let database: TestDatabase
let routes: Route[]
beforeAll(async () => {
  database = await testDatabase()
  const vocabulary = () => ({
    regions: PREFECTURE_REGIONS,
    offices: ['hq', 'kansai'],
    kinds: ['meeting', 'training'],
    languages: ['ja', 'en'],
    timeZone: 'Asia/Tokyo',
  })
  routes = peopleRoutes({ db: database.db, clock: { now: () => NOW }, vocabulary })
})
afterAll(() => database.drop())

type Asked = { params?: unknown; body?: unknown; key?: string; ifMatch?: number }

/** A request as the server would make it of checked parts; the answer has the shape that the contract promises. */
async function ask<Answer>(
  method: Route['method'],
  path: string,
  { key, ifMatch, ...asked }: Asked = {},
): Promise<Answer> {
  const found = routes.find((r) => r.method === method && r.path === path)!
  const answer = await found.handler({
    params: found.params?.parse(asked.params),
    query: undefined,
    body: found.body?.parse(asked.body),
    caller: CALLER,
    idempotency: key === undefined ? null : { userId: CALLER.userId, key, hash: JSON.stringify(asked), at: NOW },
    ifMatch: ifMatch ?? null,
  })
  return found.response.parse(answer) as Answer
}

type Known = { id: string; version: number }

describe('staff over HTTP', () => {
  test('is added once for one key and listed', async () => {
    const body = { name: '高橋', role: 'trainer', partner: 'アルファ研修', baseOffice: 'kansai' }
    const made = await ask<Known>('POST', '/api/staff', { body, key: 'k1' })
    expect(await ask('POST', '/api/staff', { body, key: 'k1' })).toEqual(made)
    expect(await ask('GET', '/api/staff')).toEqual({ items: [{ id: made.id, ...body, active: true }], next: null })
  })

  test.each([
    { name: '', role: 'csm' },
    { name: 'x', role: 'boss' },
    { name: 'x', role: 'csm', age: 3 },
  ])('%j is refused', async (body) => {
    await expect(ask('POST', '/api/staff', { body })).rejects.toThrow()
  })
})

describe('accounts over HTTP', () => {
  test('are added and changed under the version that was seen', async () => {
    const made = await ask<Known>('POST', '/api/accounts', { body: { name: ' 株式会社アクメ ', prefecture: '東京' } })
    expect(made).toEqual({
      id: made.id,
      name: '株式会社アクメ',
      prefecture: '東京都',
      existingCustomer: false,
      version: 1,
      createdAt: '2025-04-01T09:00:00+09:00',
    })
    const change = { params: { id: made.id }, body: { existingCustomer: true } }
    expect(await ask('PATCH', '/api/accounts/:id', { ...change, ifMatch: 1 })).toMatchObject({
      existingCustomer: true,
      version: 2,
    })
    await expect(ask('PATCH', '/api/accounts/:id', { ...change, ifMatch: 1 })).rejects.toMatchObject({
      code: 'stale-version',
    })
    expect(await ask('PATCH', '/api/accounts/:id', change)).toMatchObject({ version: 3 })
  })

  test('an unknown account and a change of nothing', async () => {
    const params = { id: newId(NOW) }
    await expect(ask('PATCH', '/api/accounts/:id', { params, body: { name: 'x' } })).rejects.toMatchObject({
      code: 'unknown-reference',
    })
    await expect(ask('PATCH', '/api/accounts/:id', { params, body: {} })).rejects.toThrow()
  })
})

test('only the vendor sees and changes staff, partners and accounts; a company its departments, a partner its people’s time', () => {
  for (const r of routes) {
    const sides = Object.keys(ACCESS[r.may])
    expect([r.path, sides.includes('customer')]).toEqual([r.path, r.path.startsWith('/api/departments')])
    const shared = r.path.startsWith('/api/departments') || r.may === 'staff.own'
    expect([r.path, sides.length === 1]).toEqual([r.path, !shared])
  }
})
