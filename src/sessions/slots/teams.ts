/** Who could come: the people asked for, the contract's person, or whoever has the skill. */
import type { Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import type { Caller } from '../../kernel/route.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { type Staff, staffByIds, staffList, type WorkingTime, workingTimesOf } from '../../people/index.ts'
import type { Free } from './free.ts'

export type Person = { id: string; name: string; partner: string | null }
/** People who come together; the first of them serves. */
export type Team = { staffIds: string[]; free: Free }

/** The teams of which one is needed, and everybody who is in one. */
export type Candidates = { teams: string[][]; people: Map<string, { person: Person; time: WorkingTime }> }

type Asked = { caller: Caller; staffIds: string[] | null; anybody: boolean }
type Needed = { kind: string; language: string; responsible: string | null; since: Instant }

/** Whose work is no sessions, unless their working time says so. */
const ELSEWHERE = new Set<Staff['role']>(['operator', 'agent'])

function isSkilled(staff: Staff, time: WorkingTime, { kind, language }: Needed): boolean {
  const does = time.kinds === null ? !ELSEWHERE.has(staff.role) : time.kinds.includes(kind)
  return staff.active && does && (time.languages === null || time.languages.includes(language))
}

type Known = { staff: Staff; time: WorkingTime }

async function known(tx: Tx, staff: readonly Staff[], since: Instant): Promise<Known[]> {
  const times = await workingTimesOf(
    tx,
    staff.map((s) => s.id),
    since,
  )
  return staff.map((s, i) => ({ staff: s, time: times[i]! }))
}

function candidates(teams: readonly Known[][]): Candidates {
  const personOf = ({ id, name, partner }: Staff): Person => ({ id, name, partner })
  return {
    teams: teams.map((team) => team.map((k) => k.staff.id)),
    people: new Map(teams.flat().map((k) => [k.staff.id, { person: personOf(k.staff), time: k.time }])),
  }
}

/**
 * A customer is served by the contract's person, or by somebody who is settled later (edge.35). The vendor names people,
 * who are asked for nothing more; else the contract's person comes where skilled, else whoever is.
 */
export async function candidatesFor(tx: Tx, asked: Asked, needed: Needed): Promise<Candidates> {
  const { responsible, since } = needed
  if (asked.staffIds !== null) {
    const found = await known(tx, await staffByIds(tx, asked.staffIds), since)
    const team = asked.staffIds.map((id) => found.find((k) => k.staff.id === id && k.staff.active))
    if (team.some((k) => k === undefined)) throw new Problem('unknown-reference', 'staffIds')
    return candidates([team.filter((k) => k !== undefined)])
  }
  const own = responsible === null ? [] : await known(tx, await staffByIds(tx, [responsible]), since)
  if (asked.caller.relation !== 'all') return candidates([own])
  if (!asked.anybody && own.some((k) => isSkilled(k.staff, k.time, needed))) return candidates([own])
  const all = await known(tx, await staffList(tx), since)
  return candidates(all.filter((k) => isSkilled(k.staff, k.time, needed)).map((k) => [k]))
}
