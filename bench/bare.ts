/**
 * What the database itself gives: a reservation as four statements in a transaction, by the same driver over so many
 * connections, with nothing decided, explained or kept beside it.
 */
import pg from 'pg'
import { newId } from '../src/kernel/ids.ts'
import { askedOf } from './measure.ts'

export type BareAsked = {
  connectionString: string
  connections: number
  warmUp: number
  seconds: number
  windows: string[]
}
export type BareAnswer = { perSecond: number; p50: number; p99: number; made: number }

const statements = {
  look: {
    name: 'look',
    text: 'select granted, held, seq from bare.windows where account_id = $1 and id = $1 for update',
  },
  hold: {
    name: 'hold',
    text: 'update bare.windows set held = held + 5, seq = seq + 1 where account_id = $1 and id = $1',
  },
  session: { name: 'session', text: "insert into bare.sessions values ($1, $2, $1, '2026-12-01T10:00Z', 5, 'booked')" },
  entry: { name: 'entry', text: "insert into bare.entries values ($1, $2, $1, $3, now(), 'hold', 5, $4, 'basic.11')" },
}

const asked = await askedOf<BareAsked>()
const begun = performance.now() + asked.warmUp * 1000
const end = begun + asked.seconds * 1000
const times: number[] = []
let made = 0

async function reserve(client: pg.Client, window: string): Promise<void> {
  await client.query('begin')
  const { rows } = await client.query({ ...statements.look, values: [window] })
  const { granted, held, seq } = rows[0] as { granted: number; held: number; seq: number }
  if (held + 5 > granted) throw new Error('the window is full')
  await client.query({ ...statements.hold, values: [window] })
  const id = newId(Math.floor(performance.timeOrigin + performance.now()))
  await client.query({ ...statements.session, values: [window, id] })
  await client.query({ ...statements.entry, values: [window, id, seq + 1, granted - held - 5] })
  await client.query('commit')
}

async function drive(place: number): Promise<void> {
  const client = new pg.Client({ connectionString: asked.connectionString })
  await client.connect()
  for (let n = place; ; n += asked.connections) {
    const sent = performance.now()
    if (sent >= end) break
    await reserve(client, asked.windows[n % asked.windows.length]!)
    made++
    if (sent >= begun) times.push(performance.now() - sent)
  }
  await client.end()
}

await Promise.all(Array.from({ length: asked.connections }, (_, i) => drive(i)))
times.sort((a, b) => a - b)
const at = (q: number) => times[Math.floor(times.length * q)] ?? Number.NaN
process.send!({
  perSecond: times.length / asked.seconds,
  p50: at(0.5),
  p99: at(0.99),
  made,
  cpu: process.cpuUsage().user + process.cpuUsage().system,
} as BareAnswer)
process.disconnect()
