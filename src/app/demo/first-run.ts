/** What the first start of an installation does: demo data or an administrator; and what a killed first start left. */
import pg from 'pg'
import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/transaction.ts'
import { readSetting, type Settings, writeSetting } from '../settings.ts'
import { accountIdsAfter } from '../views/account-ids.ts'

const VENDOR = { vendor: true } as const

export const demoState = (db: Db): Promise<Settings['demo'] | null> => db.read(VENDOR, (tx) => readSetting(tx, 'demo'))

export const markDemo = (db: Db, clock: Clock, state: Settings['demo']): Promise<void> =>
  db.transaction(VENDOR, (tx) => writeSetting(tx, 'demo', state, clock.now()))

export const hasAccounts = async (db: Db): Promise<boolean> =>
  (await db.read(VENDOR, (tx) => accountIdsAfter(tx, null, 1))).length > 0

/** The schemas that `bansou_app` works in: all of ours, and no other program's. */
const OURS = `select nspname as name from pg_namespace where has_schema_privilege('bansou_app', oid, 'usage')
  and nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public')`

/**
 * Empties a database in which a load of demo data was killed: nobody has worked in it yet. The schemas go as a whole;
 * migrating makes them anew.
 */
export async function dropHalfDemo(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(OURS)
    await client.query(`drop schema ${rows.map((row) => client.escapeIdentifier(row.name)).join(', ')} cascade`)
  } finally {
    await client.end()
  }
}
