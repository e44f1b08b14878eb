/** Reads and writes of the intake room. */
import type { CivilDate } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'
import { type Tx, timestampOf } from '../kernel/transaction.ts'
import type { Answer, Asked, Intake, IntakeState, Schedule, Tally } from './model.ts'

const INTAKE = `p.account_id as "accountId", p.id, p.holder_type as "holderType", p.holder_id as "holderId", p.way, p.settings,
  p.minutes_away as "minutesAway", p.state, p.terms_version as "termsVersion", p.created_at as "createdAt", p.version`

/** Who wrote a row, and when. */
export type Author = { at: Instant; byUser: string; byName: string }

/** The estimate as the order froze it, with the price that it fixed. */
export type Estimate = { cards: number; answered: number; amount: number | null; currency: string; clause: string }

/** An intake with the sums that lists show. */
export type IntakeRow = Intake & Tally & Partial<Schedule> & { price: Estimate | null }

// Of one holder the last answer counts; somebody who was asked and has none is open.
const ROWS = `
  select ${INTAKE},
    (select coalesce(sum(a.cards), 0) from intake.survey_answers a where a.account_id = p.account_id and a.project_id = p.id
      and not exists (select from intake.survey_answers later where later.account_id = a.account_id and later.project_id = a.project_id
        and later.holder_key = a.holder_key and later.seq > a.seq)) as cards,
    (select count(distinct a.holder_key) from intake.survey_answers a where a.account_id = p.account_id and a.project_id = p.id) as answered,
    (select count(*) from intake.asked_holders h where h.account_id = p.account_id and h.project_id = p.id) as asked,
    (select count(*) from intake.asked_holders h where h.account_id = p.account_id and h.project_id = p.id
      and not exists (select from intake.survey_answers a where a.account_id = h.account_id and a.project_id = h.project_id
        and a.holder_key = h.holder_key)) as open,
    s.start_monday as "startMonday", s.work_days as "workDays", s.deadline,
    (select jsonb_build_object('cards', e.cards, 'answered', e.answered, 'amount', e.amount, 'currency', e.currency, 'clause', e.clause)
      from intake.estimates e where e.account_id = p.account_id and e.project_id = p.id) as price
  from intake.projects p
  left join lateral (select * from intake.schedules s where s.account_id = p.account_id and s.project_id = p.id order by s.seq desc limit 1) s on true`

/** Whose intake an id is; asks without an account because it is what finds it (row-level security hides the rest). */
export async function accountOfIntake(tx: Tx, id: string): Promise<string | null> {
  const found = await tx.maybe<{ accountId: string }>(
    'select account_id as "accountId" from intake.projects where id = $1',
    [id],
  )
  return found?.accountId ?? null
}

export const intakeOf = (tx: Tx, accountId: string, id: string): Promise<Intake | null> =>
  tx.maybe<Intake>(`select ${INTAKE} from intake.projects p where p.account_id = $1 and p.id = $2`, [accountId, id])

export const intakeRow = (tx: Tx, accountId: string, id: string): Promise<IntakeRow | null> =>
  tx.maybe<IntakeRow>(`${ROWS} where p.account_id = $1 and p.id = $2`, [accountId, id])

/** Intakes that may be seen, of one account or of all, newest first. */
export const intakeRows = (
  tx: Tx,
  accountId: string | null,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<IntakeRow[]> =>
  tx.query<IntakeRow>(
    `${ROWS} where ($1::uuid is null or p.account_id = $1)
       and ($2::timestamptz is null or (p.created_at, p.id) < ($2::timestamptz, $3::uuid))
     order by p.created_at desc, p.id desc limit $4`,
    [accountId, after ? timestampOf(after.at) : null, after?.id ?? null, limit],
  )

export const askedOf = (tx: Tx, accountId: string, id: string): Promise<Asked[]> =>
  tx.query<Asked>(
    `select holder, holder_key as "holderKey" from intake.asked_holders
     where account_id = $1 and project_id = $2 order by holder, holder_key`,
    [accountId, id],
  )

/** All answers in the order in which they were given, replaced ones too. */
export const answersOf = (tx: Tx, accountId: string, id: string): Promise<Answer[]> =>
  tx.query<Answer>(
    `select seq, holder, holder_key as "holderKey", cards, at, by_name as "by" from intake.survey_answers
     where account_id = $1 and project_id = $2 order by seq`,
    [accountId, id],
  )

export async function insertIntake(tx: Tx, i: Intake, asked: readonly Asked[]): Promise<void> {
  await tx.query(
    `insert into intake.projects (account_id, id, holder_type, holder_id, way, settings, minutes_away, state, terms_version, created_at, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      i.accountId,
      i.id,
      i.holderType,
      i.holderId,
      i.way,
      i.settings,
      i.minutesAway,
      i.state,
      i.termsVersion,
      timestampOf(i.createdAt),
      i.version,
    ],
  )
  await tx.query(
    `insert into intake.asked_holders (account_id, project_id, holder_key, holder, asked_at)
     select $1, $2, k, h, $5 from unnest($3::text[], $4::text[]) as n (k, h)`,
    [i.accountId, i.id, asked.map((a) => a.holderKey), asked.map((a) => a.holder), timestampOf(i.createdAt)],
  )
}

/** Moves an intake to a state, one version on, under the terms that the step was judged by. */
export async function moveIntake(tx: Tx, i: Intake, state: IntakeState, termsVersion: string): Promise<void> {
  await tx.query(
    'update intake.projects set state = $3, terms_version = $4, version = version + 1 where account_id = $1 and id = $2',
    [i.accountId, i.id, state, termsVersion],
  )
}

type Answered = { seq: number; holder: string; holderKey: string; cards: number }

export async function insertAnswer(tx: Tx, i: Intake, a: Answered, author: Author): Promise<void> {
  await tx.query(
    `insert into intake.survey_answers (account_id, project_id, seq, holder_key, holder, cards, at, by_user, by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [i.accountId, i.id, a.seq, a.holderKey, a.holder, a.cards, timestampOf(author.at), author.byUser, author.byName],
  )
}

type Frozen = Estimate & { lineId: string; termsVersion: string }

export async function insertEstimate(tx: Tx, i: Intake, e: Frozen, author: Author): Promise<void> {
  await tx.query(
    `insert into intake.estimates (account_id, project_id, cards, answered, amount, currency, clause, line_id, terms_version, at, by_user, by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      i.accountId,
      i.id,
      e.cards,
      e.answered,
      e.amount,
      e.currency,
      e.clause,
      e.lineId,
      e.termsVersion,
      timestampOf(author.at),
      author.byUser,
      author.byName,
    ],
  )
}

/** Adds the dates that hold from now on; the earlier ones stay beside them (mail.9). */
export async function insertSchedule(tx: Tx, i: Intake, s: Schedule, author: Author): Promise<void> {
  const workDays: CivilDate[] = s.workDays
  await tx.query(
    `insert into intake.schedules (account_id, project_id, seq, start_monday, work_days, deadline, at, by_user, by_name)
     select $1, $2, coalesce(max(seq), 0) + 1, $3, $4::date[], $5, $6, $7, $8
     from intake.schedules where account_id = $1 and project_id = $2`,
    [i.accountId, i.id, s.startMonday, workDays, s.deadline, timestampOf(author.at), author.byUser, author.byName],
  )
}
