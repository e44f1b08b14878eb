/** Partner organisations, customers' departments, and changes of staff over HTTP. */
import { z } from 'zod'
import { type Change, differing, recordChanges } from '../../kernel/audit.ts'
import type { Clock, Instant } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { type IdempotencyRef, once } from '../../kernel/idempotency.ts'
import { type Caller, type Route, route, scopeOf } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Db, Tx } from '../../kernel/transaction.ts'
import { changeStaff, type Vocabulary } from '../commands.ts'
import { changeDepartment, createDepartment, departmentsOf } from '../departments.ts'
import type { Department, Partner } from '../model.ts'
import { changePartner, createPartner, partners, partnersByIds } from '../partners.ts'
import { account, staffByIds } from '../queries.ts'
import { staffOut, staffShape } from '../staff-shape.ts'

export type OrganisationServices = { db: Db; clock: Clock; vocabulary: (at: Instant) => Vocabulary }

const TAG = 'people'
const NAME_MAX = 200
const one = shape.strict({ id: shape.id })
const organisation = z.object({ id: shape.id, name: z.string(), active: z.boolean(), version: z.int() })
const out = ({ id, name, active, version }: Department | Partner) => ({ id, name, active, version })
const told = ({ name, active }: { name: string; active: boolean }) => ({ name, active })

/** A change of nothing is a mistake. */
const changeOf = <Shape extends z.ZodRawShape>(fields: Shape) =>
  shape.strict(fields).refine((change) => Object.keys(change).length > 0, shape.coded('required'))

type Kept = Pick<Change, 'subject' | 'before' | 'after'> & { accountId?: string }
/** A command of the vendor or, checked, of a customer; with what it changed in the record. */
function keeping({ db, clock }: OrganisationServices) {
  return <T>(
    { caller, idempotency }: { caller: Caller; idempotency: IdempotencyRef | null },
    status: number,
    action: Change['action'],
    run: (tx: Tx, now: Instant) => Promise<{ answer: T; kept: Kept }>,
  ): Promise<T> => {
    const now = clock.now()
    return once(db, idempotency, status, async (tx) => {
      const { answer, kept } = await run(tx, now)
      const { accountId = null, ...rest } = kept
      await recordChanges(tx, caller, [{ action, accountId, ...rest }], now)
      return answer
    })
  }
}

function staffRoutes(services: OrganisationServices): Route[] {
  const keep = keeping(services)
  return [
    route({
      method: 'PATCH',
      path: '/api/staff/:id',
      tag: TAG,
      summary: 'Change somebody who delivers services',
      may: 'staff.write',
      params: one,
      body: changeOf({
        name: shape.text(NAME_MAX).optional(),
        baseOffice: shape.catalogueId.nullable().optional(),
        active: z.boolean().optional(),
      }),
      response: staffShape,
      handler: ({ params: { id }, body, ...call }) =>
        keep(call, 200, 'staff.change', async (tx, now) => {
          const [before] = await staffByIds(tx, [id])
          const after = await changeStaff(tx, id, body, services.vocabulary(now))
          const moved = differing(must(before, 'somebody who was changed was there'), after)
          return { answer: staffOut(after), kept: { subject: { type: 'staff', id }, ...moved } }
        }),
    }),
  ]
}

function partnerRoutes(services: OrganisationServices): Route[] {
  const keep = keeping(services)
  return [
    route({
      method: 'GET',
      path: '/api/partners',
      tag: TAG,
      summary: 'Partner organisations',
      may: 'staff.read',
      response: shape.listOf(organisation),
      handler: async () => ({ items: (await services.db.read({ vendor: true }, partners)).map(out), next: null }),
    }),
    route({
      method: 'POST',
      path: '/api/partners',
      tag: TAG,
      summary: 'Add a partner organisation',
      may: 'staff.write',
      status: 201,
      body: shape.strict({ name: shape.text(NAME_MAX) }),
      response: organisation,
      handler: ({ body, ...call }) =>
        keep(call, 201, 'partner.create', async (tx, now) => {
          const made = await createPartner(tx, body.name, now)
          return {
            answer: out(made),
            kept: { subject: { type: 'partner', id: made.id }, before: null, after: told(made) },
          }
        }),
    }),
    route({
      method: 'PATCH',
      path: '/api/partners/:id',
      tag: TAG,
      summary: 'Rename a partner organisation, or take it out of use',
      may: 'staff.write',
      params: one,
      body: changeOf({ name: shape.text(NAME_MAX).optional(), active: z.boolean().optional() }),
      response: organisation,
      handler: ({ params: { id }, body, ifMatch, ...call }) =>
        keep(call, 200, 'partner.change', async (tx) => {
          const [before] = await partnersByIds(tx, [id])
          const after = await changePartner(tx, id, body, ifMatch)
          const moved = differing(told(must(before, 'a partner that was changed was there')), told(after))
          return { answer: out(after), kept: { subject: { type: 'partner', id }, ...moved } }
        }),
    }),
  ]
}

const ofAccount = shape.strict({ account: shape.id.optional() })

/** The account whose departments are meant: a customer's own; the vendor names one. Nobody else has any to see. */
function accountFor(caller: Caller, asked: string | undefined): string {
  const id = asked ?? caller.accountId
  if (id === null) throw new Problem('invalid-field', 'account', { code: 'required' })
  if (caller.side !== 'vendor' && id !== caller.accountId) throw new Problem('unknown-reference', 'account')
  return id
}

async function mustKnow(tx: Tx, accountId: string): Promise<void> {
  if ((await account(tx, accountId)) === null) throw new Problem('unknown-reference', 'account')
}

function departmentRoutes(services: OrganisationServices): Route[] {
  const keep = keeping(services)
  const subject = (id: string) => ({ type: 'department', id })
  return [
    route({
      method: 'GET',
      path: '/api/departments',
      tag: TAG,
      summary: "A customer's departments; a leader's own ones",
      may: 'members.read',
      query: ofAccount,
      response: shape.listOf(organisation),
      handler: ({ query, caller }) => {
        const accountId = accountFor(caller, query.account)
        return services.db.read(scopeOf(caller, accountId), async (tx) => {
          await mustKnow(tx, accountId)
          return { items: (await departmentsOf(tx, accountId)).map(out), next: null }
        })
      },
    }),
    route({
      method: 'POST',
      path: '/api/departments',
      tag: TAG,
      summary: 'Add a department',
      may: 'members.write',
      status: 201,
      query: ofAccount,
      body: shape.strict({ name: shape.text(100) }),
      response: organisation,
      handler: ({ query, body, ...call }) => {
        const accountId = accountFor(call.caller, query.account)
        return keep(call, 201, 'department.create', async (tx, now) => {
          await mustKnow(tx, accountId)
          const made = await createDepartment(tx, accountId, body.name, now)
          return { answer: out(made), kept: { accountId, subject: subject(made.id), before: null, after: told(made) } }
        })
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/departments/:id',
      tag: TAG,
      summary: 'Rename a department, or take it out of use',
      may: 'members.write',
      params: one,
      query: ofAccount,
      body: changeOf({ name: shape.text(100).optional(), active: z.boolean().optional() }),
      response: organisation,
      handler: ({ params: { id }, query, body, ifMatch, ...call }) => {
        const accountId = accountFor(call.caller, query.account)
        return keep(call, 200, 'department.change', async (tx) => {
          const before = (await departmentsOf(tx, accountId)).find((d) => d.id === id)
          const after = await changeDepartment(tx, accountId, id, body, ifMatch)
          const moved = differing(told(must(before, 'a department that was changed was there')), told(after))
          return { answer: out(after), kept: { accountId, subject: subject(id), ...moved } }
        })
      },
    }),
  ]
}

export const organisationRoutes = (services: OrganisationServices): Route[] => [
  ...staffRoutes(services),
  ...partnerRoutes(services),
  ...departmentRoutes(services),
]
