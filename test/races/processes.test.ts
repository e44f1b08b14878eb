/** Two processes over HTTP on one database, and the proof that these races are races. */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../support/house.ts'

let house: House
const children: ChildProcess[] = []
let ports: number[]

const instance = (connectionString: string, now: number): Promise<number> =>
  new Promise((done, failed) => {
    const child = fork(join(import.meta.dirname, 'instance.ts'), [connectionString, String(now)])
    children.push(child)
    child.once('message', (port) => done(port as number))
    child.once('exit', (code) => failed(new Error(`the instance ended with ${code}`)))
  })

beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00', { max: 4 })
  ports = await Promise.all([0, 1].map(() => instance(house.connectionString, house.clock.now())))
})
afterAll(async () => {
  for (const child of children) child.removeAllListeners('exit').kill()
  await house.close()
})

type Outcome = { status: number; code: string }
const send = async (port: number, body: object): Promise<Outcome> => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.vendorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { code } = (await answer.json()) as { code?: string }
  return { status: answer.status, code: code ?? 'booked' }
}
const meeting = (contractId: string, minutes: number, more: object = {}) => ({
  contractId,
  kind: 'meeting',
  place: 'online',
  start: '2025-04-14T10:00:00+09:00',
  minutes,
  ...more,
})
const tally = (outcomes: Outcome[]) =>
  Object.fromEntries([...Map.groupBy(outcomes, (o) => o.code)].map(([code, list]) => [code, list.length]))

describe('two processes', () => {
  it('share the last minutes of a window and one person’s hour without overdrawing or doubling', async () => {
    const contracts = await Promise.all(
      Array.from({ length: 4 }, async () => house.contract(await house.account(), 'basic', '2025-04-01')),
    )
    for (const contractId of contracts) {
      const outcomes = await Promise.all(
        Array.from({ length: 40 }, (_, i) => send(ports[i % 2]!, meeting(contractId, 50))),
      )
      expect(tally(outcomes)).toEqual({ booked: 7, 'allowance-exceeded': 33 })
    }
    const wide = await Promise.all(
      Array.from({ length: 20 }, async () => house.contract(await house.account(), 'advanced', '2025-04-01')),
    )
    for (let round = 0; round < 5; round++) {
      const staffId = await house.staff('trainer')
      const outcomes = await Promise.all(
        wide.map((contractId, i) => send(ports[i % 2]!, meeting(contractId, 30, { staffId }))),
      )
      expect(tally(outcomes)).toEqual({ booked: 1, 'staff-busy': 19 })
    }
    expect(await house.faults()).toEqual([])
  })
})

/** The same name, so that the application is the same; and nothing excluded. */
const HARMLESS = `
  alter table people.bookings drop constraint one_person_one_place;
  alter table people.bookings add constraint one_person_one_place exclude using gist (session_id with =)`

describe('without the constraint', () => {
  it('the same race doubles a person: it is what decides, not luck', async () => {
    const bare = await openHouse('2025-04-01T09:00', { max: 4 })
    const other = await bare.another()
    const owner = new pg.Client({ connectionString: bare.connectionString })
    await owner.connect()
    try {
      await owner.query(HARMLESS)
      const contracts = await Promise.all(
        Array.from({ length: 20 }, async () => bare.contract(await bare.account(), 'advanced', '2025-04-01')),
      )
      let doubled = false
      for (let round = 0; round < 50 && !doubled; round++) {
        const staffId = await bare.staff('trainer')
        const answers = await Promise.all(
          contracts.map((id, i) =>
            (i % 2 ? bare.ask : other.ask(bare.vendorToken))('POST', '/api/sessions', meeting(id, 15, { staffId })),
          ),
        )
        doubled = answers.filter((a) => a.status === 201).length > 1
      }
      expect(doubled).toBe(true)
    } finally {
      await owner.end()
      await other.close()
      await bare.close()
    }
  })
})
