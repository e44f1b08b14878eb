/** Reads and writes of working time, absences and people's booked time. */
import type { Instant } from '../kernel/clock.ts'
import { must, Problem } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import { mustMatch } from '../kernel/route.ts'
import { type Tx, timestampOf } from '../kernel/transaction.ts'
import {
  type Absence,
  type BusyTime,
  nothingSet,
  type WorkingHours,
  type WorkingTerms,
  type WorkingTime,
} from './working-time.ts'

type TermsRow = Omit<WorkingTime, 'hours' | 'absences'> & { ownHours: boolean }
type AbsenceRow = Omit<Absence, 'days'> & { staffId: string; first: string | null; last: string | null }

const TERMS = `staff_id as "staffId", own_hours as "ownHours", kinds, languages, most_a_day as "mostADay",
  buffer_before as "bufferBefore", buffer_after as "bufferAfter", version`
const ABSENCE = `id, staff_id as "staffId", kind, lower(during) as from, upper(during) as until, first_day as first, last_day as last`

const absenceOf = ({ id, kind, from, until, first, last }: AbsenceRow): Absence => ({
  id,
  kind,
  from,
  until,
  days: first !== null && last !== null ? { first, last } : null,
})

/** The working times of people, in the order asked for; absences that end after a moment. */
export async function workingTimesOf(tx: Tx, staffIds: readonly string[], since: Instant): Promise<WorkingTime[]> {
  if (staffIds.length === 0) return []
  const [terms, hours, absences] = await Promise.all([
    tx.query<TermsRow>(`select ${TERMS} from people.working_times where staff_id = any ($1::uuid[])`, [staffIds]),
    tx.query<WorkingHours & { staffId: string }>(
      `select staff_id as "staffId", weekday, from_minute as from, until_minute as until from people.working_hours
       where staff_id = any ($1::uuid[]) order by staff_id, weekday, from_minute`,
      [staffIds],
    ),
    tx.query<AbsenceRow>(
      `select ${ABSENCE} from people.absences
       where staff_id = any ($1::uuid[]) and during && tstzrange($2, null) order by lower(during)`,
      [staffIds, timestampOf(since)],
    ),
  ])
  return staffIds.map((staffId) => {
    const { ownHours, ...said } = terms.find((t) => t.staffId === staffId) ?? {
      ...nothingSet(staffId),
      ownHours: false,
    }
    const own = hours.filter((h) => h.staffId === staffId)
    return {
      ...said,
      hours: ownHours ? own.map(({ weekday, from, until }) => ({ weekday, from, until })) : null,
      absences: absences.filter((a) => a.staffId === staffId).map(absenceOf),
    }
  })
}

type Pairs = { staffId: string; times: [Instant, Instant][] }

/** When people are booked between two moments, by person; as JSON, for thousands of spans are read at once. */
export async function busyTimes(
  tx: Tx,
  staffIds: readonly string[],
  from: Instant,
  until: Instant,
): Promise<Map<string, BusyTime[]>> {
  if (staffIds.length === 0) return new Map()
  const rows = await tx.query<Pairs>(
    `select staff_id as "staffId", json_agg(json_build_array(
       (extract(epoch from begins) * 1000)::bigint, (extract(epoch from ceases) * 1000)::bigint)) as times
     from people.busy_times($1::uuid[], $2, $3) group by staff_id`,
    [staffIds, timestampOf(from), timestampOf(until)],
  )
  return new Map(rows.map((r) => [r.staffId, r.times.map(([begins, ceases]) => ({ from: begins, until: ceases }))]))
}

/** Makes this transaction the one writer of somebody's working time. */
async function lockStaff(tx: Tx, staffId: string): Promise<void> {
  const found = await tx.maybe('select id from people.staff where id = $1 for no key update', [staffId])
  if (found === null) throw new Problem('unknown-reference', 'id')
}

/** Sets working time as a whole. `seen` is the version that the caller saw; another one now is a Problem `stale-version`. */
export async function setWorkingTime(
  tx: Tx,
  staffId: string,
  terms: WorkingTerms,
  seen: number | null,
  now: Instant,
): Promise<{ before: WorkingTime; after: WorkingTime }> {
  await lockStaff(tx, staffId)
  const [before] = await workingTimesOf(tx, [staffId], now)
  const { version } = must(before, 'everybody who is asked for has a working time')
  mustMatch(seen, version)
  await tx.query(
    `insert into people.working_times (staff_id, own_hours, kinds, languages, most_a_day, buffer_before, buffer_after, version)
     values ($1, $2, $3, $4, $5, $6, $7, 1) on conflict (staff_id) do update set own_hours = excluded.own_hours,
       kinds = excluded.kinds, languages = excluded.languages, most_a_day = excluded.most_a_day,
       buffer_before = excluded.buffer_before, buffer_after = excluded.buffer_after, version = working_times.version + 1`,
    [
      staffId,
      terms.hours !== null,
      terms.kinds,
      terms.languages,
      terms.mostADay,
      terms.bufferBefore,
      terms.bufferAfter,
    ],
  )
  await tx.query('delete from people.working_hours where staff_id = $1', [staffId])
  const hours = terms.hours ?? []
  await tx.query(
    `insert into people.working_hours (staff_id, weekday, from_minute, until_minute)
     select $1, weekday, starts, ends from unnest($2::int[], $3::int[], $4::int[]) as h (weekday, starts, ends)`,
    [staffId, hours.map((h) => h.weekday), hours.map((h) => h.from), hours.map((h) => h.until)],
  )
  const [after] = await workingTimesOf(tx, [staffId], now)
  return { before: before!, after: must(after, 'it was just set') }
}

/** Notes an absence. One that overlaps another of the person is `overlaps` at `field`; the constraint decides. */
export async function addAbsence(
  tx: Tx,
  staffId: string,
  given: Omit<Absence, 'id'>,
  field: string,
  now: Instant,
): Promise<Absence> {
  await lockStaff(tx, staffId)
  const [made] = await tx.query<AbsenceRow>(
    `insert into people.absences (id, staff_id, kind, during, first_day, last_day)
     values ($1, $2, $3, tstzrange($4, $5), $6, $7) on conflict on constraint absences_apart do nothing returning ${ABSENCE}`,
    [
      newId(now),
      staffId,
      given.kind,
      timestampOf(given.from),
      timestampOf(given.until),
      given.days?.first ?? null,
      given.days?.last ?? null,
    ],
  )
  if (!made) throw new Problem('invalid-field', field, { code: 'overlaps' })
  return absenceOf(made)
}

export async function removeAbsence(tx: Tx, staffId: string, id: string): Promise<Absence> {
  const gone = await tx.maybe<AbsenceRow>(
    `delete from people.absences where staff_id = $1 and id = $2 returning ${ABSENCE}`,
    [staffId, id],
  )
  if (gone === null) throw new Problem('unknown-reference', 'absenceId')
  return absenceOf(gone)
}
