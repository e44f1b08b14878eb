/** Open screens hear of changes: over a real line, of their own accounts only, from every instance. */
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCatalogues } from '../../terms/index.ts'
import { buildApplication } from '../application.ts'
import { TERMS_FOLDER } from '../services.ts'
import { type Change, changeFor, type Live, openLive } from './live.ts'
import { type Listening, listen, sendSignal } from './signals.ts'
import { log, openTown, type Person, type Town } from './town.fixture.ts'

let town: Town
let account: string
let contract: string
let hanako: Person
let foreign: Person
let csm: Person
let woken = 0
const instances: { port: number; live: Live; close(): Promise<void> }[] = []
const listening: Listening[] = []

/** An instance that listens on a port of its own, on the town's database. */
async function openInstance() {
  const db = town.another()
  const live = openLive({ db, log, wake: () => woken++ })
  const { server } = await buildApplication({
    db,
    clock: town.clock,
    catalogues: loadCatalogues(`${TERMS_FOLDER}/reference`),
    live,
    identity: { passwordCost: { log2N: 4, r: 1, p: 1 }, lasts: 100 * 365 * 86_400_000, secondFactor: 'off' },
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  listening.push(listen(town.database.connectionString, log, live.hear))
  const { port } = server.server.address() as AddressInfo
  instances.push({ port, live, close: () => server.close().then(() => db.close()) })
}

type Heard = { status: number; changes: Change[]; ended: boolean; close(): void }
function open(port: number, token: string | null): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/api/events', headers: token ? { authorization: `Bearer ${token}` } : {} },
      (response) => {
        const heard: Heard = {
          status: response.statusCode ?? 0,
          changes: [],
          ended: false,
          close: () => asked.destroy(),
        }
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
          const parts = text.split('\n\n')
          text = parts.pop() ?? ''
          for (const each of parts) {
            const data = /^event: change\ndata: (.*)$/.exec(each)?.[1]
            if (data) heard.changes.push(JSON.parse(data))
          }
        })
        response.on('close', () => {
          heard.ended = true
        })
        response.on('error', () => undefined)
        resolve(heard)
      },
    )
    asked.on('error', reject)
    asked.end()
  })
}
const accountsIn = (heard: Heard) => heard.changes.flatMap((change) => change.accounts)
const quiet = () => new Promise((resolve) => setTimeout(resolve, 300))

beforeAll(async () => {
  town = await openTown('2026-04-06T09:00')
  account = await town.account()
  const staff = await town.staff('csm')
  contract = await town.contract(account, { responsibleId: staff })
  hanako = await town.person({ side: 'customer', roles: ['promotion'], accountId: account })
  foreign = await town.person({ side: 'customer', roles: ['promotion'], accountId: await town.account() })
  csm = await town.person({ side: 'vendor', roles: ['csm'], staffId: staff })
  await town.tell()
  await openInstance()
  await openInstance()
})
afterAll(async () => {
  await Promise.all(listening.map((one) => one.stop()))
  await Promise.all(instances.map((one) => one.close()))
  await town.close()
})

describe('an open screen', () => {
  it('of whichever instance hears what was decided in another, of its own account only', async () => {
    const [first, second] = instances
    const [own, other, vendor] = await Promise.all([
      open(first!.port, hanako.token),
      open(second!.port, foreign.token),
      open(second!.port, csm.token),
    ])
    expect([own.status, other.status, vendor.status]).toEqual([200, 200, 200])
    await quiet()
    await town.book(csm, contract, '2026-04-13T10:00')
    await town.tell()
    await expect.poll(() => accountsIn(own)).toEqual([account])
    await expect.poll(() => accountsIn(vendor)).toEqual([account])
    expect(own.changes.some((change) => change.notices)).toBe(true)
    await quiet()
    expect(other.changes).toEqual([])
    for (const one of [own, other, vendor]) one.close()
  })

  it('hears of what was written by a request, and the loop that tells people is woken', async () => {
    const [first, second] = instances
    const vendor = await open(second!.port, csm.token)
    const other = await open(second!.port, foreign.token)
    const before = woken
    const answer = await fetch(`http://127.0.0.1:${first!.port}/api/staff`, {
      method: 'POST',
      headers: { authorization: `Bearer ${town.admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: '担当 新', role: 'csm' }),
    })
    expect(answer.status).toBe(201)
    await expect.poll(() => vendor.changes, { timeout: 5000 }).toMatchObject([{ things: ['staff'], accounts: [] }])
    expect(woken).toBe(before + 1)
    expect(other.changes).toEqual([])
    vendor.close()
    other.close()
  })

  it('is for whoever is signed in, and ends with the sign-in', async () => {
    expect((await open(instances[0]!.port, null)).status).toBe(401)
    expect((await open(instances[0]!.port, 'x'.repeat(43))).status).toBe(401)
  })

  it('is one of a few of a person: the oldest ends where there are more', async () => {
    const { port, live } = instances[0]!
    const many: Heard[] = []
    for (let i = 0; i < 10; i++) many.push(await open(port, hanako.token))
    await expect.poll(() => many.map((one) => one.ended)).toEqual([true, true, ...Array(8).fill(false)])
    expect(live.size()).toBe(8)
    for (const one of many) one.close()
    await expect.poll(() => live.size()).toBe(0)
  })

  it('ends when the server stops', async () => {
    await openInstance()
    const last = instances.pop()!
    const heard = await open(last.port, csm.token)
    await last.close()
    await expect.poll(() => heard.ended).toBe(true)
  })
})

describe('who hears what', () => {
  const user = { userId: 'u', side: 'partner', roles: ['trainer'], accountId: null } as never
  it('somebody assigned hears of notices, not of accounts', () => {
    expect(changeFor(user, { accounts: [account], users: [] })).toBeNull()
    expect(changeFor(user, { accounts: [account], users: ['u'] })).toMatchObject({ accounts: [], notices: true })
  })
  it('whoever may have missed something hears that everything may have changed', () => {
    expect(changeFor(user, { accounts: [], users: [], everything: true })).toMatchObject({ everything: true })
  })
})

it('too many accounts for one message are told as everything', async () => {
  const heard = await open(instances[0]!.port, foreign.token)
  await quiet()
  const accounts = Array.from({ length: 400 }, () => town.id())
  await town.db.transaction({ vendor: true }, (tx) => sendSignal(tx, { accounts, users: [] }))
  await expect.poll(() => heard.changes).toMatchObject([{ everything: true, accounts: [] }])
  heard.close()
})

it('what was said while the line to the database was cut is made good', async () => {
  const said: boolean[] = []
  const own = listen(town.database.connectionString, log, (signal) => said.push(signal.everything === true))
  await quiet()
  await town.db.transaction({ vendor: true }, (tx) => sendSignal(tx, { accounts: [account], users: [] }))
  await expect.poll(() => said).toEqual([false])
  const { default: pg } = await import('pg')
  const owner = new pg.Client({ connectionString: town.database.connectionString })
  await owner.connect()
  await owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'bansou changes' and datname = current_database()",
  )
  await owner.end()
  await expect.poll(() => said, { timeout: 15_000 }).toEqual([false, true])
  await own.stop()
})

it('lets a screen go that takes nothing of what it is told', async () => {
  const live = openLive({ db: town.db, log, wake: () => undefined })
  let connect: (asked: unknown, reply: unknown) => void = () => undefined
  const app = { get: (...given: unknown[]) => (connect = given.at(-1) as typeof connect), addHook: () => undefined }
  live.register(app as never, {} as never)
  const raw = {
    writableLength: 0,
    destroyed: false,
    writeHead: () => undefined,
    on: () => undefined,
    write: (text: string) => (raw.writableLength += text.length),
    destroy: () => (raw.destroyed = true),
  }
  const user = { userId: 'u', side: 'customer', roles: ['promotion'], accountId: account }
  connect({ user, headers: {} }, { raw, hijack: () => undefined, getHeaders: () => ({}) })
  for (let i = 0; i < 5000; i++) live.hear({ accounts: [account], users: [] })
  expect([live.size(), raw.destroyed]).toEqual([0, true])
  expect(raw.writableLength).toBeLessThan(100_000)
})
