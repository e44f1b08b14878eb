/** The whole application with people of all sides, for the tests of what people are told. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import type { Role, Side } from '../../kernel/access.ts'
import { parseInstant, settableClock } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { type Db, openDb } from '../../kernel/transaction.ts'
import { loadCatalogues } from '../../terms/index.ts'
import { buildApplication } from '../application.ts'
import { TERMS_FOLDER } from '../services.ts'
import type { Live, Reach } from './index.ts'
import { noticesLoop } from './index.ts'

export const ZONE = 'Asia/Tokyo'
export const at = (text: string) => must(parseInstant(`${text}:00+09:00`), `${text} is a moment`)
export const log = pino({ level: 'silent' })
const catalogues = loadCatalogues(join(TERMS_FOLDER, 'reference'))

// biome-ignore lint/suspicious/noExplicitAny: answers are read by the tests that know them.
export type Answer = { status: number; body: any }
export type Person = {
  userId: string
  email: string
  token: string
  get(url: string, language?: string): Promise<Answer>
  post(url: string, body?: object): Promise<Answer>
}
type NewPerson = { side: Side; roles: Role[]; accountId?: string; staffId?: string; partnerId?: string }

export type Town = Awaited<ReturnType<typeof openTown>>

export async function openTown(start: string, options: { reach?: Reach; live?: (db: Db) => Live } = {}) {
  const database: TestDatabase = await testDatabase()
  const clock = settableClock(at(start))
  const { db } = database
  const application = await buildApplication({
    db,
    clock,
    catalogues,
    checkResponses: true,
    address: 'https://bansou.example',
    ...(options.reach && { reach: options.reach }),
    ...(options.live && { live: options.live(db) }),
    identity: { passwordCost: { log2N: 4, r: 1, p: 1 }, lasts: 100 * 365 * 86_400_000, secondFactor: 'off' },
  })
  const { server, identity, services, telling } = application

  async function signIn(email: string, password: string, agent?: string): Promise<string> {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/auth/sign-in',
      payload: { email, password },
      headers: agent === undefined ? {} : { 'user-agent': agent },
    })
    return must(
      answer.cookies.find((c) => c.name === 'bansou_session'),
      `a cookie, not ${answer.body}`,
    ).value
  }
  const asked = async (
    app: FastifyInstance,
    token: string,
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    language = 'ja',
  ) => {
    const answer = await app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}`, 'accept-language': language },
      ...(body && { payload: body }),
    })
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
  }
  async function person(made: NewPerson): Promise<Person> {
    const email = `${randomBytes(5).toString('hex')}@example.invalid`
    const password = randomBytes(12).toString('hex')
    const { userId } = await identity.createUser({ name: '試し 人', email, password, ...made })
    const token = await signIn(email, password)
    return {
      userId,
      email,
      token,
      get: (url, language) => asked(server, token, 'GET', url, undefined, language),
      post: (url, body = {}) => asked(server, token, 'POST', url, body),
    }
  }
  const admin = await person({ side: 'vendor', roles: ['admin'] })
  let names = 0
  async function made(url: string, body: object): Promise<string> {
    const answer = await admin.post(url, body)
    if (answer.status !== 201) throw new Error(`${url} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body.subject?.id ?? answer.body.id
  }
  const account = () => made('/api/accounts', { name: `株式会社見本${++names}`, prefecture: '東京都' })
  const staff = (role = 'csm', more: object = {}) => made('/api/staff', { name: `担当 ${++names}`, role, ...more })
  const loop = (own: Db = db) => noticesLoop({ db: own, clock, zone: ZONE, telling })
  return {
    database,
    db,
    clock,
    server,
    identity,
    services,
    telling,
    signIn,
    admin,
    person,
    account,
    staff,
    contract: (accountId: string, more: object = {}) =>
      made('/api/contracts', { accountId, plan: 'premier', start: '2026-04-01', acceptTerms: true, ...more }),
    book: (by: Person, contractId: string, begin: string, more: object = {}) =>
      by.post('/api/sessions', {
        contractId,
        kind: 'meeting',
        place: 'online',
        start: `${begin}:00+09:00`,
        minutes: 60,
        ...more,
      }),
    /** Lets people be told, as the loop does. */
    tell: (own?: Db) => loop(own).round(new AbortController().signal),
    another: () => openDb({ connectionString: database.connectionString, max: 4 }),
    letters: () =>
      db.read({ vendor: true }, (tx) =>
        tx.query<{
          to: string
          kind: string
          subject: string
          text: string
          channel: string
          unsubscribe: string | null
          language: string
        }>('select recipient as "to", kind, subject, text, channel, unsubscribe, language from app.outbox order by id'),
      ),
    forgetLetters: () => db.transaction({ vendor: true }, (tx) => tx.query('delete from app.outbox')),
    id: () => newId(clock.now()),
    async close() {
      await server.close()
      await database.drop()
    },
  }
}
