/** The outbox on screen: what waits, what could not be sent, and what was seen to by hand. */
import { z } from 'zod'
import { recordChanges } from '../../kernel/audit.ts'
import { type Clock, formatInstant, type Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { type Caller, type Route, route } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Db, Tx } from '../../kernel/transaction.ts'
import { markHandled, type OutboxRow, outboxCounts, outboxRow, outboxRows, reviveDead } from './ledger.ts'

const STATES = ['waiting', 'sent', 'dead', 'handled'] as const
const row = z.object({
  id: shape.id,
  channel: z.enum(['mail', 'slack', 'teams']),
  recipient: z.string(),
  language: shape.language,
  kind: z.string(),
  subject: z.string(),
  state: z.enum(STATES),
  tries: z.int(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  fault: z.string().nullable(),
})
const VENDOR = { vendor: true } as const
const one = { params: shape.strict({ id: shape.id }) }

export function outboxRoutes(
  services: { db: Db; clock: Clock; catalogues: { timeZone: string } },
  sends: () => boolean,
): Route[] {
  const { db, clock, catalogues } = services
  const moment = (at: Instant) => formatInstant(at, catalogues.timeZone)
  const shown = (o: OutboxRow): z.infer<typeof row> => ({
    id: o.id,
    channel: o.channel,
    recipient: o.recipient,
    language: o.language,
    kind: o.kind,
    subject: o.subject,
    state: o.state,
    tries: o.tries,
    createdAt: moment(o.createdAt),
    endedAt: o.endedAt === null ? null : moment(o.endedAt),
    nextAt: o.state === 'waiting' && sends() ? moment(o.nextAt) : null,
    fault: o.fault,
  })
  type Step = { action: 'letter.handled' | 'letter.again'; run: (tx: Tx, id: string, now: Instant) => Promise<boolean> }
  const changing = (step: Step) => (id: string, caller: Caller) =>
    db.transaction(VENDOR, async (tx) => {
      const known = await outboxRow(tx, id)
      if (known === null) throw new Problem('unknown-reference', 'id')
      const changed = await step.run(tx, id, clock.now())
      const now = await outboxRow(tx, id)
      const sides = { before: { state: known.state }, after: { state: (now ?? known).state } }
      const subject = { type: 'letter', id }
      if (changed)
        await recordChanges(tx, caller, [{ action: step.action, accountId: null, subject, ...sides }], clock.now())
      return shown(now ?? known)
    })
  const handle = changing({ action: 'letter.handled', run: markHandled })
  const revive = changing({ action: 'letter.again', run: reviveDead })
  return [
    route({
      method: 'GET',
      path: '/api/outbox',
      tag: 'operation',
      summary: 'Letters and messages to the outside, newest first',
      may: 'outbox.read',
      query: shape.strict({ ...shape.page, state: z.enum(STATES).optional() }),
      response: shape.listOf(row).extend({
        sends: z.boolean().meta({ description: 'Whether a mail server is configured; else letters wait here' }),
        counts: z.record(z.string(), z.int()),
      }),
      handler: ({ query }) =>
        db.read(VENDOR, async (tx) => {
          const after = query.cursor === undefined ? null : String(shape.readCursor(query.cursor, 1)[0])
          if (after !== null && !shape.id.safeParse(after).success)
            throw new Problem('invalid-field', 'cursor', { code: 'not-a-cursor' })
          const rows = await outboxRows(tx, { state: query.state ?? null, after, limit: query.limit + 1 })
          const items = rows.slice(0, query.limit).map(shown)
          const last = items.at(-1)
          return {
            items,
            next: rows.length > query.limit && last ? shape.cursorOf(last.id) : null,
            sends: sends(),
            counts: await outboxCounts(tx),
          }
        }),
    }),
    route({
      method: 'GET',
      path: '/api/outbox/:id',
      tag: 'operation',
      summary: 'A letter with what it says; of one that was sent, its text is forgotten',
      may: 'outbox.read',
      ...one,
      response: row.extend({ text: z.string() }),
      handler: ({ params }) =>
        db.read(VENDOR, async (tx) => {
          const found = await outboxRow(tx, params.id)
          if (found === null) throw new Problem('unknown-reference', 'id')
          return { ...shown(found), text: found.text }
        }),
    }),
    route({
      method: 'POST',
      path: '/api/outbox/:id/handled',
      tag: 'operation',
      summary: 'Somebody saw to it by hand; it is not sent any more',
      may: 'outbox.read',
      ...one,
      response: row,
      handler: ({ params, caller }) => handle(params.id, caller),
    }),
    route({
      method: 'POST',
      path: '/api/outbox/:id/again',
      tag: 'operation',
      summary: 'A letter that could not be sent is tried anew',
      may: 'outbox.read',
      ...one,
      response: row,
      handler: ({ params, caller }) => revive(params.id, caller),
    }),
  ]
}
