/** The database is killed in the middle of bookings: 503, nothing half written, and safe to send again under the same key. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Postgres, startPostgres } from '../../src/app/postgres/supervisor.ts'
import { freshDatabase } from '../../src/app/postgres/throwaway.ts'
import { type Answer, type House, openHouse } from '../support/house.ts'

let folder: string
let postgres: Postgres
let house: House
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bansou-outage-'))
  // Durable: what was answered must be there afterwards.
  postgres = await startPostgres({ folder })
  const { connectionString } = await freshDatabase(postgres.connectionString)
  house = await openHouse('2025-04-01T09:00', { connectionString, max: 6 })
})
afterAll(async () => {
  await house.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const COUNT = 240

it('every booking stands once or not at all, and all of them once they were sent again', async () => {
  const contracts = await Promise.all(
    Array.from({ length: 20 }, async () => house.contract(await house.account(), 'basic', '2025-04-01')),
  )
  const send = (n: number) =>
    house.book(
      {
        contractId: contracts[n % 20],
        kind: 'meeting',
        place: 'online',
        start: `2025-04-${14 + (n % 5)}T10:00:00+09:00`,
        minutes: 20,
      },
      { 'idempotency-key': `outage-${n}` },
    )
  const answers: Answer[] = []
  let next = 0
  const lane = async () => {
    for (let n = next++; n < COUNT; n = next++) {
      if (n === 80) process.kill(postgres.pid(), 'SIGKILL')
      answers[n] = await send(n)
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  const failed = answers.flatMap((a, n) => (a.status === 201 ? [] : [n]))
  expect(failed.length).toBeGreaterThan(0)
  for (const n of failed) {
    expect(answers[n]!.body).toMatchObject({ status: 503, code: 'unavailable' })
    expect(answers[n]!.headers['retry-after']).toBeDefined()
    expect(JSON.stringify(answers[n]!.body)).not.toMatch(/ECONN|terminat|\.ts/)
  }
  for (const n of failed)
    for (let tries = 0; answers[n]!.status !== 201; tries++) {
      expect(tries).toBeLessThan(200)
      await pause(tries === 0 ? 0 : 100)
      answers[n] = await send(n)
    }
  const made = answers.map((a) => a.body.subject.id as string)
  expect(new Set(made).size).toBe(COUNT)
  const rows = await house.db.read({ vendor: true }, (tx) =>
    tx.one<{ sessions: number; held: number; decisions: number }>(
      "select (select count(*) from sessions.sessions) as sessions, (select sum(held) from ledger.windows) as held, (select count(*) from notices.decisions where action = 'session.book') as decisions",
    ),
  )
  expect(rows).toEqual({ sessions: COUNT, held: COUNT * 20, decisions: COUNT })
  expect(await house.faults()).toEqual([])
}, 90_000)
