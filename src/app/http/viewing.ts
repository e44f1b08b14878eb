/** Somebody of the vendor looks at the portal as a customer: begun from the console, read-only, noted, ended by hand or time. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Clock, formatInstant } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { type Route, route, scopeOf } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Db } from '../../kernel/transaction.ts'
import { account } from '../../people/index.ts'
import type { Identity } from '../identity/identity.ts'
import { viewsOf } from '../identity/viewing.ts'
import { tokenOf, viewCookieOf, viewedAccountOf } from './call.ts'
import { END_VIEW } from './guard.ts'
import { problemAnswers } from './problem.ts'
import { checkRequest } from './routes.ts'

const one = shape.strict({ id: shape.id })
const begun = z.object({ accountId: shape.id, until: z.string().meta({ format: 'date-time' }) })
const views = shape.listOf(
  z.object({ id: shape.id, by: z.string(), at: z.string(), until: z.string(), endedAt: z.string().nullable() }),
)

type Viewing = { identity: Identity; db: Db; clock: Clock }
type Beginning = Omit<Viewing, 'db'>

function registerBeginning(app: FastifyInstance, { identity, clock }: Beginning): void {
  app.post('/api/accounts/:id/view-as', {
    config: { access: 'portal.view-as' },
    schema: {
      summary: "Look at an account's portal for half an hour; sets a cookie beside the session's",
      tags: ['accounts'],
      params: one,
      response: { 201: begun, ...problemAnswers(400, 401, 403, 404, 503) },
    },
    handler: async (request, reply) => {
      const { params } = checkRequest({ params: one, query: undefined, body: undefined }, request)
      const { id } = params as z.output<typeof one>
      // A look reads all that the customer may: more than the scopes of a key name, and for longer than the key holds.
      if (request.known?.signInId === null) throw new Problem('not-permitted')
      const { token, expiresAt } = await identity.view(must(request.user, 'a signed-in person'), id)
      const seconds = Math.floor((expiresAt - clock.now()) / 1000)
      reply.header('set-cookie', viewCookieOf(id, token, request.protocol === 'https', seconds))
      return reply.code(201).send({ accountId: id, until: formatInstant(expiresAt, 'UTC') })
    },
  })
}

function registerEnd(app: FastifyInstance, { identity }: Beginning): void {
  app.post(END_VIEW, {
    config: { access: 'public' },
    schema: {
      summary: 'End a look at a portal; the own sign-in stays',
      tags: ['sign-in'],
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const token = tokenOf(request)
      const viewed = viewedAccountOf(request)
      if (token === null || viewed === null || !shape.id.safeParse(viewed).success) return reply.code(204).send()
      await identity.endView(token)
      return reply
        .code(204)
        .header('set-cookie', viewCookieOf(viewed, '', request.protocol === 'https', 0))
        .send()
    },
  })
}

/** Who looked, as a contract object: read in the scope of whoever asks. */
export const portalViewRoutes = ({ db }: Pick<Viewing, 'db'>): Route[] => [
  route({
    method: 'GET',
    path: '/api/accounts/:id/portal-views',
    tag: 'accounts',
    summary: "Who of the vendor looked at the account's portal, newest first",
    may: 'portal.view-as',
    params: one,
    query: shape.strict(shape.page),
    response: views,
    handler: ({ params, query, caller }) =>
      db.read(scopeOf(caller, params.id), async (tx) => {
        if ((await account(tx, params.id)) === null) throw new Problem('unknown-reference', 'id')
        const rows = await viewsOf(tx, params.id, shape.placeAfter(query.cursor)?.id ?? null, query.limit + 1)
        const items = rows.slice(0, query.limit)
        const last = rows.length > query.limit ? items.at(-1) : undefined
        const said = (at: number) => formatInstant(at, 'UTC')
        return {
          items: items.map((v) => ({
            id: v.id,
            by: v.name,
            at: said(v.at),
            until: said(v.until),
            endedAt: v.endedAt === null ? null : said(v.endedAt),
          })),
          next: last ? shape.cursorOf(last.at, last.id) : null,
        }
      }),
  }),
]

export function registerViewing(app: FastifyInstance, viewing: Beginning): void {
  registerBeginning(app, viewing)
  registerEnd(app, viewing)
}
