import { z } from 'zod'
import { Problem } from '../kernel/failure.ts'
import { type Call, type Route, route } from '../kernel/route.ts'
import * as shape from '../kernel/shapes.ts'
import type { BookingAsk } from './asking.ts'
import { bookingLane, previewBooking } from './booking.ts'
import { cancelSession, completeSession, missSession } from './changes.ts'
import type { SessionServices } from './facts.ts'
import { moveSession } from './moving.ts'
import { slotRoutes } from './slots/routes.ts'
import type { ChangeCall } from './step.ts'

const booking = shape
  .strict({
    ...shape.holder,
    kind: shape.catalogueId,
    place: shape.catalogueId,
    start: shape.instant,
    minutes: shape.minutes,
    prefecture: shape.text(50).optional(),
    office: shape.catalogueId.optional(),
    language: shape.catalogueId.optional(),
    staffId: shape.id.optional(),
    acceptCharges: z.boolean().optional(),
  })
  .refine(...shape.exactlyOneHolder)

const one = shape.strict({ id: shape.id })

/**
 * Who comes and from which office is the vendor's to say: a customer who chose could take another customer's person, learn
 * when somebody is busy, or name the office whose home area saves a trip. Left out, the contract's serve (edge.11, edge.35).
 */
const VENDORS_CHOICE = ['staffId', 'office'] as const

function askOf(call: Call<unknown, unknown, z.output<typeof booking>>): BookingAsk {
  const { body, caller, idempotency } = call
  const chosen = VENDORS_CHOICE.find((field) => body[field] !== undefined)
  if (caller.relation !== 'all' && chosen !== undefined) throw new Problem('not-permitted', chosen)
  return {
    caller,
    idempotency,
    holderId: (body.contractId ?? body.orderId ?? body.projectId)!,
    startsAt: body.start,
    request: {
      kind: body.kind,
      place: body.place,
      minutes: body.minutes,
      prefecture: body.prefecture ?? null,
      office: body.office ?? null,
      language: body.language ?? null,
    },
    staffId: body.staffId ?? null,
    acceptCharges: body.acceptCharges === true,
  }
}

const changeOf = (call: Call<unknown, { preview?: boolean | undefined }, unknown>): ChangeCall => ({
  caller: call.caller,
  idempotency: call.idempotency,
  ifMatch: call.ifMatch,
  preview: call.query.preview === true,
})

export function sessionRoutes(services: SessionServices): Route[] {
  const book = bookingLane(services)
  const change = { tag: 'sessions', params: one, query: shape.strict(shape.preview), answersDecision: true } as const
  return [
    route({
      method: 'POST',
      path: '/api/sessions/preview',
      tag: 'sessions',
      summary: 'Ask what a booking would be answered',
      may: 'sessions.book',
      asks: true,
      answersDecision: true,
      body: booking,
      handler: (call) => previewBooking(services, askOf(call)),
    }),
    route({
      method: 'POST',
      path: '/api/sessions',
      tag: 'sessions',
      summary: 'Book a session',
      may: 'sessions.book',
      answersDecision: true,
      status: 201,
      body: booking,
      handler: (call) => book(askOf(call)),
    }),
    route({
      method: 'POST',
      path: '/api/sessions/:id/move',
      summary: 'Move a session',
      may: 'sessions.book',
      ...change,
      body: shape.strict({
        start: shape.instant,
        minutes: shape.minutes.optional(),
        acceptCharges: z.boolean().optional(),
      }),
      handler: (call) =>
        moveSession(services, changeOf(call), call.params.id, {
          startsAt: call.body.start,
          minutes: call.body.minutes,
          acceptCharges: call.body.acceptCharges === true,
        }),
    }),
    route({
      method: 'POST',
      path: '/api/sessions/:id/cancel',
      summary: 'Cancel a session',
      may: 'sessions.book',
      ...change,
      body: shape.strict({}),
      handler: (call) => cancelSession(services, changeOf(call), call.params.id),
    }),
    route({
      method: 'POST',
      path: '/api/sessions/:id/complete',
      summary: 'Complete a session with the minutes it took',
      may: 'sessions.complete',
      ...change,
      body: shape.strict({ minutes: z.int().min(0).max(1_000_000) }),
      handler: (call) => completeSession(services, changeOf(call), call.params.id, call.body.minutes),
    }),
    route({
      method: 'POST',
      path: '/api/sessions/:id/no-show',
      summary: 'Note that the customer did not come',
      may: 'sessions.complete',
      ...change,
      body: shape.strict({}),
      handler: (call) => missSession(services, changeOf(call), call.params.id),
    }),
    ...slotRoutes(services),
  ]
}
