/**
 * The starts that a range of days has, a quarter of an hour apart on the wall clock, and sets of them as bits. Pure.
 *
 * A bit says that a session could start there, so neither a length nor a buffer is looked for bit by bit: each is taken off
 * when a time is filled in, to the millisecond, and the quarter of an hour is only where starts are looked for.
 */
import { addDays, type CivilDate, type CivilTime } from '../../kernel/civil.ts'
import { civilAt, type Instant, instantOf } from '../../kernel/clock.ts'

export const STEP_MINUTES = 15
/** Starts of one day. */
export const A_DAY = 1440 / STEP_MINUTES
const STEP = STEP_MINUTES * 60_000
const DAY = 86_400_000

/** Days on end, each of 24 hours: the instant of a start is a multiplication. */
type Run = { first: number; last: number; at: Instant }

/** `odd`: starts of days on which the clock is changed, each with its instant; null where the wall clock skips it. */
export type Grid = {
  from: CivilDate
  days: number
  size: number
  runs: Run[]
  odd: { index: number; at: Instant | null }[]
}

/** The grid of so many days from one on, in a zone. */
export function gridOf(zone: string, from: CivilDate, days: number): Grid {
  const runs: Run[] = []
  const odd: Grid['odd'] = []
  let at = instantOf({ date: from, minute: 0 }, zone)
  for (let day = 0; day < days; day++) {
    const date = addDays(from, day)
    const next = instantOf({ date: addDays(date, 1), minute: 0 }, zone)
    const last = runs.at(-1)
    const first = day * A_DAY
    if (next - at !== DAY) {
      for (let i = 0; i < A_DAY; i++) {
        const minute = i * STEP_MINUTES
        const moment = instantOf({ date, minute }, zone)
        odd.push({ index: first + i, at: civilAt(moment, zone).minute === minute ? moment : null })
      }
    } else if (last && last.last === first) last.last += A_DAY
    else runs.push({ first, last: first + A_DAY, at })
    at = next
  }
  return { from, days, size: days * A_DAY, runs, odd }
}

/** The wall-clock time of a start. */
export const civilOf = (grid: Grid, index: number): CivilTime => ({
  date: addDays(grid.from, Math.floor(index / A_DAY)),
  minute: (index % A_DAY) * STEP_MINUTES,
})

/** A set of starts. */
export type Starts = Uint32Array<ArrayBuffer>

export const noStarts = (grid: Grid): Starts => new Uint32Array((grid.size + 31) >>> 5)
export const has = (starts: Starts, index: number): boolean => ((starts[index >>> 5]! >>> (index & 31)) & 1) === 1

/** Adds the starts from `first` to before `last`. */
export function fill(starts: Starts, first: number, last: number): void {
  if (last <= first) return
  const a = first >>> 5
  const b = (last - 1) >>> 5
  const head = (-1 << (first & 31)) >>> 0
  const tail = -1 >>> (31 - ((last - 1) & 31))
  if (a === b) starts[a]! |= head & tail
  else {
    starts[a]! |= head
    for (let w = a + 1; w < b; w++) starts[w] = 0xffff_ffff
    starts[b]! |= tail
  }
}

/** Adds the starts strictly between two moments. */
export function fillBetween(grid: Grid, starts: Starts, after: Instant, before: Instant): void {
  for (const run of grid.runs) {
    const first = run.first + Math.max(Math.floor((after - run.at) / STEP) + 1, 0)
    const last = run.first + Math.ceil((before - run.at) / STEP)
    fill(starts, first, last < run.last ? last : run.last)
  }
  for (const { index, at } of grid.odd) if (at !== null && after < at && at < before) fill(starts, index, index + 1)
}

/** Takes away the starts that the other set has. */
export function without(starts: Starts, other: Starts): Starts {
  for (let w = 0; w < starts.length; w++) starts[w]! &= ~other[w]!
  return starts
}

/** Leaves the starts that both sets have. */
export function both(starts: Starts, other: Starts): Starts {
  for (let w = 0; w < starts.length; w++) starts[w]! &= other[w]!
  return starts
}

/** The starts of a set in their order, of a part of the grid where asked. */
export function startsIn(starts: Starts, first = 0, last = starts.length * 32): number[] {
  const found: number[] = []
  for (let w = first >>> 5; w << 5 < last; w++) {
    let word = starts[w]!
    while (word !== 0) {
      const index = (w << 5) + 31 - Math.clz32(word & -word)
      if (index >= first && index < last) found.push(index)
      word &= word - 1
    }
  }
  return found
}
