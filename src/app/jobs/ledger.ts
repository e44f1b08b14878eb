/** The rows that say who is at a job, when it is due and how it went. All instances on a database share them. */
import type { Instant } from '../../kernel/clock.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'

/** How a job stands. `told` is what it last said it did, `fault` why it last failed, `failures` how often in a row. */
export type JobState = {
  name: string
  nextAt: Instant
  heldUntil: Instant | null
  beganAt: Instant | null
  endedAt: Instant | null
  doneAt: Instant | null
  failures: number
  told: string | null
  fault: string | null
}

const COLUMNS = `name, next_at as "nextAt", held_until as "heldUntil", began_at as "beganAt", ended_at as "endedAt",
  done_at as "doneAt", failures, told, fault`

export const jobStates = (tx: Tx): Promise<JobState[]> =>
  tx.query<JobState>(`select ${COLUMNS} from app.jobs order by name`)

/** Makes the row of a job that was never there; an instance that comes later changes nothing. */
export async function enrol(tx: Tx, name: string, nextAt: Instant): Promise<void> {
  await tx.query('insert into app.jobs (name, next_at) values ($1, $2) on conflict (name) do nothing', [
    name,
    timestampOf(nextAt),
  ])
}

/** Of these jobs those that are due and that nobody is at. */
export async function dueAmong(tx: Tx, names: readonly string[], now: Instant): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `select name from app.jobs where name = any ($1::text[]) and next_at <= $2 and (held_until is null or held_until <= $2)`,
    [names, timestampOf(now)],
  )
  return rows.map((row) => row.name)
}

/** Takes a job that is due: true for one instance alone, because the row is locked and asked again. */
export async function take(tx: Tx, name: string, now: Instant, until: Instant): Promise<boolean> {
  const rows = await tx.query(
    `update app.jobs set held_until = $3, began_at = $2
     where name = $1 and next_at <= $2 and (held_until is null or held_until <= $2) returning name`,
    [name, timestampOf(now), timestampOf(until)],
  )
  return rows.length > 0
}

export async function hold(tx: Tx, name: string, began: Instant, until: Instant): Promise<void> {
  await tx.query('update app.jobs set held_until = $3 where name = $1 and began_at = $2', [
    name,
    timestampOf(began),
    timestampOf(until),
  ])
}

/** Lays a job down, done or failed, and says when it is due again; one that another instance took meanwhile is theirs. */
export async function layDown(
  tx: Tx,
  job: { name: string; began: Instant; now: Instant; nextAt: Instant; told: string | null; fault: string | null },
): Promise<void> {
  await tx.query(
    `update app.jobs set held_until = null, ended_at = $3, next_at = $4, fault = $6,
       told = case when $6::text is null then $5 else told end,
       done_at = case when $6::text is null then $3 else done_at end,
       failures = case when $6::text is null then 0 else failures + 1 end
     where name = $1 and began_at = $2`,
    [job.name, timestampOf(job.began), timestampOf(job.now), timestampOf(job.nextAt), job.told, job.fault],
  )
}

/** Keeps how a loop is getting on, which is never due and never held. */
export async function noteLoop(
  tx: Tx,
  loop: { name: string; now: Instant; told: string | null; fault: string | null },
): Promise<void> {
  await tx.query(
    `insert into app.jobs as j (name, next_at, began_at, ended_at, done_at, failures, told, fault)
     values ($1, $2, $2, $2, case when $4::text is null then $2::timestamptz end, case when $4::text is null then 0 else 1 end, $3, $4)
     on conflict (name) do update set next_at = $2, began_at = $2, ended_at = $2, fault = $4,
       told = case when $4::text is null then $3 else j.told end,
       done_at = case when $4::text is null then $2 else j.done_at end,
       failures = case when $4::text is null then 0 else j.failures + 1 end`,
    [loop.name, timestampOf(loop.now), loop.told, loop.fault],
  )
}
