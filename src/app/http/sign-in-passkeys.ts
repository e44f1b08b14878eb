/** Passkeys: signing in with one, and a person's own list of them. */
import { z } from 'zod'
import * as shape from '../../kernel/shapes.ts'
import { agentOf } from '../identity/sign-ins.ts'
import { recognised } from './guard.ts'
import { problemAnswers } from './problem.ts'
import { checkRequest } from './routes.ts'
import { answerSignedIn, type Desk, letIn, me, mustBeOneself, originOf } from './sign-in-desk.ts'

const asked = z
  .object({
    ticket: z.string().meta({ description: 'Given back with the answer, once, within ten minutes' }),
    options: z.looseObject({}).meta({ description: 'For the browser (WebAuthn, JSON)' }),
  })
  .meta({ id: 'PasskeyQuestion' })
const ticket = z.string().max(100)
/** What a device answered; the library that verifies it is the one that knows its parts. */
const response = z.looseObject({ id: z.string().max(2000), response: z.looseObject({}) })
const answered = shape.strict({ ticket, response })
const registered = shape.strict({ ticket, response, name: shape.text(60) })
const renamed = shape.strict({ name: shape.text(60) })
const one = shape.strict({ id: shape.id })

function registerSigningIn(desk: Desk): void {
  const { app, identity, admission } = desk
  app.post('/api/auth/passkey/options', {
    config: { access: 'public' },
    schema: {
      summary: 'What to ask of a browser to sign in with a passkey; names nobody',
      tags: ['sign-in'],
      security: [],
      response: { 200: asked, ...problemAnswers(403, 429, 503) },
    },
    handler: async (request) => {
      admission.asking(request)
      return identity.passkeys.signInOptions(originOf(desk, request))
    },
  })
  app.post('/api/auth/passkey', {
    config: { access: 'public' },
    schema: {
      summary: 'Sign in with what the passkey answered; sets the session cookie',
      tags: ['sign-in'],
      security: [],
      body: answered,
      response: { 200: me, ...problemAnswers(400, 401, 403, 429, 503) },
    },
    handler: async (request, reply) => {
      const { body } = checkRequest({ params: undefined, query: undefined, body: answered }, request)
      const { ticket: given, response: said } = body as z.output<typeof answered>
      admission.asking(request)
      const userId = await identity.passkeys.verify(given, said, originOf(desk, request))
      const agent = agentOf(request.headers['user-agent'])
      return answerSignedIn(desk, request, reply, await identity.enter({ userId, methods: ['passkey'], agent }))
    },
  })
}

function registerAdding(desk: Desk): void {
  const { app, identity } = desk
  app.post('/api/auth/passkeys/options', {
    config: { access: 'public' },
    schema: {
      summary: 'What to ask of a browser to register a passkey',
      tags: ['sign-in'],
      response: { 200: asked, ...problemAnswers(401, 403, 503) },
    },
    handler: async (request) => {
      const { user } = mustBeOneself(await recognised(identity, request, ['open', 'enrol']))
      return identity.passkeys.registrationOptions(user, originOf(desk, request))
    },
  })
  app.post('/api/auth/passkeys', {
    config: { access: 'public' },
    schema: {
      summary: 'Register a passkey under a name; it counts as second factor',
      tags: ['sign-in'],
      body: registered,
      response: { 201: z.object({ id: shape.id }), ...problemAnswers(400, 401, 403, 409, 503) },
    },
    handler: async (request, reply) => {
      const known = mustBeOneself(await recognised(identity, request, ['open', 'enrol']))
      const { body } = checkRequest({ params: undefined, query: undefined, body: registered }, request)
      const { ticket: given, response: said, name } = body as z.output<typeof registered>
      const id = await identity.passkeys.register(known.user.userId, given, said, name, originOf(desk, request))
      if (known.stage === 'enrol')
        await letIn(desk, request, reply, await identity.strengthen(known.signInId, 'passkey'))
      return reply.code(201).send({ id })
    },
  })
}

function registerKeeping({ app, identity }: Desk): void {
  const done = { 204: z.null(), ...problemAnswers(400, 401, 403, 404, 503) }
  app.post('/api/auth/passkeys/:id/rename', {
    config: { access: 'self.manage' },
    schema: { summary: 'Call a passkey something else', tags: ['sign-in'], params: one, body: renamed, response: done },
    handler: async (request, reply) => {
      const { params, body } = checkRequest({ params: one, query: undefined, body: renamed }, request)
      const { user } = mustBeOneself(await recognised(identity, request, ['open']))
      const { id } = params as z.output<typeof one>
      await identity.passkeys.rename(user.userId, id, (body as z.output<typeof renamed>).name)
      return reply.code(204).send()
    },
  })
  app.post('/api/auth/passkeys/:id/remove', {
    config: { access: 'self.manage' },
    schema: { summary: 'Remove a passkey', tags: ['sign-in'], params: one, response: done },
    handler: async (request, reply) => {
      const { params } = checkRequest({ params: one, query: undefined, body: undefined }, request)
      const { user } = mustBeOneself(await recognised(identity, request, ['open']))
      await identity.passkeys.remove(user.userId, (params as z.output<typeof one>).id)
      return reply.code(204).send()
    },
  })
}

export function registerPasskeys(desk: Desk): void {
  registerSigningIn(desk)
  registerAdding(desk)
  registerKeeping(desk)
}
