/** What the terms say of every start of a grid, judged once for all starts that they cannot tell apart. Pure. */
import { nearestStretch, stretchOn } from '../../contracts/index.ts'
import { addDays, addMinutes, type CivilDate, type CivilTime } from '../../kernel/civil.ts'
import type { Decision } from '../../kernel/decision.ts'
import { decisionOn } from '../deciding.ts'
import type { SessionRequest } from '../model.ts'
import { type Judged, judgeSession, type SessionFacts } from '../rules.ts'
import { A_DAY, civilOf, fill, type Grid, noStarts, STEP_MINUTES, type Starts } from './grid.ts'

/** Starts from `first` to before `last` that are judged alike; whoever comes is left out of it. */
export type Piece = { first: number; last: number; judged: Judged; decision: Decision }

/** The minutes of a day from which on a session of this length may be judged otherwise than a minute before. */
function turnsOf(facts: SessionFacts, date: CivilDate, minutes: number): number[] {
  const { support } = stretchOn(facts.holder, date) ?? nearestStretch(facts.holder, date)
  const turns: number[] = []
  for (const { from, until } of facts.catalogue.hours(support.hours.value).windows)
    turns.push(from, until, from - minutes + 1, until - minutes + 1)
  const after = (t: CivilTime, more: number) => {
    if (t.date === date) turns.push(t.minute + more)
  }
  after(facts.now, 1)
  for (const s of facts.standing) {
    after(s.end, 0)
    after(addMinutes(s.start, -minutes), 1)
  }
  return turns
}

/** Judges every start of the grid, by the rules that a booking is judged by. */
export function judgeStarts(grid: Grid, facts: SessionFacts, request: SessionRequest): Piece[] {
  const pieces: Piece[] = []
  for (let day = 0; day < grid.days; day++) {
    const turns = turnsOf(facts, addDays(grid.from, day), request.minutes)
    const steps = turns.map((minute) => Math.ceil(minute / STEP_MINUTES)).filter((step) => step > 0 && step < A_DAY)
    const cuts = [...new Set([0, ...steps, A_DAY])].sort((a, b) => a - b)
    cuts.slice(0, -1).forEach((cut, i) => {
      const first = day * A_DAY + cut
      const judged = judgeSession(facts, { ...request, start: civilOf(grid, first) })
      pieces.push({ first, last: day * A_DAY + cuts[i + 1]!, judged, decision: decisionOn(judged) })
    })
  }
  return pieces
}

export const isPermitted = (piece: Piece): boolean => piece.decision.outcome !== 'refused'

/** The starts of the pieces that are permitted. */
export function permittedIn(grid: Grid, pieces: readonly Piece[]): Starts {
  const starts = noStarts(grid)
  for (const piece of pieces) if (isPermitted(piece)) fill(starts, piece.first, piece.last)
  return starts
}
