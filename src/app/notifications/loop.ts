/** The loop that tells people of what was decided and what else happened. It asks nothing of those who book. */
import { formatCivilTime } from '../../kernel/civil.ts'
import { type Clock, civilAt } from '../../kernel/clock.ts'
import type { Db, Tx } from '../../kernel/transaction.ts'
import type { Loop } from '../jobs/index.ts'
import { decidedAfter } from '../views/decided.ts'
import { happeningsOf } from './decided.ts'
import { takeHappenings } from './happening.ts'
import { keepMark, passed, seeMark, takeMark } from './mark.ts'
import { newBrowsers } from './new-browsers.ts'
import { type Signal, sendSignal } from './signals.ts'
import { type Telling, tellOf } from './telling.ts'

const VENDOR = { vendor: true } as const
const EVERY = 2_000
const BATCH = 200
/** A round leaves the database to others after so many; the rest is told in the next. */
const BATCHES = 5
/** Where people are told for the first time, what is older is history. */
const HISTORY = 30 * 86_400_000

type Done = { more: boolean; told: number }

async function tellDecided(tx: Tx, options: LoopOptions): Promise<Done & { signal: Signal }> {
  const { clock, zone, telling } = options
  const nothing = { more: false, told: 0, signal: { accounts: [], users: [] } }
  // Mostly there is nothing, and looking takes no lock.
  const seen = await seeMark(tx)
  if (seen.gaps.size === 0 && (await decidedAfter(tx, seen.kept, [], 1)).length === 0) return nothing
  const mark = await takeMark(tx)
  if (mark === null) return nothing
  const now = clock.now()
  const decided = await decidedAfter(tx, mark.kept, [...mark.gaps.keys()], BATCH)
  const next = passed(
    mark,
    decided.map((d) => d.kept),
    now,
  )
  if (decided.length === 0 && next.gaps.size === mark.gaps.size) return nothing
  await keepMark(tx, next)
  const recent = decided.filter((d) => now - d.at < HISTORY)
  const { told, users } = await tellOf(tx, await happeningsOf(tx, recent, zone), telling, now)
  const accounts = [...new Set(recent.filter((d) => d.applied).map((d) => d.accountId))]
  return { more: decided.length >= BATCH, told, signal: { accounts, users } }
}

async function tellHappened(tx: Tx, { clock, telling, zone }: LoopOptions): Promise<Done & { signal: Signal }> {
  const now = clock.now()
  const taken = await takeHappenings(tx, BATCH)
  const dated = taken.map((h) => ({ ...h, facts: { at: formatCivilTime(civilAt(h.at, zone)), ...h.facts } }))
  const happenings = [...dated, ...(await newBrowsers(tx, now, zone))]
  const { told, users } = await tellOf(tx, happenings, telling, now)
  return { more: happenings.length >= BATCH, told, signal: { accounts: [], users } }
}

export type LoopOptions = { db: Db; clock: Clock; zone: string; telling: Telling }

export function noticesLoop(options: LoopOptions): Loop {
  const step = (what: typeof tellDecided): Promise<Done> =>
    options.db.transaction(VENDOR, async (tx) => {
      const { signal, ...done } = await what(tx, options)
      await sendSignal(tx, signal)
      return done
    })
  async function round(signal: AbortSignal): Promise<string | null> {
    let told = 0
    for (const what of [tellHappened, tellDecided]) {
      for (let i = 0; i < BATCHES && !signal.aborted; i++) {
        const done = await step(what)
        told += done.told
        if (!done.more) break
      }
    }
    return told === 0 ? null : `told ${told}`
  }
  return { name: 'notices', every: EVERY, round }
}
