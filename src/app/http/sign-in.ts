/** Signing in and out, and who one is: besides health and the reference, the only addresses open to everybody. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ACTIONS, RELATIONS } from '../../kernel/access.ts'
import type { Clock } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import type { Language } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Identity, User } from '../identity/identity.ts'
import { cookieOf, tokenOf } from './call.ts'
import { languageOf } from './language.ts'
import { type Limit, openLimiter } from './limiter.ts'
import { problemAnswers } from './problem.ts'
import { checkRequest } from './routes.ts'

/** What the application says about a signed-in person and the catalogue in force; it knows both, this file neither. */
export type Describe = (user: User, language: Language) => Promise<unknown>

const me = z
  .looseObject({
    user: z.looseObject({
      id: shape.id,
      name: z.string(),
      email: z.string(),
      side: z.enum(['vendor', 'partner', 'customer']),
      roles: z.array(z.string()),
      accountId: shape.id.nullable(),
      partnerId: shape.id.nullable(),
      staffId: shape.id.nullable(),
      departmentIds: z.array(shape.id),
    }),
    may: z.partialRecord(z.enum(ACTIONS), z.enum(RELATIONS)),
    now: z.string().meta({ format: 'date-time' }),
    today: shape.civilDate,
    catalogue: z.looseObject({ id: z.string() }),
  })
  .meta({ id: 'Me', description: 'Who is signed in, what time it is, and the words of the catalogue in force' })

const credentials = shape.strict({ email: z.email().max(254), password: z.string().min(1).max(200) })

const MINUTE = 60_000
/** One person's mistakes, one address trying many people, and many addresses trying one person. */
const LIMITS: Record<string, Limit> = {
  pair: { failures: 10, within: 5 * MINUTE },
  address: { failures: 100, within: 5 * MINUTE },
  person: { failures: 50, within: 15 * MINUTE },
}

export function registerSignIn(
  app: FastifyInstance,
  deps: { identity: Identity; clock: Clock; describe: Describe },
): void {
  const { identity, clock, describe } = deps
  const limiter = openLimiter(clock, (name) =>
    must(LIMITS[name.slice(0, name.indexOf(' '))], 'every name begins with a limit'),
  )

  app.post('/api/auth/sign-in', {
    config: { access: 'public' },
    schema: {
      summary: 'Sign in with e-mail address and password; sets the session cookie',
      tags: ['sign-in'],
      security: [],
      body: credentials,
      response: { 200: me, ...problemAnswers(400, 401, 403, 429, 503) },
    },
    handler: async (request, reply) => {
      const { body } = checkRequest({ params: undefined, query: undefined, body: credentials }, request)
      const { email, password } = body as z.output<typeof credentials>
      const person = email.toLowerCase()
      const pair = `pair ${request.ip} ${person}`
      const others = [`address ${request.ip}`, `person ${person}`]
      limiter.admit(pair, ...others)
      const signed = await identity.signIn(email, password).catch((fault: unknown) => {
        limiter.pardon(pair, ...others)
        throw fault
      })
      if (!signed) throw new Problem('not-signed-in', 'password')
      limiter.forget(pair)
      limiter.pardon(...others)
      const seconds = Math.floor((signed.expiresAt - clock.now()) / 1000)
      reply.header('set-cookie', cookieOf(signed.token, request.protocol === 'https', seconds))
      return describe(signed.user, languageOf(request))
    },
  })

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
      return reply
        .code(204)
        .header('set-cookie', cookieOf('', request.protocol === 'https', 0))
        .send()
    },
  })

  app.get('/api/me', {
    config: { access: 'self.manage' },
    schema: {
      summary: 'Who is signed in, and the words of the catalogue',
      tags: ['sign-in'],
      response: { 200: me, ...problemAnswers(401, 503) },
    },
    handler: async (request) => describe(must(request.user, 'a signed-in person'), languageOf(request)),
  })
}
