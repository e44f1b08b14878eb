/** The people of organisations over HTTP: who is there, roles, invitations, files of people, hand-overs. */
import { z } from 'zod'
import { differing, recordChanges } from '../../kernel/audit.ts'
import { type Clock, civilAt } from '../../kernel/clock.ts'
import { type IdempotencyRef, once } from '../../kernel/idempotency.ts'
import { type Caller, type Route, route } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Db, Tx } from '../../kernel/transaction.ts'
import type { Vocabulary } from '../../people/index.ts'
import type { Identity } from '../identity/identity.ts'
import type { Organisation } from '../identity/memberships.ts'
import { writeSetting } from '../settings.ts'
import { askHandOver, type HandOverAsk, handOver } from './handing-over.ts'
import { type Invitee, invite, resend, withdraw } from './invitations.ts'
import { invitedTo, memberPlace, membersOf, type Showing } from './members.ts'
import { type Named, nameOf, organisationOf, vendorOf } from './organisations.ts'
import { takePeopleFile } from './people-file.ts'
import { type Acting, changeRole, endMember, endRole, type Given, giveRole } from './roles.ts'
import * as shapes from './shapes.ts'
import { dropSignIns } from './store.ts'

export type MemberServices = {
  db: Db
  clock: Clock
  zone: string
  identity: Pick<Identity, 'forget'>
  vocabulary: () => Vocabulary
  /** The version of the terms in force, which decisions are kept under. */
  version: () => string
  /** Where the pages are reached from outside, without a slash at its end: what links in mails begin with. */
  address: () => string
}

const TAG = 'people'
const VENDOR = { vendor: true } as const
const FILE_BYTES = 5 * 1_048_576
const one = shape.strict({ id: shape.id })
const person = shape.strict({ userId: shape.id })
const organisation = shape.strict(shapes.named)
const done = z.object({ done: z.literal(true) })
const DONE = { done: true } as const
const until = shape.strict({ lastDay: shape.civilDate.nullable().optional() })

type GivenBody = { role: string; departmentId?: string | null | undefined } & {
  firstDay?: string | null | undefined
  lastDay?: string | null | undefined
}
const givenOf = (b: GivenBody): Given => ({
  role: b.role,
  departmentId: b.departmentId ?? null,
  firstDay: b.firstDay ?? null,
  lastDay: b.lastDay ?? null,
})

const inviteeOf = (p: z.output<typeof shapes.invitee>): Invitee => ({
  email: p.email,
  name: p.name ?? null,
  staffId: p.staffId ?? null,
  language: p.language ?? null,
  roles: p.roles.map(givenOf),
})

/** What a command on one organisation runs with. */
type At = { tx: Tx; at: Organisation; acting: Acting }
type Asked = { caller: Caller; query: Named; idempotency: IdempotencyRef | null }

function worldOf({ db, clock, zone }: MemberServices) {
  const actingFor = (caller: Caller): Acting => {
    const now = clock.now()
    return { caller, now, today: civilAt(now, zone).date, zone }
  }
  /** One transaction, once for its key, on the organisation that is named; an unknown one is no place to write to. */
  const command = <T>({ caller, query, idempotency }: Asked, status: number, run: (w: At) => Promise<T>) => {
    const at = organisationOf(caller, query)
    return once(db, idempotency, status, async (tx) => {
      await nameOf(tx, at)
      return run({ tx, at, acting: actingFor(caller) })
    })
  }
  const reading = <T>(caller: Caller, query: Named, run: (w: At & { showing: Showing }) => Promise<T>) => {
    const at = organisationOf(caller, query)
    const acting = actingFor(caller)
    const departments = caller.relation === 'department' ? caller.departmentIds : null
    return db.read(VENDOR, async (tx) => {
      await nameOf(tx, at)
      return run({ tx, at, acting, showing: { now: acting.now, zone, departments } })
    })
  }
  return { command, reading }
}

type World = ReturnType<typeof worldOf>

const listRoutes = ({ reading }: World): Route[] => [
  route({
    method: 'GET',
    path: '/api/members',
    tag: TAG,
    summary: 'The people of an organisation, those who have left included',
    may: 'members.read',
    query: shape.strict({ ...shapes.named, ...shape.page }),
    response: shape.listOf(shapes.memberShape),
    handler: ({ query: { limit, cursor, ...named }, caller }) =>
      reading(caller, named, async ({ tx, at, showing }) => {
        const found = await membersOf(tx, at, { after: memberPlace(cursor), limit: limit + 1 }, showing)
        const items = found.slice(0, limit)
        const last = found.length > limit ? items.at(-1) : undefined
        return { items, next: last ? shape.cursorOf(last.name, last.userId) : null }
      }),
  }),
  route({
    method: 'GET',
    path: '/api/invitations',
    tag: TAG,
    summary: 'Who was asked into an organisation and has not come yet',
    may: 'members.read',
    query: organisation,
    response: shape.listOf(shapes.invitedShape),
    handler: ({ query, caller }) =>
      reading(caller, query, async ({ tx, at, showing }) => ({ items: await invitedTo(tx, at, showing), next: null })),
  }),
]

/** After the commit: what was believed of a person's sign-ins here is asked anew. */
async function forgetting(services: MemberServices, work: Promise<{ userId: string }>): Promise<typeof DONE> {
  const { userId } = await work
  services.identity.forget(userId)
  return DONE
}

const roleRoutes = (services: MemberServices, { command }: World): Route[] => [
  route({
    method: 'POST',
    path: '/api/members/:userId/roles',
    tag: TAG,
    summary: 'Give somebody of an organisation one more role',
    may: 'members.write',
    status: 201,
    params: person,
    query: organisation,
    body: shape.strict(shapes.givenRole),
    response: done,
    handler: ({ params: { userId }, body, ...call }) =>
      forgetting(
        services,
        command(call, 201, async ({ tx, at, acting }) => {
          await giveRole(tx, at, userId, givenOf(body), acting)
          return { userId }
        }),
      ),
  }),
  route({
    method: 'PUT',
    path: '/api/roles/:id/last-day',
    tag: TAG,
    summary: 'Set until when a role is held; null: without end',
    may: 'members.write',
    params: one,
    query: organisation,
    body: shape.strict({ lastDay: shape.civilDate.nullable() }),
    response: done,
    handler: ({ params, body, ...call }) =>
      forgetting(
        services,
        command(call, 200, async ({ tx, at, acting }) => ({
          userId: await changeRole(tx, at, params.id, body.lastDay, acting),
        })),
      ),
  }),
  route({
    method: 'POST',
    path: '/api/roles/:id/end',
    tag: TAG,
    summary: 'End a role at once, or after a day',
    may: 'members.write',
    params: one,
    query: organisation,
    body: until,
    response: done,
    handler: ({ params, body, ...call }) =>
      forgetting(
        services,
        command(call, 200, async ({ tx, at, acting }) => ({
          userId: await endRole(tx, at, params.id, body.lastDay ?? null, acting),
        })),
      ),
  }),
  route({
    method: 'POST',
    path: '/api/members/:userId/end',
    tag: TAG,
    summary: 'End everything that somebody holds in an organisation, at once or after a day',
    may: 'members.write',
    params: person,
    query: organisation,
    body: until,
    response: done,
    handler: ({ params: { userId }, body, ...call }) =>
      forgetting(
        services,
        command(call, 200, async ({ tx, at, acting }) => {
          await endMember(tx, at, userId, body.lastDay ?? null, acting)
          if (body.lastDay === undefined || body.lastDay === null) await dropSignIns(tx, at, userId)
          return { userId }
        }),
      ),
  }),
]

const invitationRoutes = (services: MemberServices, { command }: World): Route[] => [
  route({
    method: 'POST',
    path: '/api/invitations',
    tag: TAG,
    summary: 'Invite people by mail, all or none',
    may: 'members.write',
    status: 201,
    query: organisation,
    body: shape.strict({ people: z.array(shapes.invitee).min(1).max(shapes.MOST_INVITED) }),
    response: z.object({ ids: z.array(shape.id) }),
    handler: ({ body, ...call }) =>
      command(call, 201, async ({ tx, at, acting }) => ({
        ids: await invite(tx, at, body.people.map(inviteeOf), acting, services.address()),
      })),
  }),
  route({
    method: 'POST',
    path: '/api/invitations/:id/resend',
    tag: TAG,
    summary: 'Send a new link; the old one opens nothing any more',
    may: 'members.write',
    params: one,
    query: organisation,
    body: shape.strict({}),
    response: done,
    handler: ({ params, ...call }) =>
      command(call, 200, async ({ tx, at, acting }) => {
        await resend(tx, at, params.id, acting, services.address())
        return DONE
      }),
  }),
  route({
    method: 'POST',
    path: '/api/invitations/:id/withdraw',
    tag: TAG,
    summary: 'Take an invitation back; its link opens nothing any more',
    may: 'members.write',
    params: one,
    query: organisation,
    body: shape.strict({}),
    response: done,
    handler: ({ params, ...call }) =>
      command(call, 200, async ({ tx, at, acting }) => {
        await withdraw(tx, at, params.id, acting)
        return DONE
      }),
  }),
  route({
    method: 'POST',
    path: '/api/members/file',
    tag: TAG,
    summary: 'People and departments from CSV or Excel: what each row would do, or all of it',
    may: 'members.write',
    file: { bytes: FILE_BYTES },
    query: shape.strict({ ...shapes.named, dryRun: shape.flag.optional() }),
    body: z.custom<Buffer>((value) => Buffer.isBuffer(value), shape.coded('required')),
    response: shapes.peopleFileShape,
    handler: ({ query: { dryRun, ...query }, body, ...call }) =>
      command({ ...call, query }, 200, ({ tx, at, acting }) =>
        takePeopleFile(tx, at, body, dryRun !== true, acting, services.address()),
      ),
  }),
]

const handOverOf = (b: z.output<typeof shapes.handOverBody>): HandOverAsk => ({
  lastDay: b.lastDay ?? null,
  successor: b.successor ?? null,
  choices: b.choices ?? [],
})

const handOverRoutes = (services: MemberServices, { command, reading }: World): Route[] => [
  route({
    method: 'POST',
    path: '/api/members/:userId/hand-over/preview',
    tag: TAG,
    summary: 'What a hand-over would move, and what of it has nobody yet',
    may: 'members.write',
    params: person,
    query: organisation,
    body: shapes.handOverBody,
    response: shapes.handOverShape,
    handler: ({ params, query, body, caller }) =>
      reading(caller, query, ({ tx, at, acting }) => askHandOver(tx, at, params.userId, handOverOf(body), acting)),
  }),
  route({
    method: 'POST',
    path: '/api/members/:userId/hand-over',
    tag: TAG,
    summary: 'Hand everything over that somebody answers for, and end the roles',
    may: 'members.write',
    params: person,
    query: organisation,
    body: shapes.handOverBody,
    response: shapes.handOverShape,
    handler: async ({ params: { userId }, body, ...call }) => {
      const answer = await command(call, 200, async ({ tx, at, acting }) => {
        const terms = { version: services.version(), vocabulary: services.vocabulary() }
        const ask = handOverOf(body)
        const result = await handOver(tx, at, userId, ask, acting, terms)
        if (ask.lastDay === null) await dropSignIns(tx, at, userId)
        return result
      })
      services.identity.forget(userId)
      return answer
    },
  }),
]

const organisationRoutes = ({ db, clock }: MemberServices): Route[] => [
  route({
    method: 'GET',
    path: '/api/organisation',
    tag: TAG,
    summary: 'What the vendor calls itself in mails and pages',
    may: 'self.manage',
    response: shapes.organisationShape,
    handler: () => db.read(VENDOR, vendorOf),
  }),
  route({
    method: 'PUT',
    path: '/api/organisation',
    tag: TAG,
    summary: 'Name the vendor, and choose the language that it writes in where nobody has chosen one',
    may: 'settings.write',
    body: shape.strict({ name: shape.text(100), language: shape.language }),
    response: shapes.organisationShape,
    handler: ({ body, caller, idempotency }) =>
      once(db, idempotency, 200, async (tx) => {
        const now = clock.now()
        const subject = { type: 'organisation', id: 'vendor' }
        const moved = differing(await vendorOf(tx), body)
        await writeSetting(tx, 'organisation', body, now)
        await recordChanges(tx, caller, [{ action: 'organisation.change', accountId: null, subject, ...moved }], now)
        return body
      }),
  }),
]

export function memberRoutes(services: MemberServices): Route[] {
  const world = worldOf(services)
  return [
    ...listRoutes(world),
    ...roleRoutes(services, world),
    ...invitationRoutes(services, world),
    ...handOverRoutes(services, world),
    ...organisationRoutes(services),
  ]
}
