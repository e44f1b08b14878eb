/** The second factor: giving its code on the way in, setting it up, new recovery codes, and doing without. */
import { z } from 'zod'
import { Problem } from '../../kernel/failure.ts'
import * as shape from '../../kernel/shapes.ts'
import { recognised } from './guard.ts'
import { problemAnswers } from './problem.ts'
import { checkRequest } from './routes.ts'
import { answerSignedIn, type Desk, letIn, me, mustBeOneself, next } from './sign-in-desk.ts'

const withCode = shape.strict({ code: z.string().min(1).max(40) })
const begun = z.object({
  secret: z.string().meta({ description: 'Base32, for typing into an app' }),
  uri: z.string().meta({ description: 'otpauth://…, for a QR code' }),
})
const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()).meta({ description: 'Shown this once' }) })

const bodyOf = <S extends z.ZodType>(schema: S, request: Parameters<typeof checkRequest>[1]): z.output<S> =>
  checkRequest({ params: undefined, query: undefined, body: schema }, request).body as z.output<S>

function registerCode(desk: Desk): void {
  const { app, identity, admission } = desk
  app.post('/api/auth/code', {
    config: { access: 'public' },
    schema: {
      summary: 'Give the code of an authenticator app, or a recovery code, after the password',
      tags: ['sign-in'],
      body: withCode,
      response: { 200: me, 202: next, ...problemAnswers(400, 401, 403, 409, 429, 503) },
    },
    handler: async (request, reply) => {
      const known = mustBeOneself(await recognised(identity, request, ['code']))
      const { code } = bodyOf(withCode, request)
      const method = await admission.code(request, known.user, () =>
        identity.secondFactor.check(known.user.userId, code),
      )
      if (method === null) throw new Problem('code-wrong', 'code')
      return answerSignedIn(desk, request, reply, await identity.strengthen(known.signInId, method))
    },
  })
}

function registerEnrolment(desk: Desk): void {
  const { app, identity, admission } = desk
  app.post('/api/auth/second-factor/begin', {
    config: { access: 'public' },
    schema: {
      summary: 'A new secret for an authenticator app; in force once a code of it was given back',
      tags: ['sign-in'],
      response: { 200: begun, ...problemAnswers(401, 403, 409, 503) },
    },
    handler: async (request) =>
      identity.secondFactor.begin(mustBeOneself(await recognised(identity, request, ['open', 'enrol'])).user),
  })
  app.post('/api/auth/second-factor/confirm', {
    config: { access: 'public' },
    schema: {
      summary: 'Give back a code of the new secret; answers the recovery codes',
      tags: ['sign-in'],
      body: withCode,
      response: { 200: recoveryCodes, ...problemAnswers(400, 401, 403, 409, 429, 503) },
    },
    handler: async (request, reply) => {
      const known = mustBeOneself(await recognised(identity, request, ['open', 'enrol']))
      const { code } = bodyOf(withCode, request)
      const { userId } = known.user
      // A wrong code is no fault but an attempt, and counts as one.
      const codes = await admission.code(request, known.user, () =>
        identity.secondFactor.confirm(userId, code).catch((error: unknown) => {
          if (error instanceof Problem && error.code === 'code-wrong') return null
          throw error
        }),
      )
      if (codes === null) throw new Problem('code-wrong', 'code')
      await letIn(desk, request, reply, await identity.strengthen(known.signInId, 'totp'))
      return { recoveryCodes: codes }
    },
  })
}

function registerChanges({ app, identity, admission }: Desk): void {
  const answers = problemAnswers(400, 401, 403, 429, 503)
  const proved = async (request: Parameters<typeof checkRequest>[1]) => {
    const { code } = bodyOf(withCode, request)
    const { user } = mustBeOneself(await recognised(identity, request, ['open']))
    const method = await admission.code(request, user, () => identity.secondFactor.check(user.userId, code))
    if (method === null) throw new Problem('code-wrong', 'code')
    return user.userId
  }
  app.post('/api/auth/second-factor/recovery-codes', {
    config: { access: 'self.manage' },
    schema: {
      summary: 'New recovery codes in place of the old ones, against a code',
      tags: ['sign-in'],
      body: withCode,
      response: { 200: recoveryCodes, ...answers },
    },
    handler: async (request) => ({ recoveryCodes: await identity.secondFactor.renewCodes(await proved(request)) }),
  })
  app.post('/api/auth/second-factor/remove', {
    config: { access: 'self.manage' },
    schema: {
      summary: 'Do without the authenticator app, against a code; where one is required, it has to be set up again',
      tags: ['sign-in'],
      body: withCode,
      response: { 204: z.null(), ...answers },
    },
    handler: async (request, reply) => {
      await identity.secondFactor.remove(await proved(request))
      return reply.code(204).send()
    },
  })
}

export function registerSecondFactor(desk: Desk): void {
  registerCode(desk)
  registerEnrolment(desk)
  registerChanges(desk)
}
