/** A town whose every name, address, note and figure bears a mark, so that what leaks can be told. */
import { openLog } from '../../src/app/http/log.ts'
import type { Role, Side } from '../../src/kernel/access.ts'
import { must } from '../../src/kernel/failure.ts'
import { newId } from '../../src/kernel/ids.ts'
import type { Route } from '../../src/kernel/route.ts'
import { type Answer, type Ask, at, openHouse } from '../support/house.ts'

/** Stands in every name of a person, every note, reason and label. */
export const MARK = '漏洩'
/** Stands in every address and every secret. */
export const LATIN = 'leakmark'
/** Stands in every name of a company. */
export const COMPANY = '機密社'
/** A number of minutes that nothing else is. */
export const MINUTES = 987_654

export const NOW = '2025-04-01T09:00'
const PASSWORD = `${LATIN} harbour 7 lantern`

/** One request that succeeds; what it needs was made before. */
export type Deed = {
  path: string
  body?: unknown
  /** Who does it; left out: the vendor's administrator. Null: nobody is signed in. */
  token?: string | null
  type?: string
  headers?: Record<string, string>
}

export type Person = { userId: string; email: string; token: string; password: string; ask: Ask }

export type Town = Awaited<ReturnType<typeof openTown>>

export async function openTown(options: { log?: boolean; more?: Route[] } = {}) {
  const lines: string[] = []
  const log = openLog({ level: 'debug', destination: { write: (line: string) => void lines.push(line) } })
  const house = await openHouse(NOW, { ...(options.log && { log }), more: () => options.more ?? [] })
  let made = 0
  const email = () => `${LATIN}.${++made}@${LATIN}.example`

  async function person(side: Side, role: Role, of: { accountId?: string; partnerId?: string; staffId?: string } = {}) {
    const credentials = { email: email(), password: PASSWORD }
    const { userId } = await house.identity.createUser({
      name: `${MARK} ${++made}`,
      side,
      roles: [role],
      ...credentials,
      ...of,
    })
    const { token } = must(await house.identity.signIn(credentials.email, credentials.password), 'a sign-in')
    return { userId, token, ...credentials, ask: house.as(token) }
  }
  const admin = await person('vendor', 'admin')

  async function make(path: string, body: object, ask = admin.ask): Promise<string> {
    const answer = await ask('POST', path, body)
    return must(
      answer.body?.subject?.id ?? answer.body?.id,
      `${path} makes something, which answered ${JSON.stringify(answer.body)}`,
    )
  }
  const account = () => make('/api/accounts', { name: `株式会社${COMPANY}${++made}`, prefecture: '東京都' })
  const contract = async (accountId?: string, plan = 'premier') =>
    make('/api/contracts', { accountId: accountId ?? (await account()), plan, start: '2025-04-01', acceptTerms: true })

  return {
    house,
    lines,
    admin,
    person,
    make,
    account,
    contract,
    email,
    next: () => ++made,
    staff: (role = 'trainer', more: object = {}) =>
      make('/api/staff', { name: `${MARK} 担当 ${++made}`, role, ...more }),
    async session(start = '2025-04-14T10:00:00+09:00', minutes = 60) {
      const staffId = await make('/api/staff', { name: `${MARK} 担当 ${++made}`, role: 'csm' })
      const what = { kind: 'meeting', place: 'online', start, minutes, staffId }
      return make('/api/sessions', { contractId: await contract(), ...what })
    },
    /** The token of the latest letter to an address. */
    async tokenFor(to: string): Promise<string> {
      const rows = await house.db.read({ vendor: true }, (tx) =>
        tx.query<{ text: string }>('select text from app.outbox where recipient = $1 order by id desc limit 1', [to]),
      )
      return must(/#([\w-]{43})/.exec(rows[0]?.text ?? '')?.[1], 'a letter with a link')
    },
    /** The id of a row, as nobody is answered it. */
    idOf: (sql: string, values: unknown[]) =>
      house.db.read({ vendor: true }, async (tx) => (await tx.one<{ id: string }>(sql, values)).id),
    at: (moment: string) => house.clock.set(at(moment)),
    async run(name: string, deed: Deed): Promise<Answer> {
      const { body, token = admin.token, type = 'application/json', headers = {} } = deed
      const method = name.split(' ', 1)[0] as 'POST'
      const answer = await house.server.inject({
        method,
        url: deed.path,
        headers: {
          'accept-language': 'en',
          'user-agent': `${LATIN} Firefox/140.0`,
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': type }),
          'idempotency-key': newId(house.clock.now()),
          ...headers,
        },
        ...(body !== undefined && { payload: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
      })
      const isJson = /json/.test(String(answer.headers['content-type']))
      return {
        status: answer.statusCode,
        body: isJson && answer.body !== '' ? answer.json() : answer.body,
        headers: answer.headers,
      }
    },
    close: () => house.close(),
  }
}
