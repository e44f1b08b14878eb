/** Loads what the session rules need, for any number of requests at once. */
import { type CalendarConfig, type DayCalendar, loadCalendar } from '../calendar/index.ts'
import {
  type Contract,
  contractHolder,
  contractsFor,
  type Holder,
  orderHolder,
  ordersByIds,
} from '../contracts/index.ts'
import { addMinutes, type CivilDate, type CivilTime } from '../kernel/civil.ts'
import { type Clock, civilAt, type Instant, instantOf } from '../kernel/clock.ts'
import type { Db, Tx } from '../kernel/transaction.ts'
import { Books } from '../ledger/index.ts'
import { type Account, accountsByIds, busyStaff, type Staff, staffByIds } from '../people/index.ts'
import type { Catalogue, Catalogues } from '../terms/index.ts'
import { type Journey, journeyKey, type Standing } from './model.ts'
import type { SessionFacts } from './rules.ts'
import { journeysOn, type StandingRow, standingOf } from './store.ts'

export type SessionServices = {
  db: Db
  clock: Clock
  catalogues: Catalogues
  calendarConfig: (catalogue: Catalogue) => CalendarConfig
}

/** One request as far as loading needs it. `except` is the session being moved, which does not stand in its own way. */
export type Question = {
  accountId: string
  holderId: string
  start: CivilTime
  minutes: number
  staffId: string | null
  except?: string | undefined
}

export type Scene = {
  now: Instant
  civilNow: CivilTime
  catalogue: Catalogue
  calendar: DayCalendar
  accounts: Map<string, Account>
  contracts: Map<string, Contract>
  holders: Map<string, Holder>
  books: Books
  standing: Map<string, Standing[]>
  journeys: Map<string, Journey>
  staff: Map<string, Staff>
  busy: boolean[]
  /** People booked by earlier requests of the same group. */
  taken: { staffId: string; from: Instant; until: Instant }[]
}

const standingFrom = (r: StandingRow): Standing => {
  const start = { date: r.day, minute: r.startMinute }
  return { id: r.id, kind: r.kind, start, end: addMinutes(start, r.minutes) }
}

function groupBy<T>(rows: T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

/** The kinds that some support counts, waits for, or lets wait. */
function countedKinds(catalogue: Catalogue): string[] {
  const kinds = new Set<string>()
  for (const support of Object.values(catalogue.data.supports)) {
    for (const [kind, terms] of Object.entries(support.sessions)) {
      if (terms.limit || terms.after) kinds.add(kind)
      if (terms.after) kinds.add(terms.after.value)
    }
  }
  return [...kinds]
}

/** The person who serves: the one asked for, else the contract's (edge.35). */
export const servingStaff = (q: { staffId: string | null }, holder: Holder | undefined): string | null =>
  q.staffId ?? holder?.responsibleId ?? null

async function holdersFor(tx: Tx, catalogue: Catalogue, accountIds: string[], ids: string[], today: CivilDate) {
  const [contracts, orders] = await Promise.all([
    contractsFor(tx, accountIds, ids, today),
    ordersByIds(tx, accountIds, ids),
  ])
  const projects = orders
    .map((o) => o.contractId)
    .filter((id) => id !== null && !contracts.some((c) => c.id === id)) as string[]
  if (projects.length > 0) contracts.push(...(await contractsFor(tx, accountIds, projects, today)))
  const holders = new Map<string, Holder>()
  for (const c of contracts) holders.set(c.id, contractHolder(catalogue, c))
  for (const o of orders) {
    const running = contracts.find((c) =>
      o.contractId !== null
        ? c.id === o.contractId
        : c.accountId === o.accountId && c.start <= today && (c.endsOn === null || today < c.endsOn),
    )
    const holder = orderHolder(catalogue, o, running ?? null)
    if (holder) holders.set(o.id, holder)
  }
  return { holders, contracts: new Map(contracts.map((c) => [c.id, c])) }
}

type Serving = { at: number; staffId: string; question: Question }

/** Who the people are, and whether each is booked at the time of the question. */
async function peopleFor(tx: Tx, zone: string, serving: Serving[]): Promise<{ staff: Staff[]; busy: boolean[] }> {
  if (serving.length === 0) return { staff: [], busy: [] }
  const [staff, busy] = await Promise.all([
    staffByIds(tx, [...new Set(serving.map((s) => s.staffId))]),
    busyStaff(
      tx,
      serving.map(({ staffId, question: q }) => ({
        staffId,
        from: instantOf(q.start, zone),
        until: instantOf(addMinutes(q.start, q.minutes), zone),
        except: q.except,
      })),
    ),
  ])
  return { staff, busy }
}

/**
 * Loads the facts of all questions with a handful of statements, however many there are: all that can be asked at once is
 * sent at once, what hangs on the answers after it. `accounts` are those of the questions, where they are read already.
 */
export async function loadScene(
  tx: Tx,
  services: SessionServices,
  now: Instant,
  questions: Question[],
  accounts: Promise<Account[]> = accountsByIds(tx, [...new Set(questions.map((q) => q.accountId))]),
): Promise<Scene> {
  const zone = services.catalogues.timeZone
  const civilNow = civilAt(now, zone)
  const catalogue = services.catalogues.on(civilNow.date)
  const accountIds = [...new Set(questions.map((q) => q.accountId))]
  const days = [...new Set(questions.map((q) => q.start.date))]
  const since = new Map<string, { accountId: string; holderId: string; since: CivilDate }>()
  for (const { accountId, holderId, start } of questions) {
    const earlier = since.get(holderId)
    if (!earlier || start.date < earlier.since) since.set(holderId, { accountId, holderId, since: start.date })
  }
  const ids = [...since.keys()]
  const servingBy = (staffOf: (q: Question) => string | null): Serving[] =>
    questions.flatMap((question, at) => {
      const staffId = staffOf(question)
      return staffId === null ? [] : [{ at, staffId, question }]
    })
  const named = servingBy((q) => q.staffId)
  const [calendar, known, { holders, contracts }, standing, journeys, books, people] = await Promise.all([
    loadCalendar(tx, services.calendarConfig(catalogue)),
    accounts,
    holdersFor(tx, catalogue, accountIds, ids, civilNow.date),
    standingOf(tx, accountIds, ids, countedKinds(catalogue)),
    journeysOn(tx, accountIds, ids, days),
    Books.load(tx, [...since.values()]),
    peopleFor(tx, zone, named),
  ])
  const pools = [...since.values()].flatMap((s) => {
    const pool = holders.get(s.holderId)?.pool
    return pool ? [{ ...s, holderId: pool.id }] : []
  })
  const ofContract = servingBy((q) => (q.staffId === null ? servingStaff(q, holders.get(q.holderId)) : null))
  const [more] = await Promise.all([peopleFor(tx, zone, ofContract), books.add(tx, pools)])
  const busy = questions.map(() => false)
  named.forEach((s, i) => {
    busy[s.at] = people.busy[i]!
  })
  ofContract.forEach((s, i) => {
    busy[s.at] = more.busy[i]!
  })
  return {
    now,
    civilNow,
    catalogue,
    calendar,
    accounts: new Map(known.map((a) => [a.id, a])),
    contracts,
    holders,
    books,
    standing: new Map([...groupBy(standing, (s) => s.holderId)].map(([id, rows]) => [id, rows.map(standingFrom)])),
    journeys: new Map(journeys.map((j) => [journeyKey(j), j])),
    staff: new Map([...people.staff, ...more.staff].map((s) => [s.id, s])),
    busy,
    taken: [],
  }
}

/** What the rules see of one question of the scene. */
export function factsOf(scene: Scene, q: Question, at: number, zone: string): SessionFacts {
  const holder = scene.holders.get(q.holderId)!
  const staffId = servingStaff(q, holder)
  const staff = staffId === null ? null : (scene.staff.get(staffId) ?? null)
  const from = instantOf(q.start, zone)
  const until = instantOf(addMinutes(q.start, q.minutes), zone)
  const takenHere = scene.taken.some((t) => t.staffId === staffId && t.from < until && from < t.until)
  return {
    catalogue: scene.catalogue,
    calendar: scene.calendar,
    now: scene.civilNow,
    holder,
    region: scene.accounts.get(q.accountId)!.prefecture,
    books: scene.books,
    standing: (scene.standing.get(q.holderId) ?? []).filter((s) => s.id !== q.except),
    journeys: scene.journeys,
    staff,
    staffBusy: scene.busy[at]! || takenHere,
  }
}
