/** The work of this installation that no request waits for: what is sent, what is told, what a day brings. */
import type { Logger } from 'pino'
import { civilAt, type Instant } from '../kernel/clock.ts'
import { proveChain, sealingLoop } from './audit/index.ts'
import { doTheDay } from './day-turning.ts'
import type { Identity } from './identity/identity.ts'
import { dailyAt, type Job, type Jobs, type Loop, startJobs } from './jobs/index.ts'
import {
  alertsOf,
  forgetGone,
  forgetNotices,
  hookSender,
  noticesLoop,
  type Reach,
  sendDigests,
  type Telling,
  tellOf,
} from './notifications/index.ts'
import { forgetEnded, outboxLoop, type Sender } from './outbox/index.ts'
import type { Secrets } from './secrets.ts'
import type { Services } from './services.ts'
import { accountIdsAfter } from './views/account-ids.ts'

export type Work = {
  services: Services
  identity: Identity
  log: Logger
  telling: Telling
  secrets: Secrets
  reach: Reach
  /** Null where no mail server is configured: letters wait in the outbox. */
  smtp: Sender | null
}

const VENDOR = { vendor: true } as const
const BATCH = 100
const DAY = 86_400_000
const AGAIN = 10 * 60_000
const AFTER_MIDNIGHT = 1
const ALERTS_AT = 7 * 60 + 30
const DIGESTS_AT = 8 * 60
const TIDY_AT = 3 * 60
const PROVED_AT = 4 * 60
const LETTERS_KEPT = 30 * DAY
const NOTICES_KEPT = 180 * DAY

/** Tells of what the day brings, account by account. Answers how many people's lists have something new. */
export async function tellOfTheDay(work: Pick<Work, 'services' | 'telling'>, signal: AbortSignal): Promise<number> {
  const { services, telling } = work
  const { db, clock, catalogues } = services
  const now = clock.now()
  const today = civilAt(now, catalogues.timeZone).date
  let told = 0
  for (let after: string | null = null; ; ) {
    signal.throwIfAborted()
    const ids: string[] = await db.read(VENDOR, (tx) => accountIdsAfter(tx, after, BATCH))
    told += await db.transaction(VENDOR, async (tx) => {
      const happenings = await alertsOf(tx, services.catalogue(), ids, today, now)
      return (await tellOf(tx, happenings, telling, now)).told
    })
    if (ids.length < BATCH) return told
    after = ids.at(-1)!
  }
}

function jobsOf(work: Work): Job[] {
  const { services, identity, log, telling } = work
  const { db, clock, catalogues } = services
  const at = (minute: number) => (now: Instant) => dailyAt(now, minute, catalogues.timeZone)
  const atOnce = (now: Instant) => now
  return [
    {
      name: 'day',
      first: atOnce,
      next: at(AFTER_MIDNIGHT),
      again: AGAIN,
      run: async (signal) => {
        await doTheDay(services, identity, log, signal)
        return civilAt(clock.now(), catalogues.timeZone).date
      },
    },
    {
      name: 'alerts',
      first: atOnce,
      next: at(ALERTS_AT),
      again: AGAIN,
      run: async (signal) => `told ${await tellOfTheDay(work, signal)}`,
    },
    {
      name: 'digests',
      first: at(DIGESTS_AT),
      next: at(DIGESTS_AT),
      again: AGAIN,
      run: async (signal) => `letters ${await sendDigests(services, telling, signal)}`,
    },
    {
      name: 'audit-proof',
      first: atOnce,
      next: at(PROVED_AT),
      again: AGAIN,
      run: () => proveChain({ db, clock, log }),
    },
    {
      name: 'tidy',
      first: at(TIDY_AT),
      next: at(TIDY_AT),
      again: AGAIN,
      run: () =>
        db.transaction(VENDOR, async (tx) => {
          const letters = await forgetEnded(tx, clock.now() - LETTERS_KEPT)
          const notices = await forgetNotices(tx, clock.now() - NOTICES_KEPT)
          await forgetGone(tx)
          return `forgot ${letters} letters, ${notices} notices`
        }),
    },
  ]
}

function loopsOf(work: Work): Loop[] {
  const { services, telling, secrets, reach, smtp } = work
  const { db, clock, catalogues } = services
  const hooks = hookSender({ db, clock, secrets, reach })
  return [
    sealingLoop({ db, clock }),
    noticesLoop({ db, clock, zone: catalogues.timeZone, telling }),
    outboxLoop({ db, clock, senders: { ...(smtp && { mail: smtp }), slack: hooks, teams: hooks } }),
  ]
}

export function startWork(work: Work): Jobs {
  const { db, clock } = work.services
  return startJobs({ db, clock, log: work.log, jobs: jobsOf(work), loops: loopsOf(work) })
}
