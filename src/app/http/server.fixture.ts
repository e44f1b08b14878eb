/** A server over a real database with a few routes that show every way of answering; for the tests of this folder. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { mayOf } from '../../kernel/access.ts'
import { type Clock, civilAt, formatInstant, parseInstant, settableClock } from '../../kernel/clock.ts'
import { broken, decide, holds } from '../../kernel/decision.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { remember, replayOf } from '../../kernel/idempotency.ts'
import { newId } from '../../kernel/ids.ts'
import { mustMatch, type Route, route, scopeOf } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Db } from '../../kernel/transaction.ts'
import { type Identity, openIdentity } from '../identity/identity.ts'
import { buildServer, type ServerOptions } from './server.ts'

export const NOW = must(parseInstant('2025-04-14T09:00:00+09:00'), 'a moment')
export const ACCOUNT = newId(NOW)
export const OTHER_ACCOUNT = newId(NOW)
export const PASSWORD = 'correct horse battery'

const ZONE = 'Asia/Tokyo'
const clause = { clauses: ['basic.11'] }
const notes = new Map<string, { text: string; version: number }>()
export const effects = { notes: 0 }

const noteRoutes = ({ db, clock }: { db: Db; clock: Clock }): Route[] => [
  route({
    method: 'POST',
    path: '/api/notes',
    tag: 'notes',
    summary: 'Keep a note',
    may: 'accounts.read',
    status: 201,
    body: shape.strict({
      text: shape.text(20),
      on: shape.civilDate.optional(),
      at: shape.instant.optional(),
      minutes: shape.minutes.optional(),
      tags: z.array(shape.catalogueId).max(3).optional(),
      language: shape.language.optional(),
      account: shape.id.optional(),
      part: shape.strict({ count: shape.count }).optional(),
    }),
    response: shape.strict({ id: shape.id, text: z.string(), at: z.number().nullable() }),
    handler: (call) =>
      db.transaction({ vendor: true }, async (tx) => {
        const replay = await replayOf(tx, call.idempotency)
        if (replay) return replay.body as { id: string; text: string; at: number | null }
        effects.notes++
        const made = { id: newId(clock.now()), text: call.body.text, at: call.body.at ?? null }
        await tx.query('select pg_sleep($1)', [call.body.text === 'slow' ? 0.2 : 0])
        notes.set(made.id, { text: made.text, version: 1 })
        await remember(tx, call.idempotency, 201, made)
        return made
      }),
  }),
  route({
    method: 'PUT',
    path: '/api/notes/:id',
    tag: 'notes',
    summary: 'Change a note',
    may: 'accounts.write',
    params: shape.strict({ id: shape.id }),
    body: shape.strict({ text: shape.text(20) }),
    response: shape.strict({ version: z.int() }),
    handler: async (call) => {
      const note = notes.get(call.params.id)
      if (!note) throw new Problem('unknown-reference', 'id')
      mustMatch(call.ifMatch, note.version)
      note.version++
      return { version: note.version }
    },
  }),
  route({
    method: 'GET',
    path: '/api/notes',
    tag: 'notes',
    summary: 'Notes',
    may: 'accounts.read',
    query: shape.strict({ ...shape.page }),
    response: shape.listOf(shape.strict({ id: shape.id })),
    handler: async (call) => {
      if (call.query.cursor !== undefined) shape.readCursor(call.query.cursor, 1)
      return { items: [], next: shape.cursorOf(call.query.limit) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/accounts/:id/notes',
    tag: 'notes',
    summary: 'Notes of an account',
    may: 'accounts.read',
    params: shape.strict({ id: shape.id }),
    response: shape.strict({ scope: z.string() }),
    handler: async (call) => ({ scope: Object.keys(scopeOf(call.caller, call.params.id)).join() }),
  }),
  route({
    method: 'POST',
    path: '/api/faults',
    tag: 'faults',
    summary: 'Fails',
    may: 'accounts.write',
    body: shape.strict({ how: z.enum(['bug', 'database-down', 'nul', 'wrong-answer', 'late-field']) }),
    response: shape.strict({ ok: z.literal(true) }),
    handler: async (call) => {
      if (call.body.how === 'bug') throw new Error('secret-of-the-house at row 7')
      if (call.body.how === 'database-down') throw new Problem('unavailable')
      if (call.body.how === 'late-field') throw new Problem('invalid-field', 'addOns[0].start', { code: 'required' })
      if (call.body.how === 'nul')
        await db.read({ vendor: true }, (tx) => tx.query('select $1::text as t', ['a\u0000b']))
      return { ok: false as unknown as true }
    },
  }),
]

const decisionRoutes = (): Route[] => [
  route({
    method: 'POST',
    path: '/api/decisions',
    tag: 'decisions',
    summary: 'Decide',
    may: 'accounts.read',
    status: 201,
    query: shape.strict({ ...shape.preview }),
    body: shape.strict({ want: z.enum(['allowed', 'charged', 'refused']), acceptCharges: z.boolean().optional() }),
    answersDecision: true,
    handler: async ({ body, query }) => {
      const facts = {
        allowance: 'meetings',
        asked: 90,
        left: 60,
        leftAfter: 60,
        from: '2025-04-01',
        until: '2025-07-01',
      }
      if (body.want === 'refused')
        return decide([broken('fitsAllowance', 'allowance-exceeded', clause.clauses, facts, ['advanced'])])
      const surcharge = {
        kind: 'language-surcharge' as const,
        amount: 100_000,
        currency: 'JPY',
        quantity: 1,
        unit: 'order',
        clause: 'training.5',
      }
      const made = decide([holds('startsInFuture', clause.clauses, { start: '2025-04-14T10:00' })], {
        charges: body.want === 'charged' ? [surcharge] : [],
      })
      return { ...made, applied: !query.preview && (body.want === 'allowed' || body.acceptCharges === true) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/decisions/preview',
    tag: 'decisions',
    summary: 'Ask',
    may: 'accounts.write',
    asks: true,
    body: shape.strict({}),
    answersDecision: true,
    handler: async () => decide([broken('unheardOf', 'too-far', ['visit.10'])]),
  }),
]

export type Stage = {
  app: FastifyInstance
  database: TestDatabase
  identity: Identity
  clock: ReturnType<typeof settableClock>
  tokens: Record<'vendor' | 'partner' | 'customer', string>
  /** A request as a signed-in program sends it; JSON unless a raw body is given. */
  ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

const NAMES: Record<string, Record<string, string>> = {
  advanced: { ja: 'CSプラン Advanced', en: 'CS Plan Advanced' },
  meetings: { ja: '打ち合わせ', en: 'Meetings' },
}

const PARTNER = '01966d3e-0000-7000-8000-00000000000b'
const ROLE = { vendor: 'admin', partner: 'operator', customer: 'promotion' } as const

export async function openStage(more: Partial<ServerOptions> = {}): Promise<Stage> {
  const database = await testDatabase()
  const clock = settableClock(NOW)
  const identity = openIdentity({
    db: database.db,
    clock,
    passwordCost: { log2N: 10, r: 8, p: 1 },
    secondFactor: 'off',
  })
  const tokens = {} as Stage['tokens']
  for (const side of ['vendor', 'partner', 'customer'] as const) {
    await identity.createUser({
      name: side,
      email: `${side}@example.jp`,
      password: PASSWORD,
      side,
      roles: [ROLE[side]],
      accountId: side === 'customer' ? ACCOUNT : null,
      partnerId: side === 'partner' ? PARTNER : null,
    })
    tokens[side] = must(await identity.signIn(`${side}@example.jp`, PASSWORD), 'a person who signs in').token
  }
  const app = await buildServer({
    services: { db: database.db, clock },
    routes: [...noteRoutes({ db: database.db, clock }), ...decisionRoutes()],
    identity,
    describe: async ({ userId, staffIds: _, ...user }) => ({
      user: { id: userId, ...user },
      may: mayOf(user.side, user.roles),
      now: formatInstant(clock.now(), ZONE),
      today: civilAt(clock.now(), ZONE).date,
      catalogue: { id: 'test' },
    }),
    vocabulary: { name: (id, language) => NAMES[id]?.[language] ?? null, unit: () => 'minutes' },
    checkResponses: true,
    ...more,
  })
  return {
    app,
    database,
    identity,
    clock,
    tokens,
    ask: (method, url, body, headers = {}) =>
      app.inject({
        method,
        url,
        headers: {
          authorization: `Bearer ${tokens.vendor}`,
          'accept-language': 'en',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && {
          payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
        }),
      }),
    async close() {
      await app.close()
      await database.drop()
    },
  }
}
