/** Lists and pages over several rooms. */
import { z } from 'zod'
import { linesOf } from '../../charges/index.ts'
import { formatInstant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { type Language, type Route, route, scopeOf } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { entriesOf } from '../../ledger/index.ts'
import { answersOf } from '../../notices/index.ts'
import { account, accountsByIds } from '../../people/index.ts'
import { kindsOf, mayTake, type Session, sessionsBetween, sessionsOf } from '../../sessions/index.ts'
import type { Services } from '../services.ts'
import type { Vocabulary } from '../words/arguments.ts'
import { sayDecision } from '../words/render.ts'
import { accountList, accountPage, personOf, type Reader, staffById, usageOf } from './accounts.ts'
import { namesIn } from './names.ts'
import { longPage, nameAfter, pageOf } from './paging.ts'
import * as shapes from './shapes.ts'

const one = { params: shape.strict({ id: shape.id }) }

async function shownSessions(tx: Tx, services: Reader, sessions: Session[]): Promise<z.infer<typeof shapes.session>[]> {
  const ids = [...new Set(sessions.map((s) => s.accountId))]
  const [names, staff, accounts] = await Promise.all([
    services.names.holders(tx, ids, services.today()),
    staffById(tx),
    accountsByIds(tx, ids),
  ])
  const accountName = new Map(accounts.map((a) => [a.id, a.name]))
  const zone = services.catalogues.timeZone
  const now = services.clock.now()
  return sessions.map((s) => ({
    id: s.id,
    accountId: s.accountId,
    accountName: accountName.get(s.accountId)!,
    holder: names.get(s.holderId)!,
    kind: s.kind,
    place: s.place,
    prefecture: s.region,
    office: s.office,
    language: s.language,
    start: formatInstant(s.startsAt, zone),
    end: formatInstant(s.endsAt, zone),
    minutes: s.minutes,
    actualMinutes: s.actualMinutes,
    excessMinutes: s.excessMinutes,
    state: s.state,
    staff: personOf(staff, s.staffId),
    draws: s.draws,
    charges: s.charges,
    termsVersion: s.termsVersion,
    version: s.version,
    may: {
      move: mayTake('move', s, now),
      cancel: mayTake('cancel', s, now),
      complete: mayTake('complete', s, now),
      noShow: mayTake('no-show', s, now),
    },
  }))
}

async function mustKnow(tx: Tx, accountId: string) {
  if (!(await account(tx, accountId))) throw new Problem('unknown-reference', 'id')
}

/** A page of sessions, which go on from the start of the last one. */
async function sessionPage(tx: Tx, services: Reader, found: Session[], limit: number) {
  const { rows, next } = pageOf(
    found.map((session) => ({ at: session.startsAt, id: session.id, session })),
    limit,
  )
  return {
    items: await shownSessions(
      tx,
      services,
      rows.map((r) => r.session),
    ),
    next,
  }
}

type Reading = (caller: { language: Language }) => Reader

function accountRoutes(services: Services, reader: Reading): Route[] {
  const { db } = services
  return [
    route({
      method: 'GET',
      path: '/api/accounts',
      tag: 'accounts',
      summary: 'Accounts by name',
      may: 'accounts.read',
      response: shape.listOf(shapes.accountRow),
      query: shape.strict({
        ...shape.page,
        q: z.string().max(100).optional(),
        plan: shape.catalogueId.optional(),
        state: z.enum(['none', 'upcoming', 'active', 'notice-given', 'ended']).optional(),
        responsible: shape.id.optional(),
      }),
      handler: ({ query, caller }) =>
        db.read(scopeOf(caller), async (tx) => {
          const { rows, last } = await accountList(tx, reader(caller), { ...query, after: nameAfter(query.cursor) })
          return { items: rows, next: last ? shape.cursorOf(last.name, last.id) : null }
        }),
    }),
    route({
      method: 'GET',
      path: '/api/accounts/:id',
      tag: 'accounts',
      summary: 'An account with its contracts, orders and what is left',
      may: 'accounts.read',
      ...one,
      response: shapes.accountPage,
      handler: ({ params, caller }) =>
        db.read(scopeOf(caller, params.id), (tx) => accountPage(tx, reader(caller), params.id)),
    }),
    route({
      method: 'GET',
      path: '/api/accounts/:id/usage',
      tag: 'accounts',
      summary: 'Each allowance, window by window',
      may: 'ledger.read',
      ...one,
      response: z.object({ items: z.array(shapes.usage) }),
      handler: ({ params, caller }) =>
        db.read(scopeOf(caller, params.id), async (tx) => {
          await mustKnow(tx, params.id)
          return { items: await usageOf(tx, reader(caller), params.id) }
        }),
    }),
    route({
      method: 'GET',
      path: '/api/accounts/:id/sessions',
      tag: 'sessions',
      summary: 'Sessions of an account, latest first',
      may: 'sessions.read',
      ...one,
      query: shape.strict(longPage(200)),
      response: shape.listOf(shapes.session),
      handler: ({ params, query, caller }) =>
        db.read(scopeOf(caller, params.id), async (tx) => {
          await mustKnow(tx, params.id)
          const found = await sessionsOf(tx, params.id, shape.placeAfter(query.cursor), query.limit + 1)
          return sessionPage(tx, reader(caller), found, query.limit)
        }),
    }),
    route({
      method: 'GET',
      path: '/api/sessions',
      tag: 'sessions',
      summary: 'Sessions of all accounts by start',
      may: 'sessions.read',
      response: shape.listOf(shapes.session),
      query: shape.strict({
        ...longPage(1000),
        from: shape.instant,
        until: shape.instant,
        staff: shape.id.optional(),
      }),
      handler: ({ query, caller }) =>
        db.read(scopeOf(caller), async (tx) => {
          const span = { from: query.from, until: query.until, staffId: query.staff ?? null }
          const found = await sessionsBetween(tx, span, shape.placeAfter(query.cursor), query.limit + 1)
          return sessionPage(tx, reader(caller), found, query.limit)
        }),
    }),
  ]
}

function bookRoutes(services: Services, vocabulary: Vocabulary, reader: Reading): Route[] {
  const { db } = services
  const zone = services.catalogues.timeZone
  const said =
    (language: Language) =>
    <D extends Parameters<typeof sayDecision>[0]>(d: D) =>
      sayDecision(d, language, vocabulary)
  return [
    route({
      method: 'GET',
      path: '/api/accounts/:id/ledger',
      tag: 'ledger',
      summary: 'Every movement with its clause, newest first',
      may: 'ledger.read',
      ...one,
      query: shape.strict(shape.page),
      response: shape.listOf(shapes.entry),
      handler: ({ params, query, caller }) =>
        db.read(scopeOf(caller, params.id), async (tx) => {
          await mustKnow(tx, params.id)
          const [names, found] = await Promise.all([
            reader(caller).names.holders(tx, [params.id], services.today()),
            entriesOf(tx, params.id, shape.placeAfter(query.cursor), query.limit + 1),
          ])
          const { rows, next } = pageOf(found, query.limit)
          // What a movement came from, in a word: the kind of the session.
          const causes = await kindsOf(
            tx,
            params.id,
            rows.map((e) => e.causeId),
          )
          return {
            items: rows.map((e) => ({
              id: e.id,
              at: formatInstant(e.at, zone),
              holder: names.get(e.holderId)!,
              allowance: e.allowance,
              unit: e.unit,
              window: { from: e.from, until: e.until },
              kind: e.kind,
              amount: e.amount,
              leftAfter: e.leftAfter,
              clause: e.clause,
              cause: {
                type: e.causeType,
                id: e.causeId,
                label: causes.get(e.causeId) ?? names.get(e.causeId)?.label ?? null,
              },
              by: e.by,
              approvedBy: e.approvedBy,
              reason: e.reason,
            })),
            next,
          }
        }),
    }),
    route({
      method: 'GET',
      path: '/api/accounts/:id/charges',
      tag: 'charges',
      summary: 'Charge lines with cause and clause',
      may: 'charges.read',
      ...one,
      query: shape.strict(longPage(200)),
      response: shape.listOf(shapes.chargeLine),
      handler: ({ params, query, caller }) =>
        db.read(scopeOf(caller, params.id), async (tx) => {
          await mustKnow(tx, params.id)
          const after = shape.placeAfter(query.cursor)?.id ?? null
          const [names, found] = await Promise.all([
            reader(caller).names.holders(tx, [params.id], services.today()),
            linesOf(tx, params.id, { after, limit: query.limit + 1 }),
          ])
          const { rows, next } = pageOf(found, query.limit)
          return {
            items: rows.map((l) => ({
              id: l.id,
              at: formatInstant(l.at, zone),
              kind: l.kind,
              amount: l.amount,
              currency: l.currency,
              quantity: l.quantity,
              unit: l.unit,
              clause: l.clause,
              state: l.state,
              cause: { type: l.causeType, id: l.causeId },
              holder: names.get(l.holderId) ?? null,
            })),
            next,
          }
        }),
    }),
    route({
      method: 'GET',
      path: '/api/accounts/:id/decisions',
      tag: 'ledger',
      summary: 'What was asked and answered, word for word, newest first',
      may: 'decisions.read',
      ...one,
      query: shape.strict(shape.page),
      response: shape.listOf(shapes.answered),
      handler: ({ params, query, caller }) =>
        db.read(scopeOf(caller, params.id), async (tx) => {
          await mustKnow(tx, params.id)
          const { rows, next } = pageOf(
            await answersOf(tx, params.id, shape.placeAfter(query.cursor), query.limit + 1),
            query.limit,
          )
          return {
            items: rows.map((a) => ({
              id: a.id,
              at: formatInstant(a.at, zone),
              action: a.action,
              by: a.by,
              version: a.version,
              decision: said(caller.language)(a.decision),
            })),
            next,
          }
        }),
    }),
  ]
}

export function viewRoutes(services: Services, vocabulary: Vocabulary): Route[] {
  const reader: Reading = ({ language }) => ({ ...services, names: namesIn(language, vocabulary) })
  return [...accountRoutes(services, reader), ...bookRoutes(services, vocabulary, reader)]
}
