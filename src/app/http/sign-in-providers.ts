/** Signing in through an organisation's OpenID Connect provider: which one an address has, there and back. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import * as shape from '../../kernel/shapes.ts'
import { CALLBACK, ProviderRefusal } from '../identity/providers.ts'
import { agentOf } from '../identity/sign-ins.ts'
import { cookieIn } from './call.ts'
import { problemAnswers } from './problem.ts'
import { checkRequest } from './routes.ts'
import { type Desk, letIn, originOf, ownPath } from './sign-in-desk.ts'

const COOKIE = 'bansou_provider'
const SECONDS = 600

const whose = shape.strict({ email: z.email().max(254) })
const ways = z.object({
  providers: z
    .array(z.object({ id: shape.id, name: z.string() }))
    .meta({ description: 'By the domain of the address alone; says nothing of whether the person exists' }),
})
const one = shape.strict({ id: shape.id })
const going = shape.strict({ to: z.string().max(2000).optional() })

const cookie = (ticket: string, request: FastifyRequest, seconds: number) =>
  `${COOKIE}=${ticket}; Path=/api/auth; HttpOnly; SameSite=Lax; Max-Age=${seconds}${request.protocol === 'https' ? '; Secure' : ''}`

/** A browser stands in front of these addresses: what went wrong is said by the sign-in page. */
async function orBack(request: FastifyRequest, reply: FastifyReply, work: () => Promise<FastifyReply>) {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error
    // Nothing of what the provider answered: it may name the person.
    if (error.cause) request.log.warn({ fault: error.fault }, 'an OpenID Connect provider did not answer as it should')
    return reply.redirect(`/sign-in?problem=${error.fault}`)
  }
}

export function registerProviders(desk: Desk): void {
  const { app, identity, admission } = desk
  app.post('/api/auth/ways', {
    config: { access: 'public' },
    schema: {
      summary: "Which organisation's provider signs in addresses of this domain",
      tags: ['sign-in'],
      security: [],
      body: whose,
      response: { 200: ways, ...problemAnswers(400, 403, 429, 503) },
    },
    handler: async (request) => {
      const { body } = checkRequest({ params: undefined, query: undefined, body: whose }, request)
      admission.asking(request)
      return { providers: await identity.providers.forEmail((body as z.output<typeof whose>).email) }
    },
  })
  app.get('/api/auth/providers/:id', {
    config: { access: 'public' },
    schema: {
      summary: "Go to the organisation's provider; `to` is an address of this installation",
      tags: ['sign-in'],
      security: [],
      params: one,
      querystring: going,
      response: { 302: z.null(), ...problemAnswers(400, 404, 429) },
    },
    handler: async (request, reply) => {
      const { params, query } = checkRequest({ params: one, query: going, body: undefined }, request)
      admission.asking(request)
      const to = ownPath((query as z.output<typeof going>).to) ?? '/'
      return orBack(request, reply, async () => {
        const { id } = params as z.output<typeof one>
        const { ticket, address } = await identity.providers.begin(id, originOf(desk, request), to)
        return reply.header('set-cookie', cookie(ticket, request, SECONDS)).redirect(address)
      })
    },
  })
  app.get(CALLBACK, {
    config: { access: 'public' },
    schema: {
      summary: 'Where a provider sends the browser back to',
      tags: ['sign-in'],
      security: [],
      response: { 302: z.null(), ...problemAnswers(429) },
    },
    handler: async (request, reply) => {
      admission.asking(request)
      const ticket = cookieIn(request.headers.cookie, COOKIE) ?? ''
      reply.header('set-cookie', cookie('', request, 0))
      return orBack(request, reply, async () => {
        const back = new URL(request.url, originOf(desk, request))
        const agent = agentOf(request.headers['user-agent'])
        const { signed, to } = await identity.providers.finish(ticket, back, agent)
        await letIn(desk, request, reply, signed)
        return reply.redirect(ownPath(to) ?? '/')
      })
    },
  })
}
