/** What the tables of a migrated database look like, as the catalogue of PostgreSQL tells it. */
import type pg from 'pg'

/** Whose rows a table holds: one customer's, everybody's, or this machine's. */
export type Standing = 'tenant' | 'reference' | 'local'

/** Tables that name an account and are nevertheless no tenant's: the one list of exceptions, each with its reason. */
export const NOT_TENANT: Record<string, string> = {
  'people.bookings': 'distributed by staff_id: a customer may learn that a person is busy, so all are read',
  'app.changes': "of customers and of nobody; written in any scope, read in the vendor's alone",
  'app.audit_links': 'one chain over all accounts; names the account of the row that it seals',
  'identity.memberships': 'asked before anybody is known; a person may belong to several organisations',
  'identity.sign_ins': 'asked before anybody is known; names the organisation that a sign-in acts for',
  'identity.invitations': 'asked before anybody is known; names the organisation that somebody is asked into',
  'identity.handovers': 'of the vendor and partners too; names the organisation that somebody left',
  'identity.providers': 'asked before anybody is known; names the organisation whose people it vouches for',
}

/** Rooms by step: a foreign key points down, or stays in its room. */
export const STEP: Record<string, number> = {
  kernel: 0,
  app: 0,
  identity: 0,
  terms: 1,
  calendar: 1,
  people: 1,
  ledger: 2,
  charges: 2,
  notices: 2,
  contracts: 3,
  sessions: 4,
  intake: 4,
  desk: 4,
  success: 5,
  integration: 5,
}

export type Column = { table: string; column: string; type: string; notNull: boolean }
export type Key = {
  table: string
  name: string
  kind: 'p' | 'u' | 'x' | 'f'
  columns: string[]
  target: string | null
  onDelete: string | null
}
export type Policy = {
  table: string
  name: string
  command: string
  permissive: string
  roles: string[]
  using: string
  check: string | null
}
export type Table = { table: string; forced: boolean; enabled: boolean }

const OURS = "n.nspname not in ('pg_catalog', 'information_schema', 'public') and n.nspname !~ '^pg_'"

const rows = async <T extends object>(client: pg.Client, text: string): Promise<T[]> =>
  (await client.query<T>(text)).rows

export async function readCatalogue(client: pg.Client) {
  const tables = await rows<Table>(
    client,
    `
    select n.nspname || '.' || c.relname as table, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${OURS} order by 1`,
  )
  const columns = await rows<Column>(
    client,
    `
    select n.nspname || '.' || c.relname as table, a.attname as column, format_type(a.atttypid, null) as type, a.attnotnull as "notNull"
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and ${OURS} order by 1, a.attnum`,
  )
  const keys = await rows<Key>(
    client,
    `
    select n.nspname || '.' || c.relname as table, k.conname as name, k.contype as kind, k.confdeltype as "onDelete",
      (select tn.nspname || '.' || t.relname from pg_class t join pg_namespace tn on tn.oid = t.relnamespace where t.oid = k.confrelid) as target,
      array(select a.attname::text from unnest(k.conkey) with ordinality as u (num, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = u.num order by u.place) as columns
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype in ('p', 'u', 'x', 'f') and ${OURS} order by 1, 2`,
  )
  // Unique indexes that are no constraint: partial ones, above all.
  const indexes = await rows<Key>(
    client,
    `
    select n.nspname || '.' || c.relname as table, i.relname as name, 'u' as kind, null as "onDelete", null as target,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any (x.indkey::int2[])) as columns
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
    where x.indisunique and not exists (select from pg_constraint k where k.conindid = x.indexrelid) and ${OURS}`,
  )
  const policies = await rows<Policy>(
    client,
    `
    select schemaname || '.' || tablename as table, policyname as name, cmd as command, permissive, roles::text[], qual as using, with_check as check
    from pg_policies where schemaname !~ '^pg_' order by 1`,
  )
  return { tables, columns, keys: [...keys, ...indexes], policies }
}

export type Catalogue = Awaited<ReturnType<typeof readCatalogue>>

export const tenantTables = (c: Catalogue): string[] =>
  c.columns.filter((x) => x.column === 'account_id' && !(x.table in NOT_TENANT)).map((x) => x.table)
