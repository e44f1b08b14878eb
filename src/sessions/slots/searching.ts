/** Looks for the starts that the terms permit and people can make, the best first, and tells why there is none. */
import { addDays, addMinutes, dayNumber } from '../../kernel/civil.ts'
import { civilAt, type Instant, instantOf } from '../../kernel/clock.ts'
import type { Decision } from '../../kernel/decision.ts'
import { Problem } from '../../kernel/failure.ts'
import { type Caller, ownAccount, scopeOf } from '../../kernel/route.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { accountsByIds, type BusyTime, busyTimes } from '../../people/index.ts'
import { type BookingAsk, ownersOf, sortOut, unanswerable } from '../asking.ts'
import { decisionOn } from '../deciding.ts'
import { factsOf, loadScene, type Scene, type SessionServices } from '../facts.ts'
import { journeyKey, type SessionRequest } from '../model.ts'
import { judgeSession, type SessionFacts } from '../rules.ts'
import { journeysOn } from '../store.ts'
import { judgeStarts, type Piece, permittedIn } from './allowed.ts'
import { freeStarts, freeTogether } from './free.ts'
import { both, civilOf, fillBetween, type Grid, gridOf, has, noStarts, type Starts, startsIn } from './grid.ts'
import { byMerit, sharesJourney } from './ranking.ts'
import { anyOf, type Reason, reasonsOf } from './reasons.ts'
import { type Candidates, candidatesFor, type Person, type Team } from './teams.ts'

export type SlotAsk = {
  caller: Caller
  holderId: string
  request: BookingAsk['request']
  /** Moments that the session lies between, start and end. */
  from: Instant
  until: Instant
  /** Whom the vendor wants, all of them; null: whoever serves the contract. */
  staffIds: string[] | null
  /** Whoever has the skill, instead of the contract's person. */
  anybody: boolean
  limit: number
}

/** `others`: whoever else could come at that time. `sharesJourney`: for a visit beside others of the day. */
export type Slot = {
  startsAt: Instant
  endsAt: Instant
  staff: Person[]
  others: Person[]
  sharesJourney: boolean
  decision: Decision
}

export type SlotAnswer = { slots: Slot[]; nothing: Reason[]; firstPossible: Instant | null }

const MINUTE = 60_000
const DAY = 1440 * MINUTE
/** Days of one search, and how often it is repeated to find the first possible start after an empty range. */
export const MOST_DAYS = 62
const REPEATS = 6

/** What one search is about, loaded. `facts` say nothing of who comes. */
type Search = {
  tx: Tx
  zone: string
  accountId: string
  scene: Scene
  facts: SessionFacts
  request: SessionRequest
  candidates: Candidates
}

type Found = { grid: Grid; pieces: Piece[]; range: Starts; teams: (Team & { load: number })[]; starts: number[] }

const loadOf = (busy: readonly BusyTime[]) => busy.reduce((sum, b) => sum + (b.until - b.from) / MINUTE, 0)

/** The starts of one range, in the order of time. */
async function within(search: Search, from: Instant, until: Instant): Promise<Found> {
  const { tx, zone, scene, candidates, request } = search
  const first = civilAt(from, zone).date
  const days = dayNumber(civilAt(until - 1, zone).date) - dayNumber(first) + 1
  const dates = Array.from({ length: days }, (_, i) => addDays(first, i))
  const { id } = search.facts.holder
  const people = candidates.people
  const [journeys, busy] = await Promise.all([
    journeysOn(tx, [search.accountId], [id], dates),
    // A day more on both sides: of sessions there, the time kept free around them reaches into the range.
    busyTimes(tx, [...people.keys()], from - 2 * DAY, until + 2 * DAY),
  ])
  for (const journey of journeys) scene.journeys.set(journeyKey(journey), journey)
  const grid = gridOf(zone, first, days)
  const pieces = judgeStarts(grid, search.facts, request)
  const free = new Map(
    [...people].map(([staffId, { time }]) => {
      const own = busy.get(staffId) ?? []
      return [staffId, { free: freeStarts(grid, { ...time, away: time.absences, busy: own }, request.minutes), own }]
    }),
  )
  const teams = candidates.teams
    .map((staffIds) => ({
      staffIds,
      free: freeTogether(
        grid,
        staffIds.map((s) => free.get(s)!.free),
      ),
      load: staffIds.reduce((sum, s) => sum + loadOf(free.get(s)!.own), 0),
    }))
    .sort((a, b) => a.load - b.load)
  const range = noStarts(grid)
  fillBetween(grid, range, from - 1, until - request.minutes * MINUTE + 1)
  const permitted = both(permittedIn(grid, pieces), range)
  const starts = startsIn(
    anyOf(
      permitted,
      teams.map((t) => t.free),
    ),
  )
  return { grid, pieces, range, teams, starts }
}

/** The best of the starts, each judged once more as it will be booked. */
function bestOf(search: Search, { grid, pieces, teams, starts }: Found, limit: number): Slot[] {
  let at = 0
  const ranked = starts.map((index) => {
    while (pieces[at]!.last <= index) at += 1
    const [team, ...others] = teams.filter((t) => has(t.free[3], index))
    return { index, piece: pieces[at]!, load: team!.load, team: team!, others }
  })
  const person = (staffId: string): Person => search.candidates.people.get(staffId)!.person
  return ranked
    .sort(byMerit)
    .slice(0, limit)
    .map(({ index, piece, team, others }) => {
      const start = civilOf(grid, index)
      const startsAt = instantOf(start, search.zone)
      const staff = team.staffIds.map(person)
      const judged = judgeSession({ ...search.facts, staff: staff[0] ?? null }, { ...search.request, start })
      return {
        startsAt,
        endsAt: instantOf(addMinutes(start, search.request.minutes), search.zone),
        staff,
        others: others.map((o) => person(o.staffIds[0]!)),
        sharesJourney: sharesJourney(piece),
        decision: decisionOn(judged),
      }
    })
}

/** The first start after a moment, as far as it is looked for; null where the agreement ends before. */
async function firstAfter(search: Search, after: Instant): Promise<Instant | null> {
  const end = search.facts.holder.stretches.at(-1)!.until
  for (let i = 0, from = after; i < REPEATS; i++, from += MOST_DAYS * DAY) {
    if (end !== null && civilAt(from, search.zone).date >= end) return null
    const { grid, starts } = await within(search, from, from + MOST_DAYS * DAY)
    if (starts.length > 0) return instantOf(civilOf(grid, starts[0]!), search.zone)
  }
  return null
}

async function opened(tx: Tx, services: SessionServices, ask: SlotAsk, own: string | null): Promise<Search> {
  const now = services.clock.now()
  const zone = services.catalogues.timeZone
  const { caller, holderId, request } = ask
  const asks = [
    { caller, holderId, request, startsAt: ask.from, idempotency: null, staffId: null, acceptCharges: false },
  ]
  const { settled, works } = sortOut(services, asks, await ownersOf(tx, asks, own), now)
  const failed = settled[0]
  if (failed && 'error' in failed) throw failed.error
  const work = works[0]!.work
  const { accountId } = work.question
  const known = await accountsByIds(tx, [accountId])
  if (known.length === 0) throw new Problem('unknown-reference', 'contractId')
  const scene = await loadScene(tx, services, now, [work.question], Promise.resolve(known))
  const problem = unanswerable(scene, work)
  if (problem) throw problem
  const facts = { ...factsOf(scene, work.question, 0, zone), staff: null, staffBusy: false }
  const { language } = judgeSession(facts, work.request)
  const responsible = facts.holder.responsibleId
  const candidates = await candidatesFor(tx, ask, { kind: work.request.kind, language, responsible, since: ask.from })
  return { tx, zone, accountId, scene, facts, request: work.request, candidates }
}

/** Answers the best starts that could be booked now, or why there is none. Writes nothing. */
export function searchSlots(services: SessionServices, ask: SlotAsk): Promise<SlotAnswer> {
  const scope = scopeOf(ask.caller)
  return services.db.read(scope, async (tx) => {
    const search = await opened(tx, services, ask, ownAccount(scope))
    const found = await within(search, ask.from, ask.until)
    if (found.starts.length > 0) return { slots: bestOf(search, found, ask.limit), nothing: [], firstPossible: null }
    const free = found.teams.map((t) => t.free)
    const nothing = reasonsOf(found.grid, found.range, found.pieces, free)
    return { slots: [], nothing, firstPossible: await firstAfter(search, Math.max(ask.until, search.scene.now)) }
  })
}
