import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMinutes, weekday } from '../../kernel/civil.ts'
import { civilAt, instantOf, parseInstant } from '../../kernel/clock.ts'
import { type Availability, freeStarts, freeTogether } from './free.ts'
import { A_DAY, civilOf, gridOf, STEP_MINUTES, startsIn } from './grid.ts'

const MINUTE = 60_000
/** Ordinary days, and those around both changes of the clock of Berlin. */
const RANGES = [
  { zone: 'Asia/Tokyo', from: '2025-04-14', days: 4 },
  { zone: 'Europe/Berlin', from: '2025-03-29', days: 3 },
  { zone: 'Europe/Berlin', from: '2025-10-25', days: 3 },
]
type Range = (typeof RANGES)[number]

/** Every start of the range, one after the other, and every minute of the session. */
function slowly({ zone, from, days }: Range, person: Availability, minutes: number): string[] {
  const found: string[] = []
  for (let day = 0; day < days; day++)
    for (let minute = 0; minute < 1440; minute += STEP_MINUTES) {
      const start = { date: addDays(from, day), minute }
      const at = instantOf(start, zone)
      if (civilAt(at, zone).minute !== minute) continue
      const works = (m: number) =>
        person.hours === null ||
        person.hours.some((h) => h.weekday === weekday(start.date) && h.from <= m && m < h.until)
      const inside = minute + minutes <= 1440 && Array.from({ length: minutes }, (_, i) => minute + i).every(works)
      const meets = (times: Availability['busy'], before: number, after: number) =>
        times.some((t) => at - before * MINUTE < t.until && t.from < at + (minutes + after) * MINUTE)
      const ofDay = person.busy.filter((b) => civilAt(b.from, zone).date === start.date).length
      if (!inside || meets(person.away, 0, 0) || meets(person.busy, person.bufferBefore, person.bufferAfter)) continue
      if (person.mostADay === null || ofDay < person.mostADay) found.push(`${start.date} ${minute}`)
    }
  return found
}

const timesOf = ({ zone, from, days }: Range, most: number) =>
  fc.array(
    fc
      .record({ minute: fc.integer({ min: -300, max: days * 1440 }), length: fc.integer({ min: 1, max: 600 }) })
      .map((t) => {
        const at = instantOf({ date: from, minute: 0 }, zone) + t.minute * MINUTE
        return { from: at, until: at + t.length * MINUTE }
      }),
    { maxLength: most },
  )

const hoursOf = fc.option(
  fc
    .array(
      fc.record({ weekday: fc.integer({ min: 0, max: 6 }), at: fc.integer({ min: 0, max: 3 }), cut: fc.nat(1439) }),
      { maxLength: 20 },
    )
    .map((given) => {
      // At most one span of each six hours of a weekday, touching the next now and then.
      const spans = new Map(given.map((g) => [g.weekday * 4 + g.at, g]))
      return [...spans]
        .sort(([a], [b]) => a - b)
        .map(([, g]) => ({
          weekday: g.weekday,
          from: g.at * 360 + (g.cut % 5) * 13,
          until: g.at * 360 + 360 - (g.cut % 3) * 7,
        }))
    }),
)

const asked = fc.constantFrom(...RANGES).chain((range) =>
  fc.record({
    range: fc.constant(range),
    minutes: fc.integer({ min: 1, max: 400 }),
    person: fc.record({
      hours: hoursOf,
      mostADay: fc.option(fc.integer({ min: 1, max: 3 })),
      bufferBefore: fc.integer({ min: 0, max: 60 }),
      bufferAfter: fc.integer({ min: 0, max: 60 }),
      away: timesOf(range, 2),
      busy: timesOf(range, 8),
    }),
  }),
)

const inWords = (grid: ReturnType<typeof gridOf>, indices: number[]) =>
  indices.map((i) => `${civilOf(grid, i).date} ${civilOf(grid, i).minute}`)

describe('the starts at which somebody is free', () => {
  it('are those that a plain search finds, over changes of the clock too', () => {
    fc.assert(
      fc.property(asked, ({ range, minutes, person }) => {
        const grid = gridOf(range.zone, range.from, range.days)
        const [, , , free] = freeStarts(grid, person, minutes)
        expect(inWords(grid, startsIn(free))).toEqual(slowly(range, person, minutes))
      }),
      { numRuns: 150 },
    )
  })

  it('of several people are those that each has', () => {
    fc.assert(
      fc.property(asked, asked, ({ range, minutes, person }, { person: other }) => {
        const grid = gridOf(range.zone, range.from, range.days)
        const [a, b] = [
          freeStarts(grid, person, minutes),
          freeStarts(grid, { ...other, away: [], busy: person.busy }, minutes),
        ]
        const mine = new Set(startsIn(a[3]))
        expect(startsIn(freeTogether(grid, [a, b])[3])).toEqual(startsIn(b[3]).filter((i) => mine.has(i)))
      }),
      { numRuns: 50 },
    )
  })
})

describe('the grid', () => {
  it('begins at midnight of the wall clock, leaves out what the clock skips and keeps the day after whole', () => {
    const grid = gridOf('Europe/Berlin', '2025-03-29', 3)
    expect(grid.odd.filter((o) => o.at === null).map((o) => civilOf(grid, o.index))).toEqual(
      [120, 135, 150, 165].map((minute) => ({ date: '2025-03-30', minute })),
    )
    expect(grid.runs.map((r) => [r.first, r.last, r.at])).toEqual([
      [0, A_DAY, parseInstant('2025-03-28T23:00:00Z')],
      [2 * A_DAY, 3 * A_DAY, parseInstant('2025-03-30T22:00:00Z')],
    ])
    expect(gridOf('Asia/Tokyo', '2025-03-29', 3)).toMatchObject({
      odd: [],
      size: 3 * A_DAY,
      runs: [{ last: 3 * A_DAY }],
    })
  })

  it('reads a start back as the moment that it is', () => {
    for (const { zone, from, days } of RANGES) {
      const grid = gridOf(zone, from, days)
      for (const { index, at } of grid.odd) if (at !== null) expect(instantOf(civilOf(grid, index), zone)).toBe(at)
      for (const run of grid.runs) expect(instantOf(addMinutes(civilOf(grid, run.first), 0), zone)).toBe(run.at)
    }
  })
})
