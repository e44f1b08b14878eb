/** What the lists and pages over several rooms answer. */
import { z } from 'zod'
import * as shape from '../../kernel/shapes.ts'

export const holder = z.object({
  type: z.enum(['contract', 'order']),
  id: shape.id,
  offer: z.string().meta({ description: 'The plan or add-on' }),
  label: z.string().meta({ description: 'Its name, with the connection or options, in the language asked for' }),
})
export const meter = z
  .object({
    holder,
    allowance: z.string(),
    office: z.string(),
    unit: z.enum(['minutes', 'count']),
    granted: z.int(),
    held: z.int(),
    consumed: z.int(),
    lapsed: z.int(),
    left: z.int(),
    from: shape.civilDate,
    until: shape.civilDate.nullable(),
    clause: z.string(),
    pace: z.number().min(0).max(1).meta({ description: 'Share of the window that has passed' }),
  })
  .meta({ id: 'Meter', description: 'An allowance over one window' })

export const person = z.object({ id: shape.id, name: z.string(), partner: z.string().nullable() })

export const accountRow = z.object({
  id: shape.id,
  name: z.string(),
  prefecture: z.string(),
  plan: z.string().nullable(),
  phase: z.string().nullable(),
  period: shape.period.nullable(),
  state: z.enum(['none', 'upcoming', 'active', 'notice-given', 'ended']),
  responsible: person.nullable(),
  contract: z.object({ id: shape.id, version: z.int() }).nullable().meta({
    description: 'The contract that the account is spoken of by: the running one, else the next, else the last',
  }),
  hours: meter.nullable().meta({ description: 'The hours first asked about: the plan, else those of the first order' }),
  meters: z.array(meter),
})

export const contract = z.object({
  id: shape.id,
  accountId: shape.id,
  plan: z.string(),
  state: z.enum(['upcoming', 'active', 'notice-given', 'ended']),
  period: shape.period,
  phase: z.string().nullable(),
  start: shape.civilDate,
  endsOn: shape.civilDate.nullable(),
  noticeOn: shape.civilDate.nullable(),
  responsible: person.nullable(),
  baseOffice: z.string(),
  options: z.array(z.string()),
  segments: z.array(z.object({ plan: z.string(), from: shape.civilDate, until: shape.civilDate.nullable() })),
  acceptance: z.object({ version: z.string(), at: z.string(), by: z.string() }).nullable(),
  version: z.int(),
})

export const order = z.object({
  id: shape.id,
  accountId: shape.id,
  addOn: z.string(),
  contractId: shape.id.nullable(),
  included: z.boolean(),
  language: z.string(),
  connection: z.string().nullable(),
  target: z.string().nullable(),
  options: z.array(z.string()),
  coverage: z.array(shape.period),
  state: z.enum(['upcoming', 'active', 'ended']),
  acceptance: z.object({ version: z.string(), at: z.string(), by: z.string() }).nullable(),
  version: z.int(),
})

export const accountPage = accountRow.extend({
  existingCustomer: z.boolean(),
  version: z.int(),
  createdAt: z.string(),
  contracts: z.array(contract),
  orders: z.array(order),
  terms: z.object({ version: z.string(), consent: z.enum(['express', 'deemed', 'none']) }).nullable(),
})

const draw = z.object({
  allowance: z.string(),
  minutes: z.int().optional(),
  count: z.int().optional(),
  clause: z.string(),
})
const charge = z.object({
  kind: z.string(),
  amount: z.int().nullable(),
  currency: z.string(),
  quantity: z.number(),
  unit: z.string(),
  clause: z.string(),
})

export const session = z
  .object({
    id: shape.id,
    accountId: shape.id,
    accountName: z.string(),
    holder: holder.nullable().meta({ description: 'Null for those who are merely assigned' }),
    kind: z.string(),
    place: z.string(),
    prefecture: z.string().nullable(),
    office: z.string().nullable(),
    language: z.string(),
    start: z.string(),
    end: z.string(),
    minutes: z.int(),
    actualMinutes: z.int().nullable(),
    excessMinutes: z.int().nullable(),
    state: z.enum(['booked', 'completed', 'cancelled', 'no-show']),
    staff: person.nullable(),
    draws: z.array(draw),
    charges: z.array(charge),
    termsVersion: z.string(),
    version: z.int(),
    may: z.object({ move: z.boolean(), cancel: z.boolean(), complete: z.boolean(), noShow: z.boolean() }),
  })
  .meta({ id: 'Session' })

export const entry = z.object({
  id: shape.id,
  at: z.string(),
  holder,
  allowance: z.string(),
  unit: z.enum(['minutes', 'count']),
  window: shape.period,
  kind: z.enum(['grant', 'hold', 'release', 'settle', 'lapse', 'adjust', 'carry']),
  amount: z.int(),
  leftAfter: z.int(),
  clause: z.string(),
  cause: z.object({ type: z.string(), id: shape.id, label: z.string().nullable() }),
  by: z.string(),
  approvedBy: z.string().nullable(),
  reason: z.string().nullable(),
})

export const chargeLine = charge.extend({
  id: shape.id,
  at: z.string(),
  state: z.enum(['raised', 'voided']),
  cause: z.object({ type: z.string(), id: shape.id }),
  holder: holder.nullable(),
})
export const answered = z.object({
  id: shape.id,
  at: z.string(),
  action: z.string(),
  by: z.string(),
  version: z.string(),
  decision: shape.decision,
})
export const usage = z.object({
  holder,
  allowance: z.string(),
  unit: z.enum(['minutes', 'count']),
  clause: z.string(),
  windows: z.array(meter),
})
