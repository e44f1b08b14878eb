/** What the routes of people take and answer. */
import { z } from 'zod'
import * as shape from '../../kernel/shapes.ts'

export const NAME_MAX = 200
export const MOST_INVITED = 100

/** At most one of the two, by the vendor; neither is one's own organisation. */
export const named = { account: shape.id.optional(), partner: shape.id.optional() }

const department = z.object({ id: shape.id, name: z.string() }).nullable()
const days = { firstDay: shape.civilDate, lastDay: shape.civilDate.nullable() }

export const memberShape = z.object({
  userId: shape.id,
  name: z.string(),
  email: z.string(),
  staffId: shape.id.nullable(),
  state: z.enum(['active', 'upcoming', 'ended']),
  lastSignIn: z.string().nullable(),
  roles: z.array(
    z.object({ id: shape.id, role: z.string(), department, ...days, state: z.enum(['upcoming', 'held', 'over']) }),
  ),
})

export const invitedShape = z.object({
  id: shape.id,
  email: z.string(),
  name: z.string().nullable(),
  roles: z.array(z.object({ role: z.string(), department, ...days })),
  sentAt: z.string(),
  expiresAt: z.string(),
  expired: z.boolean(),
})

/** What mail servers take (RFC 5321): 64 characters before the `@`. */
export const mailAddress = z
  .email()
  .max(254)
  .refine((text) => text.indexOf('@') <= 64, shape.coded('wrong-format'))

export const givenRole = {
  role: z.string().min(1).max(40),
  departmentId: shape.id.nullable().optional(),
  firstDay: shape.civilDate.nullable().optional(),
  lastDay: shape.civilDate.nullable().optional(),
}

export const invitee = shape.strict({
  email: mailAddress,
  name: shape.text(NAME_MAX).nullable().optional(),
  staffId: shape.id.nullable().optional(),
  language: shape.language.optional(),
  roles: z.array(shape.strict(givenRole)).min(1).max(10),
})

const outcome = z.enum(['invite', 'add-role', 'department', 'unchanged', 'fault'])
export const peopleFileShape = z.object({
  applied: z.boolean(),
  rows: z.array(
    z.object({
      row: z.int().meta({ description: 'As a spreadsheet counts' }),
      email: z.string(),
      name: z.string().nullable(),
      department: z.string().nullable(),
      role: z.string().nullable(),
      outcome,
    }),
  ),
  counts: z.record(outcome, z.int()),
  newDepartments: z.array(z.string()),
  findings: z.array(
    z.object({ row: z.int().nullable(), field: z.string().nullable(), code: z.string(), sentence: z.string() }),
  ),
})

const kind = z.enum(['contract', 'session'])
export const handOverBody = shape.strict({
  lastDay: shape.civilDate.nullable().optional(),
  successor: shape.id.nullable().optional(),
  choices: z
    .array(shape.strict({ type: kind, id: shape.id, successor: shape.id.nullable() }))
    .max(10_000)
    .optional(),
})

export const handOverShape = z.object({
  applied: z.boolean(),
  roles: z.int().meta({ description: 'Roles that end' }),
  items: z.array(
    z.object({
      type: kind,
      id: shape.id,
      accountId: shape.id,
      accountName: z.string(),
      what: z.string().meta({ description: 'The plan of a contract, the kind of a session' }),
      start: z.string().nullable(),
      end: z.string().nullable(),
      successor: shape.id.nullable(),
      trouble: z.enum(['busy', 'open']).nullable(),
    }),
  ),
  counts: z.object({ contracts: z.int(), sessions: z.int(), troubles: z.int() }),
})

export const organisationShape = z.object({ name: z.string(), language: shape.language })
