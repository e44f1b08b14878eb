/** Offers over HTTP: sent by the vendor, answered by the customer. Lists with words are the application's. */
import { z } from 'zod'
import type { Call, Route } from '../../kernel/route.ts'
import { route } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import { acceptOffer, declineOffer, sendOffer, withdrawOffer } from '../offers.ts'
import { contractFields, orderFields } from '../request-fields.ts'
import type { ContractServices } from '../scene.ts'

const { accountId: _account, ...contract } = contractFields
const { acceptTerms: _terms, acceptCharges: _charges, ...order } = orderFields

const offer = shape
  .strict({
    accountId: shape.id,
    contract: shape.strict(contract).optional(),
    order: shape.strict(order).optional(),
    lastDay: shape.civilDate.meta({ description: 'The last day on which it can be accepted' }),
    note: shape.text(1000).optional().meta({ description: 'What the customer reads beside it' }),
  })
  .refine(shape.exactlyOne('contract', 'order'), shape.coded('exactly-one-of', { fields: 'contract, order' }))

const commandOf = (call: Call<unknown, { preview?: boolean | undefined }, unknown>) => ({
  caller: call.caller,
  idempotency: call.idempotency,
  ifMatch: call.ifMatch,
  preview: call.query.preview === true,
})

export function offerRoutes(services: ContractServices): Route[] {
  const common = { tag: 'contracts', answersDecision: true, query: shape.strict(shape.preview) } as const
  const one = { ...common, params: shape.strict({ id: shape.id }) } as const
  return [
    route({
      ...common,
      method: 'POST',
      path: '/api/offers',
      summary: 'Send a contract or an order to the customer, to be accepted until a day',
      may: 'offers.write',
      status: 201,
      body: offer,
      handler: (call) => {
        const { accountId, contract, order, lastDay, note = null } = call.body
        const asked = contract
          ? ({ kind: 'contract', asked: contract } as const)
          : ({ kind: 'order', asked: order! } as const)
        return sendOffer(services, commandOf(call), accountId, { ...asked, lastDay, note })
      },
    }),
    route({
      ...one,
      method: 'POST',
      path: '/api/offers/:id/accept',
      summary: 'Accept an offer: the contract or order comes about, in the name of whoever accepts',
      may: 'offers.answer',
      body: shape.strict({
        acceptTerms: z.boolean().optional(),
        acceptCharges: z.boolean().optional(),
        seen: z.string().min(1).max(64).optional().meta({ description: 'Of the answer that was read: `present.seen`' }),
      }),
      handler: (call) => {
        const { acceptTerms: terms = false, acceptCharges: charges = false, seen } = call.body
        return acceptOffer(services, commandOf(call), call.params.id, { terms, charges, seen })
      },
    }),
    route({
      ...one,
      method: 'POST',
      path: '/api/offers/:id/decline',
      summary: 'Decline an offer',
      may: 'offers.answer',
      body: shape.strict({ reason: shape.text(500).optional() }),
      handler: (call) => declineOffer(services, commandOf(call), call.params.id, call.body.reason ?? null),
    }),
    route({
      ...one,
      method: 'POST',
      path: '/api/offers/:id/withdraw',
      summary: 'Take an offer back',
      may: 'offers.write',
      body: shape.strict({}),
      handler: (call) => withdrawOffer(services, commandOf(call), call.params.id),
    }),
  ]
}
