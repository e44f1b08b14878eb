/**
 * The shape of a catalogue: what a vendor promises, as data. Every figure, list and choice carries the clause it comes
 * from, so that a decision cites by construction. A reading is a closed choice between interpretations that honest people
 * may differ on; each of its values is implemented (readings.ts).
 */
import { z } from 'zod'
import { addOn, option, plan, price, retirement } from './offers.ts'
import { support } from './supports.ts'
import { civilDate, clauseRef, datum, id, monthDay, time, words } from './values.ts'

export type { AddOn, Plan, Retirement } from './offers.ts'
export {
  type AllowanceTerms,
  type SessionTerms,
  type Support,
  TRIPS,
  type Trips,
  WINDOWS,
  type WindowRule,
} from './supports.ts'

/** How a clause is met: decided by, carried out, shown, or kept as evidence. */
export const CLAUSE_KINDS = ['enforce', 'run', 'inform', 'record'] as const
export type ClauseKind = (typeof CLAUSE_KINDS)[number]

const clause = z.strictObject({
  id: clauseRef.meta({ description: "The clause's name everywhere: in data, decisions, tests and on screen" }),
  kinds: z
    .array(z.enum(CLAUSE_KINDS))
    .min(1)
    .meta({ description: 'How it is met: decided by, carried out, shown, kept' }),
  title: words,
  text: words,
  reading: words.optional().meta({ description: 'What was settled where the terms leave a doubt' }),
})
export type Clause = z.infer<typeof clause>

/** clauses.yaml: the register, in the vendor's own words. */
export const registerSchema = z.strictObject({ clauses: z.array(clause).min(1) })

/**
 * How a yearly holiday is found; the calendar keeps the same rules (its README explains each).
 * Weekdays count from 0 = Sunday.
 */
const dayName = z.union([z.string().min(1), words])
const weekday = z.number().int().min(0).max(6)
const kept = {
  name: dayName,
  since: z.number().int().optional().meta({ description: 'The first year it is kept' }),
  untilYear: z.number().int().optional().meta({ description: 'The first year it is no longer kept' }),
  observed: z
    .enum(['next-weekday', 'nearest-weekday'])
    .optional()
    .meta({ description: 'The further day off where it falls on a weekend' }),
}
const nth = z.union([z.number().int().min(1).max(4), z.literal(-1)])
const holidayRule = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('fixed'), day: monthDay, ...kept }),
  z.strictObject({
    rule: z.literal('nth-weekday'),
    month: z.number().int().min(1).max(12),
    weekday,
    nth: nth.meta({ description: '-1 is the last of the month' }),
    ...kept,
  }),
  z.strictObject({ rule: z.literal('weekday-from'), day: monthDay, weekday, ...kept }),
  z.strictObject({
    rule: z.literal('easter'),
    offset: z.number().int().min(-70).max(70).meta({ description: 'Days after Easter Sunday; -2 is Good Friday' }),
    ...kept,
  }),
])

const holidays = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'a country code such as "JP"')
    .meta({ description: 'JP has its national holidays built in; every other country brings dates or rules' }),
  dates: z.array(z.strictObject({ date: civilDate, name: dayName })).default([]),
  rules: z.array(holidayRule).default([]),
})

const closure = z.strictObject({ from: monthDay, to: monthDay, name: words })

const hours = z.strictObject({
  days: z.array(weekday).min(1).meta({ description: '0 = Sunday' }),
  windows: z
    .array(z.strictObject({ from: time, until: time }))
    .min(1)
    .meta({ description: 'A session lies wholly inside one of them' }),
})

const place = z.strictObject({
  name: words,
  remote: z.boolean().meta({ description: 'Nobody comes: by video or phone' }),
  travels: z.boolean().meta({ description: "Staff go there: a journey, by the support's trips" }),
})

const region = z.strictObject({
  name: z.string().min(1).meta({ description: 'The name that is kept' }),
  names: z.record(id, z.string().min(1)).default({}).meta({ description: 'Its name in other languages' }),
  aliases: z.array(z.string().min(1)).default([]).meta({ description: 'What else people call it' }),
})

const office = z.strictObject({
  name: words,
  homeArea: datum(z.array(z.string()).min(1)).meta({ description: 'The regions it goes to without a trip' }),
})

const clauseAlone = z.strictObject({ clause: clauseRef })

export const catalogueSchema = z
  .strictObject({
    catalogue: id.meta({ description: 'The same in every version' }),
    version: z.string().min(1),
    effective: civilDate.meta({ description: "In force from 00:00 of this day, in the catalogue's zone" }),
    name: words,
    currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code such as "JPY"'),
    timeZone: z.string().meta({ description: 'An IANA name, such as Asia/Tokyo' }),
    languages: z
      .array(id)
      .min(1)
      .meta({ description: 'The languages of the vendor; the first where nobody names one' }),
    authoritativeLanguage: datum(id).meta({ description: 'The language whose text of the terms decides' }),
    acceptance: clauseAlone.meta({ description: 'The clause by which the terms must be accepted' }),
    oneRunningContract: clauseAlone.meta({ description: 'The clause by which an account has one running contract' }),
    adjustment: clauseAlone.meta({ description: 'The clause by which the books may be corrected' }),
    holidays,
    yearlyClosures: datum(z.array(closure)).meta({ description: 'Days closed every year, the last one included' }),
    hours: z.record(id, hours).meta({ description: 'Service hours by name' }),
    regions: z
      .array(region)
      .min(1)
      .meta({ description: 'Where customers are; homes of the offices are chosen from here' }),
    offices: z.record(id, office).meta({ description: 'The first travels where nothing else is said' }),
    kinds: z.record(id, z.strictObject({ name: words })).meta({ description: 'Kinds of session' }),
    places: z.record(id, place).meta({ description: 'Where a session may be held' }),
    allowances: z
      .record(id, z.strictObject({ name: words, unit: z.enum(['minutes', 'count']) }))
      .meta({ description: 'What is counted, and in what' }),
    supports: z.record(id, support).meta({ description: 'What is given: the content of plans, phases and add-ons' }),
    plans: z.record(id, plan),
    addOns: z.record(id, addOn),
    options: z.record(id, option).meta({ description: 'Products that need a plan or an add-on' }),
    prices: z.array(price),
    retirements: z.array(retirement).default([]),
    rules: z
      .record(id, datum(z.union([z.number(), z.string(), z.array(z.string())])))
      .default({})
      .meta({ description: 'Figures of the phone desk and of card intake' }),
  })
  .meta({ title: 'A catalogue: what a vendor promises' })
export type CatalogueData = z.infer<typeof catalogueSchema>

/** A later version says what it starts from and what it changes, each change under its clause. */
export const amendmentSchema = z
  .strictObject({
    catalogue: id,
    version: z.string().min(1),
    effective: civilDate,
    basedOn: z.string().min(1).meta({ description: 'The version that it changes' }),
    changes: z
      .array(
        z.strictObject({
          clause: clauseRef,
          at: z
            .string()
            .min(1)
            .meta({ description: 'An existing place, such as supports.basic.allowances.meetings.value' }),
          value: z.unknown().meta({ description: 'What stands there from now on' }),
        }),
      )
      .min(1),
  })
  .meta({ title: 'A later version of a catalogue: its changes' })
export type Amendment = z.infer<typeof amendmentSchema>
