/** How the jobs stand, for whoever operates the installation. */
import { z } from 'zod'
import { type Clock, formatInstant, type Instant } from '../../kernel/clock.ts'
import { type Route, route } from '../../kernel/route.ts'
import type { Db } from '../../kernel/transaction.ts'
import { jobStates } from './ledger.ts'

const moment = z.string().nullable()
const job = z.object({
  name: z.string(),
  state: z.enum(['waiting', 'running', 'failing']),
  nextAt: moment.meta({ description: 'When it is due; null for what goes round all the time' }),
  beganAt: moment,
  endedAt: moment,
  doneAt: moment.meta({ description: 'When it was last done without a failure' }),
  failures: z.int().meta({ description: 'In a row, since it was last done' }),
  told: moment.meta({ description: 'What it last did' }),
  fault: moment.meta({ description: 'Why it last failed' }),
})

export function jobRoutes(services: { db: Db; clock: Clock; catalogues: { timeZone: string } }): Route[] {
  const { db, clock, catalogues } = services
  const text = (at: Instant | null) => (at === null ? null : formatInstant(at, catalogues.timeZone))
  return [
    route({
      method: 'GET',
      path: '/api/jobs',
      tag: 'operation',
      summary: 'Jobs: when they are due, what they last did, and why they fail',
      may: 'outbox.read',
      response: z.object({ items: z.array(job) }),
      handler: () =>
        db.read({ vendor: true }, async (tx) => {
          const now = clock.now()
          const states = await jobStates(tx)
          return {
            items: states.map((s) => {
              const running = s.heldUntil !== null && s.heldUntil > now
              return {
                name: s.name,
                state: running ? ('running' as const) : s.failures > 0 ? ('failing' as const) : ('waiting' as const),
                nextAt: s.nextAt === s.endedAt ? null : text(s.nextAt),
                beganAt: text(s.beganAt),
                endedAt: text(s.endedAt),
                doneAt: text(s.doneAt),
                failures: s.failures,
                told: s.told,
                fault: s.fault,
              }
            }),
          }
        }),
    }),
  ]
}
