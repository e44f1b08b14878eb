/**
 * `node bench/slots.ts`: when 50 people of 140 booked times each are free over 28 days, by bits and by a plain search that
 * tries every start. Both must find the same starts; prints the times of both.
 */
import { addDays, weekday } from '../src/kernel/civil.ts'
import { instantOf } from '../src/kernel/clock.ts'
import { type Availability, freeStarts } from '../src/sessions/slots/free.ts'
import { gridOf, STEP_MINUTES, startsIn } from '../src/sessions/slots/grid.ts'
import { figure, quantile } from './measure.ts'

const ZONE = 'Asia/Tokyo'
const FROM = '2025-04-07'
const [PEOPLE, DAYS, BUSY, MINUTES] = [50, 28, 140, 60]
const MINUTE = 60_000

let seed = 1
/** Numbers that are the same in every run: a linear congruential generator (Numerical Recipes). */
const random = (below: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}

const midnight = instantOf({ date: FROM, minute: 0 }, ZONE)
const person = (): Availability => ({
  hours: [1, 2, 3, 4, 5].flatMap((day) => [
    { weekday: day, from: 540, until: 720 },
    { weekday: day, from: 780, until: 1080 },
  ]),
  mostADay: null,
  bufferBefore: 10,
  bufferAfter: 15,
  away: [],
  busy: Array.from({ length: BUSY }, (_, i) => {
    const from = midnight + (Math.floor(i / 5) * 1440 + 540 + random(540)) * MINUTE
    return { from, until: from + (10 + random(30)) * MINUTE }
  }),
})

function slowly({ hours, busy, bufferBefore, bufferAfter }: Availability): number[] {
  const found: number[] = []
  for (let index = 0; index < (DAYS * 1440) / STEP_MINUTES; index++) {
    const minute = (index * STEP_MINUTES) % 1440
    const day = weekday(addDays(FROM, Math.floor((index * STEP_MINUTES) / 1440)))
    const from = midnight + index * STEP_MINUTES * MINUTE
    const [begins, ends] = [from - bufferBefore * MINUTE, from + (MINUTES + bufferAfter) * MINUTE]
    const works = hours!.some((h) => h.weekday === day && h.from <= minute && minute + MINUTES <= h.until)
    if (works && !busy.some((b) => b.from < ends && begins < b.until)) found.push(index)
  }
  return found
}

const byBits = (people: readonly Availability[]): number[][] => {
  const grid = gridOf(ZONE, FROM, DAYS)
  return people.map((p) => startsIn(freeStarts(grid, p, MINUTES)[3]))
}
const timed = (run: () => unknown, times: number): number[] =>
  Array.from({ length: times }, () => {
    const begun = performance.now()
    run()
    return performance.now() - begun
  })

const people = Array.from({ length: PEOPLE }, person)
const [mine, plain] = [byBits(people), people.map(slowly)]
if (JSON.stringify(mine) !== JSON.stringify(plain)) throw new Error('the two searches found other starts')
timed(() => byBits(people), 200)
const [bits, slow] = [timed(() => byBits(people), 500), timed(() => people.map(slowly), 10)]
const told = (times: number[]) => `p50 ${figure(quantile(times, 0.5))} ms, p95 ${figure(quantile(times, 0.95))} ms`
process.stdout.write(
  `${PEOPLE} people, ${DAYS} days, ${BUSY} booked times each, ${mine.flat().length} starts, the same in both\n` +
    `by bits: ${told(bits)}\nplainly: ${told(slow)}\n`,
)
