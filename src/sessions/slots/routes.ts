/** The search for a time over HTTP. */
import { z } from 'zod'
import { formatInstant } from '../../kernel/clock.ts'
import { REFUSAL_CODES, WARNING_CODES } from '../../kernel/decision.ts'
import { Problem } from '../../kernel/failure.ts'
import { type Call, type Route, route } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { SessionServices } from '../facts.ts'
import { PEOPLE_REASONS, type Reason } from './reasons.ts'
import { MOST_DAYS, type SlotAnswer, type SlotAsk, searchSlots } from './searching.ts'
import type { Person } from './teams.ts'

const DAY = 86_400_000

const question = shape
  .strict({
    ...shape.holder,
    kind: shape.catalogueId,
    place: shape.catalogueId,
    minutes: shape.minutes,
    prefecture: shape.text(50).optional(),
    office: shape.catalogueId.optional(),
    language: shape.catalogueId.optional(),
    from: shape.instant,
    until: shape.instant.meta({ description: `At most ${MOST_DAYS} days later; the session ends by then` }),
    staffIds: z.array(shape.id).min(1).max(10).optional().meta({ description: 'All of them; the first serves' }),
    anybody: z.boolean().optional().meta({ description: 'Whoever has the skill, not the contract’s person alone' }),
    limit: z.int().min(1).max(200).default(20),
  })
  .refine(...shape.exactlyOneHolder)

const person = z.object({ id: shape.id, name: z.string() })
const answered = z.object({
  items: z.array(
    shape.decision.pick({ outcome: true, draws: true, charges: true, remaining: true, cites: true }).extend({
      start: z.string(),
      end: z.string(),
      staff: z.array(person).meta({ description: 'Empty: settled later' }),
      others: z.array(person).meta({ description: 'Who else could come; told to the vendor alone' }),
      sharesJourney: z.boolean(),
      warnings: z.array(z.enum(WARNING_CODES)),
    }),
  ),
  nothing: z.array(
    z.object({
      code: z.enum([...REFUSAL_CODES, ...PEOPLE_REASONS]),
      from: z.string(),
      until: z.string(),
      clauses: z.array(z.string()),
      remedies: z.array(z.string()),
    }),
  ),
  firstPossible: z.string().nullable().meta({ description: 'The first start after an empty range' }),
})

/** Who comes and from which office is the vendor's to say, as with a booking. */
const VENDORS_CHOICE = ['staffIds', 'office', 'anybody'] as const

function askOf({ body, caller }: Call<unknown, unknown, z.output<typeof question>>, zone: string): SlotAsk {
  const chosen = VENDORS_CHOICE.find((field) => body[field] !== undefined)
  if (caller.relation !== 'all' && chosen !== undefined) throw new Problem('not-permitted', chosen)
  if (body.until <= body.from) throw new Problem('invalid-field', 'until', { code: 'until-before-from' })
  const latest = body.from + MOST_DAYS * DAY
  if (body.until > latest) {
    const span = { earliest: formatInstant(body.from, zone), latest: formatInstant(latest, zone) }
    throw new Problem('invalid-field', 'until', { code: 'outside-dates', ...span })
  }
  return {
    caller,
    holderId: (body.contractId ?? body.orderId ?? body.projectId)!,
    request: {
      kind: body.kind,
      place: body.place,
      minutes: body.minutes,
      prefecture: body.prefecture ?? null,
      office: body.office ?? null,
      language: body.language ?? null,
    },
    from: body.from,
    until: body.until,
    staffIds: body.staffIds ? [...new Set(body.staffIds)] : null,
    anybody: body.anybody === true,
    limit: body.limit,
  }
}

const personOut = ({ id, name }: Person) => ({ id, name })

/** Why somebody of the vendor cannot come is the vendor's to know. */
const reasonFor = (isVendor: boolean, reason: Reason) =>
  isVendor || !(PEOPLE_REASONS as readonly string[]).includes(reason.code) || reason.code === 'range-too-short'
    ? reason
    : { ...reason, code: 'staff-busy' as const, clauses: ['edge.35'] }

/** Spans that had another reason each may have one for the customer. */
function joined(reasons: readonly Reason[]): Reason[] {
  const all: Reason[] = []
  for (const reason of reasons) {
    const last = all.at(-1)
    if (last?.code === 'staff-busy' && reason.code === 'staff-busy') last.until = reason.until
    else all.push({ ...reason })
  }
  return all
}

const answerOf = ({ slots, nothing, firstPossible }: SlotAnswer, isVendor: boolean, zone: string) => ({
  items: slots.map(({ decision, ...slot }) => ({
    start: formatInstant(slot.startsAt, zone),
    end: formatInstant(slot.endsAt, zone),
    staff: slot.staff.map(personOut),
    others: isVendor ? slot.others.map(personOut) : [],
    sharesJourney: slot.sharesJourney,
    outcome: decision.outcome,
    draws: decision.draws,
    charges: decision.charges,
    remaining: decision.remaining,
    warnings: decision.warnings,
    cites: decision.cites,
  })),
  nothing: joined(nothing.map((reason) => reasonFor(isVendor, reason))),
  firstPossible: firstPossible === null ? null : formatInstant(firstPossible, zone),
})

export const slotRoutes = (services: SessionServices): Route[] => [
  route({
    method: 'POST',
    path: '/api/slots',
    tag: 'sessions',
    summary: 'Look for the best times for a session',
    may: 'sessions.book',
    body: question,
    response: answered,
    handler: async (call) => {
      const zone = services.catalogues.timeZone
      return answerOf(await searchSlots(services, askOf(call, zone)), call.caller.relation === 'all', zone)
    },
  }),
]
