/** Card intake over HTTP: the request, its survey, its order, and what is seen of them. */
import { z } from 'zod'
import { accountsOfHolders } from '../contracts/index.ts'
import { civilAt } from '../kernel/clock.ts'
import { Problem } from '../kernel/failure.ts'
import { type Call, type Caller, ownAccount, type Route, route, scopeOf } from '../kernel/route.ts'
import * as shape from '../kernel/shapes.ts'
import { account } from '../people/index.ts'
import { answerSurvey, orderIntake, requestIntake } from './commands.ts'
import { SETTINGS, STATES, WAYS } from './model.ts'
import { intakePage, intakesOf, type Today } from './queries.ts'
import type { IntakeCall, IntakeServices } from './stage.ts'

const NAME_MAX = 200
const MOST_HOLDERS = 5000
const MOST_CARDS = 100_000
/** Longer than this no visit lasts; the bound keeps a request small. */
const MOST_DAYS = 60

const request = shape
  .strict({
    contractId: shape.id.optional(),
    orderId: shape.id.optional(),
    way: z.enum(WAYS),
    settings: z.array(z.enum(SETTINGS)).max(SETTINGS.length).default([]),
    minutesAway: z
      .int()
      .min(0)
      .max(10_000)
      .optional()
      .meta({ description: 'Of the journey from the office; needed for a visit' }),
    holders: z
      .array(shape.text(NAME_MAX))
      .max(MOST_HOLDERS)
      .default([])
      .meta({ description: 'Registered names of those whom the survey asks' }),
  })
  .refine(shape.exactlyOne('contractId', 'orderId'), shape.coded('exactly-one-of', { fields: 'contractId, orderId' }))
  .refine((b) => b.way !== 'visit' || b.minutesAway !== undefined, {
    ...shape.coded('required'),
    path: ['minutesAway'],
  })

const surveyAnswer = shape.strict({ holder: shape.text(NAME_MAX), cards: z.int().min(0).max(MOST_CARDS) })

const order = shape
  .strict({
    startWeek: shape.civilDate
      .optional()
      .meta({ description: 'Any day of the week in which the work begins; by mail' }),
    workDays: z.array(shape.civilDate).min(1).max(MOST_DAYS).optional().meta({ description: 'The days of a visit' }),
    acceptTerms: z.boolean().optional(),
    acceptCharges: z.boolean().optional(),
  })
  .refine(shape.exactlyOne('startWeek', 'workDays'), shape.coded('exactly-one-of', { fields: 'startWeek, workDays' }))

const said = { cards: z.int(), at: z.string(), by: z.string() }

const card = z
  .object({
    id: shape.id,
    accountId: shape.id,
    holder: z.object({
      type: z.enum(['contract', 'order']),
      id: shape.id,
      offer: z.string(),
      details: z.array(z.string()),
    }),
    way: z.enum(WAYS),
    state: z.enum(STATES),
    settings: z.array(z.string()),
    minutesAway: z.int().nullable(),
    survey: z.object({ cards: z.int(), answered: z.int(), asked: z.int(), open: z.int() }),
    estimate: z
      .object({
        cards: z.int(),
        answered: z.int(),
        amount: z.int().nullable(),
        currency: z.string(),
        clause: z.string(),
      })
      .nullable()
      .meta({ description: 'As the order froze it, with the price that it fixed' }),
    schedule: z
      .object({
        startWeek: shape.civilDate,
        workDays: z.array(shape.civilDate),
        deadline: z.string().meta({ description: 'Wall clock: from then on change and cancellation carry the fee' }),
        past: z.boolean(),
      })
      .nullable(),
    termsVersion: z.string(),
    createdAt: z.string(),
    version: z.int(),
    may: z.object({ survey: z.boolean(), order: z.boolean() }),
  })
  .meta({ id: 'Intake' })

const page = card.extend({
  answers: z.array(z.object({ holder: z.string(), ...said, earlier: z.array(z.object(said)) })),
  openHolders: z.array(z.string()),
})

const one = shape.strict({ id: shape.id })

type Stepping = Pick<
  Call<unknown, { preview?: boolean | undefined }, unknown>,
  'caller' | 'idempotency' | 'ifMatch' | 'query'
>

const callOf = ({ caller, idempotency, ifMatch, query }: Stepping): IntakeCall => ({
  caller,
  idempotency,
  ifMatch,
  preview: query.preview === true,
})

/** Whose contract or order a request is under. */
async function accountOf(
  services: IntakeServices,
  caller: Caller,
  ref: { contractId?: string | undefined; orderId?: string | undefined },
) {
  const id = (ref.contractId ?? ref.orderId)!
  const scope = scopeOf(caller)
  const accountId = (await services.db.read(scope, (tx) => accountsOfHolders(tx, [id], ownAccount(scope)))).get(id)
  if (accountId === undefined)
    throw new Problem('unknown-reference', ref.contractId === undefined ? 'orderId' : 'contractId')
  return accountId
}

function stepRoutes(services: IntakeServices): Route[] {
  const step = { tag: 'intake', query: shape.strict(shape.preview), answersDecision: true } as const
  return [
    route({
      method: 'POST',
      path: '/api/intakes',
      summary: 'Request an intake of cards',
      may: 'intake.write',
      ...step,
      status: 201,
      body: request,
      handler: async (call) => {
        const { settings, minutesAway, ...asked } = call.body
        return requestIntake(services, callOf(call), await accountOf(services, call.caller, asked), {
          ...asked,
          settings: [...new Set(settings)],
          minutesAway: minutesAway ?? null,
        })
      },
    }),
    route({
      method: 'POST',
      path: '/api/intakes/:id/surveys',
      summary: 'Say how many cards a holder has; a second answer replaces the first',
      may: 'intake.survey',
      ...step,
      status: 201,
      params: one,
      body: surveyAnswer,
      handler: (call) => answerSurvey(services, callOf(call), call.params.id, call.body),
    }),
    route({
      method: 'POST',
      path: '/api/intakes/:id/order',
      summary: 'Order an intake on its estimate',
      may: 'intake.write',
      ...step,
      params: one,
      body: order,
      handler: (call) => {
        const { acceptTerms, acceptCharges, ...dates } = call.body
        return orderIntake(services, callOf(call), call.params.id, {
          ...dates,
          acceptTerms: acceptTerms === true,
          acceptCharges: acceptCharges === true,
        })
      },
    }),
  ]
}

function readRoutes(services: IntakeServices): Route[] {
  const { db, clock, catalogues } = services
  const today = (): Today => ({ date: civilAt(clock.now(), catalogues.timeZone).date, zone: catalogues.timeZone })
  return [
    route({
      method: 'GET',
      path: '/api/intakes',
      tag: 'intake',
      summary: 'Intakes of an account, or of all that may be seen, newest first',
      may: 'intake.read',
      query: shape.strict({ ...shape.page, accountId: shape.id.optional() }),
      response: shape.listOf(card),
      handler: ({ query, caller }) =>
        db.read(scopeOf(caller, query.accountId), async (tx) => {
          if (query.accountId !== undefined && (await account(tx, query.accountId)) === null)
            throw new Problem('unknown-reference', 'accountId')
          const asked = {
            accountId: query.accountId ?? null,
            after: shape.placeAfter(query.cursor),
            limit: query.limit,
          }
          const { items, last } = await intakesOf(tx, today(), asked)
          return { items, next: last ? shape.cursorOf(last.at, last.id) : null }
        }),
    }),
    route({
      method: 'GET',
      path: '/api/intakes/:id',
      tag: 'intake',
      summary: 'An intake with the answers of its survey',
      may: 'intake.read',
      params: one,
      response: page,
      handler: ({ params, caller }) => db.read(scopeOf(caller), (tx) => intakePage(tx, today(), params.id)),
    }),
  ]
}

export const intakeRoutes = (services: IntakeServices): Route[] => [...stepRoutes(services), ...readRoutes(services)]
