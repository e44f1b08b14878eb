/** What every address of signing in shares: the shapes of its answers, and what happens when somebody has come in. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ACTIONS, RELATIONS } from '../../kernel/access.ts'
import type { Clock } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import type { Language } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Identity, Recognised, SignedIn, User } from '../identity/identity.ts'
import type { Organisation } from '../identity/memberships.ts'
import type { Admission } from './admission.ts'
import { COOKIE, cookieIn, cookieOf } from './call.ts'
import { languageOf } from './language.ts'

/** What the application says about a signed-in person and the catalogue in force; it knows both, this file neither. */
export type Describe = (user: User, language: Language) => Promise<unknown>

export type Desk = {
  app: FastifyInstance
  identity: Identity
  clock: Clock
  describe: Describe
  admission: Admission
  /** The configured address of this installation; null: each request's own. */
  site: string | null
  siteOfLetters: string
  zone: string
  organisationName(organisation: Organisation): Promise<string>
}

export const me = z
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

export const next = z
  .object({
    next: z.enum(['code', 'enrol']).meta({
      description: '`code`: a code of the second factor, or a passkey; `enrol`: a second factor has to be set up first',
    }),
  })
  .meta({ id: 'SignInStep', description: 'The password was right, and something more is needed' })

/** Why an address came in as it did not look like one of ours: paths of this installation only. */
export function ownPath(text: string | undefined): string | null {
  if (text === undefined || !text.startsWith('/') || text.length > 2000) return null
  const base = 'http://own.invalid'
  if (!URL.canParse(text, base)) return null
  const url = new URL(text, base)
  // A browser reads `/\` and a tab as it reads `//`: what counts is where it would go.
  if (url.origin !== base || /^\/[/\\]/.test(url.pathname)) return null
  return url.pathname + url.search + url.hash
}

/** Under which address the browser reaches us: configured, or as the request says. */
export function originOf({ site }: Pick<Desk, 'site'>, request: FastifyRequest): string {
  const text = site ?? `${request.protocol}://${request.host}`
  if (!URL.canParse(text)) throw new Problem('not-found')
  return new URL(text).origin
}

const PENDING_SECONDS = 15 * 60

/** Sets the session cookie; once the way in is complete, this browser is known as one of the person's. */
export async function letIn(desk: Desk, request: FastifyRequest, reply: FastifyReply, signed: SignedIn): Promise<void> {
  const { identity, clock, admission } = desk
  // Another sign-in of this browser is over; a program that sends its own token keeps it.
  const before = cookieIn(request.headers.cookie, COOKIE)
  if (before !== null && before !== signed.token) await identity.signOut(before)
  const whole = Math.floor((signed.expiresAt - clock.now()) / 1000)
  const seconds = signed.stage === 'open' ? whole : Math.min(whole, PENDING_SECONDS)
  reply.header('set-cookie', cookieOf(signed.token, request.protocol === 'https', seconds))
  if (signed.stage === 'open') admission.remember(request, reply, signed.user.email)
}

/** `letIn`, answered with who one is (200) or with what is still needed (202). */
export async function answerSignedIn(desk: Desk, request: FastifyRequest, reply: FastifyReply, signed: SignedIn) {
  await letIn(desk, request, reply, signed)
  if (signed.stage !== 'open') return reply.code(202).send({ next: signed.stage })
  return desk.describe(signed.user, languageOf(request))
}

/** For what is the person's own: a program, a personal link and an organisation's provider have no say in it. */
export function mustBeOneself(known: Recognised): Recognised & { signInId: string } {
  const { signInId } = known
  if (signInId === null || known.user.viewedBy !== null) throw new Problem('not-permitted')
  if (known.providerId !== null || known.linkId !== null) throw new Problem('bound-to-provider')
  return { ...known, signInId }
}
