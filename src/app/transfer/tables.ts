/** What a database holds, as the system catalogue of PostgreSQL tells it: tables, their columns, and a safe order. */
import type pg from 'pg'

export type TableShape = {
  /** `people.accounts`. */
  name: string
  /** The same, quoted for a statement. */
  sql: string
  columns: string[]
  /** What its rows are put in order by, in an order of letters that is the same on every server. */
  order: string
  hasTriggers: boolean
  /** Row-level security holds for the owner too, so that rows cannot be copied in by one who is not above it. */
  forced: boolean
}

/** Kept by the migrations themselves; a restored database has its own. */
const MIGRATIONS = 'app.migrations'
const OURS = "n.nspname not in ('pg_catalog', 'information_schema', 'public') and n.nspname !~ '^pg_'"

const TABLES = `
  select n.nspname || '.' || c.relname as name, quote_ident(n.nspname) || '.' || quote_ident(c.relname) as sql,
    c.relforcerowsecurity as forced,
    exists (select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as "hasTriggers",
    array(select quote_ident(a.attname) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
    coalesce(
      (select string_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end, ', ' order by u.place)
        from pg_constraint k cross join lateral unnest(k.conkey) with ordinality as u (num, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = u.num where k.conrelid = c.oid and k.contype = 'p'),
      't::text collate "C"') as "order"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and ${OURS} order by 1`

const POINTS_AT = `
  select n.nspname || '.' || c.relname as "from", tn.nspname || '.' || t.relname as "to"
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace where k.contype = 'f'`

/** Every table of ours but the migrations', those first that others point at. */
export async function tablesOf(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(TABLES)
  const { rows: arrows } = await client.query<{ from: string; to: string }>(POINTS_AT)
  const waiting = new Map(rows.filter((t) => t.name !== MIGRATIONS).map((t) => [t.name, t]))
  const ordered: TableShape[] = []
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(
      (t) => !arrows.some((a) => a.from === t.name && a.to !== t.name && waiting.has(a.to)),
    )
    const next = free.length > 0 ? free : [...waiting.values()]
    for (const table of next) waiting.delete(table.name)
    ordered.push(...next)
  }
  return ordered
}

export type SequenceState = { name: string; sql: string; last: string; called: boolean }

/** Where every counter of the database stands. */
export async function sequencesOf(client: pg.Client): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string; sql: string }>(
    `select n.nspname || '.' || c.relname as name, quote_ident(n.nspname) || '.' || quote_ident(c.relname) as sql
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${OURS} order by 1`,
  )
  const states: SequenceState[] = []
  for (const { name, sql } of rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${sql}`,
    )
    states.push({ name, sql, ...state.rows[0]! })
  }
  return states
}

/** So that the same row is the same text on every server, whatever its own settings are. */
const PLAIN = `
  set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local lc_monetary = 'C';
  set local client_encoding = 'UTF8'; set local app.scope = 'vendor'`

/** Begins a transaction that sees one moment throughout and writes nothing. */
export async function beginReading(client: pg.Client): Promise<void> {
  await client.query('begin isolation level repeatable read read only')
  await client.query(PLAIN)
}

export async function beginWriting(client: pg.Client): Promise<void> {
  await client.query('begin')
  await client.query(PLAIN)
}

export const copyOut = (t: TableShape): string =>
  `copy (select ${t.columns.join(', ')} from ${t.sql} t order by ${t.order}) to stdout`

export const copyIn = (t: TableShape): string => `copy ${t.sql} (${t.columns.join(', ')}) from stdin`

export type AppliedMigration = { number: number; name: string; checksum: string }

/** The migrations that a database has had; none where it never met Bansou. */
export async function migrationsIn(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows: there } = await client.query(`select from pg_class where oid = to_regclass('${MIGRATIONS}')`)
  if (there.length === 0) return []
  const { rows } = await client.query<AppliedMigration>(
    'select number, name, checksum from app.migrations order by number',
  )
  return rows
}
