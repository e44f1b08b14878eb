import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '../../../test/support/house.ts'
import { openLog } from '../http/log.ts'
import { proveChain, sealingLoop } from './index.ts'

let house: House
const lines: string[] = []
const log = openLog({ destination: { write: (line: string) => void lines.push(line) } })
const signal = new AbortController().signal
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
})
afterAll(() => house.close())

test('what is new is sealed in a round, and a round without anything new has nothing to tell', async () => {
  const loop = sealingLoop(house)
  await loop.round(signal)
  await house.account()
  await house.account()
  expect(await loop.round(signal)).toBe('sealed 2')
  expect(await loop.round(signal)).toBeNull()
})

test('the head of a chain that holds stands in the log; one that was altered is an error there, by its place', async () => {
  await house.account()
  expect(await proveChain({ ...house, log })).toMatch(/^links \d+, faults 0, head \d+:[0-9a-f]{64}$/)
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ level: 30, head: expect.stringMatching(/^\d+:[0-9a-f]{64}$/) })
  const intruder = new pg.Client({ connectionString: house.connectionString })
  await intruder.connect()
  await intruder.query(`update app.changes set by_name = '偽造' where action = 'account.create'`)
  await intruder.end()
  expect(await proveChain({ ...house, log })).toMatch(/faults [1-9]/)
  const told = JSON.parse(lines.at(-1)!)
  expect(told).toMatchObject({
    level: 50,
    faults: expect.arrayContaining([expect.objectContaining({ what: 'altered' })]),
  })
  expect(lines.at(-1)).not.toContain('偽造')
})
