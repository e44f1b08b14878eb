/** Row-level security alone: whatever the application forgets, an account's transaction sees and writes no other's rows. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, type House, openHouse } from '../support/house.ts'
import { readCatalogue, tenantTables } from './catalogue.ts'

let house: House
let owner: pg.Client
let tables: string[]
const accounts: string[] = []

/** A life with a row in every table of the rooms that exist. */
async function live(): Promise<string> {
  const accountId = await house.account('北海道')
  const contractId = await house.contract(accountId, 'premier', '2025-04-01', { options: ['survey'] })
  await house.order(accountId, 'training-3h', { language: 'en' })
  await house.order(accountId, 'data-integration', { tenant: 'prod', start: '2025-04-01' })
  const visit = { contractId, kind: 'meeting', place: 'customer-site', minutes: 60, acceptCharges: true }
  const ids: string[] = []
  for (const day of ['14', '15', '16'])
    ids.push((await house.book({ ...visit, start: `2025-04-${day}T10:00:00+09:00` })).body.subject.id)
  await house.adjust({ contractId, allowance: 'meetings', minutes: 30, reason: 'a line was down' })
  expect((await house.ask('POST', `/api/departments?account=${accountId}`, { name: '営業部' })).status).toBe(201)
  const offer = { accountId, order: { addOn: 'training-3h' }, lastDay: '2025-05-31' }
  expect((await house.ask('POST', '/api/offers', offer)).status).toBe(201)
  // The third journey is charged; cancelled, its charge is voided.
  expect((await house.ask('POST', `/api/sessions/${ids[2]}/cancel`, {})).status).toBe(200)
  return accountId
}

beforeAll(async () => {
  house = await openHouse('2023-04-03T09:00')
  house.clock.set(at('2025-04-01T09:00'))
  accounts.push(await live(), await live())
  // The later version of the terms is first used by a contract that was opened under the earlier.
  owner = new pg.Client({ connectionString: house.connectionString })
  await owner.connect()
  await owner.query(`insert into notices.consents (account_id, contract_id, terms_version, kind, at, cause_type, cause_id)
    select account_id, id, 'later', 'deemed', now(), 'session', id from contracts.contracts`)
  tables = tenantTables(await readCatalogue(owner))
})
afterAll(async () => {
  await owner.end()
  await house.close()
})

const count = async (table: string, where: string) =>
  Number((await owner.query(`select count(*) from ${table} where ${where}`)).rows[0].count)

/** The error's code, or how many rows were touched. */
async function outcome(
  scope: Parameters<House['db']['transaction']>[0],
  sql: string,
  values: unknown[] = [],
): Promise<string | number> {
  try {
    return (await house.db.transaction(scope, (tx) => tx.query(sql, values))).length
  } catch (error) {
    return (error as { code: string }).code
  }
}

const ROOMS = ['people', 'ledger', 'charges', 'notices', 'contracts', 'sessions']
const DENIED = '42501'

describe('another account', () => {
  it('has rows in every table of these rooms, so that there is something to hide', async () => {
    for (const table of tables.filter((t) => ROOMS.includes(t.slice(0, t.indexOf('.')))))
      for (const id of accounts) expect(await count(table, `account_id = '${id}'`), table).toBeGreaterThan(0)
  })

  it('is invisible in every table', async () => {
    const [own, theirs] = accounts
    for (const table of tables) {
      const seen = await house.db.read({ accountId: own! }, (tx) =>
        tx.query<{ account_id: string }>(`select distinct account_id from ${table}`),
      )
      expect(
        seen.map((r) => r.account_id).filter((id) => id !== own),
        table,
      ).toEqual([])
      expect(await outcome({ accountId: own! }, `select 1 from ${table} where account_id = '${theirs}'`), table).toBe(0)
    }
  })

  it('cannot be changed or deleted in any table', async () => {
    const [own, theirs] = accounts
    for (const table of tables) {
      const before = await count(table, `account_id = '${theirs}'`)
      const changed = await outcome(
        { accountId: own! },
        `update ${table} set account_id = account_id where account_id = '${theirs}' returning 1`,
      )
      const deleted = await outcome(
        { accountId: own! },
        `delete from ${table} where account_id = '${theirs}' returning 1`,
      )
      expect([0, DENIED], `update ${table}`).toContain(changed)
      expect([0, DENIED], `delete ${table}`).toContain(deleted)
      expect(await count(table, `account_id = '${theirs}'`), table).toBe(before)
    }
  })

  it('cannot be given a row in any table', async () => {
    const [own, theirs] = accounts
    for (const table of tables) {
      const { rows } = await owner.query(`select to_jsonb(t) as row from ${table} t where account_id = $1 limit 1`, [
        theirs,
      ])
      if (rows.length === 0) continue
      const inserted = await outcome(
        { accountId: own! },
        `insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb) returning 1`,
        [JSON.stringify(rows[0].row)],
      )
      expect(inserted, table).toBe(DENIED)
    }
  })

  it('cannot be reached by moving one’s own row to it', async () => {
    const [own, theirs] = accounts
    for (const table of tables) {
      const moved = await outcome({ accountId: own! }, `update ${table} set account_id = '${theirs}' returning 1`)
      expect([0, DENIED], table).toContain(moved)
    }
  })
})

describe('a transaction without a scope', () => {
  it('sees no row of any tenant', async () => {
    for (const table of tables) {
      await owner.query('begin; set local role bansou_app')
      const { rows } = await owner.query(`select 1 from ${table} limit 1`)
      await owner.query('rollback')
      expect(rows, table).toEqual([])
    }
  })

  it('books are never rewritten, not even by the vendor: append-only by grants', async () => {
    for (const table of [
      'ledger.entries',
      'charges.lines',
      'charges.voids',
      'notices.acceptances',
      'notices.consents',
      'notices.decisions',
      'contracts.states',
    ]) {
      expect(await outcome({ vendor: true }, `update ${table} set account_id = account_id returning 1`), table).toBe(
        DENIED,
      )
      expect(await outcome({ vendor: true }, `delete from ${table} returning 1`), table).toBe(DENIED)
    }
    expect(await outcome({ vendor: true }, 'delete from ledger.windows returning 1')).toBe(DENIED)
  })
})
