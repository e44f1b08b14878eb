/** Two companies, two partners and somebody in every role, so that each may ask about the own, the other's and nothing. */
import { ROLES, type Role, type Side } from '../../src/kernel/access.ts'
import { must } from '../../src/kernel/failure.ts'
import { newId } from '../../src/kernel/ids.ts'
import { type Db, partOf, type Scope, type Tx } from '../../src/kernel/transaction.ts'
import { type Answer, at, type House, openHouse } from '../support/house.ts'

/** Ids of one company's things, and the organisation that a request about people names. */
export type Subject = {
  account: string
  contract: string
  order: string
  session: string
  intake: string
  adjustment: string
  offer: string
  document: string
  department: string
  user: string
  role: string
  invitation: string
  link: string
  organisation: string
}

/** A word that stands in every name of the other company: where it is read, something leaked. */
export const MARK = '異国'
const PASSWORD = 'a password of a test'
const NOW = '2025-04-14T09:00'

export type Actor = { side: Side; role: Role; token: string; own: Subject; foreign: Subject }

class Undone extends Error {
  readonly value: unknown
  constructor(value: unknown) {
    super('undone')
    this.value = value
  }
}

/** Statements as they are sent, and transactions that leave nothing behind once `undoes` is set. */
export const watch = { undoes: false, statements: [] as string[] }

const spying = (tx: Tx): Tx => {
  const noted =
    <Args extends [string, ...unknown[]], T>(run: (...args: Args) => T) =>
    (...args: Args): T => {
      if (!/identity\.|app\./.test(args[0])) watch.statements.push(args[0])
      return run(...args)
    }
  return { ...partOf(tx), query: noted(tx.query), one: noted(tx.one), maybe: noted(tx.maybe) } as Tx
}

async function undone<T>(db: Db, scope: Scope, run: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db.transaction(scope, async (tx) => {
      throw new Undone(await run(spying(tx)))
    })
  } catch (error) {
    if (error instanceof Undone) return error.value as T
    throw error
  }
}

const watching = (db: Db): Db => ({
  transaction: (scope, run) => (watch.undoes ? undone(db, scope, run) : db.transaction(scope, run)),
  read: (scope, run) => db.read(scope, (tx) => run(spying(tx))),
  close: () => db.close(),
})

/** A company's life, with sessions of the people named. */
async function company(house: House, name: string, staff: string[]) {
  const made = async (url: string, body: object): Promise<string> => {
    const answer: Answer = await house.ask('POST', url, body)
    return must(answer.body?.subject?.id ?? answer.body?.id, `${url} makes something: ${JSON.stringify(answer.body)}`)
  }
  const account = await made('/api/accounts', { name: `${name}株式会社`, prefecture: '北海道' })
  const contract = await house.contract(account, 'premier', '2025-04-01')
  const order = await house.order(account, 'training-3h', { language: 'en' })
  const visit = { contractId: contract, kind: 'meeting', place: 'customer-site', minutes: 60, acceptCharges: true }
  const sessions: string[] = []
  for (const [i, staffId] of staff.entries()) {
    const session = await house.book({ ...visit, staffId, start: `2025-04-${21 + i}T10:00:00+09:00` })
    sessions.push(must(session.body?.subject?.id, `a booking: ${JSON.stringify(session.body)}`))
  }
  const adjustment = { contractId: contract, allowance: 'meetings', minutes: 30, reason: `${name}の回線` }
  return {
    account,
    contract,
    order,
    sessions,
    intake: await made('/api/intakes', { contractId: contract, way: 'mail', holders: [`${name} 太郎`] }),
    adjustment: await made('/api/ledger/adjustments', adjustment),
    offer: await made('/api/offers', { accountId: account, order: { addOn: 'training-3h' }, lastDay: '2025-05-31' }),
    document: await made('/api/documents', { kind: 'confirmation', contractId: contract }),
    department: await made(`/api/departments?account=${account}`, { name: `${name}部` }),
  }
}

type Company = Awaited<ReturnType<typeof company>>

export type World = Awaited<ReturnType<typeof openWorld>>

export async function openWorld(options: { checkResponses?: boolean } = {}) {
  watch.undoes = false
  const house = await openHouse('2025-04-01T09:00', { ...options, around: watching })
  house.clock.set(at(NOW))
  const partners = ['協力社', `${MARK}協力社`]
  const [trainer, peer, stranger, vendors] = [
    await house.staff('trainer', { partner: partners[0], name: '担当 協力' }),
    await house.staff('trainer', { partner: partners[0], name: '担当 同僚' }),
    await house.staff('trainer', { partner: partners[1], name: `担当 ${MARK}` }),
    await house.staff('trainer', { name: '担当 自社' }),
  ]
  const A = await company(house, '自国', [trainer, vendors])
  const B = await company(house, MARK, [stranger, stranger])
  const partnerOf = async (staffId: string) =>
    (
      await house.db.read({ vendor: true }, (tx) =>
        tx.one<{ id: string }>('select partner_id as id from people.staff where id = $1', [staffId]),
      )
    ).id
  const [P, Q] = [await partnerOf(trainer), await partnerOf(stranger)]

  async function signUp(
    side: Side,
    role: Role,
    of: { accountId?: string; partnerId?: string; staffId?: string },
    ends = false,
  ) {
    const email = `${newId(house.clock.now())}@example.invalid`
    const validUntil = ends ? house.clock.now() + 60_000 : null
    const user = await house.identity.createUser({
      name: `${side} ${role}`,
      email,
      password: PASSWORD,
      side,
      roles: [role],
      validUntil,
      ...of,
    })
    if (role === 'leader' && of.accountId === A.account)
      await house.db.transaction({ vendor: true }, (tx) =>
        tx.query('update identity.memberships set department_id = $2 where user_id = $1', [user.userId, A.department]),
      )
    return { ...user, token: must(await house.identity.signIn(email, PASSWORD), 'a sign-in').token }
  }
  const roleOf = async (userId: string) =>
    (
      await house.db.read({ vendor: true }, (tx) =>
        tx.one<{ id: string }>('select id from identity.memberships where user_id = $1', [userId]),
      )
    ).id

  const ownOf: Record<Side, object> = { vendor: {}, partner: { partnerId: P }, customer: { accountId: A.account } }
  const belongs = async (
    c: Company,
    session: string,
    side: Side,
    ids: { account?: string; partner?: string },
  ): Promise<Subject> => {
    const of = side === 'partner' ? { partnerId: ids.partner! } : { accountId: c.account }
    const { userId } = await signUp(
      side === 'partner' ? 'partner' : 'customer',
      side === 'partner' ? 'operator' : 'owner',
      of,
    )
    const organisation = side === 'partner' ? `partner=${ids.partner}` : `account=${c.account}`
    const made = (path: string, body: object) => house.ask('POST', `${path}?${organisation}`, body)
    const role = side === 'partner' ? 'operator' : 'owner'
    const person = { email: `${newId(house.clock.now())}@example.invalid`, name: '招待', roles: [{ role }] }
    const invited = await made('/api/invitations', { people: [person] })
    const linked = await made('/api/personal-links', { userId, scopes: ['self.manage'], days: 1 })
    return {
      ...c,
      session,
      user: userId,
      role: await roleOf(userId),
      invitation: must(invited.body.ids?.[0], `an invitation: ${JSON.stringify(invited.body)}`),
      link:
        side === 'partner' ? newId(house.clock.now()) : must(linked.body.id, `a link: ${JSON.stringify(linked.body)}`),
      organisation,
    }
  }
  const subjects = {
    vendor: [await belongs(A, A.sessions[1]!, 'vendor', {}), await belongs(B, B.sessions[0]!, 'vendor', {})],
    partner: [
      await belongs(A, A.sessions[0]!, 'partner', { partner: P }),
      await belongs(B, B.sessions[0]!, 'partner', { partner: Q }),
    ],
    customer: [await belongs(A, A.sessions[0]!, 'customer', {}), await belongs(B, B.sessions[0]!, 'customer', {})],
  }
  const actors: Actor[] = []
  const expired: { side: Side; token: string }[] = []
  for (const side of ['vendor', 'partner', 'customer'] as const) {
    const [own, foreign] = subjects[side] as [Subject, Subject]
    for (const role of ROLES[side]) {
      const staffId = side === 'partner' ? trainer : vendors
      const { token } = await signUp(side, role, { ...ownOf[side], ...(side !== 'customer' && { staffId }) })
      actors.push({ side, role, token, own, foreign })
    }
    expired.push({ side, token: (await signUp(side, ROLES[side][0], ownOf[side], true)).token })
  }
  house.clock.set(at(NOW) + 120_000)
  // Everybody is looked up once, so that from here on only the requests themselves are seen.
  for (const { token } of actors) await house.as(token)('GET', '/api/me')
  const nothing = Object.fromEntries(
    Object.keys(subjects.vendor[0]!).map((key) => [key, newId(house.clock.now())]),
  ) as Subject
  return {
    house,
    actors,
    expired,
    nothingOf: (side: Side): Subject => ({
      ...nothing,
      organisation: `${side === 'partner' ? 'partner' : 'account'}=${nothing.account}`,
    }),
    companies: { A, B },
    people: { trainer, peer, stranger, vendors },
    close: () => house.close(),
  }
}
