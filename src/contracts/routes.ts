import { z } from 'zod'
import { formatInstant } from '../kernel/clock.ts'
import { Problem } from '../kernel/failure.ts'
import { type Call, type Caller, ownAccount, type Route, route, scopeOf } from '../kernel/route.ts'
import * as shape from '../kernel/shapes.ts'
import { account } from '../people/index.ts'
import { approveAdjustment, askAdjustment, declineAdjustment } from './adjusting.ts'
import { ADJUSTMENT_STATES, type Adjustment, adjustmentsOf } from './adjustments.ts'
import { readBalance } from './allowances.ts'
import { changeContract, endContract } from './changing.ts'
import { openContract } from './opening.ts'
import { placeOrder, startProject } from './orders.ts'
import { accountsOfHolders } from './queries.ts'
import { addOns, contractFields, orderFields } from './request-fields.ts'
import { changeResponsible } from './responsible.ts'
import { offerRoutes } from './routes/offers.ts'
import type { ContractServices } from './scene.ts'

async function accountOf(
  services: ContractServices,
  caller: Caller,
  contractId: string,
  field: string,
): Promise<string> {
  const scope = scopeOf(caller)
  const found = await services.db.read(scope, (tx) => accountsOfHolders(tx, [contractId], ownAccount(scope)))
  const accountId = found.get(contractId)
  if (accountId === undefined) throw new Problem('unknown-reference', field)
  return accountId
}

function openingRoutes(services: ContractServices): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/contracts/quote',
      tag: 'contracts',
      summary: 'Ask what a contract would be answered',
      may: 'contracts.quote',
      asks: true,
      answersDecision: true,
      body: shape.strict(contractFields),
      handler: ({ body, caller }) =>
        openContract(
          services,
          { accountId: body.accountId, action: 'contract.quote', caller, idempotency: null, preview: true },
          body,
          true,
        ),
    }),
    route({
      method: 'POST',
      path: '/api/contracts',
      tag: 'contracts',
      summary: 'Open a contract',
      may: 'contracts.write',
      answersDecision: true,
      status: 201,
      query: shape.strict(shape.preview),
      body: shape.strict({
        ...contractFields,
        acceptTerms: z.boolean().optional(),
        acceptCharges: z.boolean().optional(),
      }),
      handler: ({ body, caller, idempotency, query }) =>
        openContract(
          services,
          { accountId: body.accountId, action: 'contract.open', caller, idempotency, preview: query.preview === true },
          body,
          false,
        ),
    }),
    route({
      method: 'POST',
      path: '/api/contracts/:id/change',
      tag: 'contracts',
      summary: 'Upgrade, downgrade, or change options',
      may: 'contracts.write',
      answersDecision: true,
      params: shape.strict({ id: shape.id }),
      query: shape.strict(shape.preview),
      body: shape.strict({
        on: shape.civilDate,
        plan: shape.catalogueId.optional(),
        addOptions: z.array(shape.catalogueId).max(50).optional(),
        removeOptions: z.array(shape.catalogueId).max(50).optional(),
        addOns,
        acceptCharges: z.boolean().optional(),
      }),
      handler: async ({ params, body, caller, idempotency, ifMatch, query }) =>
        changeContract(
          services,
          {
            accountId: await accountOf(services, caller, params.id, 'id'),
            action: 'contract.change',
            caller,
            idempotency,
            preview: query.preview === true,
          },
          params.id,
          body,
          ifMatch,
        ),
    }),
    route({
      method: 'POST',
      path: '/api/contracts/:id/end',
      tag: 'contracts',
      summary: 'Give notice',
      may: 'contracts.write',
      answersDecision: true,
      params: shape.strict({ id: shape.id }),
      query: shape.strict(shape.preview),
      body: shape.strict({ on: shape.civilDate }),
      handler: async ({ params, body, caller, idempotency, ifMatch, query }) =>
        endContract(
          services,
          {
            accountId: await accountOf(services, caller, params.id, 'id'),
            action: 'contract.end',
            caller,
            idempotency,
            preview: query.preview === true,
          },
          params.id,
          body.on,
          ifMatch,
        ),
    }),
  ]
}

function responsibleRoutes(services: ContractServices): Route[] {
  return [
    route({
      method: 'PUT',
      path: '/api/contracts/:id/responsible',
      tag: 'contracts',
      summary: 'Name who answers for a contract, or nobody',
      may: 'contracts.write',
      params: shape.strict({ id: shape.id }),
      body: shape.strict({ responsibleId: shape.id.nullable() }),
      response: z.object({
        id: shape.id,
        responsibleId: shape.id.nullable(),
        before: shape.id.nullable().meta({ description: 'Who it was until now' }),
        version: z.int(),
      }),
      handler: ({ params, body, ...call }) => changeResponsible(services, call, params.id, body.responsibleId),
    }),
  ]
}

function orderRoutes(services: ContractServices): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/orders',
      tag: 'contracts',
      summary: 'Order an add-on',
      may: 'contracts.write',
      answersDecision: true,
      status: 201,
      query: shape.strict(shape.preview),
      body: shape.strict({ accountId: shape.id, ...orderFields }),
      handler: ({ body, caller, idempotency, query }) => {
        const { accountId, ...order } = body
        return placeOrder(
          services,
          { accountId, action: 'addon.order', caller, idempotency, preview: query.preview === true },
          order,
        )
      },
    }),
    route({
      method: 'POST',
      path: '/api/projects',
      tag: 'contracts',
      summary: 'Start a set-up project inside a plan',
      may: 'contracts.write',
      answersDecision: true,
      status: 201,
      query: shape.strict(shape.preview),
      body: shape.strict({
        contractId: shape.id,
        tenant: shape.text(100),
        target: shape.text(100),
        start: shape.civilDate,
      }),
      handler: async ({ body, caller, idempotency, query }) =>
        startProject(
          services,
          {
            accountId: await accountOf(services, caller, body.contractId, 'contractId'),
            action: 'project.start',
            caller,
            idempotency,
            preview: query.preview === true,
          },
          body,
        ),
    }),
  ]
}

function allowanceRoutes(services: ContractServices): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/balances',
      tag: 'ledger',
      summary: 'What is left of a contract, order or project, now or at a past moment',
      may: 'ledger.read',
      asks: true,
      answersDecision: true,
      query: shape.strict({ ...shape.holder, at: shape.instant.optional() }).refine(...shape.exactlyOneHolder),
      handler: ({ query, caller }) => readBalance(services, caller, query, query.at ?? null),
    }),
  ]
}

/** A correction of nothing would stand in the ledger as one. */
const moves = [(amount: number) => amount !== 0, shape.coded('not-zero')] as const

const adjustmentFields = {
  ...shape.holder,
  allowance: shape.catalogueId,
  minutes: z
    .int()
    .min(-1_000_000)
    .max(1_000_000)
    .refine(...moves)
    .optional(),
  count: z
    .int()
    .min(-1000)
    .max(1000)
    .refine(...moves)
    .optional(),
  reason: shape.text(500),
}

const adjustmentShown = z
  .object({
    id: shape.id,
    accountId: shape.id,
    holderId: shape.id,
    allowance: z.string(),
    unit: z.enum(['minutes', 'count']),
    amount: z.int(),
    reason: z.string(),
    state: z.enum(ADJUSTMENT_STATES),
    askedAt: z.string(),
    askedBy: z.object({ id: shape.id, name: z.string() }),
    decidedAt: z.string().nullable(),
    decidedBy: z.string().nullable(),
    version: z.int(),
    may: z.object({ approve: z.boolean(), decline: z.boolean() }).meta({ description: 'Of whoever reads' }),
  })
  .meta({ id: 'Adjustment', description: 'A correction of the ledger, asked for by one person and decided by another' })

const shownTo =
  (caller: Caller, zone: string) =>
  (a: Adjustment): z.infer<typeof adjustmentShown> => ({
    id: a.id,
    accountId: a.accountId,
    holderId: a.holderId,
    allowance: a.allowance,
    unit: a.unit,
    amount: a.amount,
    reason: a.reason,
    state: a.state,
    askedAt: formatInstant(a.askedAt, zone),
    askedBy: { id: a.askedBy, name: a.askedByName },
    decidedAt: a.decidedAt === null ? null : formatInstant(a.decidedAt, zone),
    decidedBy: a.decidedByName,
    version: a.version,
    may: {
      approve: a.state === 'pending' && a.askedBy !== caller.userId,
      decline: a.state === 'pending',
    },
  })

const commandOf = (call: Call<unknown, { preview?: boolean | undefined }, unknown>) => ({
  caller: call.caller,
  idempotency: call.idempotency,
  ifMatch: call.ifMatch,
  preview: call.query.preview === true,
})

function adjustmentRoutes(services: ContractServices): Route[] {
  const common = { tag: 'ledger', may: 'ledger.adjust' } as const
  const deciding = {
    ...common,
    answersDecision: true,
    params: shape.strict({ id: shape.id }),
    query: shape.strict(shape.preview),
    body: shape.strict({}),
  } as const
  return [
    route({
      ...common,
      method: 'POST',
      path: '/api/ledger/adjustments',
      summary: 'Ask for a correction of an allowance; a second person approves it',
      answersDecision: true,
      status: 201,
      query: shape.strict(shape.preview),
      body: shape
        .strict(adjustmentFields)
        .refine(...shape.exactlyOneHolder)
        .refine(shape.exactlyOne('minutes', 'count'), shape.coded('exactly-one-of', { fields: 'minutes, count' })),
      handler: (call) => askAdjustment(services, commandOf(call), call.body),
    }),
    route({
      ...deciding,
      method: 'POST',
      path: '/api/ledger/adjustments/:id/approve',
      summary: 'Approve a correction that somebody else asked for; the ledger moves',
      handler: (call) => approveAdjustment(services, commandOf(call), call.params.id),
    }),
    route({
      ...deciding,
      method: 'POST',
      path: '/api/ledger/adjustments/:id/decline',
      summary: 'Decline a correction, or take back one’s own',
      handler: (call) => declineAdjustment(services, commandOf(call), call.params.id),
    }),
    route({
      ...common,
      method: 'GET',
      path: '/api/ledger/adjustments',
      summary: 'Corrections that were asked for, newest first',
      query: shape.strict({ ...shape.page, accountId: shape.id.optional(), pending: shape.flag.optional() }),
      response: shape.listOf(adjustmentShown),
      handler: ({ query, caller }) =>
        services.db.read(scopeOf(caller, query.accountId), async (tx) => {
          const accountId = query.accountId ?? null
          if (accountId !== null && (await account(tx, accountId)) === null)
            throw new Problem('unknown-reference', 'accountId')
          const after = shape.placeAfter(query.cursor)?.id ?? null
          const asked = { accountId, pending: query.pending === true, after, limit: query.limit + 1 }
          const rows = await adjustmentsOf(tx, asked)
          const items = rows.slice(0, query.limit)
          const last = rows.length > query.limit ? items.at(-1) : undefined
          return {
            items: items.map(shownTo(caller, services.catalogues.timeZone)),
            next: last ? shape.cursorOf(last.askedAt, last.id) : null,
          }
        }),
    }),
  ]
}

export const contractRoutes = (services: ContractServices): Route[] => [
  ...openingRoutes(services),
  ...responsibleRoutes(services),
  ...orderRoutes(services),
  ...offerRoutes(services),
  ...allowanceRoutes(services),
  ...adjustmentRoutes(services),
]
