/** What somebody of the staff should look at today: one's own, or everybody's. Read-only, over all rooms. */
import { z } from 'zod'
import { type Action, relationOf } from '../../kernel/access.ts'
import { addDays, type CivilDate, formatCivilTime } from '../../kernel/civil.ts'
import { instantOf } from '../../kernel/clock.ts'
import type { Caller } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { accountsByIds } from '../../people/index.ts'
import { sessionsByTime } from '../../sessions/index.ts'
import { personOf, type Reader, staffById } from './accounts.ts'
import { shownSessions } from './session-shown.ts'
import * as shapes from './shapes.ts'

/** Days ahead that are looked at, besides the week of sessions. */
const AHEAD = 30
const WEEK = 7
/** Rows of a section; how many there are is said beside it. */
const MOST = 30

const accountRef = { accountId: shape.id, accountName: z.string() }
const ending = z.object({
  ...accountRef,
  contractId: shape.id,
  plan: z.string(),
  endsOn: shape.civilDate,
  state: z.enum(['ends', 'notice-given']),
  responsible: shapes.person.nullable(),
})
const allowance = z.object({
  ...accountRef,
  holder: shapes.holder,
  allowance: z.string(),
  unit: z.enum(['minutes', 'count']),
  granted: z.int(),
  held: z.int(),
  left: z.int(),
  from: shape.civilDate,
  until: shape.civilDate.nullable(),
  clause: z.string(),
})
const deadline = z.object({ ...accountRef, intakeId: shape.id, way: z.string(), deadline: z.string() })
const section = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), total: z.int() })

export const todayShape = z.object({
  whose: z.enum(['mine', 'all']),
  /** Whether the person delivers services, so that there is something of one's own. */
  hasOwn: z.boolean(),
  sessions: section(shapes.session),
  unconfirmed: section(shapes.session),
  ending: section(ending).nullable(),
  nearlyUsed: section(allowance).nullable(),
  lapsing: section(allowance).nullable(),
  deadlines: section(deadline).nullable(),
})
type Today = z.infer<typeof todayShape>

type Scene = { tx: Tx; reader: Reader; today: CivilDate; staffId: string | null }

/** Accounts whose running or coming contract names the person; every account where nobody is named. */
const OF_PERSON = `($2::uuid is null or exists (select from contracts.contracts r
  where r.account_id = x.account_id and r.responsible_id = $2 and (r.ends_on is null or r.ends_on > $1)))`

type EndingRow = {
  accountId: string
  contractId: string
  plan: string
  endsOn: CivilDate
  noticed: boolean
  responsibleId: string | null
  total: number
}

/** Contracts that end within the days ahead, the nearest first. */
const endingRows = ({ tx, today, staffId }: Scene): Promise<EndingRow[]> =>
  tx.query<EndingRow>(
    `select x.account_id as "accountId", x.id as "contractId", x.ends_on as "endsOn", x.notice_on is not null as noticed,
       x.responsible_id as "responsibleId", count(*) over ()::int as total,
       (select s.plan from contracts.segments s where s.account_id = x.account_id and s.contract_id = x.id and (s."from" <= $1 or s."from" = x.start)
        order by s."from" desc limit 1) as plan
     from contracts.contracts x
     where x.start <= $1 and x.ends_on > $1 and x.ends_on <= $3 and ($2::uuid is null or x.responsible_id = $2)
       and not exists (select from contracts.contracts n where n.account_id = x.account_id and n.start >= x.ends_on)
     order by x.ends_on, x.account_id limit $4`,
    [today, staffId, addDays(today, AHEAD), MOST],
  )

type WindowRow = {
  accountId: string
  holderId: string
  allowance: string
  unit: 'minutes' | 'count'
  granted: number
  held: number
  left: number
  from: CivilDate
  until: CivilDate | null
  clause: string
  total: number
}

const LEFT = 'x.granted - x.held - x.consumed - x.lapsed'
const windowsWhere = (condition: string, order: string) => `
  select x.account_id as "accountId", x.holder_id as "holderId", x.allowance, x.unit, x.granted, x.held, ${LEFT} as left, x."from", x.until, x.clause,
    count(*) over ()::int as total
  from ledger.windows x
  where x."from" <= $1 and (x.until is null or x.until > $1) and x.granted > 0 and x.carried_into is null and ${OF_PERSON} and ${condition}
  order by ${order}, x.account_id, x.id limit $4`

// A fifth is left, and there is still time in which more may be asked for.
const NEARLY_USED = windowsWhere(
  `(${LEFT}) * 5 <= x.granted and x.consumed + x.held > 0 and (x.until is null or x.until > $3::date)`,
  `(${LEFT})::float8 / x.granted, x.until`,
)
// Half or more is left, and it lapses within the days ahead.
const LAPSING = windowsWhere(`(${LEFT}) * 2 >= x.granted and x.until <= $3::date`, 'x.until')

async function windowSection(scene: Scene, text: string, until: CivilDate) {
  const { tx, today, staffId, reader } = scene
  const rows = await tx.query<WindowRow>(text, [today, staffId, until, MOST])
  const ids = [...new Set(rows.map((r) => r.accountId))]
  const [names, holders] = await Promise.all([namesOf(tx, ids), reader.names.holders(tx, ids, today)])
  return {
    total: rows[0]?.total ?? 0,
    items: rows.flatMap(({ holderId, total: _, ...row }) => {
      const holder = holders.get(holderId)
      return holder ? [{ ...row, accountName: names.get(row.accountId) ?? '', holder }] : []
    }),
  }
}

const namesOf = async (tx: Tx, ids: readonly string[]) =>
  new Map((await accountsByIds(tx, ids)).map((a) => [a.id, a.name]))

async function endingSection(scene: Scene): Promise<Today['ending']> {
  const rows = await endingRows(scene)
  const [names, staff] = await Promise.all([
    namesOf(
      scene.tx,
      rows.map((r) => r.accountId),
    ),
    staffById(scene.tx, scene.reader),
  ])
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map(({ accountId, contractId, plan, endsOn, noticed, responsibleId }) => ({
      accountId,
      accountName: names.get(accountId) ?? '',
      contractId,
      plan,
      endsOn,
      state: noticed ? 'notice-given' : 'ends',
      responsible: personOf(staff, responsibleId),
    })),
  }
}

/** Card intakes whose change and cancellation cost something from a day ahead on. */
async function deadlineSection({ tx, today, staffId }: Scene): Promise<Today['deadlines']> {
  const rows = await tx.query<{ accountId: string; id: string; way: string; deadline: CivilDate; total: number }>(
    `select x.account_id as "accountId", x.id, x.way, s.deadline, count(*) over ()::int as total
     from intake.projects x join intake.schedules s on s.account_id = x.account_id and s.project_id = x.id
     where x.state = 'ordered' and s.deadline > $1 and s.deadline <= $3 and ${OF_PERSON}
     order by s.deadline, x.account_id limit $4`,
    [today, staffId, addDays(today, AHEAD), MOST],
  )
  const names = await namesOf(
    tx,
    rows.map((r) => r.accountId),
  )
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map((r) => ({
      accountId: r.accountId,
      accountName: names.get(r.accountId) ?? '',
      intakeId: r.id,
      way: r.way,
      deadline: formatCivilTime({ date: r.deadline, minute: 0 }),
    })),
  }
}

/** Booked sessions of a span, those of one person or of accounts that the person answers for. */
async function sessionSection(
  { tx, reader, staffId, today }: Scene,
  span: { from: number | null; until: number },
  by: 'start' | 'end',
) {
  const time = by === 'start' ? 'x.starts_at' : 'x.ends_at'
  const rows = await tx.query<{ id: string; total: number }>(
    `select x.id, count(*) over ()::int as total from sessions.sessions x
     where x.state = 'booked' and ($3::timestamptz is null or ${time} >= $3) and ${time} < $4 and ($2::uuid is null or x.staff_id = $2
       or (x.staff_id is null and exists (select from contracts.contracts r where r.account_id = x.account_id and r.responsible_id = $2
         and r.start <= $1 and (r.ends_on is null or r.ends_on > $1))))
     order by ${time}, x.id limit $5`,
    [today, staffId, span.from === null ? null : timestampOf(span.from), timestampOf(span.until), MOST * 2],
  )
  const found = await sessionsByTime(
    tx,
    rows.map((r) => r.id),
  )
  return { total: rows[0]?.total ?? 0, items: await shownSessions(tx, reader, found) }
}

/** What is to be done and what turns red next. Sections that the person may not read are null. */
export async function todayFor(
  tx: Tx,
  reader: Reader,
  caller: Caller,
  asked: 'mine' | 'all' | undefined,
): Promise<Today> {
  const hasOwn = caller.staffId !== null
  const whose = asked ?? (hasOwn ? 'mine' : 'all')
  const today = reader.today()
  const now = reader.clock.now()
  const dayBegins = instantOf({ date: today, minute: 0 }, reader.catalogues.timeZone)
  // Who delivers nothing has nothing of one's own: an id that nobody has finds it so.
  const staffId = whose === 'mine' ? (caller.staffId ?? caller.userId) : null
  const scene: Scene = { tx, reader, today, staffId }
  const may = <T>(action: Action, read: () => Promise<T>): Promise<T | null> =>
    relationOf(action, caller.side, caller.roles) === 'all' ? read() : Promise.resolve(null)
  const [sessions, unconfirmed, endingSoon, nearlyUsed, lapsing, deadlines] = await Promise.all([
    sessionSection(scene, { from: dayBegins, until: dayBegins + WEEK * 86_400_000 }, 'start'),
    sessionSection(scene, { from: null, until: now }, 'end'),
    may('contracts.read', () => endingSection(scene)),
    may('ledger.read', () => windowSection(scene, NEARLY_USED, addDays(today, WEEK))),
    may('ledger.read', () => windowSection(scene, LAPSING, addDays(today, AHEAD))),
    may('intake.read', () => deadlineSection(scene)),
  ])
  return { whose, hasOwn, sessions, unconfirmed, ending: endingSoon, nearlyUsed, lapsing, deadlines }
}
