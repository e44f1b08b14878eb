/** Why there is no slot: one reason a day, and spans of days that have the same. Pure. */
import { addDays, type CivilDate } from '../../kernel/civil.ts'
import { REFUSAL_CODES, type RefusalCode } from '../../kernel/decision.ts'
import { isPermitted, type Piece } from './allowed.ts'
import { type Free, HINDRANCES, type Hindrance } from './free.ts'
import { A_DAY, both, type Grid, type Starts, startsIn } from './grid.ts'

export const PEOPLE_REASONS = [...HINDRANCES, 'nobody-skilled', 'range-too-short'] as const
export type Reason = {
  code: RefusalCode | Hindrance | 'nobody-skilled' | 'range-too-short'
  from: CivilDate
  until: CivilDate
  clauses: string[]
  remedies: string[]
}
type Cause = Omit<Reason, 'from' | 'until'>

const CLOSED: Reason['code'] = 'not-a-business-day'

/** What the terms say of the starts that they come nearest to permitting. */
function termsCause(pieces: readonly Piece[]): Cause {
  const rank = (p: Piece) => REFUSAL_CODES.indexOf(p.decision.because[0]!)
  const nearest = pieces.reduce((best, p) => (rank(p) > rank(best) ? p : best))
  const [code] = nearest.decision.because
  const finding = nearest.judged.findings.find((f) => f.verdict === 'broken' && f.code === code)
  return { code: code!, clauses: finding?.clauses ?? [], remedies: nearest.decision.remedies }
}

/** What keeps from coming those who come nearest to it. */
function peopleCause(teams: readonly Free[], permitted: readonly number[]): Cause {
  const reached = Math.max(
    -1,
    ...teams.map((team) => team.findLastIndex((left) => permitted.some((i) => (left[i >>> 5]! >>> (i & 31)) & 1))),
  )
  const code = teams.length === 0 ? 'nobody-skilled' : HINDRANCES[Math.min(reached + 1, HINDRANCES.length - 1)]!
  return { code, clauses: [], remedies: [] }
}

/** A reason for each day of the grid that has starts in range and no slot. */
function causesOf(grid: Grid, range: Starts, pieces: readonly Piece[], teams: readonly Free[]): [CivilDate, Cause][] {
  return Array.from({ length: grid.days }, (_, day) => {
    const ofDay = pieces.filter(
      (p) => Math.floor(p.first / A_DAY) === day && startsIn(range, p.first, p.last).length > 0,
    )
    const permitted = ofDay.filter(isPermitted).flatMap((p) => startsIn(range, p.first, p.last))
    if (ofDay.length === 0) return []
    const cause = permitted.length === 0 ? termsCause(ofDay) : peopleCause(teams, permitted)
    return [[addDays(grid.from, day), cause] as [CivilDate, Cause]]
  }).flat()
}

/** The reasons over spans of days; days on which nobody works anyway part no span. */
export function reasonsOf(grid: Grid, range: Starts, pieces: readonly Piece[], teams: readonly Free[]): Reason[] {
  const all = causesOf(grid, range, pieces, teams)
  const open = all.filter(([, cause]) => cause.code !== CLOSED)
  const reasons: Reason[] = []
  for (const [day, cause] of open.length > 0 ? open : all) {
    const last = reasons.at(-1)
    const until = addDays(day, 1)
    if (last && last.code === cause.code && last.clauses.join() === cause.clauses.join()) last.until = until
    else reasons.push({ ...cause, from: day, until })
  }
  if (reasons.length > 0) return reasons
  return [{ code: 'range-too-short', from: grid.from, until: addDays(grid.from, grid.days), clauses: [], remedies: [] }]
}

/** The starts of the set at which one of the teams is free. */
export function anyOf(starts: Starts, teams: readonly Free[]): Starts {
  const any = new Uint32Array(starts.length)
  for (const [, , , free] of teams) for (let w = 0; w < any.length; w++) any[w]! |= free[w]!
  return both(any, starts)
}
