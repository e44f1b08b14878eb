/** Staff and accounts over HTTP. What a screen shows of an account is put together over several rooms, not here. */
import { z } from 'zod'
import { type Clock, formatInstant, type Instant } from '../kernel/clock.ts'
import { once } from '../kernel/idempotency.ts'
import { type Route, route } from '../kernel/route.ts'
import * as shape from '../kernel/shapes.ts'
import type { Db } from '../kernel/transaction.ts'
import { changeAccount, createAccount, createStaff, type Vocabulary } from './commands.ts'
import { type Account, STAFF_ROLES, type Staff } from './model.ts'
import { staffList } from './queries.ts'

/** `vocabulary` and `timeZone` are those of the catalogue in force at a moment. */
export type PeopleServices = {
  db: Db
  clock: Clock
  vocabulary: (at: Instant) => Vocabulary & { timeZone: string }
}

const NAME_MAX = 200

const staffShape = z.object({
  id: shape.id,
  name: z.string(),
  role: z.enum(STAFF_ROLES),
  partner: z.string().nullable(),
  baseOffice: z.string().nullable(),
})
const accountShape = z.object({
  id: shape.id,
  name: z.string(),
  prefecture: z.string(),
  existingCustomer: z.boolean(),
  version: z.int(),
  createdAt: z.string(),
})

const staffOut = ({ id, name, role, partner, baseOffice }: Staff) => ({ id, name, role, partner, baseOffice })
const accountOut = (account: Account, timeZone: string) => ({
  ...account,
  createdAt: formatInstant(account.createdAt, timeZone),
})

const staffRoutes = ({ db, clock, vocabulary }: PeopleServices): Route[] => [
  route({
    method: 'GET',
    path: '/api/staff',
    tag: 'people',
    summary: 'Everybody who delivers services',
    may: 'staff.read',
    response: shape.listOf(staffShape),
    handler: async () => ({ items: (await db.read({ vendor: true }, staffList)).map(staffOut), next: null }),
  }),
  route({
    method: 'POST',
    path: '/api/staff',
    tag: 'people',
    summary: 'Add somebody who delivers services',
    may: 'staff.write',
    status: 201,
    body: shape.strict({
      name: shape.text(NAME_MAX),
      role: z.enum(STAFF_ROLES),
      partner: shape.text(NAME_MAX).optional(),
      baseOffice: shape.catalogueId.optional(),
    }),
    response: staffShape,
    handler: ({ body, idempotency }) => {
      const now = clock.now()
      return once(db, idempotency, 201, async (tx) => staffOut(await createStaff(tx, body, vocabulary(now), now)))
    },
  }),
]

const accountRoutes = ({ db, clock, vocabulary }: PeopleServices): Route[] => [
  route({
    method: 'POST',
    path: '/api/accounts',
    tag: 'accounts',
    summary: 'Add a customer account',
    may: 'accounts.write',
    status: 201,
    body: shape.strict({
      name: shape.text(NAME_MAX),
      prefecture: shape.text(50),
      existingCustomer: z.boolean().optional(),
    }),
    response: accountShape,
    handler: ({ body, idempotency }) => {
      const now = clock.now()
      const words = vocabulary(now)
      return once(db, idempotency, 201, async (tx) =>
        accountOut(await createAccount(tx, body, words, now), words.timeZone),
      )
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/accounts/:id',
    tag: 'accounts',
    summary: 'Change a customer account',
    may: 'accounts.write',
    params: shape.strict({ id: shape.id }),
    body: shape
      .strict({
        name: shape.text(NAME_MAX).optional(),
        prefecture: shape.text(50).optional(),
        existingCustomer: z.boolean().optional(),
      })
      .refine((change) => Object.keys(change).length > 0, shape.coded('required')),
    response: accountShape,
    handler: ({ params, body, idempotency, ifMatch }) => {
      const words = vocabulary(clock.now())
      return once(db, idempotency, 200, async (tx) =>
        accountOut(await changeAccount(tx, params.id, body, ifMatch, words), words.timeZone),
      )
    },
  }),
]

export const peopleRoutes = (services: PeopleServices): Route[] => [
  ...staffRoutes(services),
  ...accountRoutes(services),
]
