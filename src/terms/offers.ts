/** What is sold: plans, add-ons, the options that need them, and their prices. */
import { z } from 'zod'
import { CHARGE_KINDS } from '../kernel/decision.ts'
import { civilDate, clauseRef, datum, id, saying, whole, words } from './values.ts'

/** The phases of a contract, in their order. */
export const PHASES = ['onboarding', 'success'] as const

const phase = z.strictObject({
  phase: z.enum(PHASES),
  support: id.meta({ description: 'What is given in this phase' }),
  clause: clauseRef.optional().meta({ description: 'The clause that speaks of the phase' }),
  months: datum(whole).optional().meta({
    description: "Ends so many months after the account's first contract started; left out: with the contract",
  }),
})

const rights = z
  .strictObject({
    cardMail: datum(z.boolean()).optional(),
    cardVisit: datum(z.boolean()).optional(),
    phoneDesk: datum(z.boolean()).optional(),
  })
  .meta({ description: 'Services besides the sessions; left out: the vendor does not run them' })

const projects = z.strictObject({
  addOn: id.meta({ description: 'The add-on whose content an included project has' }),
  clause: clauseRef,
  hours: z.enum(['own', 'support-pool']).meta({ description: "On hours of its own, or on the plan's support pool" }),
  hoursClause: clauseRef,
})

export const plan = z.strictObject({
  name: words,
  aliases: datum(z.array(z.string().min(1)))
    .optional()
    .meta({ description: 'Other names it is found by, never shown' }),
  rank: whole.meta({ description: 'A higher rank is an upgrade' }),
  period: z.strictObject({ value: whole, clause: clauseRef, renews: z.boolean() }).meta({
    description: 'Months from the start; renewed as contract years of that length until notice where "renews"',
  }),
  phases: z.array(phase).min(1),
  responsible: datum(z.enum(['csm', 'architect', 'trainer', 'operator', 'agent'])).meta({
    description: 'Who is named as responsible where the contract names nobody',
  }),
  projects: projects.nullable().meta({ description: 'Set-up projects inside the plan, once for each connection' }),
  projectsExcluded: saying
    .optional()
    .meta({ description: 'Where none are inside: the clause, and what would bring one' }),
  rights,
})
export type Plan = z.infer<typeof plan>

const target = z.strictObject({ target: z.string().min(1), value: whole, clause: clauseRef, overrides: clauseRef })

const period = z
  .discriminatedUnion('rule', [
    z.strictObject({ rule: z.literal('months'), value: whole, clause: clauseRef, targets: z.array(target) }),
    z.strictObject({ rule: z.literal('stated'), clause: clauseRef }),
    z.strictObject({
      rule: z.literal('extends'),
      addOn: id,
      value: whole,
      clause: clauseRef,
      hours: z.enum(['none', 'fresh']).meta({ description: 'Whether each further month brings hours of its own' }),
      hoursClause: clauseRef,
    }),
    z.strictObject({ rule: z.literal('delivered'), clause: clauseRef }),
  ])
  .meta({
    description:
      'How long: months from the start, as stated in the order, further months of a project, or until it is delivered',
  })

const languages = z.strictObject({
  value: z.array(id).min(1),
  clause: clauseRef,
  surcharge: z.strictObject({ language: id, clause: clauseRef }).optional(),
})

export const addOn = z.strictObject({
  name: words,
  support: id.nullable().meta({ description: 'What is given under it; null: nothing of its own' }),
  period,
  pastEnd: saying.optional().meta({ description: 'What a session past the end is told to order' }),
  connection: z
    .strictObject({ clause: clauseRef })
    .optional()
    .meta({ description: 'Bound to one connection (in the requests: tenant); one open project for each' }),
  namesOptions: z
    .strictObject({ clause: clauseRef })
    .optional()
    .meta({ description: 'The order names the options it is for' }),
  earlierContract: saying.optional().meta({ description: 'Not for accounts that never held a plan or the product' }),
  alone: z
    .strictObject({ clause: clauseRef })
    .optional()
    .meta({ description: 'Two orders of it may not cover the same day' }),
  languages: languages
    .optional()
    .meta({ description: 'The language is fixed on the order; one of them may cost a surcharge' }),
  charge: z
    .strictObject({ kind: z.enum(CHARGE_KINDS), unit: z.string().min(1), clause: clauseRef })
    .optional()
    .meta({ description: 'What an order is charged for instead of a service fee' }),
  rights: rights.optional().meta({ description: 'Services that the order brings' }),
})
export type AddOn = z.infer<typeof addOn>

export const option = z.strictObject({
  name: words,
  needs: z
    .strictObject({ plans: z.array(id), addOn: id, named: z.boolean(), clause: clauseRef })
    .nullable()
    .meta({
      description: 'One of these plans, or an uncancelled order of the add-on, naming the option where "named"',
    }),
})

export const price = z.strictObject({
  charge: z.enum(CHARGE_KINDS),
  item: id.optional().meta({ description: 'The plan or add-on it is for; left out: any' }),
  amount: z.number().int().nonnegative().nullable().meta({
    description: "In the currency's smallest unit that is billed (yen, cents); null: not held here",
  }),
  from: civilDate.meta({ description: 'The first day it holds' }),
  clause: clauseRef,
  published: z.boolean().default(false).meta({ description: 'Whether customers read it in the terms' }),
})

export const retirement = z.strictObject({
  service: id.meta({ description: 'The plan or add-on that ends' }),
  lastDay: civilDate,
  clause: clauseRef,
  besides: clauseRef.optional().meta({ description: 'A clause that is cited with it' }),
})
export type Retirement = z.infer<typeof retirement>
