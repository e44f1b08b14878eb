/** The ledger's day: what is left in windows that have ended lapses, those that begin are opened, what expired is swept. */
import type { Logger } from 'pino'
import { holdersOf, turnTheDay, windowsUntil } from '../contracts/index.ts'
import type { CivilDate } from '../kernel/civil.ts'
import { civilAt, instantOf } from '../kernel/clock.ts'
import { Problem } from '../kernel/failure.ts'
import { forgetBefore } from '../kernel/idempotency.ts'
import { lockAccounts } from '../people/index.ts'
import type { Identity } from './identity/identity.ts'
import type { Services } from './services.ts'
import { readSetting, writeSetting } from './settings.ts'
import { accountIdsAfter } from './views/account-ids.ts'

type Books = Pick<Services, 'db' | 'clock' | 'catalogues'>

const VENDOR = { vendor: true } as const
const BATCH = 100
/** Keys of commands are kept for a day at least: a client may repeat a request after a night. */
const KEYS_KEPT = 2 * 86_400_000

/** Turns one account's books to a day, alone with them. */
export async function turnAccount(
  { db, catalogues }: Books,
  accountId: string,
  day: CivilDate,
  at: number,
): Promise<number> {
  return db.transaction({ accountId }, async (tx) => {
    await lockAccounts(tx, [accountId])
    return turnTheDay(tx, catalogues.on(day), accountId, day, at)
  })
}

/**
 * Turns one account's books on each day that mattered in a span, as the nightly job would have done at the time. Answers
 * the next such day, as things stand; null where there is none.
 */
export async function turnAccountThrough(
  books: Books,
  accountId: string,
  after: CivilDate,
  until: CivilDate,
): Promise<CivilDate | null> {
  const { db, catalogues } = books
  const days = await db.read({ accountId }, async (tx) => {
    const catalogue = catalogues.on(until)
    const holders = (await holdersOf(tx, catalogue, [accountId], until)).get(accountId)!.holders.map((h) => h.holder)
    const spans = [...holders.flatMap((h) => windowsUntil(catalogue, h, until)), ...holders.flatMap((h) => h.stretches)]
    return [...new Set(spans.flatMap((s) => (s.until === null ? [s.from] : [s.from, s.until])))].sort()
  })
  for (const day of days.filter((d) => d > after && d <= until)) {
    await turnAccount(books, accountId, day, instantOf({ date: day, minute: 0 }, catalogues.timeZone))
  }
  return days.find((d) => d > until) ?? null
}

async function turnAll(services: Books, log: Logger, signal: AbortSignal): Promise<void> {
  const now = services.clock.now()
  const today = civilAt(now, services.catalogues.timeZone).date
  if ((await services.db.read(VENDOR, (tx) => readSetting(tx, 'turned'))) === today) return
  let [accounts, lapsed, failed] = [0, 0, 0]
  for (let after: string | null = null; ; ) {
    const ids: string[] = await services.db.read(VENDOR, (tx) => accountIdsAfter(tx, after, BATCH))
    for (const id of ids) {
      signal.throwIfAborted()
      try {
        lapsed += await turnAccount(services, id, today, now)
      } catch (error) {
        if (error instanceof Problem && error.code === 'unavailable') throw error
        failed += 1
        log.error({ err: error, account: id }, 'the books of an account could not be turned')
      }
    }
    accounts += ids.length
    after = ids.at(-1) ?? null
    if (ids.length < BATCH) break
  }
  // The others stand; the day is done again later, for what was turned has nothing left to do.
  if (failed > 0) throw new Error(`${failed} of ${accounts} accounts could not be turned`)
  await services.db.transaction(VENDOR, (tx) => writeSetting(tx, 'turned', today, now))
  log.info({ day: today, accounts, lapsed }, 'the day was turned')
}

/** All that is done once a day. Safe to do again, and beside other processes on the same database. */
export async function doTheDay(services: Books, identity: Identity, log: Logger, signal: AbortSignal): Promise<void> {
  await identity.sweep()
  await services.db.transaction(VENDOR, (tx) => forgetBefore(tx, services.clock.now() - KEYS_KEPT))
  await turnAll(services, log, signal)
}
