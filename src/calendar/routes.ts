/** The calendar over HTTP: everybody sees the days, the vendor's people change them. */
import { z } from 'zod'
import { recordChanges } from '../kernel/audit.ts'
import { dayNumber } from '../kernel/civil.ts'
import { type Clock, civilAt, formatInstant, type Instant } from '../kernel/clock.ts'
import { Problem } from '../kernel/failure.ts'
import { once } from '../kernel/idempotency.ts'
import { type Route, route, scopeOf } from '../kernel/route.ts'
import * as shape from '../kernel/shapes.ts'
import type { Db } from '../kernel/transaction.ts'
import { addClosure, type HolidayImport, importHolidays, removeClosure } from './commands.ts'
import { type CalendarConfig, isCovered } from './model.ts'
import { calendarDays, closures, holidayImports, loadCalendar } from './queries.ts'

/** `config` and `timeZone` are those of the catalogue in force at a moment. */
export type CalendarServices = {
  db: Db
  clock: Clock
  calendar: (at: Instant) => { config: CalendarConfig; timeZone: string }
}

const SPAN_DAYS_MAX = 400
/** The official file holds 22 kB; ten times that leaves room for a century. */
const FILE_CHARACTERS_MAX = 300_000
const TAG = 'calendar'

const closure = z.object({ date: shape.civilDate, name: z.string() })
const day = z.object({ date: shape.civilDate, business: z.boolean(), name: z.string().nullable() })
const warning = z.object({ code: z.enum(['few-days', 'year-missing']), year: z.int(), days: z.int() })
const importShape = {
  id: shape.id,
  source: z.string(),
  encoding: z.string(),
  firstYear: z.int(),
  lastYear: z.int(),
  days: z.int(),
}

const closureRoutes = ({ db, clock }: CalendarServices): Route[] => [
  route({
    method: 'GET',
    path: '/api/closures',
    tag: TAG,
    summary: 'Days on which the vendor is closed',
    may: 'calendar.read',
    response: shape.listOf(closure),
    handler: async ({ caller }) => {
      const rows = await db.read(scopeOf(caller), closures)
      return { items: rows.map(({ date, name }) => ({ date, name })), next: null }
    },
  }),
  route({
    method: 'POST',
    path: '/api/closures',
    tag: TAG,
    summary: 'Close a day',
    may: 'calendar.write',
    status: 201,
    body: shape.strict({ date: shape.civilDate, name: shape.text(100) }),
    response: closure,
    handler: ({ body, caller, idempotency }) =>
      once(db, idempotency, 201, async (tx) => {
        const now = clock.now()
        const made = await addClosure(tx, body, now, caller.userId)
        const subject = { type: 'closure', id: made.date }
        const change = { action: 'closure.add', accountId: null, subject, before: null, after: made } as const
        await recordChanges(tx, caller, [change], now)
        return made
      }),
  }),
  route({
    method: 'DELETE',
    path: '/api/closures/:date',
    tag: TAG,
    summary: 'Open a closed day again',
    may: 'calendar.write',
    params: shape.strict({ date: shape.civilDate }),
    response: z.object({ date: shape.civilDate }),
    handler: ({ params, caller, idempotency }) =>
      once(db, idempotency, 200, async (tx) => {
        const now = clock.now()
        const before = await removeClosure(tx, params.date, now)
        const subject = { type: 'closure', id: params.date }
        await recordChanges(
          tx,
          caller,
          [{ action: 'closure.remove', accountId: null, subject, before, after: null }],
          now,
        )
        return { date: params.date }
      }),
  }),
]

const dayRoutes = ({ db, clock, calendar }: CalendarServices): Route[] => [
  route({
    method: 'GET',
    path: '/api/calendar',
    tag: TAG,
    summary: 'Business days, holidays and closures of a span',
    may: 'calendar.read',
    query: shape.strict({ from: shape.civilDate, until: shape.civilDate }),
    response: z.object({
      days: z.array(day),
      coveredUntil: shape.civilDate
        .nullable()
        .meta({ description: 'The first day whose holidays are not official yet' }),
    }),
    handler: async ({ query, caller }) => {
      const length = dayNumber(query.until) - dayNumber(query.from)
      if (length <= 0) throw new Problem('invalid-field', 'until', { code: 'until-before-from' })
      if (length > SPAN_DAYS_MAX)
        throw new Problem('invalid-field', 'until', { code: 'too-big', maximum: SPAN_DAYS_MAX })
      const { config } = calendar(clock.now())
      const loaded = await db.read(scopeOf(caller), (tx) => loadCalendar(tx, config))
      return { days: calendarDays(loaded, query.from, query.until, caller.language), coveredUntil: loaded.coveredUntil }
    },
  }),
]

const holidayRoutes = ({ db, clock, calendar }: CalendarServices): Route[] => [
  route({
    method: 'POST',
    path: '/api/calendar/holidays',
    tag: TAG,
    summary: 'Import the Cabinet Office list of national holidays',
    may: 'calendar.write',
    status: 201,
    body: shape.strict({ csvBase64: z.base64().min(1).max(FILE_CHARACTERS_MAX), source: shape.text(200).optional() }),
    response: z.object({ ...importShape, warnings: z.array(warning) }),
    handler: ({ body, caller, idempotency }) =>
      once<HolidayImport>(db, idempotency, 201, async (tx) => {
        const now = clock.now()
        const origin = {
          by: caller.userId,
          field: 'csvBase64',
          ...(body.source === undefined ? {} : { source: body.source }),
        }
        const made = await importHolidays(tx, Buffer.from(body.csvBase64, 'base64'), now, origin)
        const { id, warnings: _, ...after } = made
        const subject = { type: 'holidays', id }
        await recordChanges(
          tx,
          caller,
          [{ action: 'holidays.import', accountId: null, subject, before: null, after }],
          now,
        )
        return made
      }),
  }),
  route({
    method: 'GET',
    path: '/api/calendar/coverage',
    tag: TAG,
    summary: 'How far the official holidays are known',
    may: 'calendar.read',
    query: shape.strict({ date: shape.civilDate.optional() }),
    response: z.object({
      coveredUntil: shape.civilDate.nullable(),
      covered: z
        .boolean()
        .meta({ description: 'Whether the holidays of the asked day, or else of today, are official' }),
      imports: z.array(z.object({ ...importShape, at: z.string() })),
    }),
    handler: async ({ query, caller }) => {
      const now = clock.now()
      const { config, timeZone } = calendar(now)
      return db.read(scopeOf(caller), async (tx) => {
        const loaded = await loadCalendar(tx, config)
        const imports = (await holidayImports(tx)).map((row) => ({ ...row, at: formatInstant(row.at, timeZone) }))
        const date = query.date ?? civilAt(now, timeZone).date
        return { coveredUntil: loaded.coveredUntil, covered: isCovered(loaded, date), imports }
      })
    },
  }),
]

export const calendarRoutes = (services: CalendarServices): Route[] => [
  ...closureRoutes(services),
  ...dayRoutes(services),
  ...holidayRoutes(services),
]
