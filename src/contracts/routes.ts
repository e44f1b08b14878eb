import { z } from 'zod'
import { Problem } from '../kernel/failure.ts'
import { type Caller, type Route, route, scopeOf } from '../kernel/route.ts'
import * as shape from '../kernel/shapes.ts'
import { adjustLedger } from './adjusting.ts'
import { readBalance } from './allowances.ts'
import { changeContract, endContract } from './changing.ts'
import { openContract } from './opening.ts'
import { placeOrder, startProject } from './orders.ts'
import { accountsOfHolders } from './queries.ts'
import type { ContractServices } from './scene.ts'

const orderFields = {
  addOn: shape.catalogueId,
  start: shape.civilDate.optional(),
  months: z.int().positive().max(120).optional(),
  tenant: shape.text(100).optional(),
  target: shape.text(100).optional(),
  language: shape.catalogueId.optional(),
  options: z.array(shape.catalogueId).max(50).optional(),
  acceptTerms: z.boolean().optional(),
  acceptCharges: z.boolean().optional(),
}
const addOns = z.array(shape.strict(orderFields)).max(20).optional()
const contractFields = {
  accountId: shape.id,
  plan: shape.catalogueId,
  start: shape.civilDate,
  baseOffice: shape.catalogueId.optional(),
  responsibleId: shape.id.optional(),
  options: z.array(shape.catalogueId).max(50).optional(),
  addOns,
}

async function accountOf(
  services: ContractServices,
  caller: Caller,
  contractId: string,
  field: string,
): Promise<string> {
  const accountId = (await services.db.read(scopeOf(caller), (tx) => accountsOfHolders(tx, [contractId]))).get(
    contractId,
  )
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
    route({
      method: 'POST',
      path: '/api/ledger/adjustments',
      tag: 'ledger',
      summary: 'Correct an allowance, with a reason and a second person',
      may: 'ledger.adjust',
      answersDecision: true,
      status: 201,
      body: shape
        .strict({
          ...shape.holder,
          allowance: shape.catalogueId,
          minutes: z.int().min(-1_000_000).max(1_000_000).optional(),
          count: z.int().min(-1000).max(1000).optional(),
          reason: shape.text(500),
          byId: shape.id,
          approvedById: shape.id,
        })
        .refine(...shape.exactlyOneHolder)
        .refine(shape.exactlyOne('minutes', 'count'), shape.coded('exactly-one-of', { fields: 'minutes, count' })),
      handler: ({ body, caller, idempotency }) => adjustLedger(services, caller, idempotency, body),
    }),
  ]
}

export const contractRoutes = (services: ContractServices): Route[] => [
  ...openingRoutes(services),
  ...orderRoutes(services),
  ...allowanceRoutes(services),
]
