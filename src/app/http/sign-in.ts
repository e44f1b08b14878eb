/** Signing in with a password and out, and who one is; the other ways in stand in files beside this one. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { must, Problem } from '../../kernel/failure.ts'
import * as shape from '../../kernel/shapes.ts'
import { agentOf } from '../identity/sign-ins.ts'
import { openAdmission } from './admission.ts'
import { cookieOf, tokenOf, viewCookieOf, viewsIn } from './call.ts'
import { languageOf } from './language.ts'
import { problemAnswers } from './problem.ts'
import { checkRequest } from './routes.ts'
import { answerSignedIn, type Desk, me, next } from './sign-in-desk.ts'
import { registerLinks } from './sign-in-links.ts'
import { registerOwn } from './sign-in-own.ts'
import { registerPasskeys } from './sign-in-passkeys.ts'
import { registerProviders } from './sign-in-providers.ts'
import { registerSecondFactor } from './sign-in-second-factor.ts'

export type { Describe } from './sign-in-desk.ts'

const credentials = shape.strict({ email: z.email().max(254), password: z.string().min(1).max(200) })

function registerPassword(desk: Desk): void {
  const { app, identity, admission } = desk
  app.post('/api/auth/sign-in', {
    config: { access: 'public' },
    schema: {
      summary: 'Sign in with e-mail address and password; sets the session cookie',
      tags: ['sign-in'],
      security: [],
      body: credentials,
      response: { 200: me, 202: next, ...problemAnswers(400, 401, 403, 429, 503) },
    },
    handler: async (request, reply) => {
      const { body } = checkRequest({ params: undefined, query: undefined, body: credentials }, request)
      const { email, password } = body as z.output<typeof credentials>
      const agent = agentOf(request.headers['user-agent'])
      const signed = await admission.password(request, email, () => identity.signIn(email, password, agent))
      if (!signed) throw new Problem('not-signed-in', 'password')
      return answerSignedIn(desk, request, reply, signed)
    },
  })
}

function registerSignOut({ app, identity }: Desk): void {
  app.post('/api/auth/sign-out', {
    config: { access: 'public' },
    schema: {
      summary: 'Sign out; the token is worth nothing from now on',
      tags: ['sign-in'],
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const token = tokenOf(request)
      if (token !== null) await identity.signOut(token)
      // Whoever sits down at this browser next does not go on looking as a customer.
      for (const { accountId, token: look } of viewsIn(request.headers.cookie)) {
        await identity.endView(look)
        reply.header('set-cookie', viewCookieOf(accountId, '', request.protocol === 'https', 0))
      }
      return reply
        .code(204)
        .header('set-cookie', cookieOf('', request.protocol === 'https', 0))
        .send()
    },
  })
}

function registerMe({ app, describe }: Desk): void {
  app.get('/api/me', {
    config: { access: 'self.manage' },
    schema: {
      summary: 'Who is signed in, and the words of the catalogue',
      tags: ['sign-in'],
      response: { 200: me, ...problemAnswers(401, 403, 503) },
    },
    handler: async (request) => describe(must(request.user, 'a signed-in person'), languageOf(request)),
  })
}

export function registerSignIn(app: FastifyInstance, deps: Omit<Desk, 'app' | 'admission'>): void {
  const desk: Desk = { app, ...deps, admission: openAdmission(deps.clock, deps.identity.sealer) }
  registerPassword(desk)
  registerSecondFactor(desk)
  registerPasskeys(desk)
  registerProviders(desk)
  registerLinks(desk)
  registerOwn(desk)
  registerSignOut(desk)
  registerMe(desk)
}
