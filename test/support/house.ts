/** The whole application on a database of its own, with a clock that the test sets: for what is proved through the routes. */
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type ApplicationOptions, buildApplication } from '../../src/app/application.ts'
import { TERMS_FOLDER } from '../../src/app/services.ts'
import type { Role } from '../../src/kernel/access.ts'
import { type Instant, parseInstant, settableClock } from '../../src/kernel/clock.ts'
import type { Decision } from '../../src/kernel/decision.ts'
import { must } from '../../src/kernel/failure.ts'
import { newId } from '../../src/kernel/ids.ts'
import { type Db, openDb } from '../../src/kernel/transaction.ts'
import { type LedgerFault, verifyLedger } from '../../src/ledger/index.ts'
import { loadCatalogues } from '../../src/terms/index.ts'
import { testDatabase } from './database.ts'

const reference = loadCatalogues(join(TERMS_FOLDER, 'reference'))
/** Nobody guards these passwords. */
const CHEAP = { log2N: 4, r: 1, p: 1 }
const PASSWORD = 'a password of a test'

export const at = (text: string): Instant => must(parseInstant(`${text}:00+09:00`), `${text} is a moment`)

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
/** Answers are read by the tests that know them. */
export type Answer = { status: number; body: ReturnType<typeof JSON.parse>; headers: Record<string, unknown> }

export type Ask = (method: Method, url: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

/** Asks as one person; JSON unless a raw body is given. */
const askOf =
  (server: FastifyInstance, token: string): Ask =>
  async (method, url, body, headers = {}) => {
    const answer = await server.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': 'en',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
      }),
    })
    const isJson = /^application\/(problem\+)?json/.test(String(answer.headers['content-type']))
    const read = answer.body === '' ? null : isJson ? answer.json() : answer.body
    return { status: answer.statusCode, body: read, headers: answer.headers }
  }

export type House = Awaited<ReturnType<typeof openHouse>>

/** The decision of an answer, whether it is the answer itself or lies in a problem document. */
export const decisionOf = (answer: Answer): Decision | null =>
  answer.body?.decision ?? (answer.body?.outcome ? answer.body : null)

/** `around`: what stands between the application and its database; `catalogues`: the reference ones unless said. */
type HouseOptions = {
  max?: number
  connectionString?: string
  around?: (db: Db) => Db
  checkResponses?: boolean
  catalogues?: typeof reference
} & Pick<ApplicationOptions, 'log' | 'more'>

export async function openHouse(start: string, options: HouseOptions = {}) {
  const catalogues = options.catalogues ?? reference
  const database = options.connectionString === undefined ? await testDatabase(options) : null
  const connectionString = options.connectionString ?? must(database, 'a database').connectionString
  const own: Db = database?.db ?? openDb({ connectionString, max: options.max ?? 10 })
  const db = options.around?.(own) ?? own
  const clock = settableClock(at(start))
  /** Another application on the same database: its own pool, lane and memory of sign-ins. */
  async function another() {
    const own = openDb({ connectionString, max: options.max ?? 10 })
    const identity = { secondFactor: 'off' as const }
    const { server } = await buildApplication({ db: own, clock, catalogues, checkResponses: true, identity })
    return { ask: (token: string) => askOf(server, token), close: () => server.close().then(() => own.close()) }
  }
  const { server, identity, services, telling } = await buildApplication({
    db,
    clock,
    catalogues,
    checkResponses: options.checkResponses ?? true,
    ...(options.log && { log: options.log }),
    ...(options.more && { more: options.more }),
    // Tests move the clock by years, and nobody signs in again meanwhile.
    identity: { passwordCost: CHEAP, lasts: 100 * 365 * 86_400_000, secondFactor: 'off' },
  })
  async function signUp(side: 'vendor' | 'customer' | 'partner', accountId: string | null = null) {
    const email = `${newId(clock.now())}@example.invalid`
    await identity.createUser({
      name: side,
      email,
      password: PASSWORD,
      side,
      accountId,
      partnerId: side === 'partner' ? newId(clock.now()) : null,
      roles: [{ vendor: 'admin', partner: 'manager', customer: 'promotion' }[side] as Role],
    })
    return must(await identity.signIn(email, PASSWORD), 'a sign-in').token
  }
  const vendorToken = await signUp('vendor')
  const ask = askOf(server, vendorToken)
  let second: Ask | null = null
  let names = 0
  async function made(url: string, body: object): Promise<string> {
    const answer = await ask('POST', url, body)
    if (answer.status !== 201) throw new Error(`${url} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body.subject?.id ?? answer.body.id
  }
  return {
    ask,
    clock,
    db,
    server,
    identity,
    services,
    telling,
    catalogues,
    vendorToken,
    connectionString,
    another,
    signUp,
    as: (token: string) => askOf(server, token),
    account: (prefecture = '東京都') => made('/api/accounts', { name: `株式会社見本${++names}`, prefecture }),
    staff: (role = 'csm', more: object = {}) => made('/api/staff', { name: `担当 ${++names}`, role, ...more }),
    contract: (accountId: string, plan: string, from: string, more: object = {}) =>
      made('/api/contracts', { accountId, plan, start: from, acceptTerms: true, ...more }),
    order: (accountId: string, addOn: string, more: object = {}) =>
      made('/api/orders', { accountId, addOn, acceptTerms: true, acceptCharges: true, ...more }),
    book: (body: object, headers?: Record<string, string>) => ask('POST', '/api/sessions', body, headers),
    /** A correction of the ledger by two persons; the answer of whoever was refused, else of the second. */
    async adjust(body: object): Promise<Answer> {
      const asked = await ask('POST', '/api/ledger/adjustments', body)
      if (asked.status !== 201) return asked
      second ??= askOf(server, await signUp('vendor'))
      return second('POST', `/api/ledger/adjustments/${asked.body.subject.id}/approve`, {})
    },
    faults: async (): Promise<LedgerFault[]> => (await db.read({ vendor: true }, verifyLedger)).faults,
    async close() {
      await server.close()
      if (database) await database.drop()
      else await db.close()
    },
  }
}
