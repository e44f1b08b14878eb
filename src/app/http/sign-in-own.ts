/** A person's own security: what one signs in with, where one is signed in, and for which organisation one acts. */
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatInstant, type Instant } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Recognised } from '../identity/identity.ts'
import { heldAt, type Organisation, organisationsIn, sameOrganisation } from '../identity/memberships.ts'
import { noteOf } from '../identity/record.ts'
import { endSignIns, signInsOf } from '../identity/sign-ins.ts'
import { languageOf } from './language.ts'
import { problemAnswers } from './problem.ts'
import { checkRequest } from './routes.ts'
import { type Desk, me, mustBeOneself, originOf } from './sign-in-desk.ts'

const moment = z.string().meta({ format: 'date-time' })
const organisation = z.object({
  side: z.enum(['vendor', 'partner', 'customer']),
  accountId: shape.id.nullable(),
  partnerId: shape.id.nullable(),
  name: z.string(),
  current: z.boolean(),
})
const security = z
  .object({
    password: z.boolean(),
    secondFactor: z.object({ confirmed: z.boolean(), recoveryLeft: z.int(), required: z.boolean() }),
    passkeys: z.array(
      z.object({
        id: shape.id,
        name: z.string(),
        createdAt: moment,
        usedAt: moment.nullable(),
        here: z.boolean().meta({ description: 'Whether it was made for this address and can be used here' }),
      }),
    ),
    signIns: z.array(
      z.object({
        id: shape.id,
        agent: z.string().nullable(),
        methods: z.array(z.string()),
        createdAt: moment,
        seenAt: moment,
        current: z.boolean(),
      }),
    ),
    organisations: z.array(organisation),
    mayChange: z.boolean().meta({ description: "False while signed in through an organisation's provider" }),
  })
  .meta({ id: 'OwnSecurity' })

const changing = shape.strict({ current: z.string().min(1).max(200), password: z.string().min(1).max(200) })
const one = shape.strict({ id: shape.id })
const acting = shape.strict({
  side: z.enum(['vendor', 'partner', 'customer']),
  accountId: shape.id.nullable().optional(),
  partnerId: shape.id.nullable().optional(),
})

const knownOf = (request: FastifyRequest) => must(request.known, 'the gate has let somebody in')

/** A provider's word, a personal link and a key count in one organisation; others are not shown by them. */
const isBound = ({ providerId, linkId, signInId }: Recognised): boolean =>
  providerId !== null || linkId !== null || signInId === null

type OwnDesk = Desk & {
  organisationsOf(userId: string, current: Organisation): Promise<z.output<typeof organisation>[]>
}

function registerOverview(desk: OwnDesk): void {
  const { app, identity, clock, zone } = desk
  const said = (at: Instant): string => formatInstant(at, zone)
  app.get('/api/auth/security', {
    config: { access: 'self.manage' },
    schema: {
      summary: 'What one signs in with, where one is signed in, and the organisations one may act for',
      tags: ['sign-in'],
      response: { 200: security, ...problemAnswers(401, 403, 503) },
    },
    handler: async (request) => {
      const known = knownOf(request)
      const { userId } = known.user
      const bound = isBound(known)
      const [status, rule, password, passkeys, signIns, organisations] = await Promise.all([
        identity.secondFactor.statusOf(userId),
        identity.secondFactor.rule(),
        identity.passwords.has(userId),
        identity.passkeys.listOf(userId, originOf(desk, request)),
        identity.inTransaction((tx) => signInsOf(tx, userId, clock.now())),
        desk.organisationsOf(userId, known.user),
      ])
      return {
        password,
        secondFactor: { ...status, required: rule === 'required' && known.user.side !== 'customer' },
        passkeys: passkeys.map((p) => ({
          ...p,
          createdAt: said(p.createdAt),
          usedAt: p.usedAt === null ? null : said(p.usedAt),
        })),
        signIns: signIns
          .filter((s) => !bound || s.id === known.signInId)
          .map((s) => ({
            ...s,
            createdAt: said(s.createdAt),
            seenAt: said(s.seenAt),
            current: s.id === known.signInId,
          })),
        organisations: bound ? organisations.filter((o) => o.current) : organisations,
        mayChange: !bound,
      }
    },
  })
}

function registerPasswordChange({ app, identity, admission }: Desk): void {
  app.post('/api/auth/password', {
    config: { access: 'self.manage' },
    schema: {
      summary: 'Choose another password; ends every other sign-in of the person',
      tags: ['sign-in'],
      body: changing,
      response: { 204: z.null(), ...problemAnswers(400, 401, 403, 429, 503) },
    },
    handler: async (request, reply) => {
      const { body } = checkRequest({ params: undefined, query: undefined, body: changing }, request)
      const { current, password } = body as z.output<typeof changing>
      const known = mustBeOneself(knownOf(request))
      const right = await admission.password(request, known.user.email, async () =>
        (await identity.passwords.is(known.user.userId, current)) ? true : null,
      )
      if (right === null) throw new Problem('invalid-field', 'current', { code: 'password-wrong' })
      await identity.passwords.change(known, password)
      return reply.code(204).send()
    },
  })
}

function registerEnding({ app, identity, clock }: Desk): void {
  const end = async (request: FastifyRequest, only: string | null) => {
    const known = mustBeOneself(knownOf(request))
    const { userId } = known.user
    const which = only === null ? { but: known.signInId } : { only }
    const ended = await identity.inTransaction(async (tx) => {
      const count = await endSignIns(tx, userId, which)
      const sides = { before: { signIns: count, ...(only !== null && { signIn: only }) }, after: null }
      if (count > 0) await noteOf(tx, userId, { action: 'sign-in.end', ...sides }, clock.now())
      return count
    })
    identity.forget(userId)
    return ended
  }
  app.post('/api/auth/sign-ins/:id/end', {
    config: { access: 'self.manage' },
    schema: {
      summary: 'End one of the own sign-ins',
      tags: ['sign-in'],
      params: one,
      response: { 204: z.null(), ...problemAnswers(401, 403, 404, 503) },
    },
    handler: async (request, reply) => {
      const { params } = checkRequest({ params: one, query: undefined, body: undefined }, request)
      if ((await end(request, (params as z.output<typeof one>).id)) === 0) throw new Problem('unknown-reference', 'id')
      return reply.code(204).send()
    },
  })
  app.post('/api/auth/sign-ins/end-others', {
    config: { access: 'self.manage' },
    schema: {
      summary: 'End all of the own sign-ins but this one',
      tags: ['sign-in'],
      response: { 200: z.object({ ended: z.int() }), ...problemAnswers(401, 403, 503) },
    },
    handler: async (request) => ({ ended: await end(request, null) }),
  })
}

function registerOrganisations(desk: OwnDesk): void {
  const { app, identity, describe } = desk
  app.get('/api/auth/organisations', {
    config: { access: 'self.manage' },
    schema: {
      summary: 'The organisations that one may act for now',
      tags: ['sign-in'],
      response: { 200: z.object({ items: z.array(organisation) }), ...problemAnswers(401, 403, 503) },
    },
    handler: async (request) => {
      const known = knownOf(request)
      const all = await desk.organisationsOf(known.user.userId, known.user)
      return { items: isBound(known) ? all.filter((o) => o.current) : all }
    },
  })
  app.post('/api/auth/organisation', {
    config: { access: 'self.manage' },
    schema: {
      summary: 'Act for another organisation of one’s own from now on',
      tags: ['sign-in'],
      body: acting,
      response: { 200: me, ...problemAnswers(400, 401, 403, 404, 503) },
    },
    handler: async (request) => {
      const { body } = checkRequest({ params: undefined, query: undefined, body: acting }, request)
      const { side, accountId = null, partnerId = null } = body as z.output<typeof acting>
      const user = await identity.actFor(mustBeOneself(knownOf(request)), { side, accountId, partnerId })
      return describe(user, languageOf(request))
    },
  })
}

export function registerOwn(desk: Desk): void {
  const own: OwnDesk = {
    ...desk,
    async organisationsOf(userId, current) {
      const held = await desk.identity.inTransaction((tx) => heldAt(tx, userId, desk.clock.now()))
      return Promise.all(
        organisationsIn(held).map(async (o) => ({
          ...o,
          name: await desk.organisationName(o).catch(() => ''),
          current: sameOrganisation(o, current),
        })),
      )
    },
  }
  registerOverview(own)
  registerPasswordChange(desk)
  registerEnding(desk)
  registerOrganisations(own)
}
