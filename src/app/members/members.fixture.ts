/** An application with people who sign in, for the tests of this folder. */
import { testDatabase } from '../../../test/support/database.ts'
import { instantOf, settableClock } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { loadCatalogues } from '../../terms/index.ts'
import { buildApplication } from '../application.ts'
import type { NewUser } from '../identity/identity.ts'
import { TERMS_FOLDER } from '../services.ts'

export const NOW = instantOf({ date: '2025-04-14', minute: 600 }, 'Asia/Tokyo')
export const DAY = 86_400_000
const CHEAP = { log2N: 4, r: 1, p: 1 }
export const PASSWORD = 'quiet harbour lantern'

export type Answer<T = Record<string, unknown>> = { status: number; body: T & { code?: string; field?: string } }
export type As = {
  email: string
  userId: string
  token: string
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>
  post<T = Record<string, unknown>>(path: string, body?: unknown, method?: 'POST' | 'PUT' | 'PATCH'): Promise<Answer<T>>
  file<T = Record<string, unknown>>(path: string, bytes: Uint8Array): Promise<Answer<T>>
}

let made = 0

export async function openTown() {
  const database = await testDatabase()
  const clock = settableClock(NOW)
  const catalogues = loadCatalogues(`${TERMS_FOLDER}/reference`)
  const application = await buildApplication({
    db: database.db,
    clock,
    catalogues,
    identity: { passwordCost: CHEAP, secondFactor: 'off' },
    address: 'https://bansou.example',
    checkResponses: true,
  })
  const { server, identity } = application

  async function send<T>(token: string | null, method: string, url: string, payload?: unknown, type?: string) {
    const answer = await server.inject({
      method: method as 'GET',
      url,
      headers: {
        'accept-language': 'en',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(method !== 'GET' && { 'idempotency-key': newId(clock.now()), 'content-type': type ?? 'application/json' }),
      },
      ...(payload !== undefined && { payload: payload as string }),
    })
    return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json() } as Answer<T>
  }

  async function signIn(email: string, password = PASSWORD): Promise<As> {
    const answer = await server.inject({ method: 'POST', url: '/api/auth/sign-in', payload: { email, password } })
    must(answer.statusCode === 200, `a sign-in of ${email}, which answered ${answer.body}`)
    const { value: token } = must(
      answer.cookies.find((c) => c.name === 'bansou_session'),
      'a cookie',
    )
    return {
      email,
      userId: answer.json().user.id,
      token,
      get: (path) => send(token, 'GET', path),
      post: (path, body, method = 'POST') => send(token, method, path, JSON.stringify(body ?? {})),
      file: (path, bytes) => send(token, 'POST', path, Buffer.from(bytes), 'text/csv'),
    }
  }

  async function person(user: Omit<NewUser, 'email' | 'name' | 'password'> & { name?: string }): Promise<As> {
    const email = `person${++made}@town.example`
    await identity.createUser({ name: '山田', ...user, email, password: PASSWORD })
    return signIn(email)
  }

  /** The token of the latest letter to an address. */
  async function tokenFor(email: string): Promise<string> {
    const rows = await database.db.read({ vendor: true }, (tx) =>
      tx.query<{ text: string }>('select text from app.outbox where recipient = $1 order by id desc limit 1', [email]),
    )
    return must(/#([\w-]{43})/.exec(rows[0]?.text ?? '')?.[1], `a letter with a link to ${email}`)
  }

  const anybody = <T = Record<string, unknown>>(path: string, body: unknown) =>
    send<T>(null, 'POST', path, JSON.stringify(body))

  return {
    database,
    clock,
    application,
    person,
    signIn,
    tokenFor,
    anybody,
    close: async () => {
      await server.close()
      await database.drop()
    },
  }
}

export type Town = Awaited<ReturnType<typeof openTown>>
