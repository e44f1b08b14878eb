/**
 * A command repeated with the same key answers what it answered, and does nothing. The key is claimed by the first
 * statement of the command's transaction and its answer written by the last, so that both stand or fall with the effect.
 * A second request with a claimed key waits at the claim until the first has committed or is gone.
 *
 * Commands that go in groups and hold a lock that everybody who could send their keys again would wait for, look keys up
 * instead and write key and answer at once at the end: one row written, not two.
 */
import type { Instant } from './clock.ts'
import { must, Problem } from './failure.ts'
import type { Db, Tx } from './transaction.ts'

/** `hash` is over the method, the path and the checked body: another content under the same key is an error. */
export type IdempotencyRef = { userId: string; key: string; hash: string; at: Instant }

/** The answer as the handler gave it, before it was put into words: it is worded anew in the language asked for. */
export type Remembered = { status: number; body: unknown }

/** Of a group: run it, answer what was remembered, refuse it, or answer as the earlier member of the group. */
export type Claim = { run: true } | { replay: Remembered } | { reused: true } | { sameAs: number }

type Row = { user_id: string; key: string; request_hash: string; status: number | null; response: unknown }

// The update that changes nothing takes the row's lock and returns it; sorted, so that two groups never wait in a circle.
const CLAIM = `
  insert into app.idempotency as held (user_id, key, request_hash, at)
  select u, k, h, to_timestamp(a / 1000.0) from unnest($1::uuid[], $2::text[], $3::text[], $4::float8[]) as asked (u, k, h, a) order by u, k
  on conflict (user_id, key) do update set at = held.at
  returning user_id, key, request_hash, status, response`

const REMEMBER = `
  update app.idempotency as held set status = made.s, response = made.r::jsonb
  from unnest($1::uuid[], $2::text[], $3::int[], $4::text[]) as made (u, k, s, r)
  where held.user_id = made.u and held.key = made.k`

const LOOK = `
  select user_id, key, request_hash, status, response from app.idempotency held
  join unnest($1::uuid[], $2::text[]) as asked (u, k) on held.user_id = asked.u and held.key = asked.k
  where held.status is not null`

// A key without an answer was claimed by a command that was not carried out; its row may be taken by the same content.
const KEEP = `
  with kept as (insert into app.idempotency as held (user_id, key, request_hash, at, status, response)
  select u, k, h, to_timestamp(a / 1000.0), s, r::jsonb
  from unnest($1::uuid[], $2::text[], $3::text[], $4::float8[], $5::int[], $6::text[]) as made (u, k, h, a, s, r) order by u, k
  on conflict (user_id, key) do update set status = excluded.status, response = excluded.response
    where held.status is null and held.request_hash = excluded.request_hash
  returning 1)
  select app.insist(count(*) = cardinality($1::uuid[])) from kept`

const nameOf = (ref: { userId: string; key: string }) => `${ref.userId} ${ref.key}`

/** Where each key occurs first. */
function firstPlaces(refs: readonly IdempotencyRef[]): Map<string, number> {
  const firstAt = new Map<string, number>()
  refs.forEach((ref, i) => {
    if (!firstAt.has(nameOf(ref))) firstAt.set(nameOf(ref), i)
  })
  return firstAt
}

/** Tells new keys from known ones without claiming them; `mustKeepMany` then insists that they still are new. */
export async function lookUpMany(tx: Tx, refs: readonly IdempotencyRef[]): Promise<Claim[]> {
  if (refs.length === 0) return []
  const firstAt = firstPlaces(refs)
  const rows = await tx.query<Row>(LOOK, [refs.map((r) => r.userId), refs.map((r) => r.key)])
  const found = new Map(rows.map((row) => [nameOf({ userId: row.user_id, key: row.key }), row]))
  return refs.map((ref, i): Claim => {
    const row = found.get(nameOf(ref))
    const first = must(firstAt.get(nameOf(ref)), 'every key has a first')
    if ((row?.request_hash ?? refs[first]!.hash) !== ref.hash) return { reused: true }
    if (row) return { replay: { status: must(row.status, 'only answered keys are found'), body: row.response } }
    return first === i ? { run: true } : { sameAs: first }
  })
}

/** Writes keys with their answers. Where somebody else used one meanwhile the transaction is overtaken, and undone. */
export async function mustKeepMany(
  tx: Tx,
  made: readonly { ref: IdempotencyRef; status: number; body: unknown }[],
): Promise<void> {
  if (made.length === 0) return
  await tx.query(KEEP, [
    made.map((m) => m.ref.userId),
    made.map((m) => m.ref.key),
    made.map((m) => m.ref.hash),
    made.map((m) => m.ref.at),
    made.map((m) => m.status),
    made.map((m) => JSON.stringify(m.body)),
  ])
}

/** Claims the keys of commands that are committed together, in their order. */
export async function replayMany(tx: Tx, refs: readonly IdempotencyRef[]): Promise<Claim[]> {
  if (refs.length === 0) return []
  const firstAt = firstPlaces(refs)
  const asked = [...firstAt.values()].map((i) => must(refs[i], 'an index of refs'))
  const rows = await tx.query<Row>(CLAIM, [
    asked.map((r) => r.userId),
    asked.map((r) => r.key),
    asked.map((r) => r.hash),
    asked.map((r) => r.at),
  ])
  const found = new Map(rows.map((row) => [nameOf({ userId: row.user_id, key: row.key }), row]))
  return refs.map((ref, i): Claim => {
    const row = must(found.get(nameOf(ref)), 'every claimed key comes back')
    const first = must(firstAt.get(nameOf(ref)), 'every key has a first')
    if (row.request_hash !== ref.hash) return { reused: true }
    if (row.status !== null) return { replay: { status: row.status, body: row.response } }
    return first === i ? { run: true } : { sameAs: first }
  })
}

/** Keeps the answers of commands that are committed together. */
export async function rememberMany(
  tx: Tx,
  made: readonly { ref: IdempotencyRef; status: number; body: unknown }[],
): Promise<void> {
  if (made.length === 0) return
  await tx.query(REMEMBER, [
    made.map((m) => m.ref.userId),
    made.map((m) => m.ref.key),
    made.map((m) => m.status),
    made.map((m) => JSON.stringify(m.body)),
  ])
}

/** Claims a key: null = go on and `remember` at the end; else answer this. Other content under it is a Problem. */
export async function replayOf(tx: Tx, ref: IdempotencyRef | null): Promise<Remembered | null> {
  if (ref === null) return null
  const [claim] = await replayMany(tx, [ref])
  if (claim && 'reused' in claim) throw new Problem('idempotency-key-reused', 'Idempotency-Key')
  return claim && 'replay' in claim ? claim.replay : null
}

export async function remember(tx: Tx, ref: IdempotencyRef | null, status: number, body: unknown): Promise<void> {
  if (ref !== null) await rememberMany(tx, [{ ref, status, body }])
}

/** Runs a command of the vendor once for its key; the answer is kept with its effect. */
export function once<T>(db: Db, ref: IdempotencyRef | null, status: number, run: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction({ vendor: true }, async (tx) => {
    const earlier = await replayOf(tx, ref)
    if (earlier) return earlier.body as T
    const answer = await run(tx)
    await remember(tx, ref, status, answer)
    return answer
  })
}

/** Keys are kept for a day at least; the caller says the moment before which they go. */
export async function forgetBefore(tx: Tx, at: Instant): Promise<void> {
  await tx.query('delete from app.idempotency where at < to_timestamp($1::float8 / 1000.0)', [at])
}
