/** Ids through the real routes: those that were never given, and those of another customer, are one answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids.ts'
import type { Ask, House } from '../support/house.ts'
import { openHouse } from '../support/house.ts'

let house: House
/** Ids of the account that asks for nothing: each kind beside an id that was never given. */
let theirs: Record<'account' | 'contract' | 'order' | 'project' | 'session', string>
let customer: Ask
let partner: Ask
let routes: { method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'; path: string }[]

beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
  const account = await house.account()
  const contract = await house.contract(account, 'premier', '2025-04-01')
  const order = await house.order(account, 'training-3h')
  const project = (
    await house.ask('POST', '/api/projects', {
      contractId: contract,
      tenant: 'prod',
      target: 'Salesforce',
      start: '2025-04-01',
    })
  ).body.subject.id
  const session = (
    await house.book({
      contractId: contract,
      kind: 'meeting',
      place: 'online',
      start: '2025-04-14T10:00:00+09:00',
      minutes: 60,
    })
  ).body.subject.id
  theirs = { account, contract, order, project, session }
  const own = await house.account()
  await house.contract(own, 'basic', '2025-04-01')
  customer = house.as(await house.signUp('customer', own))
  partner = house.as(await house.signUp('partner'))
  const { body } = await house.ask('GET', '/api/openapi.json')
  routes = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((m) => ({ method: m.toUpperCase() as 'GET', path })),
  )
})
afterAll(() => house.close())

/** A body that each route would read, so that nothing but the id is wrong. */
const BODIES: Record<string, object> = {
  '/api/sessions/{id}/move': { start: '2025-04-15T10:00:00+09:00' },
  '/api/sessions/{id}/complete': { minutes: 60 },
  '/api/contracts/{id}/change': { on: '2025-05-01', plan: 'premier-plus' },
  '/api/contracts/{id}/end': { on: '2025-05-01' },
  '/api/contracts/{id}/responsible': { responsibleId: null },
  '/api/accounts/{id}': { name: '別の名前' },
}
const KINDS = [
  ['/api/accounts/', 'account'],
  ['/api/contracts/', 'contract'],
  ['/api/orders/', 'order'],
  ['/api/sessions/', 'session'],
] as const
/** Without a body of its own above, a command may be told first that its fields are missing. */
const isTold = (name: string) => KINDS.some(([prefix]) => name.includes(` ${prefix}`)) || !name.includes('{id}')

const booking = { kind: 'meeting', place: 'online', start: '2025-04-15T10:00:00+09:00', minutes: 30 }

/** Every route with an id, and every one that names a holder in its body or query. */
function requests(id: (kind: keyof typeof theirs) => string) {
  // What is open to everybody leads a browser on instead of answering it (src/app/http/providers).
  const withId = routes.filter((r) => r.path.includes('{id}') && !r.path.startsWith('/api/auth/'))
  const kindOf = (path: string) => KINDS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'session'
  const holders: Record<string, string>[] = [
    { contractId: id('contract') },
    { orderId: id('order') },
    { projectId: id('project') },
  ]
  return [
    ...withId.map(({ method, path }) => ({
      name: `${method} ${path}`,
      method,
      url: path.replace('{id}', id(kindOf(path))),
      body: method === 'GET' || method === 'DELETE' ? undefined : (BODIES[path] ?? {}),
    })),
    ...holders.flatMap((holder) => [
      {
        name: `book ${Object.keys(holder)}`,
        method: 'POST' as const,
        url: '/api/sessions',
        body: { ...holder, ...booking },
      },
      {
        name: `preview ${Object.keys(holder)}`,
        method: 'POST' as const,
        url: '/api/sessions/preview',
        body: { ...holder, ...booking },
      },
      {
        name: `balance ${Object.keys(holder)}`,
        method: 'GET' as const,
        url: `/api/balances?${new URLSearchParams(holder)}`,
        body: undefined,
      },
    ]),
  ]
}

const answersOf = async (ask: Ask, id: (kind: keyof typeof theirs) => string) =>
  Promise.all(requests(id).map(async ({ name, method, url, body }) => ({ name, ...(await ask(method, url, body)) })))

const seen = ({ name, status, body }: { name: string; status: number; body: unknown }) => ({ name, status, body })

describe('an id that is not the caller’s to know', () => {
  it('there are routes to ask', () => {
    expect(routes.filter((r) => r.path.includes('{id}')).length).toBeGreaterThan(10)
  })

  it.each([
    ['a customer', () => customer],
    ['a partner', () => partner],
  ] as const)('%s hears the same of another customer’s and of one that was never given', async (_, who) => {
    const never = newId(house.clock.now())
    const [known, unknown] = [await answersOf(who(), (kind) => theirs[kind]), await answersOf(who(), () => never)]
    expect(known.map(seen)).toEqual(unknown.map(seen))
    for (const answer of known) {
      expect(isTold(answer.name) ? [403, 404] : [400, 403, 404], answer.name).toContain(answer.status)
      if (answer.status === 404) expect(answer.body.code, answer.name).toMatch(/^(unknown-reference|not-found)$/)
      for (const id of Object.values(theirs)) expect(JSON.stringify(answer.body)).not.toContain(id)
    }
  })

  it('the vendor is told that it is unknown, on every route, and nothing is made', async () => {
    const count = () =>
      house.db.read({ vendor: true }, (tx) =>
        tx.one<{ n: number }>(
          'select (select count(*) from notices.decisions) + (select count(*) from sessions.sessions) as n',
        ),
      )
    const before = await count()
    const never = newId(house.clock.now())
    for (const { name, status, body } of await answersOf(house.ask, () => never)) {
      // What is the customer's own to do, the vendor may not, whatever the id.
      if (status === 403) expect(body.code, name).toBe('not-permitted')
      else if (isTold(name) || status !== 400) expect([status, body.code], name).toEqual([404, 'unknown-reference'])
    }
    expect(await count()).toEqual(before)
  })

  it('a customer cannot act for another by naming their contract beside its own session', async () => {
    const before = await house.ask('GET', `/api/balances?contractId=${theirs.contract}`)
    for (const holder of [{ contractId: theirs.contract }, { projectId: theirs.project }])
      expect((await customer('POST', '/api/sessions', { ...holder, ...booking })).status).toBe(404)
    expect((await customer('POST', `/api/sessions/${theirs.session}/cancel`, {})).status).toBe(404)
    expect((await house.ask('GET', `/api/balances?contractId=${theirs.contract}`)).body.remaining).toEqual(
      before.body.remaining,
    )
  })
})
