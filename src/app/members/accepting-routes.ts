/** Opening and accepting an invitation: for people who cannot sign in yet, so open to whoever has a link. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Clock, formatInstant } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Db } from '../../kernel/transaction.ts'
import type { Vocabulary } from '../../people/index.ts'
import { type Limit, openLimiter } from '../http/limiter.ts'
import { problemAnswers } from '../http/problem.ts'
import { checkRequest } from '../http/routes.ts'
import type { Identity } from '../identity/identity.ts'
import type { PasswordCost } from '../identity/password.ts'
import { acceptAsKnown, acceptAsNew, lookAtInvitation } from './accepting.ts'
import { NAME_MAX } from './shapes.ts'

export type AcceptingServices = {
  db: Db
  clock: Clock
  zone: string
  identity: Pick<Identity, 'forget'>
  vocabulary: () => Vocabulary
  passwordCost?: PasswordCost | undefined
}

const TAGS = ['sign-in']
const VENDOR = { vendor: true } as const
/** Tokens cannot be guessed; this only keeps one address from asking without end. */
const LIMIT: Limit = { failures: 60, within: 5 * 60_000 }

const token = z.string().min(1).max(100)
const looking = shape.strict({ token })
const accepting = shape.strict({
  token,
  name: shape.text(NAME_MAX),
  password: z.string().min(1).max(400),
  language: shape.language.optional(),
})

const opened = z.object({
  organisation: z.string(),
  side: z.enum(['vendor', 'partner', 'customer']),
  email: z.string(),
  name: z.string().nullable(),
  roles: z.array(z.string()),
  expiresAt: z.string(),
  known: z.boolean().meta({ description: 'Has a sign-in already: accepted by signing in, not by choosing a password' }),
  language: shape.language,
})

export function registerInvitations(app: FastifyInstance, services: AcceptingServices): void {
  const { db, clock, zone, identity, vocabulary, passwordCost } = services
  const limiter = openLimiter(clock, () => LIMIT)
  const checked = <B extends z.ZodType>(body: B, request: Parameters<typeof checkRequest>[1]) => {
    limiter.admit(`invitation ${request.ip}`)
    return checkRequest({ params: undefined, query: undefined, body }, request).body as z.output<B>
  }

  app.post('/api/invitations/look', {
    config: { access: 'public' },
    schema: {
      summary: 'What an invitation is to, before it is accepted',
      tags: TAGS,
      security: [],
      body: looking,
      response: { 200: opened, ...problemAnswers(400, 404, 410, 429, 503) },
    },
    handler: async (request) => {
      const body = checked(looking, request)
      const found = await db.read(VENDOR, (tx) => lookAtInvitation(tx, body.token, clock.now()))
      limiter.pardon(`invitation ${request.ip}`)
      return { ...found, expiresAt: formatInstant(found.expiresAt, zone) }
    },
  })

  app.post('/api/invitations/accept', {
    config: { access: 'public' },
    schema: {
      summary: 'Accept an invitation with a name and a password of one’s own; sign in with them afterwards',
      tags: TAGS,
      security: [],
      body: accepting,
      response: { 200: z.object({ email: z.string() }), ...problemAnswers(400, 404, 409, 410, 429, 503) },
    },
    handler: async (request) => {
      const { token: given, name, password, language } = checked(accepting, request)
      const now = clock.now()
      const accepted = await db.transaction(VENDOR, async (tx) => {
        const seen = await lookAtInvitation(tx, given, now)
        const chosen = { name, password, language: language ?? seen.language }
        return acceptAsNew(tx, given, chosen, { vocabulary: vocabulary(), passwordCost }, now)
      })
      limiter.pardon(`invitation ${request.ip}`)
      return accepted
    },
  })

  app.post('/api/invitations/join', {
    config: { access: 'self.manage' },
    schema: {
      summary: 'Accept an invitation as the person who is signed in: one more organisation to act for',
      tags: TAGS,
      body: looking,
      response: { 200: z.object({ done: z.literal(true) }), ...problemAnswers(400, 401, 403, 404, 410, 503) },
    },
    handler: async (request) => {
      const { token: given } = checked(looking, request)
      const { userId } = must(request.user, 'a signed-in person')
      await db.transaction(VENDOR, (tx) => acceptAsKnown(tx, given, userId, vocabulary(), clock.now()))
      identity.forget(userId)
      return { done: true as const }
    },
  })
}
