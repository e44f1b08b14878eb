/** What was agreed and what is asked to be: offers with their present answers, acceptances and consents. Read-only. */
import { z } from 'zod'
import {
  contractsOf,
  OFFER_STATES,
  offerState,
  offersOf,
  ordersOf,
  presentAnswer,
  type SentOffer,
} from '../../contracts/index.ts'
import { relationOf } from '../../kernel/access.ts'
import { formatInstant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { type Caller, type Route, route, scopeOf } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { acceptancesOf, consentsOf } from '../../notices/index.ts'
import { account, accountsByIds } from '../../people/index.ts'
import type { Services } from '../services.ts'
import { namesIn } from '../views/names.ts'
import type { Vocabulary } from '../words/arguments.ts'
import { sayDecision } from '../words/render.ts'

const offerShown = z
  .object({
    id: shape.id,
    accountId: shape.id,
    accountName: z.string(),
    kind: z.enum(['contract', 'order']),
    offer: z.string().meta({ description: 'The plan or add-on' }),
    label: z.string().meta({ description: 'Its name, with options or the connection, in the language asked for' }),
    addOns: z.array(z.string()),
    start: shape.civilDate.nullable(),
    language: z.string().nullable().meta({ description: 'Of an order, where it names one' }),
    note: z.string().nullable(),
    lastDay: shape.civilDate,
    state: z.enum(OFFER_STATES),
    sentAt: z.string(),
    sentBy: z.string(),
    decidedAt: z.string().nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
    madeId: shape.id.nullable(),
    termsVersion: z.string().meta({ description: 'In force when it was sent' }),
    quoted: shape.decision.meta({ description: 'As it was sent' }),
    present: z
      .object({
        decision: shape.decision,
        termsVersion: z.string(),
        seen: z.string().meta({ description: 'What an acceptance of this answer says it has read' }),
        changed: z.boolean().meta({ description: 'Whether it differs from what was sent' }),
      })
      .nullable()
      .meta({ description: 'The answer of now; null where the offer stands no longer' }),
    version: z.int(),
    may: z.object({ answer: z.boolean(), withdraw: z.boolean() }).meta({ description: 'Of whoever reads' }),
  })
  .meta({ id: 'Offer', description: 'A contract or an order sent to a customer to be accepted' })

const agreedShown = z.object({
  kind: z.enum(['acceptance', 'express', 'deemed']),
  subject: z.object({ type: z.enum(['contract', 'order', 'intake']), id: shape.id, label: z.string().nullable() }),
  version: z.string(),
  at: z.string(),
  by: z.string().nullable().meta({ description: 'Null for consent by use' }),
  clause: z.string(),
})

/** The clause of a deemed consent: first use under a version is consent to it. */
const BY_USE = 'edge.24'

const detailsOf = (o: SentOffer) =>
  o.kind === 'contract'
    ? { offer: o.asked.plan, details: o.asked.options ?? [] }
    : { offer: o.asked.addOn, details: o.asked.tenant === undefined ? (o.asked.options ?? []) : [o.asked.tenant] }

/** What a later version of the terms knows no longer has no answer now; the other offers of the list have theirs. */
function unanswerable(error: unknown): null {
  if (error instanceof Problem && error.code === 'invalid-field') return null
  throw error
}

function offersShown(services: Services, vocabulary: Vocabulary) {
  const zone = services.catalogues.timeZone
  return async (tx: Tx, caller: Caller, rows: readonly SentOffer[]): Promise<z.input<typeof offerShown>[]> => {
    const { language } = caller
    const names = namesIn(language, vocabulary)
    const accounts = await accountsByIds(tx, [...new Set(rows.map((o) => o.accountId))])
    const called = new Map(accounts.map((a) => [a.id, a.name]))
    const may = (action: 'offers.answer' | 'offers.write') =>
      caller.viewedBy === null && relationOf(action, caller.side, caller.roles) !== null
    const shown: z.input<typeof offerShown>[] = []
    for (const o of rows) {
      const state = offerState(o, services.today())
      const present = state === 'open' ? await presentAnswer(services, tx, caller, o).catch(unanswerable) : null
      const more = o.kind === 'contract' ? (o.asked.addOns ?? []) : []
      shown.push({
        id: o.id,
        accountId: o.accountId,
        accountName: called.get(o.accountId) ?? '',
        kind: o.kind,
        offer: detailsOf(o).offer,
        label: names.holder({ type: o.kind, id: o.id, ...detailsOf(o) }).label,
        addOns: more.map((a) => vocabulary.name(a.addOn, language) ?? a.addOn),
        start: o.asked.start ?? null,
        language: o.kind === 'order' ? (o.asked.language ?? null) : null,
        note: o.note,
        lastDay: o.lastDay,
        state,
        sentAt: formatInstant(o.askedAt, zone),
        sentBy: o.askedByName,
        decidedAt: o.decidedAt === null ? null : formatInstant(o.decidedAt, zone),
        decidedBy: o.decidedByName,
        reason: o.reason,
        madeId: o.madeId,
        termsVersion: o.termsVersion,
        quoted: sayDecision(o.quoted, language, vocabulary),
        present: present && {
          decision: sayDecision(present.decision, language, vocabulary),
          termsVersion: present.termsVersion,
          seen: present.seen,
          changed: present.seen !== o.quotedAs,
        },
        version: o.version,
        may: {
          answer: present !== null && may('offers.answer'),
          withdraw: (state === 'open' || state === 'expired') && may('offers.write'),
        },
      })
    }
    return shown
  }
}

export function agreementRoutes(services: Services, vocabulary: Vocabulary): Route[] {
  const { db } = services
  const zone = services.catalogues.timeZone
  const shown = offersShown(services, vocabulary)
  return [
    route({
      method: 'GET',
      path: '/api/offers',
      tag: 'contracts',
      summary: 'Offers sent to customers, newest first, each with the answer of now',
      may: 'offers.read',
      query: shape.strict({ ...shape.page, accountId: shape.id.optional(), open: shape.flag.optional() }),
      response: shape.listOf(offerShown),
      handler: ({ query, caller }) =>
        db.read(scopeOf(caller, query.accountId), async (tx) => {
          const accountId = query.accountId ?? null
          if (accountId !== null && (await account(tx, accountId)) === null)
            throw new Problem('unknown-reference', 'accountId')
          const openOn = query.open === true ? services.today() : null
          const after = shape.placeAfter(query.cursor)?.id ?? null
          const rows = await offersOf(tx, { accountId, openOn, after, limit: query.limit + 1 })
          const page = rows.slice(0, query.limit)
          const last = rows.length > query.limit ? page.at(-1) : undefined
          return {
            items: await shown(tx, caller, page),
            next: last ? shape.cursorOf(last.askedAt, last.id) : null,
          }
        }),
    }),
    route({
      method: 'GET',
      path: '/api/accounts/:id/agreed',
      tag: 'contracts',
      summary: 'Who agreed to which version of the terms, and when: acceptances and consents, newest first',
      may: 'contracts.read',
      params: shape.strict({ id: shape.id }),
      response: shape.listOf(agreedShown),
      handler: ({ params, caller }) =>
        db.read(scopeOf(caller, params.id), async (tx) => {
          if ((await account(tx, params.id)) === null) throw new Problem('unknown-reference', 'id')
          const [acceptances, consents, contracts, orders, names] = await Promise.all([
            acceptancesOf(tx, params.id),
            consentsOf(tx, params.id),
            contractsOf(tx, [params.id]),
            ordersOf(tx, [params.id]),
            namesIn(caller.language, vocabulary).holders(tx, [params.id], services.today()),
          ])
          const types = new Map<string, 'contract' | 'order'>([
            ...contracts.map((c) => [c.id, 'contract'] as const),
            ...orders.map((o) => [o.id, 'order'] as const),
          ])
          const subject = (id: string) => ({
            type: types.get(id) ?? ('intake' as const),
            id,
            label: names.get(id)?.label ?? null,
          })
          const { clause } = services.catalogue().data.acceptance
          const rows = [
            ...acceptances.map((a) => ({ ...a, kind: 'acceptance' as const, id: a.subjectId, by: a.by, clause })),
            ...consents.map((c) => ({ ...c, id: c.contractId, by: null, clause: BY_USE })),
          ]
          const items = rows
            .toSorted((a, b) => b.at - a.at)
            .map(({ kind, id, version, at, by, clause }) => ({
              kind,
              subject: subject(id),
              version,
              at: formatInstant(at, zone),
              by,
              clause,
            }))
          return { items, next: null }
        }),
    }),
  ]
}
