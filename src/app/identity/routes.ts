/** What an administrator decides about signing in: the second factor, providers, service accounts and keys, personal links. */
import { z } from 'zod'
import { ACTIONS, type Action, ROLES, relationOf } from '../../kernel/access.ts'
import { type Clock, formatInstant, type Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { type Caller, type Route, route } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import { FOR_PROGRAMS } from './api-keys.ts'
import type { Identity } from './identity.ts'
import type { Organisation } from './memberships.ts'
import { isIssuer } from './providers.ts'

type Deps = {
  identity: Identity
  clock: Clock
  zone: string
  organisationName(organisation: Organisation): Promise<string>
}

const TAG = 'settings'
const sayer = (zone: string) => {
  const said = (at: Instant): string => formatInstant(at, zone)
  return { said, saidOrNull: (at: Instant | null): string | null => (at === null ? null : said(at)) }
}
const moment = z.string().meta({ format: 'date-time' })
const one = shape.strict({ id: shape.id })
const done = shape.strict({ ok: z.literal(true) })
const OK = { ok: true } as const

const scopes = z.array(z.enum(ACTIONS)).min(1).max(ACTIONS.length)

function securityRoutes({ identity }: Deps): Route[] {
  const rule = shape.strict({ secondFactor: z.enum(['required', 'off']) })
  return [
    route({
      method: 'GET',
      path: '/api/settings/security',
      tag: TAG,
      summary: 'Whether staff need a second factor beside their password',
      may: 'settings.write',
      response: rule,
      handler: async () => ({ secondFactor: await identity.secondFactor.rule() }),
    }),
    route({
      method: 'PUT',
      path: '/api/settings/security',
      tag: TAG,
      summary: 'Whether staff need a second factor; holds at once, also for those who are signed in',
      may: 'settings.write',
      body: rule,
      response: rule,
      handler: async ({ body, caller }) => {
        await identity.secondFactor.setRule(body.secondFactor, caller)
        return body
      },
    }),
    route({
      method: 'POST',
      path: '/api/settings/people/:id/second-factor/remove',
      tag: TAG,
      summary: 'For somebody who lost the authenticator app and its recovery codes; ends the sign-ins',
      may: 'settings.write',
      params: one,
      response: done,
      handler: async ({ params, caller }) => {
        await identity.secondFactor.remove(params.id, caller)
        await identity.revoke(params.id)
        return OK
      },
    }),
  ]
}

const domain = z
  .string()
  .max(253)
  .refine((text) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text), shape.coded('wrong-format'))
const issuer = z.string().max(500).refine(isIssuer, shape.coded('not-an-address'))
const fields = {
  name: shape.text(80),
  issuer,
  clientId: z.string().min(1).max(300),
  domains: z.array(domain).min(1).max(50),
  active: z.boolean(),
}
const organisation = {
  side: z.enum(['vendor', 'partner', 'customer']),
  accountId: shape.id.nullable(),
  partnerId: shape.id.nullable(),
}
const provider = z.object({ id: shape.id, ...fields, ...organisation, organisation: z.string(), version: z.int() })

function providerRoutes({ identity, organisationName }: Deps): Route[] {
  const { providers } = identity
  const secret = z.string().min(1).max(1000)
  return [
    route({
      method: 'GET',
      path: '/api/settings/providers',
      tag: TAG,
      summary: "Organisations' OpenID Connect providers; a client secret is never shown again",
      may: 'settings.write',
      response: z.object({ items: z.array(provider), callback: z.string() }),
      handler: async () => {
        const all = await providers.list()
        const items = await Promise.all(
          all.map(async (p) => ({ ...p, organisation: await organisationName(p).catch(() => '') })),
        )
        return { items, callback: '/api/auth/callback' }
      },
    }),
    route({
      method: 'POST',
      path: '/api/settings/providers',
      tag: TAG,
      summary: "Add an organisation's provider",
      may: 'settings.write',
      status: 201,
      body: shape.strict({ ...fields, ...organisation, clientSecret: secret }),
      response: z.object({ id: shape.id }),
      handler: async ({ body, caller }) => {
        const { side, accountId, partnerId, clientSecret, ...rest } = body
        const whole = { side, accountId, partnerId }
        if ((side === 'customer') !== (accountId !== null))
          throw new Problem('invalid-field', 'accountId', { code: 'required' })
        if ((side === 'partner') !== (partnerId !== null))
          throw new Problem('invalid-field', 'partnerId', { code: 'required' })
        await organisationName(whole)
        return { id: await providers.create(whole, rest, clientSecret, caller) }
      },
    }),
    route({
      method: 'PUT',
      path: '/api/settings/providers/:id',
      tag: TAG,
      summary: 'Change a provider; without a client secret the one of before stays',
      may: 'settings.write',
      params: one,
      body: shape.strict({ ...fields, clientSecret: secret.optional() }),
      response: done,
      handler: async ({ params, body: { clientSecret, ...rest }, ifMatch, caller }) => {
        await providers.change(params.id, rest, clientSecret ?? null, ifMatch, caller)
        return OK
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/settings/providers/:id',
      tag: TAG,
      summary: 'Remove a provider; whoever it let in is signed out',
      may: 'settings.write',
      params: one,
      response: done,
      handler: async ({ params, caller }) => {
        await providers.remove(params.id, caller)
        return OK
      },
    }),
  ]
}

const key = z.object({
  id: shape.id,
  name: z.string(),
  hint: z.string().meta({ description: 'The last four characters' }),
  scopes: z.array(z.enum(ACTIONS)),
  createdAt: moment,
  expiresAt: moment.nullable(),
  usedAt: moment.nullable(),
  revokedAt: moment.nullable(),
})
const serviceAccount = z.object({
  id: shape.id,
  name: z.string(),
  roles: z.array(z.string()),
  disabledAt: moment.nullable(),
  keys: z.array(key),
})

function keyRoutes({ identity, clock, zone }: Deps): Route[] {
  const { said, saidOrNull } = sayer(zone)
  const { apiKeys } = identity
  return [
    route({
      method: 'GET',
      path: '/api/settings/service-accounts',
      tag: TAG,
      summary: 'Programs that work here, with their keys; never the keys themselves',
      may: 'keys.write',
      response: z.object({ items: z.array(serviceAccount) }),
      handler: async () => ({
        items: (await apiKeys.list()).map((account) => ({
          ...account,
          disabledAt: saidOrNull(account.disabledAt),
          keys: account.keys.map(({ createdBy: _, ...k }) => ({
            ...k,
            createdAt: said(k.createdAt),
            expiresAt: saidOrNull(k.expiresAt),
            usedAt: saidOrNull(k.usedAt),
            revokedAt: saidOrNull(k.revokedAt),
          })),
        })),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/settings/service-accounts',
      tag: TAG,
      summary: 'A program of the vendor, with roles as a person has them',
      may: 'keys.write',
      status: 201,
      body: shape.strict({
        name: shape.text(80),
        roles: z.array(z.enum(ROLES.vendor)).min(1).max(ROLES.vendor.length),
      }),
      response: z.object({ id: shape.id }),
      handler: async ({ body, caller }) => ({ id: await apiKeys.createAccount({ ...body, by: caller }) }),
    }),
    route({
      method: 'POST',
      path: '/api/settings/service-accounts/:id/disable',
      tag: TAG,
      summary: 'None of its keys opens anything from now on',
      may: 'keys.write',
      params: one,
      response: done,
      handler: async ({ params, caller }) => {
        await apiKeys.disableAccount(params.id, caller)
        return OK
      },
    }),
    route({
      method: 'POST',
      path: '/api/settings/service-accounts/:id/keys',
      tag: TAG,
      summary: 'A key for some actions; shown in this answer and never again',
      may: 'keys.write',
      status: 201,
      params: one,
      body: shape.strict({ name: shape.text(80), scopes, expiresAt: shape.instant.optional() }),
      response: z.object({ id: shape.id, key: z.string() }),
      handler: async ({ params, body: { name, scopes: given, expiresAt = null }, caller }) => {
        mustLieAhead(expiresAt, clock)
        if (!given.every((action) => FOR_PROGRAMS.includes(action)))
          throw new Problem('invalid-field', 'scopes', { code: 'not-one-of', allowed: FOR_PROGRAMS.join(', ') })
        return apiKeys.createKey({ accountId: params.id, name, scopes: given, expiresAt, by: caller })
      },
    }),
    route({
      method: 'POST',
      path: '/api/settings/keys/:id/revoke',
      tag: TAG,
      summary: 'The key opens nothing from now on',
      may: 'keys.write',
      params: one,
      response: done,
      handler: async ({ params, caller }) => {
        await apiKeys.revokeKey(params.id, caller)
        return OK
      },
    }),
  ]
}

function mustLieAhead(at: Instant | null, clock: Clock): void {
  if (at !== null && at <= clock.now()) throw new Problem('invalid-field', 'expiresAt', { code: 'until-before-from' })
}

const DAY = 86_400_000
const MOST_DAYS = 180

/** A link opens at most what a card owner may do, whoever makes it. */
const FOR_OWNERS: Action[] = ACTIONS.filter((action) => relationOf(action, 'customer', ['owner']) !== null)

const organisationOf = ({ side, accountId, partnerId }: Caller): Organisation => ({ side, accountId, partnerId })

function personalLinkRoutes({ identity, clock, zone }: Deps): Route[] {
  const { said, saidOrNull } = sayer(zone)
  const { personalLinks } = identity
  /** The customer's own people; the vendor names the account whose person it is. */
  const whose = (caller: Caller, accountId: string | undefined): Organisation => {
    if (caller.side === 'vendor' && accountId !== undefined) return { side: 'customer', accountId, partnerId: null }
    if (accountId !== undefined && accountId !== caller.accountId) throw new Problem('unknown-reference', 'account')
    return organisationOf(caller)
  }
  const ofAccount = shape.strict({ account: shape.id.optional() })
  return [
    route({
      method: 'GET',
      path: '/api/personal-links',
      tag: 'people',
      summary: 'Personal links that still open',
      may: 'members.write',
      query: ofAccount,
      response: z.object({
        items: z.array(
          z.object({
            id: shape.id,
            userId: shape.id,
            scopes: z.array(z.enum(ACTIONS)),
            createdAt: moment,
            expiresAt: moment,
            usedAt: moment.nullable(),
          }),
        ),
      }),
      handler: async ({ caller, query }) => ({
        items: (await personalLinks.listOf(whose(caller, query.account))).map((link) => ({
          ...link,
          createdAt: said(link.createdAt),
          expiresAt: said(link.expiresAt),
          usedAt: saidOrNull(link.usedAt),
        })),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/personal-links',
      tag: 'people',
      summary:
        'A link that lets somebody in without a password, for some actions and days; its address is answered this once',
      may: 'members.write',
      status: 201,
      query: ofAccount,
      body: shape.strict({ userId: shape.id, scopes, days: z.int().min(1).max(MOST_DAYS) }),
      response: z.object({ id: shape.id, path: z.string(), expiresAt: moment }),
      handler: async ({ caller, query, body }) => {
        const foreign = body.scopes.find((action) => !FOR_OWNERS.includes(action))
        if (foreign !== undefined)
          throw new Problem('invalid-field', 'scopes', { code: 'not-one-of', allowed: FOR_OWNERS.join(', ') })
        const expiresAt = clock.now() + body.days * DAY
        const { userId, scopes: given } = body
        const organisation = whose(caller, query.account)
        const made = await personalLinks.make({ ...organisation, userId, scopes: given, expiresAt, by: caller })
        return { id: made.id, path: `/open#${made.token}`, expiresAt: said(expiresAt) }
      },
    }),
    route({
      method: 'POST',
      path: '/api/personal-links/:id/withdraw',
      tag: 'people',
      summary: 'The link opens nothing any more, and whoever is in by it is out',
      may: 'members.write',
      params: one,
      query: ofAccount,
      response: done,
      handler: async ({ caller, params, query }) => {
        if (!(await personalLinks.withdraw(params.id, whose(caller, query.account), caller)))
          throw new Problem('unknown-reference', 'id')
        return OK
      },
    }),
  ]
}

export function identityRoutes(deps: Deps): Route[] {
  return [...securityRoutes(deps), ...providerRoutes(deps), ...keyRoutes(deps), ...personalLinkRoutes(deps)]
}
