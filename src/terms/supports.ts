/** What a support gives: kinds of session, where, when, in which languages, and how much of it. */
import { z } from 'zod'
import { clauseRef, count, datum, id, overrides, saying, whole } from './values.ts'

/**
 * Where the windows of an allowance lie: the whole phase, months or years counted from the contract's start (edge.1),
 * calendar months, or the order that brings it.
 */
export const WINDOWS = ['phase', 'service-month', 'calendar-month', 'contract-year', 'order'] as const
export type WindowRule = (typeof WINDOWS)[number]

const allowance = z.strictObject({
  value: whole.meta({ description: 'Minutes or sessions in one window, by the unit of the allowance' }),
  clause: clauseRef,
  window: z.enum(WINDOWS).meta({
    description:
      'How long the figure serves: the phase; each month from the start day; each calendar month; each contract year; the order',
  }),
  overrides,
})

const draws = z.strictObject({
  allowance: id.meta({ description: 'The allowance that a session of this kind takes from' }),
  as: z.enum(['minutes', 'count']).meta({ description: 'Its minutes, or one for each session' }),
  places: z.enum(['every', 'remote']).meta({
    description: 'Wherever it is held, or only where nobody comes (places with remote: true)',
  }),
  clause: clauseRef.optional().meta({ description: "Cited for the draw; left out: the allowance's own clause" }),
})

const session = z.strictObject({
  places: datum(z.array(id).min(1)).meta({ description: 'Where it may be held' }),
  draws: draws.optional().meta({ description: 'What it takes; left out: nothing' }),
  maxMinutes: datum(whole).optional().meta({ description: 'The longest that one session may be' }),
  limit: datum(whole).optional().meta({ description: 'How many may stand at once under one contract or order' }),
  after: datum(id)
    .optional()
    .meta({ description: 'The kind that must be booked before and end before this one starts' }),
})

const trips = z.strictObject({
  included: datum(count).meta({ description: 'Journeys outside the home areas that cost nothing more' }),
  window: z
    .enum(['phase', 'contract-year'])
    .meta({ description: 'What the figure is for: the phase, or each year of it' }),
  pool: z.enum(['shared', 'per-office']).meta({ description: 'One figure for all offices, or one for each' }),
  clauses: z.record(id, clauseRef).meta({ description: 'Which clause speaks for the journeys of which office' }),
})

export const OF_THE_ORDER = 'of-the-order'

const languages = z.strictObject({
  value: z.union([z.literal(OF_THE_ORDER), z.array(id).min(1)]),
  clause: clauseRef,
})

export const support = z.strictObject({
  languages: languages.meta({
    description: `The languages of the sessions, the first by default; or "${OF_THE_ORDER}"`,
  }),
  hours: datum(id).meta({ description: 'The service hours, by their name under "hours"' }),
  remedies: z
    .strictObject({ language: z.array(id) })
    .meta({ description: 'What to order instead where another language is asked for' }),
  sessions: z.record(id, session).meta({ description: 'The kinds of session that it includes' }),
  excluded: z
    .record(id, saying)
    .meta({ description: 'The kinds that it does not include, with the clause and what would include them' }),
  allowances: z.record(id, allowance).meta({ description: 'How much of it, by allowance' }),
  trips: trips.optional().meta({ description: 'Journeys to the customer; needed where a place travels' }),
  subcontracting: datum(z.array(id))
    .optional()
    .meta({ description: 'Kinds that a subcontractor may deliver, and the clause that says so' }),
})
export type Support = z.infer<typeof support>
export type SessionTerms = z.infer<typeof session>
export type Trips = z.infer<typeof trips>
export type AllowanceTerms = z.infer<typeof allowance>

/** Trips are an allowance of their own, one pool for all offices or one for each. */
export const TRIPS = 'trips'
