/** Lists and pages over several rooms. */
import { z } from 'zod'
import { linesOf } from '../../charges/index.ts'
import { formatInstant } from '../../kernel/clock.ts'
import { type Language, type Route, route, scopeOf } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { entriesOf } from '../../ledger/index.ts'
import { answersOf } from '../../notices/index.ts'
import { type Staff, staffList } from '../../people/index.ts'
import { kindsOf, sessionsBetween, sessionsOf } from '../../sessions/index.ts'
import type { Services } from '../services.ts'
import type { Vocabulary } from '../words/arguments.ts'
import { sayDecision } from '../words/render.ts'
import { ACCOUNT_SORTS, ACCOUNT_STATES, type AccountSort } from './account-list.ts'
import { accountList, accountPage, usageOf } from './accounts.ts'
import { asAssigned, assignedAccount, assignedPage, cutFor, mustNotAskForHours } from './assigned.ts'
import { namesIn } from './names.ts'
import { accountPlace, longPage, pageOf } from './paging.ts'
import { mustKnow, type Reading } from './reading.ts'
import { savedViewRoutes } from './saved-views.ts'
import { sessionPage } from './session-shown.ts'
import * as shapes from './shapes.ts'
import { workRoutes } from './work-routes.ts'

const one = { params: shape.strict({ id: shape.id }) }

/** The people of an office or a partner; null where neither was asked for. */
async function staffAmong(tx: Tx, { office, partner }: { office?: string | undefined; partner?: string | undefined }) {
  if (office === undefined && partner === undefined) return null
  const asked = (s: Staff) =>
    (office === undefined || s.baseOffice === office) && (partner === undefined || s.partner === partner)
  return (await staffList(tx)).filter(asked).map((s) => s.id)
}

function accountRoutes(services: Services, reader: Reading): Route[] {
  const { db } = services
  return [
    route({
      method: 'GET',
      path: '/api/accounts',
      tag: 'accounts',
      summary: 'Accounts: found, sorted and cut by the server',
      may: 'accounts.read',
      response: shape.listOf(z.union([shapes.accountRow, assignedAccount])).extend({ total: z.int() }),
      query: shape.strict({
        ...shape.page,
        offset: z.coerce.number().int().min(0).max(1_000_000).optional(),
        sort: z.enum(ACCOUNT_SORTS.flatMap((by) => [by, `-${by}` as const])).default('name'),
        q: z.string().max(100).optional(),
        plan: shape.catalogueId.optional(),
        phase: shape.catalogueId.optional(),
        state: z.enum(ACCOUNT_STATES).optional(),
        responsible: shape.id.optional(),
        prefecture: shape.text(50).optional(),
        endsBefore: shape.civilDate.optional(),
        hoursUnder: z.coerce.number().int().min(0).max(100).optional(),
      }),
      handler: ({ query, caller }) =>
        db.read(scopeOf(caller), async (tx) => {
          const { sort: by, limit, cursor, offset, ...filter } = query
          const sort = by.replace(/^-/, '') as AccountSort
          mustNotAskForHours(caller, { sort, hoursUnder: filter.hoursUnder })
          const place = accountPlace(by, cursor, offset ?? 0)
          const order = { sort, descending: by !== sort }
          const { rows, total, last } = await accountList(tx, reader(caller), filter, order, { ...place, limit })
          const next =
            last && (by === 'name' ? shape.cursorOf(last.name, last.id) : shape.cursorOf(by, place.offset + limit))
          const items = rows.map((row) => (caller.relation === 'assigned' ? asAssigned(row) : cutFor(caller, row)))
          return { items, next, total }
        }),
    }),
    route({
      method: 'GET',
      path: '/api/accounts/:id',
      tag: 'accounts',
      summary: 'An account with its contracts, orders and what is left',
      may: 'accounts.read',
      ...one,
      response: z.union([shapes.accountPage, assignedAccount]),
      handler: ({ params, caller }) =>
        db.read(scopeOf(caller, params.id), async (tx) =>
          caller.relation === 'assigned'
            ? assignedPage(tx, params.id)
            : cutFor(caller, await accountPage(tx, reader(caller), params.id)),
        ),
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
        office: shape.catalogueId.optional().meta({ description: 'Of the people of this office' }),
        partner: shape.text(200).optional().meta({ description: 'Of the people of this partner, by its name' }),
        cancelled: shape.flag.optional().meta({ description: 'Cancelled ones too' }),
      }),
      handler: ({ query, caller }) =>
        db.read(scopeOf(caller), async (tx) => {
          const { from, until, staff, cancelled = false } = query
          const people = await staffAmong(tx, query)
          const span = { from, until, staffIds: staff === undefined ? people : [staff], cancelled }
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
  const reader: Reading = ({ language, side }) => ({
    ...services,
    names: namesIn(language, vocabulary),
    side,
    language,
  })
  return [
    ...accountRoutes(services, reader),
    ...bookRoutes(services, vocabulary, reader),
    ...workRoutes(services, vocabulary, reader),
    ...savedViewRoutes(services),
  ]
}
