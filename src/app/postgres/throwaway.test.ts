import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../kernel/failure.ts'
import type { Caller } from '../../kernel/route.ts'
import { loadCatalogues } from '../../terms/index.ts'
import { playRoutes } from '../play-routes.ts'
import { TERMS_FOLDER } from '../services.ts'
import { freshDatabase, NoDatabases } from './throwaway.ts'

const server = must(process.env.TEST_DATABASE_URL, 'a database server for the test run')
let admin: pg.Client
beforeAll(async () => {
  admin = new pg.Client({ connectionString: server })
  await admin.connect()
})
afterAll(() => admin.end())

const isThere = async (name: string) =>
  (await admin.query('select from pg_database where datname = $1', [name])).rowCount === 1
const nameOf = (connectionString: string) => new URL(connectionString).pathname.slice(1)

/** A process of its own that makes a fresh database, names it and only lives. */
async function playerElsewhere() {
  const program = `
    const { freshDatabase } = await import(${JSON.stringify(join(import.meta.dirname, 'throwaway.ts'))})
    const { connectionString } = await freshDatabase(${JSON.stringify(server)})
    console.log(new URL(connectionString).pathname.slice(1))
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const end = async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { name: line.toString().trim(), end }
}

describe('a fresh database', () => {
  it('whose owner was killed is removed by the next one that starts; one in use stays', async () => {
    const mine = await freshDatabase(server)
    const killed = await playerElsewhere()
    await killed.end()
    expect(await isThere(killed.name)).toBe(true)
    const next = await playerElsewhere()
    try {
      await expect.poll(() => isThere(killed.name)).toBe(false)
      expect(await isThere(next.name)).toBe(true)
      expect(await isThere(nameOf(mine.connectionString))).toBe(true)
    } finally {
      await next.end()
      await mine.drop()
    }
    expect(await isThere(nameOf(mine.connectionString))).toBe(false)
  })
})

describe('without the right to make databases', () => {
  const role = `plain_${process.pid}`
  const url = new URL(server)
  url.username = role
  url.password = 'a test'
  beforeAll(() => admin.query(`create role ${role} login password 'a test'`))
  afterAll(() => admin.query(`drop role ${role}`))

  it('there is none, and a play is answered by what is missing', async () => {
    await expect(freshDatabase(url.href)).rejects.toBeInstanceOf(NoDatabases)
    const catalogues = loadCatalogues(join(TERMS_FOLDER, 'reference'))
    const routes = playRoutes(url.href, catalogues, { name: () => null, unit: () => 'count' })
    const play = must(
      routes.find((r) => r.method === 'POST'),
      'a route that plays',
    )
    const text = 'name: A\nsteps: [{ at: 2025-04-01T09:00, do: holiday.add, with: { date: 2025-04-02, name: x } }]'
    const caller = { language: 'en' } as Caller
    const asked = { params: undefined, query: undefined, body: { text }, caller, idempotency: null, ifMatch: null }
    await expect(play.handler(asked as Parameters<typeof play.handler>[0])).rejects.toMatchObject({
      code: 'no-databases',
    })
  })
})
