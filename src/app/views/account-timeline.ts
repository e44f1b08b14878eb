/** The timeline of an account as it is shown: each thing with what its own list says of it. */
import { z } from 'zod'
import { linesByIds } from '../../charges/index.ts'
import { formatInstant } from '../../kernel/clock.ts'
import type { Language } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { sessionsByIds } from '../../sessions/index.ts'
import type { Vocabulary } from '../words/arguments.ts'
import { sayDecision } from '../words/render.ts'
import { EVENT_TYPES, type EventRef, type EventType } from './account-events.ts'
import type { Reader } from './accounts.ts'
import type { NamedHolder } from './names.ts'
import { shownSessions } from './session-shown.ts'
import * as shapes from './shapes.ts'

export const timelineItem = z
  .object({
    id: shape.id,
    type: z.enum(EVENT_TYPES),
    at: z.string(),
    by: z.string().nullable(),
    session: shapes.session.optional(),
    answer: shapes.answered.optional(),
    correction: z
      .object({
        kind: z.string(),
        allowance: z.string(),
        unit: z.enum(['minutes', 'count']),
        amount: z.int(),
        leftAfter: z.int(),
        clause: z.string(),
        reason: z.string().nullable(),
        approvedBy: z.string().nullable(),
        holder: shapes.holder.nullable(),
      })
      .optional(),
    charge: shapes.chargeLine.optional(),
    terms: z.object({ version: z.string(), subject: z.string() }).optional(),
    person: z.object({ name: z.string(), role: z.string(), until: z.string().nullable() }).optional(),
  })
  .meta({ id: 'TimelineItem', description: 'One thing that happened; the field of its type says what' })
type Item = z.infer<typeof timelineItem>

type AnswerRow = {
  id: string
  action: string
  by: string
  version: string
  decision: Parameters<typeof sayDecision>[0]
}
type EntryRow = {
  id: string
  kind: string
  allowance: string
  unit: 'minutes' | 'count'
  amount: number
  leftAfter: number
  clause: string
  reason: string | null
  approvedBy: string | null
  holderId: string
  by: string
}

type Scene = { tx: Tx; reader: Reader; accountId: string; names: Map<string, NamedHolder>; zone: string }
type Part = Omit<Item, 'id' | 'type' | 'at'> & { id: string }

async function sessionParts({ tx, reader, accountId }: Scene, ids: string[]): Promise<Part[]> {
  const shown = await shownSessions(tx, reader, await sessionsByIds(tx, accountId, ids))
  return shown.map((session) => ({ id: session.id, by: session.staff?.name ?? null, session }))
}

async function answerParts(
  { tx, accountId, zone }: Scene,
  refs: readonly EventRef[],
  say: (d: AnswerRow['decision']) => ReturnType<typeof sayDecision>,
): Promise<Part[]> {
  const rows = await tx.query<AnswerRow>(
    `select id, action, by_name as "by", terms_version as version, decision from notices.decisions
     where account_id = $1 and id = any ($2::uuid[])`,
    [accountId, refs.map((r) => r.id)],
  )
  const at = new Map(refs.map((r) => [r.id, formatInstant(r.at, zone)]))
  return rows.map(({ decision, ...row }) => ({
    id: row.id,
    by: row.by,
    answer: { ...row, at: at.get(row.id)!, decision: say(decision) },
  }))
}

async function correctionParts({ tx, accountId, names }: Scene, ids: string[]): Promise<Part[]> {
  const rows = await tx.query<EntryRow>(
    `select e.id, e.kind, w.allowance, w.unit, e.amount, e.left_after as "leftAfter", e.clause, e.reason, e.approved_by as "approvedBy",
       w.holder_id as "holderId", e.by_name as "by"
     from ledger.entries e join ledger.windows w on w.account_id = e.account_id and w.id = e.window_id
     where e.account_id = $1 and e.id = any ($2::uuid[])`,
    [accountId, ids],
  )
  return rows.map(({ id, by, holderId, ...entry }) => ({
    id,
    by,
    correction: { ...entry, holder: names.get(holderId) ?? null },
  }))
}

async function chargeParts({ tx, accountId, names, zone }: Scene, ids: string[]): Promise<Part[]> {
  const lines = await linesByIds(tx, accountId, ids)
  return lines.map((l) => ({
    id: l.id,
    by: l.byName,
    charge: {
      id: l.id,
      at: formatInstant(l.at, zone),
      kind: l.kind,
      amount: l.amount,
      currency: l.currency,
      quantity: l.quantity,
      unit: l.unit,
      clause: l.clause,
      state: l.state,
      cause: { type: l.causeType, id: l.causeId },
      holder: names.get(l.holderId) ?? null,
    },
  }))
}

async function termsParts({ tx, accountId, names }: Scene, ids: string[]): Promise<Part[]> {
  const rows = await tx.query<{ id: string; by: string; version: string; subjectId: string }>(
    `select id, by_name as "by", terms_version as version, subject_id as "subjectId" from notices.acceptances
     where account_id = $1 and id = any ($2::uuid[])`,
    [accountId, ids],
  )
  return rows.map((r) => ({
    id: r.id,
    by: r.by,
    terms: { version: r.version, subject: names.get(r.subjectId)?.label ?? '' },
  }))
}

async function personParts({ tx, accountId, zone }: Scene, ids: string[]): Promise<Part[]> {
  const rows = await tx.query<{ id: string; name: string; role: string; until: number | null }>(
    `select m.id, u.name, m.role, m.valid_until as until from identity.memberships m join identity.users u on u.id = m.user_id
     where m.account_id = $1 and m.id = any ($2::uuid[])`,
    [accountId, ids],
  )
  return rows.map(({ id, name, role, until }) => ({
    id,
    by: null,
    person: { name, role, until: until === null ? null : formatInstant(until, zone) },
  }))
}

/** The things of a page, in its order. */
export async function shownEvents(
  tx: Tx,
  reader: Reader,
  accountId: string,
  refs: readonly EventRef[],
  words: { language: Language; vocabulary: Vocabulary },
): Promise<Item[]> {
  const names = await reader.names.holders(tx, [accountId], reader.today())
  const scene: Scene = { tx, reader, accountId, names, zone: reader.catalogues.timeZone }
  const of = (type: EventType) => refs.filter((r) => r.type === type)
  const ids = (type: EventType) => of(type).map((r) => r.id)
  const none: Promise<Part[]> = Promise.resolve([])
  const some = (type: EventType, read: () => Promise<Part[]>) => (ids(type).length === 0 ? none : read())
  const parts = await Promise.all([
    some('session', () => sessionParts(scene, ids('session'))),
    some('answer', () => answerParts(scene, of('answer'), (d) => sayDecision(d, words.language, words.vocabulary))),
    some('correction', () => correctionParts(scene, ids('correction'))),
    some('charge', () => chargeParts(scene, ids('charge'))),
    some('terms', () => termsParts(scene, ids('terms'))),
    some('person', () => personParts(scene, ids('person'))),
  ])
  const byId = new Map(parts.flat().map((part) => [part.id, part]))
  return refs.flatMap((r) => {
    const part = byId.get(r.id)
    return part ? [{ ...part, type: r.type, at: formatInstant(r.at, scene.zone) }] : []
  })
}
