/** The record over HTTP: search, export, and where the chain stands. Reading it changes nothing but the seal on what is new. */
import { z } from 'zod'
import { addDays } from '../../kernel/civil.ts'
import { formatInstant, instantOf } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { Download, type Route, route } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Services } from '../services.ts'
import { EXPORT_FORMATS, exportAudit } from './export.ts'
import { type AuditFilter, auditedActions, auditedPeople, auditRows, namesIn } from './list.ts'
import { sealAll } from './seal.ts'
import { verifyAudit } from './verify.ts'

const VENDOR = { vendor: true } as const
const FAULTS_SHOWN = 100

const filter = {
  accountId: shape.id.optional(),
  by: shape.id.optional(),
  action: z
    .string()
    .regex(/^[a-z][a-z-]*(\.[a-z][a-z-]*)?$/, { error: 'wrong-format' })
    .optional(),
  subjectId: shape.text(100).optional(),
  from: shape.civilDate.optional(),
  until: shape.civilDate.optional(),
}

const entry = z.object({
  seq: z.int(),
  at: z.string(),
  action: z.string(),
  by: z.object({ id: shape.id.nullable(), name: z.string() }),
  account: z.object({ id: shape.id, name: z.string() }).nullable(),
  subject: z.object({ type: z.string(), id: z.string() }).nullable(),
  outcome: z.enum(['allowed', 'charged', 'refused']).nullable(),
  because: z.array(z.string()),
  cites: z.array(z.string()),
  termsVersion: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  reason: z.string().nullable(),
})

const fault = z.object({
  seq: z.int().nullable(),
  source: z.enum(['change', 'decision']).nullable(),
  rowId: shape.id.nullable(),
  what: z.enum(['altered', 'missing', 'broken', 'unsealed', 'cut', 'head']),
})

export function auditRoutes(services: Services): Route[] {
  const { db, clock, catalogues } = services
  const zone = catalogues.timeZone
  type Asked = z.output<z.ZodObject<typeof filter>>
  const filterOf = ({ accountId, by, action, subjectId, from, until }: Asked): AuditFilter => ({
    accountId,
    byUser: by,
    action,
    subjectId,
    from: from === undefined ? undefined : instantOf({ date: from, minute: 0 }, zone),
    until: until === undefined ? undefined : instantOf({ date: addDays(until, 1), minute: 0 }, zone),
  })
  return [
    route({
      method: 'GET',
      path: '/api/audit',
      tag: 'audit',
      summary: 'Who changed what, when, from what to what; newest first. `until` is the last day shown',
      may: 'audit.read',
      query: shape.strict({ ...filter, ...shape.page }),
      response: shape.listOf(entry).extend({
        names: z.record(z.string(), z.string()).meta({ description: 'Of people and things that the sides name by id' }),
      }),
      handler: async ({ query }) => {
        await sealAll(db, clock)
        const before = query.cursor === undefined ? null : seqOf(query.cursor)
        const { rows, page, names } = await db.read(VENDOR, async (tx) => {
          const found = await auditRows(tx, filterOf(query), before, query.limit + 1)
          const shown = found.slice(0, query.limit)
          return { rows: found, page: shown, names: await namesIn(tx, shown) }
        })
        const last = page.at(-1)
        return {
          items: page.map((row) => ({
            seq: row.seq,
            at: formatInstant(row.at, zone),
            action: row.action,
            by: { id: row.byUser, name: row.byName },
            account: row.accountId === null ? null : { id: row.accountId, name: row.accountName ?? '' },
            subject: row.subjectId === null ? null : { type: row.subjectType ?? '', id: row.subjectId },
            outcome: row.decision?.outcome ?? null,
            because: row.decision?.because ?? [],
            cites: row.decision?.cites ?? [],
            termsVersion: row.termsVersion,
            before: row.before as Record<string, unknown> | null,
            after: row.after as Record<string, unknown> | null,
            reason: row.reason,
          })),
          next: rows.length > query.limit && last ? shape.cursorOf(last.seq) : null,
          names,
        }
      },
    }),
    route({
      method: 'GET',
      path: '/api/audit/words',
      tag: 'audit',
      summary: 'The actions and people that the record knows, to search by',
      may: 'audit.read',
      response: z.object({
        actions: z.array(z.string()),
        people: z.array(z.object({ id: shape.id, name: z.string() })),
      }),
      handler: () =>
        db.read(VENDOR, async (tx) => ({ actions: await auditedActions(tx), people: await auditedPeople(tx) })),
    }),
    route({
      method: 'GET',
      path: '/api/audit/verification',
      tag: 'audit',
      summary: 'Recompute the chain: how many links, its head, and what does not fit',
      may: 'audit.read',
      response: z.object({ links: z.int(), head: z.string(), faults: z.array(fault), at: z.string() }),
      handler: async () => {
        await sealAll(db, clock)
        const report = await db.read(VENDOR, (tx) => verifyAudit(tx))
        return {
          ...report,
          faults: report.faults.slice(0, FAULTS_SHOWN),
          at: formatInstant(clock.now(), zone),
        }
      },
    }),
    route({
      method: 'GET',
      path: '/api/audit/export',
      tag: 'audit',
      summary: 'The record as a file: CSV or JSON lines',
      may: 'audit.read',
      query: shape.strict({ ...filter, format: z.enum(EXPORT_FORMATS).default('csv') }),
      response: z.string().meta({ description: 'CSV in UTF-8 with byte order mark, or one JSON object a line' }),
      handler: async ({ query }) => {
        await sealAll(db, clock)
        const type = query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8'
        return new Download(`audit.${query.format}`, type, exportAudit(db, filterOf(query), query.format, zone))
      },
    }),
  ]
}

/** Where a page goes on: before this place in the chain. */
function seqOf(cursor: string): number {
  const [seq] = shape.readCursor(cursor, 1)
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq))
    throw new Problem('invalid-field', 'cursor', { code: 'not-a-cursor' })
  return seq
}
