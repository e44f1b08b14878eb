/**
 * The database's wall alone. In this file the gate lets everybody in and no route compares accounts; each request still
 * opens its transactions in the scope of whoever asks. Nothing of another company may come through.
 */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Relation, ROLES, type Role, type Side } from '../../src/kernel/access.ts'
import { readCatalogue, tenantTables } from '../schema/catalogue.ts'
import { REQUESTS } from './requests.ts'
import { type Actor, MARK, openWorld, type World } from './world.ts'

/** How far somebody reaches who may do what the table does not say: no further than with what it does. */
const { weakest } = vi.hoisted(() => ({
  weakest: (side: Side, role: Role): Relation => {
    if (side !== 'customer') return 'assigned'
    return role === 'promotion' ? 'account' : role === 'leader' ? 'department' : 'own'
  },
}))

vi.mock('../../src/kernel/access.ts', async (original) => {
  const actual = await original<typeof import('../../src/kernel/access.ts')>()
  const relationOf: typeof actual.relationOf = (action, side, roles) =>
    actual.relationOf(action, side, roles) ?? weakest(side, roles[0]!)
  return { ...actual, relationOf }
})
vi.mock('../../src/kernel/route.ts', async (original) => {
  const actual = await original<typeof import('../../src/kernel/route.ts')>()
  const scopeOf: typeof actual.scopeOf = (caller) => actual.scopeOf(caller)
  return { ...actual, scopeOf }
})

/** Reads of what belongs to no account, which the application asks for everybody and cuts itself. */
const NOT_OF_ACCOUNTS =
  /\/api\/(members|invitations|personal-links|staff|partners|audit|outbox|jobs|settings|import|notices|webhooks|auth|organisation|views)/

let world: World
let owner: pg.Client
let tables: string[]
beforeAll(async () => {
  world = await openWorld({ checkResponses: false })
  await world.house.server.ready()
  owner = new pg.Client({ connectionString: world.house.connectionString })
  await owner.connect()
  tables = tenantTables(await readCatalogue(owner))
}, 60_000)
afterAll(async () => {
  await owner.end()
  await world.close()
})

const walled = () => world.actors.filter((a) => a.side !== 'vendor' || a.role === 'trainer')

/** Every read of the server, about the other company's things, by everybody who has a wall. */
async function leaks(): Promise<{ cells: number; found: string[] }> {
  const found: string[] = []
  let cells = 0
  const reads = world.house.server.waysIn.filter((w) => w.method === 'GET' && !NOT_OF_ACCOUNTS.test(w.path))
  for (const way of reads) {
    const asking = REQUESTS[`GET ${way.path}`]
    if (asking === undefined) continue
    for (const actor of walled()) {
      const { path } = asking.about?.(actor.foreign) ?? asking.plain!()
      const answer = await world.house.as(actor.token)('GET', path)
      cells += 1
      const text = JSON.stringify(answer.body)
      const ids = [actor.foreign.contract, actor.foreign.order, actor.foreign.session, actor.foreign.intake]
      if (text.includes(MARK) || (answer.status < 300 && ids.some((id) => text.includes(id))))
        found.push(`${way.path} by ${actor.side}.${actor.role}: ${text.slice(0, 200)}`)
    }
  }
  return { cells, found }
}

describe('row-level security alone', () => {
  it('lets nothing of another company through any read of the server', async () => {
    const { cells, found } = await leaks()
    console.info(`${cells} reads without the application's checks`)
    expect(found).toEqual([])
    expect(cells).toBeGreaterThan(150)
  }, 120_000)

  it('is what holds: without a policy the same reads leak', async () => {
    await owner.query('alter table sessions.sessions disable row level security')
    try {
      expect((await leaks()).found.length).toBeGreaterThan(0)
    } finally {
      await owner.query('alter table sessions.sessions enable row level security')
    }
    expect((await leaks()).found).toEqual([])
  }, 120_000)
})

const A = () => world.companies.A
type Seen = Record<string, string[]>

/** The rows of every tenant's table that a scope sees: the ids of accounts, each once. */
async function seenIn(scope: Parameters<World['house']['db']['read']>[0]): Promise<Seen> {
  const seen: Seen = {}
  for (const table of tables) {
    const rows = await world.house.db.read(scope, (tx) =>
      tx.query<{ id: string }>(`select distinct account_id as id from ${table}`),
    )
    if (rows.length > 0) seen[table] = rows.map((r) => r.id)
  }
  return seen
}

describe('the scopes, table by table', () => {
  it('who is assigned sees the account and the session, and no other table', async () => {
    const endedAfter = world.house.clock.now()
    const seen = await seenIn({ staffIds: [world.people.trainer], endedAfter })
    expect(seen).toEqual({ 'people.accounts': [A().account], 'sessions.sessions': [A().account] })
    const rows = await world.house.db.read({ staffIds: [world.people.trainer], endedAfter }, (tx) =>
      tx.query('select id from sessions.sessions'),
    )
    expect(rows).toEqual([{ id: A().sessions[0] }])
    const busy = await world.house.db.read({ staffIds: [world.people.trainer], endedAfter }, (tx) =>
      tx.query<{ staff: string }>('select distinct staff_id as staff from people.bookings'),
    )
    expect(busy).toEqual([{ staff: world.people.trainer }])
  })

  it('who is assigned to nothing sees nothing', async () => {
    const endedAfter = world.house.clock.now()
    expect(await seenIn({ staffIds: [], endedAfter })).toEqual({})
    expect(await seenIn({ staffIds: [world.people.peer], endedAfter })).toEqual({})
    expect(await seenIn({ staffIds: [world.people.trainer], endedAfter: endedAfter + 60 * 86_400_000 })).toEqual({})
  })

  it('a leader sees the company’s name and the own departments; a card owner the name', async () => {
    const leader = { accountId: A().account, departmentIds: [A().department] }
    expect(await seenIn(leader)).toEqual({ 'people.accounts': [A().account], 'people.departments': [A().account] })
    expect(await seenIn({ accountId: A().account, departmentIds: [] })).toEqual({ 'people.accounts': [A().account] })
    const foreign = { accountId: A().account, departmentIds: [world.companies.B.department] }
    expect(await seenIn(foreign)).toEqual({ 'people.accounts': [A().account] })
  })

  it('neither writes', async () => {
    const narrow = [
      { staffIds: [world.people.trainer], endedAfter: world.house.clock.now() },
      { accountId: A().account, departmentIds: [A().department] },
    ]
    for (const scope of narrow) {
      for (const [table, column] of [
        ['people.accounts', 'account_id'],
        ['sessions.sessions', 'kind'],
        ['people.departments', 'name'],
      ]) {
        const changed = await world.house.db.transaction(scope, (tx) =>
          tx.query(`update ${table} set ${column} = ${column} returning 1`),
        )
        expect(changed, table).toEqual([])
      }
    }
  })

  it('there is somebody of every role to ask', () => {
    const asked = new Set(walled().map((a: Actor) => `${a.side}.${a.role}`))
    for (const side of ['partner', 'customer'] as const)
      for (const role of ROLES[side]) expect(asked).toContain(`${side}.${role}`)
  })
})
