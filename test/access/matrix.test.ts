/** Every address of the server × every role × own, foreign and unknown things, against the one table of access. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Action, relationOf } from '../../src/kernel/access.ts'
import type { Answer } from '../support/house.ts'
import { type Asking, REQUESTS, type Request } from './requests.ts'
import { type Actor, MARK, openWorld, type Subject, type World, watch } from './world.ts'

type Method = Parameters<World['house']['ask']>[0]
type Way = { method: string; path: string; access: 'public' | Action | null }
type Cell = { about: 'own' | 'foreign' | 'nothing'; subject: Subject }

let world: World
let ways: Way[]
const cells = { asked: 0 }
beforeAll(async () => {
  world = await openWorld()
  await world.house.server.ready()
  ways = world.house.server.waysIn.filter((w) => w.method !== 'HEAD')
}, 60_000)
afterAll(async () => {
  console.info(`${cells.asked} cells of the table of access were asked for`)
  await world.close()
})

const nameOf = ({ method, path }: Way) => `${method} ${path}`

/** What answered, and by which statements: two that are the same in both take the same time. */
async function ask(token: string | null, way: Way, request: Request): Promise<Answer & { statements: string[] }> {
  cells.asked += 1
  watch.statements = []
  const headers = {
    authorization: token === null ? '' : `Bearer ${token}`,
    ...(Buffer.isBuffer(request.body) && { 'content-type': 'text/csv' }),
  }
  // What is asked changes nothing, so that every cell finds the same world.
  watch.undoes = way.method !== 'GET'
  const answer = await world.house.ask(way.method as Method, request.path, request.body, headers)
  return { ...answer, statements: watch.statements }
}

/** Ways in that name no action, or about which nothing is expected here. */
function unexpected(all: readonly Way[]): string[] {
  const open = all.filter((w) => w.access === null).map((w) => `${nameOf(w)} names no action`)
  const unknown = all.filter((w) => w.access !== 'public' && w.access !== null && !(nameOf(w) in REQUESTS))
  return [...open, ...unknown.map((w) => `${nameOf(w)} has no expectations in test/access/requests.ts`)]
}

const closed = () => ways.filter((w) => w.access !== null && w.access !== 'public' && nameOf(w) in REQUESTS)
const requestOf = (asking: Asking, subject: Subject): Request => asking.about?.(subject) ?? asking.plain!()

/** 403 where the table has no row; what is not one's own is as unknown as what never was. */
function expected(way: Way, asking: Asking, actor: Actor, { about }: Cell): 403 | 404 | 'let in' {
  const relation = relationOf(way.access as Action, actor.side, [actor.role])
  if (relation === null) return 403
  if (asking.without === actor.side) return 404
  if (about === 'nothing' && relation === 'all' && asking.ofNothing) return 'let in'
  if (about === 'nothing' || (about === 'foreign' && relation !== 'all')) return 404
  return 'let in'
}

/** Answers of the gate; a handler has refusals of its own under the same status. */
const GATE = ['not-signed-in', 'role-ended', 'not-permitted', 'scope-missing', 'read-only-view']

const isAs = ({ status, body }: Answer, wanted: 403 | 404 | 'let in', asking: Asking) =>
  wanted === 'let in'
    ? !GATE.includes(body?.code) && status < 500 && (status !== 404 || asking.plain !== undefined)
    : status === wanted && (wanted === 404 || body?.code === 'not-permitted')

async function faultsOf(way: Way, actor: Actor): Promise<string[]> {
  const asking = REQUESTS[nameOf(way)]!
  const who = `${nameOf(way)} by ${actor.side}.${actor.role}`
  const all: Cell[] = [
    { about: 'own', subject: actor.own },
    { about: 'foreign', subject: actor.foreign },
    { about: 'nothing', subject: world.nothingOf(actor.side) },
  ]
  const faults: string[] = []
  const seen: Partial<Record<Cell['about'], Awaited<ReturnType<typeof ask>>>> = {}
  for (const cell of asking.about ? all : all.slice(0, 1)) {
    const wanted = expected(way, asking, actor, cell)
    const answer = await ask(actor.token, way, requestOf(asking, cell.subject))
    seen[cell.about] = answer
    if (!isAs(answer, wanted, asking))
      faults.push(`${who}, ${cell.about}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}, not ${wanted}`)
    if (cell.about === 'own' && actor.side !== 'vendor' && JSON.stringify(answer.body).includes(MARK))
      faults.push(`${who} reads of the other company: ${JSON.stringify(answer.body).slice(0, 300)}`)
  }
  const { foreign, nothing } = seen
  if (foreign && nothing && expected(way, asking, actor, all[1]!) !== 'let in') {
    if (JSON.stringify(foreign.body) !== JSON.stringify(nothing.body))
      faults.push(`${who}: foreign and unknown are told apart: ${JSON.stringify([foreign.body, nothing.body])}`)
    if (foreign.statements.join() !== nothing.statements.join())
      faults.push(
        `${who}: foreign and unknown take other work: ${JSON.stringify([foreign.statements, nothing.statements])}`,
      )
  }
  return faults
}

describe('the table of access', () => {
  it('covers every way in', () => {
    expect(unexpected(ways)).toEqual([])
  })

  it('is what every address answers, to every role, about the own, the other’s and nothing', async () => {
    const faults: string[] = []
    for (const way of closed()) for (const actor of world.actors) faults.push(...(await faultsOf(way, actor)))
    expect(faults).toEqual([])
  }, 300_000)

  it('lets nobody in who is not signed in, or whose role has ended', async () => {
    const faults: string[] = []
    for (const way of closed()) {
      for (const [who, token] of [['nobody', null] as const, ...world.expired.map((e) => [e.side, e.token] as const)]) {
        const answer = await ask(token, way, requestOf(REQUESTS[nameOf(way)]!, world.actors[0]!.own))
        if (answer.status !== 401) faults.push(`${nameOf(way)} by ${who}: ${answer.status}`)
      }
    }
    expect(faults).toEqual([])
  }, 120_000)
})

describe('what it would catch', () => {
  it('a route without an action, and one that nobody has expectations of', () => {
    const planted: Way[] = [
      { method: 'GET', path: '/api/planted', access: null },
      { method: 'POST', path: '/api/planted', access: 'accounts.read' },
    ]
    expect(unexpected([...ways, ...planted])).toEqual([
      'GET /api/planted names no action',
      'POST /api/planted has no expectations in test/access/requests.ts',
    ])
  })

  it('an address that is open to more than the table says, and one that is closed to those it names', async () => {
    const way = ways.find((w) => nameOf(w) === 'GET /api/accounts/:id')!
    const owner = world.actors.find((a) => a.role === 'owner')!
    const csm = world.actors.find((a) => a.role === 'csm')!
    expect(await faultsOf({ ...way, access: 'self.manage' }, owner)).not.toEqual([])
    expect(await faultsOf({ ...way, access: 'audit.read' }, csm)).not.toEqual([])
  })

  it('an answer that tells the other’s from what never was', async () => {
    const way = ways.find((w) => nameOf(w) === 'GET /api/accounts/:id')!
    const csm = world.actors.find((a) => a.role === 'csm')!
    const promotion = world.actors.find((a) => a.role === 'promotion')!
    const faults = await faultsOf(way, { ...promotion, token: csm.token })
    expect(faults.join()).toContain('told apart')
  })
})
