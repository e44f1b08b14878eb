/** When a person could begin a session of a length: the hours, less absences, less what is booked with its buffers. Pure. */
import { weekday } from '../../kernel/civil.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { WorkingTime } from '../../people/index.ts'
import { A_DAY, both, fill, fillBetween, type Grid, noStarts, STEP_MINUTES, type Starts, without } from './grid.ts'

/** Times are moments, `until` exclusive. `hours` null: whenever the service is given. */
export type Availability = Pick<WorkingTime, 'hours' | 'mostADay' | 'bufferBefore' | 'bufferAfter'> & {
  away: readonly { from: Instant; until: Instant }[]
  busy: readonly { from: Instant; until: Instant }[]
}

const MINUTE = 60_000
/** 0 = Sunday. */
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6]

type Hours = NonNullable<Availability['hours']>
const EVERY_HOUR: Hours = WEEKDAYS.map((day) => ({ weekday: day, from: 0, until: 1440 }))

/** The starts of one weekday from which a session of so many minutes ends within the hours; hours that touch are one. */
function opensOn(day: number, hours: Hours, minutes: number): { first: number; last: number }[] {
  const open: { from: number; until: number }[] = []
  for (const span of hours) {
    if (span.weekday !== day) continue
    const before = open.at(-1)
    if (before?.until === span.from) before.until = span.until
    else open.push({ from: span.from, until: span.until })
  }
  return open.map(({ from, until }) => ({
    first: Math.ceil(from / STEP_MINUTES),
    last: Math.floor((until - minutes) / STEP_MINUTES) + 1,
  }))
}

/** Starts from which a session of so many minutes ends within the hours, on the days of the grid. */
function working(grid: Grid, hours: Availability['hours'], minutes: number): Starts {
  const starts = noStarts(grid)
  const opens = WEEKDAYS.map((day) => opensOn(day, hours ?? EVERY_HOUR, minutes))
  const begun = weekday(grid.from)
  for (let day = 0; day < grid.days; day++)
    for (const { first, last } of opens[(begun + day) % 7]!) fill(starts, day * A_DAY + first, day * A_DAY + last)
  for (const { index, at } of grid.odd) if (at === null) starts[index >>> 5]! &= ~(1 << (index & 31))
  return starts
}

/** Starts at which a session of so many minutes, with the time around it, would meet one of the times. */
function meeting(
  grid: Grid,
  times: Availability['busy'],
  minutes: number,
  around: { before: number; after: number },
): Starts {
  const starts = noStarts(grid)
  const [lead, tail] = [(minutes + around.after) * MINUTE, around.before * MINUTE]
  for (const { from, until } of times) fillBetween(grid, starts, from - lead, until + tail)
  return starts
}

/** Starts of the days on which no more is taken on. */
function full(grid: Grid, busy: Availability['busy'], most: number): Starts {
  const starts = noStarts(grid)
  const numbers = new Array<number>(grid.days).fill(0)
  for (const { from } of busy) {
    const day = dayOf(grid, from)
    if (day !== null && ++numbers[day]! === most) fill(starts, day * A_DAY, (day + 1) * A_DAY)
  }
  return starts
}

/** The day of the grid that a moment lies in. */
function dayOf(grid: Grid, at: Instant): number | null {
  for (const run of grid.runs) {
    const steps = Math.floor((at - run.at) / (STEP_MINUTES * MINUTE))
    if (steps >= 0 && steps < run.last - run.first) return ((run.first + steps) / A_DAY) | 0
  }
  const odd = grid.odd.findLast((o) => o.at !== null && o.at <= at)
  return odd && at - odd.at! < STEP_MINUTES * MINUTE * 8 ? (odd.index / A_DAY) | 0 : null
}

/** Why somebody cannot come, from what is furthest off to what is nearest; each set is within the one before. */
export const HINDRANCES = ['not-working', 'away', 'booked', 'full'] as const
export type Hindrance = (typeof HINDRANCES)[number]

/** What is left after each hindrance, in their order; the last is when the person is free. */
export type Free = readonly [working: Starts, there: Starts, unbooked: Starts, free: Starts]

/** When one person could begin a session of so many minutes. */
export function freeStarts(grid: Grid, person: Availability, minutes: number): Free {
  const hours = working(grid, person.hours, minutes)
  const there = without(hours.slice(), meeting(grid, person.away, minutes, { before: 0, after: 0 }))
  const around = { before: person.bufferBefore, after: person.bufferAfter }
  const unbooked = without(there.slice(), meeting(grid, person.busy, minutes, around))
  if (person.mostADay === null) return [hours, there, unbooked, unbooked]
  return [hours, there, unbooked, without(unbooked.slice(), full(grid, person.busy, person.mostADay))]
}

/** When all of several people could: each step of what is left, of all of them. Nobody is always free. */
export function freeTogether(grid: Grid, people: readonly Free[]): Free {
  const all = noStarts(grid)
  fill(all, 0, grid.size)
  const left = (step: (of: Free) => Starts): Starts =>
    people.reduce<Starts>((starts, person) => both(starts, step(person)), all.slice())
  return [left((f) => f[0]), left((f) => f[1]), left((f) => f[2]), left((f) => f[3])]
}
