/** The chain's work beside the requests: what is new is sealed within seconds, and all of it proved once a day. */
import type { Logger } from 'pino'
import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/transaction.ts'
import type { Loop } from '../jobs/index.ts'
import { sealAll } from './seal.ts'
import { verifyAudit } from './verify.ts'

const EVERY = 5_000

/** Instances beside each other seal one after the other, and nothing twice. */
export const sealingLoop = ({ db, clock }: { db: Db; clock: Clock }): Loop => ({
  name: 'audit',
  every: EVERY,
  async round() {
    const sealed = await sealAll(db, clock)
    return sealed === 0 ? null : `sealed ${sealed}`
  },
})

/**
 * Recomputes the chain and writes its head into the log, which leaves this machine by another way than the database: who
 * keeps the log can prove later that nothing before this line was rewritten. Faults are told by their places alone.
 */
export async function proveChain({ db, clock, log }: { db: Db; clock: Clock; log: Logger }): Promise<string> {
  await sealAll(db, clock)
  const { links, head, faults } = await db.read({ vendor: true }, (tx) => verifyAudit(tx))
  if (faults.length === 0) log.info({ links, head }, 'the record of changes holds')
  else log.error({ links, head, faults: faults.slice(0, 20) }, 'the record of changes was altered')
  return `links ${links}, faults ${faults.length}, head ${head}`
}
