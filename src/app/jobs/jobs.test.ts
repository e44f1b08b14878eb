import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { formatInstant, parseInstant, settableClock } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { dailyAt, type Job, type Jobs, jobStates, type Loop, startJobs } from './index.ts'

const log = pino({ level: 'silent' })
const at = (text: string) => must(parseInstant(`${text}:00+09:00`), 'a moment')
const clock = settableClock(at('2026-04-01T07:00'))
let database: TestDatabase
let running: Jobs[] = []

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.set(at('2026-04-01T07:00'))
  await database.db.transaction({ vendor: true }, (tx) => tx.query('delete from app.jobs'))
})
afterEach(async () => {
  await Promise.all(running.map((jobs) => jobs.stop()))
  running = []
})

const ZONE = 'Asia/Tokyo'
const EIGHT = 8 * 60
const job = (run: Job['run'], more: Partial<Job> = {}): Job => ({
  name: 'morning',
  first: (now) => dailyAt(now, EIGHT, ZONE),
  next: (now) => dailyAt(now, EIGHT, ZONE),
  again: 600_000,
  run,
  ...more,
})
function start(jobs: Job[], loops: Loop[] = [], held = 60_000) {
  const started = startJobs({ db: database.db, clock, log, jobs, loops, look: 5, held })
  running.push(started)
  return started
}
const state = async (name = 'morning') =>
  must(
    (await database.db.read({ vendor: true }, jobStates)).find((s) => s.name === name),
    `the job ${name}`,
  )
const known = () => expect.poll(() => database.db.read({ vendor: true }, jobStates)).toHaveLength(1)
const quiet = () => new Promise((resolve) => setTimeout(resolve, 60))

it('daily work is due at the zone’s hour, tomorrow once it has passed', () => {
  const due = (now: string) => formatInstant(dailyAt(at(now), EIGHT, ZONE), ZONE)
  expect(due('2026-04-01T07:59')).toBe('2026-04-01T08:00:00+09:00')
  expect(due('2026-04-01T08:00')).toBe('2026-04-02T08:00:00+09:00')
})

describe('a job', () => {
  it('is done at its time and not before, once over several instances', async () => {
    let done = 0
    const run = async () => {
      done++
      return 'one thing'
    }
    for (let i = 0; i < 5; i++) start([job(run)])
    await known()
    await quiet()
    expect(done).toBe(0)
    clock.set(at('2026-04-01T08:00'))
    await expect.poll(() => done).toBe(1)
    await quiet()
    expect(done).toBe(1)
    expect(await state()).toMatchObject({ told: 'one thing', failures: 0, nextAt: at('2026-04-02T08:00') })
    clock.set(at('2026-04-02T08:30'))
    await expect.poll(() => done).toBe(2)
  })

  it('that failed says why, is tried again later, and counts', async () => {
    let broken = true
    start([
      job(async () => {
        if (broken) throw new Error('no power')
        return null
      }),
    ])
    await known()
    clock.set(at('2026-04-01T08:00'))
    await expect.poll(() => state()).toMatchObject({ fault: 'no power', failures: 1, nextAt: at('2026-04-01T08:10') })
    clock.set(at('2026-04-01T08:10'))
    await expect.poll(() => state()).toMatchObject({ failures: 2, doneAt: null })
    broken = false
    clock.set(at('2026-04-01T08:20'))
    await expect.poll(() => state()).toMatchObject({ failures: 0, fault: null, doneAt: at('2026-04-01T08:20') })
  })

  it('of an instance that died is taken over when it is held no longer', async () => {
    let done = 0
    start([
      job(async () => {
        done++
        return null
      }),
    ])
    await known()
    await database.db.transaction({ vendor: true }, (tx) =>
      tx.query("update app.jobs set held_until = '2026-04-01T08:01:00+09:00', began_at = '2026-04-01T07:59:00+09:00'"),
    )
    clock.set(at('2026-04-01T08:00'))
    await quiet()
    expect(done).toBe(0)
    clock.set(at('2026-04-01T08:01'))
    await expect.poll(() => done).toBe(1)
  })

  it('that works long keeps its hold', async () => {
    let finish = () => {}
    let begun = 0
    const run = () => {
      begun++
      return new Promise<null>((resolve) => {
        finish = () => resolve(null)
      })
    }
    start([job(run)], [], 90)
    start([job(run)], [], 90)
    await known()
    clock.set(at('2026-04-01T08:00'))
    await expect.poll(() => begun).toBe(1)
    const until = must((await state()).heldUntil, 'a hold')
    clock.set(until - 1)
    await expect.poll(async () => (await state()).heldUntil).toBeGreaterThan(until)
    clock.set(until + 1)
    await quiet()
    expect(begun).toBe(1)
    finish()
  })

  it('under way is waited for at a stop, and due at once where the stop cut it short', async () => {
    const jobs = start([
      job(
        (signal) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(new Error('cut short')))
          }),
      ),
    ])
    await known()
    clock.set(at('2026-04-01T08:00'))
    await expect.poll(async () => (await state()).heldUntil).not.toBeNull()
    await jobs.stop()
    expect(await state()).toMatchObject({ heldUntil: null, fault: 'stopped', nextAt: at('2026-04-01T08:00') })
  })
})

describe('a loop', () => {
  it('goes round when it is woken, and its row says what it did', async () => {
    let letters = 0
    const jobs = start(
      [],
      [{ name: 'outbox', every: 3_600_000, round: async () => (letters > 0 ? `${letters}` : null) }],
    )
    await quiet()
    expect(await database.db.read({ vendor: true }, jobStates)).toEqual([])
    letters = 3
    jobs.wake('outbox')
    await expect.poll(() => database.db.read({ vendor: true }, jobStates)).toHaveLength(1)
    expect(await state('outbox')).toMatchObject({ told: '3', failures: 0 })
  })

  it('that failed says why and goes on', async () => {
    let round = 0
    const jobs = start(
      [],
      [
        {
          name: 'outbox',
          every: 5,
          round: async () => {
            if (++round === 1) throw new Error('no line')
            return null
          },
        },
      ],
    )
    await known()
    expect(await state('outbox')).toMatchObject({ fault: 'no line', failures: 1 })
    jobs.wake('outbox')
    await expect.poll(() => state('outbox')).toMatchObject({ fault: null, failures: 0 })
  })
})
