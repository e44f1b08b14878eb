/** The one way to the database: a transaction bound to the vendor or to one account, over typed plain SQL. */
import type { Duplex } from 'node:stream'
import pg from 'pg'
import { dateOfDayNumber, dayNumber } from './civil.ts'
import type { Instant } from './clock.ts'
import { must, Problem } from './failure.ts'
import { isId } from './ids.ts'

/**
 * Whose rows a transaction may see and write; row-level security holds it. `staffIds`: what the sessions of these people
 * touch, of those that ended after the moment or are still to come; `departmentIds`: of an account, these departments'
 * part and the company's name. These two see and never write.
 */
export type Scope =
  | { vendor: true }
  | { accountId: string; departmentIds?: readonly string[] }
  | { staffIds: readonly string[]; endedAfter: Instant }

export type Tx = {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Exactly one row; another number is a bug. */
  one<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row>
  /** One row or none; more is a bug. */
  maybe<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row | null>
  /**
   * Starts the last statements and sends COMMIT along with them: one journey less while locks are held. They stand before
   * anybody has looked at their answers, so what must not stand has to fail in the database.
   */
  finish(start: () => Promise<unknown>): Promise<void>
}

/** A transaction as one of several parts of it sees it, on a savepoint: nothing that a part does commits. */
export const partOf = (tx: Tx): Tx => ({
  ...tx,
  finish: async (start) => {
    await start()
  },
})

/** What was read is true no longer: the transaction is undone and played again. In the database: `app.insist`. */
export class Overtaken extends Error {}

export type Db = {
  /** Commits when `run` is done, rolls back when it throws. `run` is played again after a deadlock or when overtaken: no outside effects in it. */
  transaction<T>(scope: Scope, run: (tx: Tx) => Promise<T>): Promise<T>
  /** Writes nothing and sees one moment throughout, so that figures of several statements agree. */
  read<T>(scope: Scope, run: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const DAY = 86_400_000
const RETRIES = 4
/** Serialization failure, deadlock, and what `app.insist` raises. */
const RETRYABLE = new Set(['40001', '40P01', 'BN001'])
/** Node's own codes for a connection that is refused, cut or missing. */
const CUT = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])
/** What pg says, without a code, when the connection went away under a query or none became free. */
const CUT_MESSAGE =
  /connection terminated|not queryable|timeout exceeded when trying to connect|client was closed|after calling end/i

/** SQLSTATE: a lock that was not given, or a statement that did not end, in the time that we wait. */
const GAVE_UP = new Set(['55P03', '57014'])
const gaveUp = (error: unknown) => error instanceof pg.DatabaseError && GAVE_UP.has(error.code ?? '')

/** SQLSTATE: connection lost, shutting down or starting, no resources left. */
const isUnavailable = (error: Error & { code?: string }) =>
  error instanceof pg.DatabaseError
    ? /^(08|53|57P)/.test(error.code ?? '')
    : CUT.has(error.code ?? '') || CUT_MESSAGE.test(error.message)

const textArray = pg.types.getTypeParser(1009 as never) as (text: string) => (string | null)[]
const arrayOf = (parse: (text: string) => unknown) => (text: string) =>
  textArray(text).map((item) => (item === null ? null : parse(item)))

/** `2025-04-01 10:00:00.5+09` → milliseconds since the epoch; whatever the session's zone, the offset is in the text. */
function parseTimestamp(text: string): Instant {
  if (text === 'infinity') return Number.POSITIVE_INFINITY
  if (text === '-infinity') return Number.NEGATIVE_INFINITY
  const m = must(
    /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)([+-])(\d{2})(?::(\d{2}))?$/.exec(text),
    `a timestamptz between the years 1 and 9999, not ${text}`,
  )
  const offset = (+m[6]! * 60 + +(m[7] ?? 0)) * (m[5] === '-' ? -60_000 : 60_000)
  return dayNumber(m[1]!) * DAY + (+m[2]! * 60 + +m[3]!) * 60_000 + Math.floor(+m[4]! * 1000 + 1e-6) - offset
}

/** An instant as a timestamptz parameter. */
export function timestampOf(at: Instant): string {
  const day = Math.floor(at / DAY)
  const ms = at - day * DAY
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  const time = `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`
  return `${dateOfDayNumber(day)}T${time}.${String(ms % 1000).padStart(3, '0')}Z`
}

function parseWhole(text: string): number {
  const n = Number(text)
  must(Number.isSafeInteger(n), `a bigint that fits a number, not ${text}`)
  return n
}

const PARSERS: Record<number, (text: string) => unknown> = {
  20: parseWhole,
  1082: (text) => text,
  1184: parseTimestamp,
  1700: Number,
}
PARSERS[1016] = arrayOf(PARSERS[20]!)
PARSERS[1182] = arrayOf(PARSERS[1082]!)
PARSERS[1185] = arrayOf(PARSERS[1184]!)
PARSERS[1231] = arrayOf(PARSERS[1700]!)

/** pg's own parsers make local midnights of dates and texts of bigints; these belong to our connections only. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && PARSERS[oid]) || pg.types.getTypeParser(oid as never, format as never),
}

/** The role and the tenant hold for this transaction alone, so that a pooled connection can never carry them on. */
function beginOf(scope: Scope, mode: 'write' | 'read'): string {
  const begin = mode === 'read' ? 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'BEGIN'
  return `${begin}; SET LOCAL ROLE bansou_app; ${tenantOf(scope)}`
}

const checked = (id: string) => must(isId(id) && id, 'an id that was checked')
const listed = (ids: readonly string[]) => `'{${ids.map(checked).join()}}'`

function tenantOf(scope: Scope): string {
  if ('vendor' in scope) return "SET LOCAL app.scope = 'vendor'"
  if ('staffIds' in scope)
    return `SET LOCAL app.staff_ids = ${listed(scope.staffIds)}; SET LOCAL app.ended_after = '${timestampOf(scope.endedAfter)}'`
  const account = `'${checked(scope.accountId)}'`
  if (scope.departmentIds === undefined) return `SET LOCAL app.account_id = ${account}`
  return `SET LOCAL app.department_account_id = ${account}; SET LOCAL app.department_ids = ${listed(scope.departmentIds)}`
}

/** Statements are prepared once a connection under these names; a bound, should a text ever be composed without end. */
const MOST_NAMES = 1000
const names = new Map<string, string>()
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST_NAMES) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

/** Statements that are started in one turn leave in one write: on a busy server, calls into the system cost most. */
function gather(client: pg.PoolClient): void {
  const stream = (client as unknown as { connection?: { stream?: Duplex } }).connection?.stream
  if (stream === undefined || stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

type Course = { isOpen(): boolean; failed(error: unknown): void; finish: Tx['finish'] }

function txOver(client: pg.PoolClient, course: Course): Tx {
  async function query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    must(course.isOpen(), 'a statement within its transaction')
    gather(client)
    try {
      const result = await client.query<Row>(
        values === undefined ? { text } : { name: nameOf(text), text, values: values as unknown[] },
      )
      return result.rows
    } catch (error) {
      course.failed(error)
      throw error
    }
  }
  return {
    query,
    finish: course.finish,
    async one<Row extends object>(text: string, values?: readonly unknown[]) {
      const rows = await query<Row>(text, values)
      return must(rows.length === 1 && rows[0], `one row, not ${rows.length}, from: ${text}`)
    },
    async maybe<Row extends object>(text: string, values?: readonly unknown[]) {
      const rows = await query<Row>(text, values)
      must(rows.length <= 1, `at most one row, not ${rows.length}, from: ${text}`)
      return rows[0] ?? null
    },
  }
}

async function runOn<T>(client: pg.PoolClient, begin: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  let open = true
  gather(client)
  // Connections are pipelined: BEGIN travels with the first statement. Should it fail, that statement fails after it.
  const begun = client.query(begin)
  begun.catch(() => undefined)
  let first: unknown
  const failed = (error: unknown) => {
    first ??= error
  }
  let committing: Promise<pg.QueryResult> | undefined
  const commit = () => {
    open = false
    committing = client.query('COMMIT')
    committing.catch(() => undefined)
    return committing
  }
  async function finish(start: () => Promise<unknown>): Promise<void> {
    const statements = start()
    void commit()
    await statements
    await committing
  }
  try {
    const value = await run(txOver(client, { isOpen: () => open, failed, finish }))
    await begun
    const { command } = await (committing ?? commit())
    must(command === 'COMMIT', 'a transaction whose failed statements were not swallowed')
    return value
  } catch (error) {
    open = false
    // Fails only where the connection is gone, and the transaction with it; the first error is the one to tell.
    await client.query('ROLLBACK').catch(() => undefined)
    // Statements that were sent along with the one that failed say only that the transaction is aborted.
    throw error instanceof pg.DatabaseError ? (first ?? error) : error
  }
}

async function attempt<T>(pool: pg.Pool, begin: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  // A connection cut between two statements reports itself by an event; without a listener it would end the process.
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    return await runOn(client, begin, run)
  } catch (error) {
    if (error instanceof Error && isUnavailable(error)) broken = error
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function withRetries<T>(once: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await once()
    } catch (error) {
      const retryable =
        error instanceof Overtaken || (error instanceof pg.DatabaseError && RETRYABLE.has(error.code ?? ''))
      if (retryable && tries < RETRIES) await pause(2 ** tries * (5 + Math.random() * 10))
      else if (retryable || gaveUp(error) || (error instanceof Error && isUnavailable(error)))
        throw new Problem('unavailable')
      else throw error
    }
  }
}

/** How long a transaction waits for a lock, and for a statement, in ms; then it is undone, and safe to ask again. */
const LOCK_TIMEOUT = 5_000
const STATEMENT_TIMEOUT = 60_000

export type DbOptions = { connectionString: string; max?: number; lockTimeout?: number; statementTimeout?: number }

/** Opens a pool; connects at the first transaction. `max` connections, 10 if not given; times in ms. */
export function openDb(options: DbOptions): Db {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'bansou',
    lock_timeout: options.lockTimeout ?? LOCK_TIMEOUT,
    statement_timeout: options.statementTimeout ?? STATEMENT_TIMEOUT,
    pipeline: true,
    types,
  } as pg.PoolConfig)
  // Idle connections that are cut: the pool drops them, the next transaction opens another.
  pool.on('error', () => undefined)
  return {
    transaction: (scope, run) => withRetries(() => attempt(pool, beginOf(scope, 'write'), run)),
    read: (scope, run) => withRetries(() => attempt(pool, beginOf(scope, 'read'), run)),
    close: () => pool.end(),
  }
}
