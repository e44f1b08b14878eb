import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseInstant, settableClock } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { type Db, openDb } from '../../kernel/transaction.ts'
import { verifyLedger } from '../../ledger/index.ts'
import { loadCatalogues } from '../../terms/index.ts'
import { type Application, buildApplication } from '../application.ts'
import { freshDatabase } from '../postgres/throwaway.ts'
import { TERMS_FOLDER } from '../services.ts'
import { loadDemo } from './load.ts'
import { DEMO_PASSWORD } from './password.ts'
import { demoSignIns } from './sign-ins.ts'

const VENDOR = { vendor: true } as const
const catalogues = loadCatalogues(`${TERMS_FOLDER}/reference`)

/** Loads the demo as on a day, and lets be looked at what it made. */
async function demoOn(day: string, look: (application: Application, db: Db) => Promise<void>): Promise<void> {
  const { connectionString, drop } = await freshDatabase(
    must(process.env.TEST_DATABASE_URL, 'a database server for the test run'),
  )
  const db = openDb({ connectionString, max: 4 })
  const clock = settableClock(must(parseInstant(`${day}T08:00:00+09:00`), 'a day that exists'))
  const application = await buildApplication({ db, clock, catalogues, checkResponses: true })
  try {
    const { failures, stories } = await loadDemo({
      connectionString,
      embedded: true,
      catalogues,
      clock,
      identity: application.identity,
    })
    expect(failures).toEqual([])
    expect(stories).toBeGreaterThanOrEqual(40)
    await look(application, db)
  } finally {
    await application.server.close()
    await db.close()
    await drop()
  }
}

describe('every step comes out as its story says', () => {
  // The end of February in a common and a leap year, the closed turn of the year, the days after Golden Week.
  it.each(['2027-02-28', '2028-02-29', '2026-12-31', '2027-05-06'])('on %s', { timeout: 120_000 }, (day) =>
    demoOn(day, async (_application, db) => {
      const { windows, faults } = await db.read(VENDOR, verifyLedger)
      expect(windows).toBeGreaterThan(100)
      expect(faults).toEqual([])
    }),
  )
})

type Row = {
  name: string
  plan: string | null
  state: string
  phase: string | null
  meters: { left: number; granted: number }[]
}
type SessionRow = { state: string; start: string }

describe('every screen has something to show', () => {
  let rows: Row[] = []
  let sessions: SessionRow[] = []
  let users: { email: string; side: string }[] = []
  let home: Record<string, number> = {}
  let people: Record<string, number> = {}
  const get = async <T>({ server }: Application, token: string, url: string): Promise<T> => {
    const answer = await server.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } })
    expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200)
    return answer.json() as T
  }

  beforeAll(
    () =>
      demoOn('2026-11-24', async (application, db) => {
        users = await db.read(VENDOR, (tx) =>
          tx.query(
            `select distinct u.email, m.side from identity.users u join identity.memberships m on m.user_id = u.id
             where u.kind = 'person'`,
          ),
        )
        for (const { email } of await db.read(VENDOR, demoSignIns)) {
          const signIn = await application.server.inject({
            method: 'POST',
            url: '/api/auth/sign-in',
            payload: { email, password: DEMO_PASSWORD },
          })
          expect(signIn.statusCode).toBe(200)
          const token = must(signIn.cookies[0], 'a cookie').value
          const { user, may } = signIn.json() as {
            user: { side: string; accountId: string | null }
            may: Record<string, string>
          }
          if ('members.read' in may)
            people[email] = (await get<{ items: unknown[] }>(application, token, '/api/members')).items.length
          if (user.side === 'customer' && 'accounts.read' in may)
            home[email] = (
              await get<{ contracts: unknown[] }>(application, token, `/api/accounts/${user.accountId}`)
            ).contracts.length
          if (email !== 'admin@bansou.example') continue
          rows = (await get<{ items: Row[] }>(application, token, '/api/accounts?limit=200')).items
          sessions = (
            await get<{ items: SessionRow[] }>(
              application,
              token,
              '/api/sessions?from=2026-10-20T00:00:00Z&until=2026-12-20T00:00:00Z',
            )
          ).items
        }
      }),
    120_000,
  )
  afterAll(() => {
    home = {}
    people = {}
  })

  it('accounts in every state and of every plan', () => {
    expect(rows.length).toBeGreaterThanOrEqual(40)
    expect(new Set(rows.map((r) => r.state))).toEqual(new Set(['none', 'upcoming', 'active', 'notice-given', 'ended']))
    expect(new Set(rows.map((r) => r.plan))).toEqual(new Set([null, 'basic', 'advanced', 'premier', 'premier-plus']))
    expect(new Set(rows.map((r) => r.phase))).toEqual(new Set([null, 'onboarding', 'success']))
  })

  it('people in every organisation, a leader with the own department', () => {
    const company = people['jiro@reidai.example'] ?? 0
    const department = people['leader@reidai.example'] ?? 0
    expect(people).toMatchObject({ 'admin@bansou.example': 8, 'manager@partner.example': 2 })
    expect(company).toBeGreaterThan(department)
    expect(department).toBe(3)
  })

  it('allowances untouched, nearly used and exhausted', () => {
    const meters = rows.flatMap((r) => r.meters)
    expect(meters.some((m) => m.left === m.granted)).toBe(true)
    expect(meters.some((m) => m.left === 0 && m.granted > 0)).toBe(true)
    expect(meters.some((m) => m.left > 0 && m.left <= m.granted / 10)).toBe(true)
  })

  it('sessions behind and ahead, today and in the coming weeks', () => {
    expect(new Set(sessions.map((s) => s.state))).toEqual(new Set(['booked', 'completed', 'no-show']))
    expect(sessions.filter((s) => s.start.startsWith('2026-11-24')).length).toBeGreaterThanOrEqual(3)
    expect(sessions.filter((s) => s.start > '2026-11-25').length).toBeGreaterThanOrEqual(30)
  })

  it('nobody of the loading remains, and the demo’s own people see what is theirs', () => {
    expect(new Set(users.map((u) => u.side))).toEqual(new Set(['customer', 'partner', 'vendor']))
    expect(users.filter((u) => !u.email.endsWith('.example'))).toEqual([])
    expect(users.filter((u) => u.email === 'azusa@kyodo.example')).toHaveLength(1)
    expect(Object.values(home)).toEqual([1, 1, 1])
  })
})
