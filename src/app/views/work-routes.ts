/** What staff begin their day with, and what happened with an account. */
import { z } from 'zod'
import { Problem } from '../../kernel/failure.ts'
import { type Route, route, scopeOf } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Services } from '../services.ts'
import type { Vocabulary } from '../words/arguments.ts'
import { EVENT_TYPES, type EventType, eventsOf, readableTypes } from './account-events.ts'
import { shownEvents, timelineItem } from './account-timeline.ts'
import { pageOf } from './paging.ts'
import { mustKnow, type Reading } from './reading.ts'
import { todayFor, todayShape } from './today.ts'

/** `session,charge` → those types; one that is none is the client's error. */
function typesIn(text: string | undefined): EventType[] | null {
  if (text === undefined) return null
  return text.split(',').map((type) => {
    const known = EVENT_TYPES.find((t) => t === type)
    if (!known) throw new Problem('invalid-field', 'types', { code: 'not-one-of', allowed: EVENT_TYPES.join(', ') })
    return known
  })
}

export function workRoutes(services: Services, vocabulary: Vocabulary, reader: Reading): Route[] {
  const { db } = services
  return [
    route({
      method: 'GET',
      path: '/api/today',
      tag: 'work',
      summary: 'What comes today and this week, and what turns red next',
      may: 'sessions.read',
      query: shape.strict({ whose: z.enum(['mine', 'all']).optional() }),
      response: todayShape,
      handler: ({ query, caller }) =>
        db.read(scopeOf(caller), (tx) => todayFor(tx, reader(caller), caller, query.whose)),
    }),
    route({
      method: 'GET',
      path: '/api/accounts/:id/timeline',
      tag: 'accounts',
      summary: 'Everything that happened with an account and is to come, latest first',
      may: 'accounts.read',
      params: shape.strict({ id: shape.id }),
      query: shape.strict({
        ...shape.page,
        types: z
          .string()
          .max(100)
          .optional()
          .meta({ description: `Some of ${EVENT_TYPES.join(', ')}, with commas` }),
        refused: shape.flag.optional().meta({ description: 'Only what was refused' }),
        q: z.string().max(100).optional(),
      }),
      response: shape.listOf(timelineItem),
      handler: ({ params, query, caller }) =>
        db.read(scopeOf(caller, params.id), async (tx) => {
          await mustKnow(tx, params.id)
          const asked = typesIn(query.types)
          const types = readableTypes(caller).filter((type) => asked === null || asked.includes(type))
          const filter = { types, refused: query.refused, q: query.q }
          const place = shape.placeAfter(query.cursor)
          const found = await eventsOf(tx, services.catalogue(), params.id, filter, place, query.limit + 1)
          const { rows, next } = pageOf(found, query.limit)
          const words = { language: caller.language, vocabulary }
          return { items: await shownEvents(tx, reader(caller), params.id, rows, words), next }
        }),
    }),
  ]
}
