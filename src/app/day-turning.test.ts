import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { instantOf, settableClock } from '../kernel/clock.ts'
import { must } from '../kernel/failure.ts'
import { verifyLedger } from '../ledger/index.ts'
import { loadCatalogues } from '../terms/index.ts'
import { type Application, buildApplication } from './application.ts'
import { doTheDay } from './day-turning.ts'
import { openReach } from './notifications/index.ts'
import { TERMS_FOLDER } from './services.ts'
import { startWork } from './work.ts'

const ZONE = 'Asia/Tokyo'
const SIGN_IN = { email: 'job@example.jp', password: 'long enough pass' }
const log = pino({ level: 'silent' })
const clock = settableClock(instantOf({ date: '2026-04-01', minute: 600 }, ZONE))
let database: TestDatabase
let application: Application

const go = (date: string) => clock.set(instantOf({ date, minute: 5 }, ZONE))
const turn = () => doTheDay(application.services, application.identity, log, new AbortController().signal)

async function ask(method: 'GET' | 'POST', url: string, payload?: object): Promise<Record<string, unknown>> {
  const signIn = await application.server.inject({ method: 'POST', url: '/api/auth/sign-in', payload: SIGN_IN })
  const headers = { authorization: `Bearer ${must(signIn.cookies[0], 'a cookie').value}` }
  const answer = await application.server.inject({ method, url, headers, ...(payload && { payload }) })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json()
}

type Entry = { kind: string; allowance: string; amount: number; at: string }
let account = ''
const lapses = async () =>
  ((await ask('GET', `/api/accounts/${account}/ledger?limit=200`)).items as Entry[]).filter((e) => e.kind === 'lapse')

beforeAll(async () => {
  database = await testDatabase()
  const catalogues = loadCatalogues(`${TERMS_FOLDER}/reference`)
  application = await buildApplication({
    db: database.db,
    clock,
    catalogues,
    identity: { passwordCost: { log2N: 4, r: 1, p: 1 }, secondFactor: 'off' },
  })
  await application.identity.createUser({ ...SIGN_IN, name: '初見 葵', side: 'vendor', roles: ['admin'] })
  account = String((await ask('POST', '/api/accounts', { name: '見本株式会社', prefecture: '東京都' })).id)
  await ask('POST', '/api/contracts', { accountId: account, plan: 'basic', start: '2026-04-01', acceptTerms: true })
})
afterAll(async () => {
  await application.server.close()
  await database.drop()
})

it('lets lapse what is left when its window has ended, once', async () => {
  go('2026-06-30')
  await turn()
  expect(await lapses()).toEqual([])
  go('2026-07-01')
  await turn()
  expect(await lapses()).toMatchObject([{ allowance: 'meetings', amount: 360 }])
  await turn()
  go('2026-07-02')
  await turn()
  expect(await lapses()).toHaveLength(1)
  expect((await database.db.read({ vendor: true }, verifyLedger)).faults).toEqual([])
})

it('sweeps sign-ins that have expired', async () => {
  const count = async () =>
    (await database.db.read({ vendor: true }, (tx) => tx.query('select from identity.sign_ins'))).length
  await ask('GET', '/api/me')
  expect(await count()).toBeGreaterThan(0)
  go('2026-09-01')
  await turn()
  expect(await count()).toBe(0)
})

it('an account whose books cannot be turned keeps no other from being turned', async () => {
  const broken = String((await ask('POST', '/api/accounts', { name: '不調株式会社', prefecture: '東京都' })).id)
  await database.db.transaction({ vendor: true }, (tx) =>
    tx.query(
      `insert into contracts.orders (account_id, id, add_on, language, options, accepted_version, created_at, version)
       values ($1, $1, 'in-no-catalogue', 'ja', '{}', 'v', now(), 1)`,
      [broken],
    ),
  )
  clock.set(clock.now() + 1000)
  account = String((await ask('POST', '/api/accounts', { name: '健全株式会社', prefecture: '東京都' })).id)
  await ask('POST', '/api/contracts', { accountId: account, plan: 'basic', start: '2026-09-01', acceptTerms: true })
  expect(account > broken).toBe(true)
  go('2026-12-01')
  await expect(turn()).rejects.toThrow('1 of 3 accounts could not be turned')
  expect(await lapses()).toMatchObject([{ allowance: 'meetings', amount: 360 }])
  await database.db.transaction({ vendor: true }, (tx) =>
    tx.query('delete from contracts.orders where account_id = $1', [broken]),
  )
  await turn()
  expect(await lapses()).toHaveLength(1)
})

it('is done at the start by the jobs, and a stop waits for what is under way', async () => {
  const { services, identity, telling } = application
  const begin = () =>
    startWork({ services, identity, log, telling, secrets: identity.sealer, reach: openReach(), smtp: null })
  go('2026-12-10')
  await begin().stop()
  go('2026-12-11')
  const work = begin()
  await expect
    .poll(() =>
      database.db.read({ vendor: true }, (tx) => tx.one('select value from app.settings where name = $1', ['turned'])),
    )
    .toEqual({ value: '2026-12-11' })
  await work.stop()
})
