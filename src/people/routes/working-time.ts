/** Working time and absences over HTTP: everybody's for who keeps the staff, the own people's for each. */
import { z } from 'zod'
import { differing, recordChanges } from '../../kernel/audit.ts'
import { addDays } from '../../kernel/civil.ts'
import { type Clock, formatInstant, type Instant, instantOf } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { once } from '../../kernel/idempotency.ts'
import { type Caller, type Route, route } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Db, Tx } from '../../kernel/transaction.ts'
import { staffByIds } from '../queries.ts'
import { ABSENCE_KINDS, type Absence, hoursOf, WEEKDAYS, type WorkingTime, written } from '../working-time.ts'
import { addAbsence, removeAbsence, setWorkingTime, workingTimesOf } from '../working-time-store.ts'

/** What the catalogue in force calls its kinds of session and its languages. */
export type Skills = { kinds: readonly string[]; languages: readonly string[] }

export type WorkingTimeServices = {
  db: Db
  clock: Clock
  vocabulary: (at: Instant) => Skills & { timeZone: string }
}

const TAG = 'people'
const MOST_BUFFER = 480
const one = shape.strict({ id: shape.id })

const timeOfDay = (end: boolean) =>
  z
    .string()
    .meta({ examples: ['09:30'] })
    .refine(
      (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text) || (end && text === '24:00'),
      shape.coded('not-a-time-of-day'),
    )

const hours = shape.strict({ weekday: z.enum(WEEKDAYS), from: timeOfDay(false), until: timeOfDay(true) })
const skills = z.array(shape.catalogueId).max(100).nullable().default(null)
const buffer = z.int().min(0).max(MOST_BUFFER).default(0)
const working = shape.strict({
  hours: z.array(hours).max(70).nullable().default(null).meta({ description: 'null: the hours of service' }),
  kinds: skills.meta({ description: 'Kinds of session; null: every kind' }),
  languages: skills.meta({ description: 'null: every language' }),
  mostADay: z.int().min(1).max(100).nullable().default(null).meta({ description: 'Most sessions of one day' }),
  bufferBefore: buffer.meta({ description: 'Minutes free of other sessions before each' }),
  bufferAfter: buffer.meta({ description: 'Minutes free of other sessions after each' }),
})

const absence = shape
  .strict({
    kind: z.enum(ABSENCE_KINDS),
    from: shape.instant.optional(),
    until: shape.instant.optional(),
    days: shape.strict({ first: shape.civilDate, last: shape.civilDate }).optional(),
  })
  .refine(shape.exactlyOne('days', 'from'), shape.coded('exactly-one-of', { fields: 'days, from' }))

const absenceShape = z.object({
  id: shape.id,
  kind: z.enum(ABSENCE_KINDS),
  from: z.string(),
  until: z.string(),
  days: z.object({ first: z.string(), last: z.string() }).nullable(),
})
const workingShape = z.object({
  staffId: shape.id,
  hours: z.array(z.object({ weekday: z.enum(WEEKDAYS), from: z.string(), until: z.string() })).nullable(),
  kinds: z.array(z.string()).nullable(),
  languages: z.array(z.string()).nullable(),
  mostADay: z.int().nullable(),
  bufferBefore: z.int(),
  bufferAfter: z.int(),
  absences: z.array(absenceShape).meta({ description: 'Those that are not over' }),
  version: z.int(),
})

const absenceOut = (a: Absence, timeZone: string) => ({
  ...a,
  from: formatInstant(a.from, timeZone),
  until: formatInstant(a.until, timeZone),
})
const workingOut = (w: WorkingTime, timeZone: string): z.output<typeof workingShape> => ({
  ...w,
  hours: w.hours && written(w.hours),
  absences: w.absences.map((a) => absenceOut(a, timeZone)),
})
/** What the record keeps. */
const told = ({ staffId: _, absences: __, version: ___, hours: h, ...rest }: WorkingTime) => ({
  ...rest,
  hours: h && written(h),
})

/** Who may keep the own people's time alone learns nothing of others, not even that they are there. */
function mustReach(caller: Caller, staffId: string): void {
  if (caller.relation !== 'all' && !caller.staffIds.includes(staffId)) throw new Problem('unknown-reference', 'id')
}

function mustKnow(field: string, given: readonly string[] | null, known: readonly string[]): void {
  given?.forEach((value, i) => {
    if (!known.includes(value))
      throw new Problem('invalid-field', `${field}[${i}]`, { code: 'not-one-of', allowed: known.join(', ') })
  })
}

/** When an absence is, and the field that a fault of it is told at. */
function spanOf({ from, until, days, kind }: z.output<typeof absence>, timeZone: string) {
  if (days !== undefined && until !== undefined)
    throw new Problem('invalid-field', 'until', { code: 'exactly-one-of', fields: 'days, from' })
  const field = days ? 'days' : 'from'
  const end = days ? 'days.last' : 'until'
  if (!days && until === undefined) throw new Problem('invalid-field', end, { code: 'required' })
  const midnight = (date: string) => instantOf({ date, minute: 0 }, timeZone)
  const span = days
    ? { from: midnight(days.first), until: midnight(addDays(days.last, 1)) }
    : { from: must(from, 'one of the two is given'), until: must(until, 'it was checked') }
  if (span.until <= span.from) throw new Problem('invalid-field', end, { code: 'until-before-from' })
  return { field, given: { kind, ...span, days: days ?? null } }
}

async function known(tx: Tx, id: string): Promise<void> {
  if ((await staffByIds(tx, [id])).length === 0) throw new Problem('unknown-reference', 'id')
}

export function workingTimeRoutes({ db, clock, vocabulary }: WorkingTimeServices): Route[] {
  const subject = (id: string) => ({ type: 'staff', id })
  return [
    route({
      method: 'GET',
      path: '/api/staff/:id/working-time',
      tag: TAG,
      summary: 'When somebody works, is away, and what for',
      may: 'staff.own',
      params: one,
      response: workingShape,
      handler: ({ params: { id }, caller }) => {
        mustReach(caller, id)
        const now = clock.now()
        return db.read({ vendor: true }, async (tx) => {
          await known(tx, id)
          const [time] = await workingTimesOf(tx, [id], now)
          return workingOut(must(time, 'everybody has a working time'), vocabulary(now).timeZone)
        })
      },
    }),
    route({
      method: 'PUT',
      path: '/api/staff/:id/working-time',
      tag: TAG,
      summary: 'Set when somebody works, and what for',
      may: 'staff.own',
      params: one,
      body: working,
      response: workingShape,
      handler: ({ params: { id }, body, caller, idempotency, ifMatch }) => {
        mustReach(caller, id)
        const now = clock.now()
        const words = vocabulary(now)
        mustKnow('kinds', body.kinds, words.kinds)
        mustKnow('languages', body.languages, words.languages)
        const terms = { ...body, hours: body.hours && hoursOf(body.hours) }
        return once(db, idempotency, 200, async (tx) => {
          const { before, after } = await setWorkingTime(tx, id, terms, ifMatch, now)
          const moved = differing(told(before), told(after))
          await recordChanges(
            tx,
            caller,
            [{ action: 'staff.working-time', accountId: null, subject: subject(id), ...moved }],
            now,
          )
          return workingOut(after, words.timeZone)
        })
      },
    }),
    route({
      method: 'POST',
      path: '/api/staff/:id/absences',
      tag: TAG,
      summary: 'Note that somebody is away',
      may: 'staff.own',
      status: 201,
      params: one,
      body: absence,
      response: absenceShape,
      handler: ({ params: { id }, body, caller, idempotency }) => {
        mustReach(caller, id)
        const now = clock.now()
        const { timeZone } = vocabulary(now)
        const { field, given } = spanOf(body, timeZone)
        return once(db, idempotency, 201, async (tx) => {
          const made = absenceOut(await addAbsence(tx, id, given, field, now), timeZone)
          const change = { action: 'staff.absence', accountId: null, subject: subject(id), before: null } as const
          await recordChanges(tx, caller, [{ ...change, after: made }], now)
          return made
        })
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/staff/:id/absences/:absenceId',
      tag: TAG,
      summary: 'Take back that somebody is away',
      may: 'staff.own',
      params: shape.strict({ id: shape.id, absenceId: shape.id }),
      response: absenceShape,
      handler: ({ params: { id, absenceId }, caller, idempotency }) => {
        mustReach(caller, id)
        const now = clock.now()
        return once(db, idempotency, 200, async (tx) => {
          const gone = absenceOut(await removeAbsence(tx, id, absenceId), vocabulary(now).timeZone)
          const change = {
            action: 'staff.absence-removed',
            accountId: null,
            subject: subject(id),
            after: null,
          } as const
          await recordChanges(tx, caller, [{ ...change, before: gone }], now)
          return gone
        })
      },
    }),
  ]
}
