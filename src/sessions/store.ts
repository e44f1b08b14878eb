/** Reads and writes of the sessions room, in array form. */
import type { CivilDate } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'
import { type Tx, timestampOf } from '../kernel/transaction.ts'
import type { Journey, Session } from './model.ts'

const SESSION = `account_id as "accountId", id, holder_type as "holderType", holder_id as "holderId", kind, place, region, office, language, day,
  start_minute as "startMinute", minutes, starts_at as "startsAt", ends_at as "endsAt", state, staff_id as "staffId", window_id as "windowId", drawn,
  journey_id as "journeyId", actual_minutes as "actualMinutes", excess_minutes as "excessMinutes", draws, charges, terms_version as "termsVersion",
  created_at as "createdAt", version`

const JOURNEY =
  'account_id as "accountId", id, holder_id as "holderId", day, office, region, window_id as "windowId", charge_id as "chargeId", standing, made'

const column = <T, K extends keyof T>(rows: T[], key: K): T[K][] => rows.map((r) => r[key])

export type StandingRow = {
  holderId: string
  id: string
  kind: string
  day: CivilDate
  startMinute: number
  minutes: number
}

/** Sessions of some kinds that were not cancelled, of the holders. */
export const standingOf = (
  tx: Tx,
  accountIds: string[],
  holderIds: string[],
  kinds: string[],
): Promise<StandingRow[]> =>
  holderIds.length === 0 || kinds.length === 0
    ? Promise.resolve([])
    : tx.query<StandingRow>(
        `select holder_id as "holderId", id, kind, day, start_minute as "startMinute", minutes from sessions.sessions
         where account_id = any ($1::uuid[]) and holder_id = any ($2::uuid[]) and kind = any ($3::text[]) and state <> 'cancelled'`,
        [accountIds, holderIds, kinds],
      )

/** The journeys of the holders on the days. */
export const journeysOn = (tx: Tx, accountIds: string[], holderIds: string[], days: CivilDate[]): Promise<Journey[]> =>
  holderIds.length === 0
    ? Promise.resolve([])
    : tx.query<Journey>(
        `select ${JOURNEY} from sessions.journeys where account_id = any ($1::uuid[]) and holder_id = any ($2::uuid[]) and day = any ($3::date[])`,
        [accountIds, holderIds, days],
      )

export const journeyOf = (tx: Tx, accountId: string, id: string): Promise<Journey> =>
  tx.one<Journey>(`select ${JOURNEY} from sessions.journeys where account_id = $1 and id = $2`, [accountId, id])

export async function insertSessions(tx: Tx, s: Session[]): Promise<void> {
  if (s.length === 0) return
  await tx.query(
    `insert into sessions.sessions (account_id, id, holder_type, holder_id, kind, place, region, office, language, day, start_minute, minutes, starts_at, ends_at, state,
       staff_id, window_id, drawn, journey_id, draws, charges, terms_version, created_at, version)
     select a, i, ht, h, k, p, r, o, l, d, sm, m, sa, ea, st, sf, w, dr, j, ds::jsonb, cs::jsonb, tv, ca, v
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::date[], $11::int[], $12::int[],
       $13::timestamptz[], $14::timestamptz[], $15::text[], $16::uuid[], $17::uuid[], $18::int[], $19::uuid[], $20::text[], $21::text[], $22::text[], $23::timestamptz[], $24::int[])
       as n (a, i, ht, h, k, p, r, o, l, d, sm, m, sa, ea, st, sf, w, dr, j, ds, cs, tv, ca, v)`,
    [
      column(s, 'accountId'),
      column(s, 'id'),
      column(s, 'holderType'),
      column(s, 'holderId'),
      column(s, 'kind'),
      column(s, 'place'),
      column(s, 'region'),
      column(s, 'office'),
      column(s, 'language'),
      column(s, 'day'),
      column(s, 'startMinute'),
      column(s, 'minutes'),
      s.map((x) => timestampOf(x.startsAt)),
      s.map((x) => timestampOf(x.endsAt)),
      column(s, 'state'),
      column(s, 'staffId'),
      column(s, 'windowId'),
      column(s, 'drawn'),
      column(s, 'journeyId'),
      s.map((x) => JSON.stringify(x.draws)),
      s.map((x) => JSON.stringify(x.charges)),
      column(s, 'termsVersion'),
      s.map((x) => timestampOf(x.createdAt)),
      column(s, 'version'),
    ],
  )
}

/** Writes what may change of a session, one version on. */
export async function updateSession(tx: Tx, s: Session): Promise<void> {
  await tx.query(
    `update sessions.sessions set day = $3, start_minute = $4, minutes = $5, starts_at = $6, ends_at = $7, state = $8, window_id = $9, drawn = $10, journey_id = $11,
       actual_minutes = $12, excess_minutes = $13, draws = $14, charges = $15, terms_version = $16, version = version + 1
     where account_id = $1 and id = $2`,
    [
      s.accountId,
      s.id,
      s.day,
      s.startMinute,
      s.minutes,
      timestampOf(s.startsAt),
      timestampOf(s.endsAt),
      s.state,
      s.windowId,
      s.drawn,
      s.journeyId,
      s.actualMinutes,
      s.excessMinutes,
      JSON.stringify(s.draws),
      JSON.stringify(s.charges),
      s.termsVersion,
    ],
  )
}

/** Writes journeys, new and known: their standing, and the trip or charge that they have now. */
export async function upsertJourneys(tx: Tx, j: Journey[]): Promise<void> {
  if (j.length === 0) return
  await tx.query(
    `insert into sessions.journeys (account_id, id, holder_id, day, office, region, window_id, charge_id, standing, made)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::int[], $10::bool[])
     on conflict (account_id, id) do update set window_id = excluded.window_id, charge_id = excluded.charge_id, standing = excluded.standing, made = excluded.made`,
    [
      column(j, 'accountId'),
      column(j, 'id'),
      column(j, 'holderId'),
      column(j, 'day'),
      column(j, 'office'),
      column(j, 'region'),
      column(j, 'windowId'),
      column(j, 'chargeId'),
      column(j, 'standing'),
      column(j, 'made'),
    ],
  )
}

export const sessionOf = (tx: Tx, accountId: string, id: string): Promise<Session | null> =>
  tx.maybe<Session>(`select ${SESSION} from sessions.sessions where account_id = $1 and id = $2`, [accountId, id])

/** Booked sessions of a contract from a day on. */
export const bookedFrom = (tx: Tx, accountId: string, holderId: string, from: CivilDate): Promise<Session[]> =>
  tx.query<Session>(
    `select ${SESSION} from sessions.sessions where account_id = $1 and holder_id = $2 and state = 'booked' and day >= $3 order by starts_at`,
    [accountId, holderId, from],
  )

/** A place in a list of sessions: the start and the id of the last one that was shown. */
export type SessionPlace = { at: Instant; id: string }

/** An account's sessions, latest start first, after the given place in that order. */
export const sessionsOf = (tx: Tx, accountId: string, after: SessionPlace | null, limit: number): Promise<Session[]> =>
  tx.query<Session>(
    `select ${SESSION} from sessions.sessions where account_id = $1
       and ($2::timestamptz is null or starts_at < $2 or (starts_at = $2 and id > $3::uuid))
     order by starts_at desc, id limit $4`,
    [accountId, after ? timestampOf(after.at) : null, after?.id ?? null, limit],
  )

/** Some of an account's sessions, in no order. */
export const sessionsByIds = (tx: Tx, accountId: string, ids: readonly string[]): Promise<Session[]> =>
  tx.query<Session>(`select ${SESSION} from sessions.sessions where account_id = $1 and id = any ($2::uuid[])`, [
    accountId,
    ids,
  ])

/** Sessions by id of all accounts that may be seen, by start. */
export const sessionsByTime = (tx: Tx, ids: readonly string[]): Promise<Session[]> =>
  tx.query<Session>(`select ${SESSION} from sessions.sessions where id = any ($1::uuid[]) order by starts_at, id`, [
    ids,
  ])

/** The kinds of some of an account's sessions; ids of anything else are left out. */
export async function kindsOf(tx: Tx, accountId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; kind: string }>(
    'select id, kind from sessions.sessions where account_id = $1 and id = any ($2::uuid[])',
    [accountId, ids],
  )
  return new Map(rows.map((s) => [s.id, s.kind]))
}

/** Sessions of all accounts that may be seen, by start, after the given place in that order. */
export const sessionsBetween = (
  tx: Tx,
  span: { from: Instant; until: Instant; staffIds: readonly string[] | null; cancelled: boolean },
  after: SessionPlace | null,
  limit: number,
): Promise<Session[]> =>
  tx.query<Session>(
    `select ${SESSION} from sessions.sessions where starts_at >= $1 and starts_at < $2 and ($3::uuid[] is null or staff_id = any ($3)) and (state <> 'cancelled' or $7)
       and ($5::timestamptz is null or (starts_at, id) > ($5, $6::uuid))
     order by starts_at, id limit $4`,
    [
      timestampOf(span.from),
      timestampOf(span.until),
      span.staffIds,
      limit,
      after ? timestampOf(after.at) : null,
      after?.id ?? null,
      span.cancelled,
    ],
  )

/** Whose session an id is; asks without an account because it is what finds it (row-level security hides the rest). */
export async function accountOfSession(tx: Tx, id: string): Promise<string | null> {
  return (
    (
      await tx.maybe<{ accountId: string }>('select account_id as "accountId" from sessions.sessions where id = $1', [
        id,
      ])
    )?.accountId ?? null
  )
}
