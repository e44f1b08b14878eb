/** Links that were sent to somebody: a new password, and a page of one's own. Tokens come in bodies, never in addresses. */
import { z } from 'zod'
import * as shape from '../../kernel/shapes.ts'
import { agentOf } from '../identity/sign-ins.ts'
import { languageOf } from './language.ts'
import { problemAnswers } from './problem.ts'
import { checkRequest } from './routes.ts'
import { answerSignedIn, type Desk, me } from './sign-in-desk.ts'

const whose = shape.strict({ email: z.email().max(254) })
const withToken = shape.strict({ token: z.string().max(100) })
const choosing = shape.strict({ token: z.string().max(100), password: z.string().min(1).max(200) })
const person = z.object({ email: z.string() })

/** Milliseconds before the answer: longer than finding somebody and writing a letter take. */
const EVEN_ANSWER = 350

const evenly = async (work: Promise<unknown>): Promise<void> => {
  await Promise.all([work, new Promise((resolve) => setTimeout(resolve, EVEN_ANSWER))])
}

function registerReset(desk: Desk): void {
  const { app, identity, admission } = desk
  app.post('/api/auth/reset', {
    config: { access: 'public' },
    schema: {
      summary: 'Ask for a link to a new password; the answer is the same whether somebody has the address or not',
      tags: ['sign-in'],
      security: [],
      body: whose,
      response: { 204: z.null(), ...problemAnswers(400, 403, 429, 503) },
    },
    handler: async (request, reply) => {
      const { body } = checkRequest({ params: undefined, query: undefined, body: whose }, request)
      const { email } = body as z.output<typeof whose>
      admission.asking(request)
      const may = admission.mayWrite(email)
      await evenly(
        may ? identity.passwords.requestReset(email, languageOf(request), desk.siteOfLetters) : Promise.resolve(),
      )
      return reply.code(204).send()
    },
  })
  app.post('/api/auth/reset/look', {
    config: { access: 'public' },
    schema: {
      summary: 'Whose password a link lets choose',
      tags: ['sign-in'],
      security: [],
      body: withToken,
      response: { 200: person, ...problemAnswers(400, 403, 404, 410, 429, 503) },
    },
    handler: async (request) => {
      const { body } = checkRequest({ params: undefined, query: undefined, body: withToken }, request)
      admission.asking(request)
      return identity.passwords.lookAtReset((body as z.output<typeof withToken>).token)
    },
  })
  app.post('/api/auth/reset/password', {
    config: { access: 'public' },
    schema: {
      summary: 'Choose a new password with a link; ends every sign-in, and one signs in with it',
      tags: ['sign-in'],
      security: [],
      body: choosing,
      response: { 200: person, ...problemAnswers(400, 403, 404, 410, 429, 503) },
    },
    handler: async (request, reply) => {
      const { body } = checkRequest({ params: undefined, query: undefined, body: choosing }, request)
      const { token, password } = body as z.output<typeof choosing>
      admission.asking(request)
      const { email } = await identity.passwords.reset(token, password)
      // Whoever has the mailbox is no stranger: guesses from elsewhere do not keep them waiting.
      admission.remember(request, reply, email)
      return { email }
    },
  })
}

export function registerLinks(desk: Desk): void {
  const { app, identity, admission } = desk
  registerReset(desk)
  app.post('/api/auth/personal', {
    config: { access: 'public' },
    schema: {
      summary: 'Come in by a personal link: for two hours, and for what the link opens only',
      tags: ['sign-in'],
      security: [],
      body: withToken,
      response: { 200: me, ...problemAnswers(400, 401, 403, 404, 410, 429, 503) },
    },
    handler: async (request, reply) => {
      const { body } = checkRequest({ params: undefined, query: undefined, body: withToken }, request)
      admission.asking(request)
      const agent = agentOf(request.headers['user-agent'])
      const signed = await identity.personalLinks.redeem((body as z.output<typeof withToken>).token, agent)
      return answerSignedIn(desk, request, reply, signed)
    },
  })
}
