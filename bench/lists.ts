/** Lists over a large book: 10,000 accounts sorted and filtered by what is left now, and an account with a long life. */
import { join } from 'node:path'
import type pg from 'pg'
import { TERMS_FOLDER } from '../src/app/services.ts'
import { loadCatalogues } from '../src/terms/index.ts'
import { quantile, type Server, withClient } from './measure.ts'
import { callOn } from './world.ts'

export type Times = { p50: number; p95: number; worst: string }
export type ListFigures = { accounts: Times; timeline: Times }

const ACCOUNTS = 10_000
const ENTRIES = 5_000
const uuid = (seed: string) =>
  `overlay(overlay(md5('${seed}' || n::text) placing '4' from 13) placing '8' from 17)::uuid`

/** A contract each, on all plans, begun over three years, with six windows behind the one that is open. */
async function seedAccounts(client: pg.Client, staff: readonly string[]): Promise<void> {
  const { data } = loadCatalogues(join(TERMS_FOLDER, 'reference')).versions.at(-1)!
  const regions = data.regions.map((r) => r.name)
  const plans = Object.keys(data.plans)
  const ends = plans.map((p) => (data.plans[p]!.period.renews ? null : data.plans[p]!.period.value))
  const allowance = plans.map(
    (p) => Object.keys(data.supports[data.plans[p]!.phases[0]!.support]!.allowances)[0] ?? 'meetings',
  )
  await client.query(
    `insert into people.accounts (account_id, name, name_key, prefecture, existing_customer, version, created_at)
     select ${uuid('account')}, '株式会社ためし' || n, 'かぶしきがいしゃためし' || n, ($2::text[])[1 + n % array_length($2::text[], 1)], true, 1, now() - interval '3 years'
     from generate_series(1, $1::int) n`,
    [ACCOUNTS, regions],
  )
  await client.query(
    `create temp table seeded as select n, ${uuid('account')} as account_id, ${uuid('contract')} as id,
       ($2::text[])[1 + n % array_length($2::text[], 1)] as plan, ($3::int[])[1 + n % array_length($2::text[], 1)] as months,
       ($4::text[])[1 + n % array_length($2::text[], 1)] as allowance,
       current_date - case when ($3::int[])[1 + n % array_length($2::text[], 1)] is null then n * 7 % 1000 else n % 80 end as start,
       ($5::uuid[])[1 + n * 13 % array_length($5::uuid[], 1)] as responsible
     from generate_series(1, $1::int) n where n % 20 > 0`,
    [ACCOUNTS, plans, ends, allowance, staff],
  )
  await client.query(`
    insert into contracts.contracts (account_id, id, start, ends_on, base_office, responsible_id, first_start, accepted_version, consented_version, created_at, version)
      select account_id, id, start, (start + make_interval(months => months))::date, 'kanto', responsible, start, 'bench', 'bench', now(), 1 from seeded;
    insert into contracts.segments (account_id, contract_id, "from", plan, anchor) select account_id, id, start, plan, start from seeded;
    insert into ledger.windows (account_id, id, holder_id, holder_type, allowance, unit, "from", until, clause, granted, held, consumed, lapsed, seq)
      select account_id, md5(id::text || k)::uuid, id, 'contract', allowance, 'minutes', current_date - n % 28 - 30 * k, current_date - n % 28 - 30 * k + 30,
        'basic.11', 600, n * 7 % 60, n * 11 % 500, 0, 0 from seeded, generate_series(0, 6) k;
    analyze people.accounts; analyze contracts.contracts; analyze contracts.segments; analyze ledger.windows`)
}

/** Sessions, answers and charges of five years in one account. */
async function seedHistory(client: pg.Client, accountId: string, contractId: string): Promise<void> {
  const at = `now() - n * interval '20 hours'`
  const id = (more: string) =>
    `(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '7000' || substr(md5('${more}' || n::text), 17))::uuid`
  const part = Math.floor(ENTRIES / 5)
  await client.query(
    `insert into sessions.sessions (account_id, id, holder_type, holder_id, kind, place, language, day, start_minute, minutes, starts_at, ends_at, state, drawn, draws, charges, terms_version, created_at, version)
     select $1, ${id('session')}, 'contract', $2, case n % 3 when 0 then 'training' else 'meeting' end, 'online', 'ja', (${at})::date, 600, 60, date_trunc('hour', ${at}), date_trunc('hour', ${at}) + interval '1 hour',
       case when n % 9 = 0 then 'cancelled' else 'completed' end, 0, '[]', '[]', 'bench', ${at}, 1 from generate_series(1, $3::int) n`,
    [accountId, contractId, part],
  )
  const sentence =
    '{"rule":"startsInPeriod","verdict":"holds","clauses":["plans.2"],"facts":{"plan":"basic","from":"2026-10-06","until":"2027-01-05"}}'
  const decision = `{"outcome":"refused","applied":false,"because":["allowance-exceeded"],"cites":["basic.11"],"remedies":[],"warnings":[],"charges":[],"draws":[],"remaining":{},"findings":[${Array(8).fill(sentence).join()}]}`
  await client.query(
    `insert into notices.decisions (account_id, id, at, action, terms_version, by_name, decision)
     select $1, ${id('answer')}, ${at}, 'session.book', 'bench', 'bench', $2::jsonb from generate_series(1, $3::int) n`,
    [accountId, decision, 3 * part],
  )
  await client.query(
    `insert into charges.lines (account_id, id, at, kind, amount, currency, quantity, unit, clause, holder_id, cause_type, cause_id, by_name)
     select $1, ${id('charge')}, ${at}, 'travel-expense', 1000, 'JPY', 1, 'journey', 'edge.10', $2, 'session', gen_random_uuid(), 'bench' from generate_series(1, $3::int) n`,
    [accountId, contractId, part],
  )
  await client.query('analyze sessions.sessions; analyze notices.decisions; analyze charges.lines')
}

/** Every address so many times, one after the other, as one person who looks through them. */
async function timesOf(
  paths: readonly string[],
  rounds: number,
  get: (path: string) => Promise<unknown>,
): Promise<Times> {
  const all: number[] = []
  let worst = { path: '', p95: 0 }
  for (const path of paths) {
    await get(path)
    await get(path)
    const times: number[] = []
    for (let i = 0; i < rounds; i++) {
      const from = performance.now()
      await get(path)
      times.push(performance.now() - from)
    }
    all.push(...times)
    const p95 = quantile(times, 0.95)
    if (p95 > worst.p95) worst = { path, p95 }
    process.stderr.write(
      `${Math.round(quantile(times, 0.5))} / ${Math.round(p95)} ms ${path.replace(/[0-9a-f-]{36}/, '…')}\n`,
    )
  }
  return { p50: quantile(all, 0.5), p95: quantile(all, 0.95), worst: worst.path }
}

const ROWS = 60
const LOOKS = [
  '',
  'sort=-period',
  'sort=hours',
  'sort=-hours',
  'sort=plan',
  'sort=responsible',
  'sort=state',
  'sort=prefecture',
]
const FILTERS = [
  'plan=premier',
  'state=active',
  'hoursUnder=20',
  'phase=success',
  'q=ためし99',
  'sort=hours&offset=5000',
  'offset=9000',
]

export const benchLists = (
  connectionString: string,
  server: Server,
  staff: readonly string[],
  isQuick: boolean,
): Promise<ListFigures> =>
  withClient(connectionString, async (client) => {
    await seedAccounts(client, staff)
    const { rows } = await client.query('select account_id, id from seeded where n = 1')
    await seedHistory(client, rows[0].account_id, rows[0].id)
    const call = callOn(server)
    const get = (path: string) => call('GET', path)
    const rounds = isQuick ? 5 : 20
    const timeline = `/api/accounts/${rows[0].account_id}/timeline?limit=50`
    return {
      accounts: await timesOf(
        [...LOOKS, ...FILTERS].map((look) => `/api/accounts?limit=${ROWS}${look && `&${look}`}`),
        rounds,
        get,
      ),
      timeline: await timesOf(
        [timeline, `${timeline}&types=answer&refused=true`, `${timeline}&q=basic.11`],
        rounds,
        get,
      ),
    }
  })
