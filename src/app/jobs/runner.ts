/** Runs jobs and loops in the server's process, beside other instances on the same database. */
import type { Logger } from 'pino'
import type { Clock, Instant } from '../../kernel/clock.ts'
import type { Db, Tx } from '../../kernel/transaction.ts'
import { failureOf } from '../http/log.ts'
import { dueAmong, enrol, hold, layDown, noteLoop, take } from './ledger.ts'

/** Done once at its times, by whichever instance takes it. Done again after a failure, or a death in the middle. */
export type Job = {
  name: string
  /** When it is due for the first time on a database that never had it. */
  first(now: Instant): Instant
  next(now: Instant): Instant
  /** Milliseconds until it is tried again after a failure. */
  again: number
  /** Answers what it did, in a few words for whoever operates; no personal data. */
  run(signal: AbortSignal): Promise<string | null>
}

/** Goes round in every instance; made so that instances beside each other take nothing twice. */
export type Loop = {
  name: string
  /** Milliseconds between two rounds. */
  every: number
  /** Answers what it did; null where there was nothing to do. */
  round(signal: AbortSignal): Promise<string | null>
}

export type Jobs = {
  /** Lets a loop go round at once: there is something for it. */
  wake(name: string): void
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>
}

export type JobsOptions = {
  db: Db
  clock: Clock
  log: Logger
  jobs: readonly Job[]
  loops: readonly Loop[]
  /** Milliseconds between two looks at what is due. */
  look?: number
  /** Milliseconds for which a job is held; who dies holding it keeps the others from it for so long. */
  held?: number
}

const LOOK = 1_000
const HELD = 60_000
/** A round of a loop that failed is not repeated at once. */
const AFTER_FAILURE = 10_000
const LONGEST_FAULT = 500
const VENDOR = { vendor: true } as const

/** In a line for whoever operates; the database repeats values of rows in its messages, so these stay out. */
function faultOf(error: unknown): string {
  const { type, code, constraint, message } = failureOf(error)
  return (message ?? [type, code, constraint].filter(Boolean).join(' ')).slice(0, LONGEST_FAULT)
}

/** Something that goes round until the end: one round at a time, a pause between two, sooner when woken. */
function turning(signal: AbortSignal, round: () => Promise<number>) {
  let wake: () => void = () => undefined
  let woken = false
  async function turn(): Promise<void> {
    while (!signal.aborted) {
      woken = false
      const pause = await round()
      if (signal.aborted || woken) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause)
        timer.unref()
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  return {
    ended: turn(),
    wake() {
      woken = true
      wake()
    },
  }
}

async function runJob(options: JobsOptions, job: Job, signal: AbortSignal): Promise<void> {
  const { db, clock, log } = options
  const held = options.held ?? HELD
  const write = <T>(run: (tx: Tx) => Promise<T>) => db.transaction(VENDOR, run)
  const began = clock.now()
  if (!(await write((tx) => take(tx, job.name, began, began + held)))) return
  const timer = setInterval(() => {
    void write((tx) => hold(tx, job.name, began, clock.now() + held)).catch(() => undefined)
  }, held / 3)
  let [told, fault] = [null as string | null, null as string | null]
  try {
    told = await job.run(signal)
  } catch (error) {
    fault = signal.aborted ? 'stopped' : faultOf(error)
    if (!signal.aborted) log.error({ err: error, job: job.name }, 'a job failed')
  } finally {
    clearInterval(timer)
  }
  const now = clock.now()
  // What a stop cut short is due at once, for this instance after its start or for another.
  const nextAt = fault === null ? job.next(now) : signal.aborted ? now : now + job.again
  await write((tx) => layDown(tx, { name: job.name, began, now, nextAt, told, fault }))
}

function jobsTurning(options: JobsOptions, signal: AbortSignal) {
  const { db, clock, log, jobs } = options
  const byName = new Map(jobs.map((job) => [job.name, job]))
  const underWay = new Map<string, Promise<void>>()
  let enrolled = false
  const turns = turning(signal, async () => {
    try {
      if (!enrolled) {
        const now = clock.now()
        await db.transaction(VENDOR, async (tx) => {
          for (const job of jobs) await enrol(tx, job.name, job.first(now))
        })
        enrolled = true
      }
      for (const name of await db.read(VENDOR, (tx) => dueAmong(tx, [...byName.keys()], clock.now()))) {
        if (underWay.has(name) || signal.aborted) continue
        const run = runJob(options, byName.get(name)!, signal)
          .catch((error: unknown) => log.error({ err: error, job: name }, 'how a job went could not be kept'))
          .finally(() => underWay.delete(name))
        underWay.set(name, run)
      }
    } catch (error) {
      log.warn({ err: error }, 'what is due could not be read')
      if (!signal.aborted) return AFTER_FAILURE
    }
    return options.look ?? LOOK
  })
  return { ...turns, ended: turns.ended.then(() => Promise.all(underWay.values())) }
}

function loopTurning(options: JobsOptions, loop: Loop, signal: AbortSignal) {
  const { db, clock, log } = options
  let failed = false
  return turning(signal, async () => {
    try {
      const told = await loop.round(signal)
      if (told !== null || failed)
        await db.transaction(VENDOR, (tx) => noteLoop(tx, { name: loop.name, now: clock.now(), told, fault: null }))
      failed = false
      return loop.every
    } catch (error) {
      if (signal.aborted) return 0
      failed = true
      log.error({ err: error, loop: loop.name }, 'a round failed')
      const note = { name: loop.name, now: clock.now(), told: null, fault: faultOf(error) }
      await db.transaction(VENDOR, (tx) => noteLoop(tx, note)).catch(() => undefined)
      return Math.max(loop.every, AFTER_FAILURE)
    }
  })
}

export function startJobs(options: JobsOptions): Jobs {
  const ending = new AbortController()
  const due = jobsTurning(options, ending.signal)
  const loops = new Map(options.loops.map((loop) => [loop.name, loopTurning(options, loop, ending.signal)]))
  return {
    wake: (name) => loops.get(name)?.wake(),
    async stop() {
      ending.abort()
      const all = [due, ...loops.values()]
      for (const one of all) one.wake()
      await Promise.all(all.map((one) => one.ended))
    },
  }
}
