/** Bookings over HTTP beside the bare transaction, on the same PostgreSQL, run by run in turn. */
import type pg from 'pg'
import { newId } from '../src/kernel/ids.ts'
import { openDb } from '../src/kernel/transaction.ts'
import { verifyLedger } from '../src/ledger/index.ts'
import type { BareAnswer } from './bare.ts'
import type { LoadAnswer } from './load.ts'
import { median, memoryOf, runChild, type Server, withClient } from './measure.ts'
import { SESSION_MINUTES, type World } from './world.ts'

export const CONNECTIONS = 32
export type Rates = { perSecond: number; p50: number; p99: number }
export type Reserved = Record<'bareSpread' | 'bareHot' | 'spread' | 'hot', Rates> & {
  memoryUnderLoad: number | null
  checked: string
}

/** Tables as plain as they can be for the same: a window with its counters, sessions and entries with their keys. */
const BARE_TABLES = `
  create schema bare;
  create table bare.windows (account_id uuid not null, id uuid not null, granted int not null, held int not null, seq int not null,
    primary key (account_id, id), check (held <= granted));
  create table bare.sessions (account_id uuid not null, id uuid not null, window_id uuid not null, starts_at timestamptz not null, minutes int not null, state text not null,
    primary key (account_id, id));
  create table bare.entries (account_id uuid not null, id uuid not null, window_id uuid not null, seq int not null, at timestamptz not null, kind text not null, amount int not null,
    left_after int not null, clause text not null, primary key (account_id, id), unique (account_id, window_id, seq))`

type Timing = { rounds: number; warmUp: number; seconds: number }

async function bareWindows(client: pg.Client, count: number): Promise<string[]> {
  await client.query('drop schema if exists bare cascade')
  await client.query(BARE_TABLES)
  const ids = Array.from({ length: count }, () => newId(1_700_000_000_000))
  await client.query('insert into bare.windows select i, i, 2000000000, 0, 0 from unnest($1::uuid[]) i', [ids])
  return ids
}

const ratesOf = (runs: Rates[]): Rates => ({
  perSecond: median(runs.map((r) => r.perSecond)),
  p50: median(runs.map((r) => r.p50)),
  p99: median(runs.map((r) => r.p99)),
})

/** Looks at memory while something runs, and keeps the most that it saw. */
async function watching<T>(pids: number[], most: { value: number | null }, run: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {
    most.value = Math.max(most.value ?? 0, memoryOf(pids) ?? 0) || null
  }, 1000)
  try {
    return await run()
  } finally {
    clearInterval(timer)
  }
}

/** Sums of the ledger equal its balances, no cap is passed, nobody is in two places, and what was answered is there. */
async function check(connectionString: string, client: pg.Client, accepted: number, bare: number): Promise<string> {
  const db = openDb({ connectionString, max: 2 })
  const { faults, entries } = await db.read({ vendor: true }, verifyLedger)
  await db.close()
  const one = async (sql: string) => Number((await client.query(sql)).rows[0].n)
  const sessions = await one('select count(*) as n from sessions.sessions')
  const held = await one("select sum(held) as n from ledger.windows where allowance = 'meetings'")
  const doubled = await one(
    'select count(*) as n from people.bookings a join people.bookings b on a.staff_id = b.staff_id and a.session_id < b.session_id and a.during && b.during',
  )
  const over = await one('select count(*) as n from ledger.windows where held + consumed + lapsed > granted')
  const bareEntries = await one('select count(*) as n from bare.entries')
  const bareHeld = await one('select sum(held) as n from bare.windows')
  const wrong = [
    faults.length > 0 && `${faults.length} differences in the ledger`,
    sessions !== accepted && `${accepted} bookings were answered and ${sessions} are there`,
    held !== accepted * SESSION_MINUTES && `${held} minutes are held for ${accepted} bookings`,
    doubled > 0 && `${doubled} people are in two places`,
    over > 0 && `${over} windows are over their cap`,
    (bareEntries !== bare || bareHeld !== bare * 5) && `the bare run made ${bare}, and ${bareEntries} are there`,
  ].filter((w) => w !== false)
  if (wrong.length > 0) throw new Error(`the run was wrong: ${wrong.join('; ')}`)
  return `${accepted.toLocaleString('en')} bookings, ${entries.toLocaleString('en')} entries: sums equal balances, nothing over a cap, nobody in two places`
}

type Postgres = { connectionString: string; pid: number }

export const reserve = (postgres: Postgres, server: Server, world: World, timing: Timing): Promise<Reserved> =>
  withClient(postgres.connectionString, (client) => measured(client, postgres, server, world, timing))

async function measured(
  client: pg.Client,
  postgres: Postgres,
  server: Server,
  world: World,
  timing: Timing,
): Promise<Reserved> {
  const { connectionString } = postgres
  const windows = await bareWindows(client, world.contracts.length)
  const [bareSpread, bareHot, spread, hot]: [BareAnswer[], BareAnswer[], LoadAnswer[], LoadAnswer[]] = [[], [], [], []]
  const most = { value: null as number | null }
  let first = 0
  const common = { connections: CONNECTIONS, warmUp: timing.warmUp, seconds: timing.seconds }
  const bare = (list: string[]) => runChild<BareAnswer>('bare.ts', { ...common, connectionString, windows: list })
  const book = async (contracts: string[]) => {
    const { staff, starts } = world
    const answer = await watching([server.pid, postgres.pid], most, () =>
      runChild<LoadAnswer>('load.ts', {
        ...common,
        port: server.port,
        token: server.token,
        contracts,
        staff,
        starts,
        minutes: SESSION_MINUTES,
        first,
      }),
    )
    if (answer.other > 0)
      throw new Error(`${answer.other} bookings were not accepted, the first: ${answer.sample.slice(0, 1500)}`)
    first = answer.next
    return answer
  }
  for (let round = 0; round < timing.rounds; round++) {
    bareSpread.push(await bare(windows))
    spread.push(await book(world.contracts))
    bareHot.push(await bare([windows[0]!]))
    hot.push(await book([world.hot]))
  }
  const sum = (list: number[]) => list.reduce((a, b) => a + b, 0)
  const checked = await check(
    connectionString,
    client,
    sum([...spread, ...hot].map((r) => r.accepted)),
    sum([...bareSpread, ...bareHot].map((r) => r.made)),
  )
  return {
    bareSpread: ratesOf(bareSpread),
    bareHot: ratesOf(bareHot),
    spread: ratesOf(spread),
    hot: ratesOf(hot),
    memoryUnderLoad: most.value,
    checked,
  }
}
