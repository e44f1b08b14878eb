import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { NOT_TENANT, readCatalogue, tenantTables } from './catalogue.ts'
import { foreignKeysGoDown, keyedByAccount, noKeyToLocal, securedByRow, uniqueWithinAccount } from './rules.ts'

let database: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client({ connectionString: database.connectionString })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

/** Reference tables are declared so in their comments. */
async function referenceTables(): Promise<Set<string>> {
  const { rows } = await owner.query<{
    table: string
  }>(`select n.nspname || '.' || c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where obj_description(c.oid, 'pg_class') like 'reference:%'`)
  return new Set(rows.map((r) => r.table))
}

/** Plants something in the schema, asks, and takes it away again. */
async function planted<T>(sql: string, ask: () => Promise<T>): Promise<T> {
  await owner.query('begin')
  try {
    await owner.query(sql)
    return await ask()
  } finally {
    await owner.query('rollback')
  }
}

const catalogue = () => readCatalogue(owner)
const allFaults = async () => {
  const c = await catalogue()
  const reference = await referenceTables()
  return [
    ...keyedByAccount(c),
    ...uniqueWithinAccount(c),
    ...foreignKeysGoDown(c),
    ...noKeyToLocal(c, (t) => reference.has(t)),
    ...securedByRow(c),
  ]
}

describe('the schema can be distributed by customer account', () => {
  it('every table keeps the rules', async () => {
    expect(await allFaults()).toEqual([])
  })

  it('knows the tenants, and its exceptions are tables that exist', async () => {
    const c = await catalogue()
    const names = new Set(c.tables.map((t) => t.table))
    expect(tenantTables(c)).toEqual(
      expect.arrayContaining([
        'people.accounts',
        'ledger.windows',
        'ledger.entries',
        'contracts.contracts',
        'sessions.sessions',
      ]),
    )
    for (const table of Object.keys(NOT_TENANT)) expect(names).toContain(table)
  })

  it.each([
    [
      'a nullable account',
      'alter table ledger.windows drop constraint windows_pkey cascade; alter table ledger.windows alter account_id drop not null',
      'ledger.windows: account_id',
    ],
    [
      'a key without the account',
      'alter table notices.acceptances drop constraint acceptances_pkey, add primary key (id)',
      'notices.acceptances: the primary key is (id)',
    ],
    [
      'a unique constraint over all accounts',
      'alter table contracts.orders add constraint once unique (add_on)',
      'contracts.orders: once',
    ],
    [
      'a partial unique index over all accounts',
      "create unique index one_kickoff on sessions.sessions (holder_id) where kind = 'kickoff'",
      'sessions.sessions: one_kickoff',
    ],
    [
      'a foreign key that sets null',
      'alter table sessions.sessions add constraint held foreign key (account_id, window_id) references ledger.windows (account_id, id) on delete set null',
      'sessions.sessions: held sets null',
    ],
    [
      'a foreign key upwards',
      'alter table ledger.windows add constraint up foreign key (account_id, holder_id) references contracts.contracts (account_id, id)',
      'ledger.windows: up points at contracts.contracts',
    ],
    [
      'a foreign key without the account',
      'create table ledger.t (account_id uuid not null, id uuid not null unique, primary key (account_id, id)); create table ledger.u (account_id uuid not null, id uuid not null, t_id uuid references ledger.t (id), primary key (account_id, id))',
      'ledger.u: u_t_id_fkey does not begin with account_id',
    ],
    [
      'a foreign key to a local table',
      'alter table notices.decisions add constraint who foreign key (by_user) references identity.users (id)',
      'notices.decisions: who points at identity.users, which is local',
    ],
    [
      'row-level security that spares the owner',
      'alter table charges.lines no force row level security',
      'charges.lines: row-level security is not forced',
    ],
    ['a second policy', 'create policy more on charges.lines using (true)', 'charges.lines: has 2 policies'],
    [
      'a policy of its own',
      'drop policy own_account on charges.lines; create policy own_account on charges.lines using (true)',
      'charges.lines: its policy is not the one of all tables',
    ],
  ])('finds %s', async (_, sql, fault) => {
    const faults = await planted(sql, allFaults)
    expect(faults.join('\n')).toContain(fault)
  })
})
