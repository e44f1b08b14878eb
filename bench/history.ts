/** What is read often, with a short and with a very long history behind it. */
import type pg from 'pg'
import { must } from '../src/kernel/failure.ts'
import { openDb } from '../src/kernel/transaction.ts'
import { verifyLedger } from '../src/ledger/index.ts'
import { median, type Server, withClient } from './measure.ts'
import { callOn, type World } from './world.ts'

type Pair = { short: number; long: number }
export type HistoryFigures = {
  balance: Pair
  decision: Pair
  booking: Pair
  ledger: Pair
  past: Pair
  verifySeconds: number
}

/** Bookings that were cancelled, one after the other: two entries each, and the counters as they were. */
async function grow(client: pg.Client, contractId: string, entries: number): Promise<void> {
  const { rows } = await client.query(
    'select account_id, id, seq, granted, held, lapsed, granted - held - consumed - lapsed as rest from ledger.windows where holder_id = $1 and allowance = $2',
    [contractId, 'meetings'],
  )
  const { account_id, id, seq, granted, held, lapsed, rest } = must(rows[0], 'a window of meetings')
  await client.query(
    `insert into ledger.entries (account_id, id, window_id, seq, at, kind, amount, left_after, granted_after, held_after, lapsed_after, clause, cause_type, cause_id, by_name)
     select $1, (lpad(to_hex((extract(epoch from now() - interval '1 hour') * 1000)::bigint + n), 12, '0') || '7000' || substr(md5(n::text), 17))::uuid, $2, $3::int + n, now() - interval '1 hour' + n * interval '1 millisecond', case when n % 2 = 1 then 'hold' else 'release' end, 5, $4::int - case when n % 2 = 1 then 5 else 0 end,
       $6, $7::int + case when n % 2 = 1 then 5 else 0 end, $8, 'basic.11', 'session', gen_random_uuid(), 'bench' from generate_series(1, $5::int) n`,
    [account_id, id, seq, rest, entries, granted, held, lapsed],
  )
  await client.query('update ledger.windows set seq = seq + $3 where account_id = $1 and id = $2', [
    account_id,
    id,
    entries,
  ])
}

async function timeOf(count: number, run: (i: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const from = performance.now()
    await run(i)
    times.push(performance.now() - from)
  }
  return median(times)
}

export const benchHistory = (
  connectionString: string,
  server: Server,
  world: World,
  isQuick: boolean,
): Promise<HistoryFigures> =>
  withClient(connectionString, (client) => measured(client, connectionString, server, world, isQuick))

async function measured(
  client: pg.Client,
  connectionString: string,
  server: Server,
  world: World,
  isQuick: boolean,
): Promise<HistoryFigures> {
  const [short, long] = world.contracts.slice(-2) as [string, string]
  await grow(client, short, 1000)
  await grow(client, long, 1_000_000)
  // The history is older than the contract; so must be what was agreed.
  await client.query("update contracts.states set at = at - interval '2 hours'")
  await client.query('vacuum analyze ledger.entries')
  const { rows } = await client.query(
    "select id, account_id, now() - interval '58 minutes' as past from contracts.contracts where id = any ($1::uuid[])",
    [[short, long]],
  )
  const accountOf = new Map(rows.map((r) => [r.id as string, r.account_id as string]))
  const past = encodeURIComponent((rows[0].past as Date).toISOString())
  const call = callOn(server)
  let slot = world.starts.length
  const booking = (contractId: string) => ({
    contractId,
    kind: 'meeting',
    place: 'online',
    start: world.starts[--slot],
    minutes: 5,
    staffId: world.staff[0],
  })
  const pair = async (count: number, ask: (contractId: string) => Promise<unknown>): Promise<Pair> => {
    await timeOf(10, () => ask(short))
    await timeOf(2, () => ask(long))
    return { short: await timeOf(count, () => ask(short)), long: await timeOf(count, () => ask(long)) }
  }
  const count = isQuick ? 30 : 200
  const figures = {
    balance: await pair(count, (id) => call('GET', `/api/balances?contractId=${id}`)),
    decision: await pair(count, (id) => call('POST', '/api/sessions/preview', booking(id))),
    booking: await pair(isQuick ? 20 : 60, (id) => call('POST', '/api/sessions', booking(id))),
    ledger: await pair(count, (id) => call('GET', `/api/accounts/${accountOf.get(id)}/ledger`)),
    past: await pair(count, (id) => call('GET', `/api/balances?contractId=${id}&at=${past}`)),
  }
  const db = openDb({ connectionString, max: 1 })
  const begun = performance.now()
  const { faults } = await db.read({ vendor: true }, verifyLedger)
  const verifySeconds = (performance.now() - begun) / 1000
  await db.close()
  if (faults.length > 0) throw new Error(`${faults.length} differences in the ledger: ${JSON.stringify(faults[0])}`)
  return { ...figures, verifySeconds }
}
