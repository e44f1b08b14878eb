/** The loop that sends what waits: at least once, with back-off, beside other instances. */
import type { Clock } from '../../kernel/clock.ts'
import type { Db, Tx } from '../../kernel/transaction.ts'
import type { Loop } from '../jobs/index.ts'
import { againAfter, type Channel, markDead, markLater, markSent, type Taken, takeDue } from './ledger.ts'
import { NotSent } from './not-sent.ts'
import type { Sender } from './smtp.ts'

export type Senders = { [C in Channel]?: Pick<Sender, 'send'> }

const VENDOR = { vendor: true } as const
const EVERY = 2_000
const AT_ONCE = 10
/** Longer than any sender waits for its server, so that nobody takes what is still being sent. */
const HELD = 5 * 60_000

type Tally = { sent: number; later: number; dead: number }

async function sendOne(options: WorkerOptions, letter: Taken, tally: Tally): Promise<void> {
  const { db, clock, senders } = options
  const write = (run: (tx: Tx) => Promise<void>) => db.transaction(VENDOR, run)
  try {
    await senders[letter.channel]!.send(letter)
  } catch (error) {
    const why = error instanceof NotSent ? error : new NotSent('a fault of our own')
    const again = why.forGood ? null : (why.after ?? againAfter(letter.tries))
    const now = clock.now()
    if (!why.counts) {
      await write((tx) =>
        markLater(tx, letter.id, { nextAt: now + (why.after ?? 0), tries: letter.tries - 1, fault: null }),
      )
    } else if (again === null || againAfter(letter.tries) === null) {
      tally.dead++
      await write((tx) => markDead(tx, letter.id, now, why.message))
    } else {
      tally.later++
      await write((tx) => markLater(tx, letter.id, { nextAt: now + again, tries: letter.tries, fault: why.message }))
    }
    if (!(error instanceof NotSent)) throw error
    return
  }
  tally.sent++
  await write((tx) => markSent(tx, letter.id, clock.now()))
}

export type WorkerOptions = { db: Db; clock: Clock; senders: Senders }

/** A channel without a sender keeps its letters: they stand in the outbox until somebody sees to them. */
export function outboxLoop(options: WorkerOptions): Loop {
  const { db, clock, senders } = options
  const channels = Object.keys(senders) as Channel[]
  async function round(signal: AbortSignal): Promise<string | null> {
    const tally: Tally = { sent: 0, later: 0, dead: 0 }
    while (!signal.aborted) {
      const now = clock.now()
      const due = await db.transaction(VENDOR, (tx) =>
        takeDue(tx, { channels, now, until: now + HELD, limit: AT_ONCE }),
      )
      if (due.length === 0) break
      const ended = await Promise.allSettled(due.map((letter) => sendOne(options, letter, tally)))
      const bug = ended.find((one) => one.status === 'rejected')
      if (bug) throw bug.reason
      if (due.length < AT_ONCE) break
    }
    const { sent, later, dead } = tally
    return sent + later + dead === 0 ? null : `sent ${sent}, to be tried again ${later}, dead ${dead}`
  }
  return { name: 'outbox', every: EVERY, round }
}
