/** Staff and accounts over HTTP. What a screen shows of an account is put together over several rooms, not here. */
import { z } from 'zod'
import { type Change, differing, recordChanges } from '../kernel/audit.ts'
import { type Clock, formatInstant, type Instant } from '../kernel/clock.ts'
import { must } from '../kernel/failure.ts'
import { once } from '../kernel/idempotency.ts'
import { type Route, route } from '../kernel/route.ts'
import * as shape from '../kernel/shapes.ts'
import type { Db } from '../kernel/transaction.ts'
import { changeAccount, createAccount, createStaff, lockAccounts, type Vocabulary } from './commands.ts'
import { type Account, STAFF_ROLES } from './model.ts'
import { staffList } from './queries.ts'
import { organisationRoutes } from './routes/organisations.ts'
import { type Skills, workingTimeRoutes } from './routes/working-time.ts'
import { staffOut, staffShape } from './staff-shape.ts'

/** `vocabulary` and `timeZone` are those of the catalogue in force at a moment. */
export type PeopleServices = {
  db: Db
  clock: Clock
  vocabulary: (at: Instant) => Vocabulary & Skills & { timeZone: string }
}

const NAME_MAX = 200

const accountShape = z.object({
  id: shape.id,
  name: z.string(),
  prefecture: z.string(),
  existingCustomer: z.boolean(),
  version: z.int(),
  createdAt: z.string(),
})

const accountOut = (account: Account, timeZone: string) => ({
  ...account,
  createdAt: formatInstant(account.createdAt, timeZone),
})

/** What the record keeps of an account. */
const told = ({ name, prefecture, existingCustomer }: Account) => ({ name, prefecture, existingCustomer })
const accountChange = (
  action: Change['action'],
  id: string,
  before: Change['before'],
  after: Change['after'],
): Change => ({ action, accountId: id, subject: { type: 'account', id }, before, after })

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
    handler: ({ body, caller, idempotency }) => {
      const now = clock.now()
      return once(db, idempotency, 201, async (tx) => {
        const { id, ...after } = staffOut(await createStaff(tx, body, vocabulary(now), now))
        const subject = { type: 'staff', id }
        await recordChanges(
          tx,
          caller,
          [{ action: 'staff.create', accountId: null, subject, before: null, after }],
          now,
        )
        return { id, ...after }
      })
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
    handler: ({ body, caller, idempotency }) => {
      const now = clock.now()
      const words = vocabulary(now)
      return once(db, idempotency, 201, async (tx) => {
        const made = await createAccount(tx, body, words, now)
        await recordChanges(tx, caller, [accountChange('account.create', made.id, null, told(made))], now)
        return accountOut(made, words.timeZone)
      })
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
    handler: ({ params, body, caller, idempotency, ifMatch }) => {
      const now = clock.now()
      const words = vocabulary(now)
      return once(db, idempotency, 200, async (tx) => {
        const [before] = await lockAccounts(tx, [params.id])
        const after = await changeAccount(tx, params.id, body, ifMatch, words)
        const moved = differing(told(must(before, 'lockAccounts returns every account')), told(after))
        await recordChanges(tx, caller, [accountChange('account.change', params.id, moved.before, moved.after)], now)
        return accountOut(after, words.timeZone)
      })
    },
  }),
]

export const peopleRoutes = (services: PeopleServices): Route[] => [
  ...staffRoutes(services),
  ...organisationRoutes(services),
  ...workingTimeRoutes(services),
  ...accountRoutes(services),
]
