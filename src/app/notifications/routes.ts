/** A person's own notices, choices and webhooks. Nobody reads or changes another's. */
import { z } from 'zod'
import { relationOf } from '../../kernel/access.ts'
import { type Change, recordChanges } from '../../kernel/audit.ts'
import { type Clock, formatInstant, type Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { type Caller, type Route, route } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Db, Tx } from '../../kernel/transaction.ts'
import { accountsByIds } from '../../people/index.ts'
import { postLetters } from '../outbox/index.ts'
import type { Secrets } from '../secrets.ts'
import type { Vocabulary } from '../words/arguments.ts'
import { say } from '../words/message.ts'
import { LETTER_WORDS } from '../words/notices.ts'
import { type Choice, choiceOf, isSecurity, kindsFor, MAIL_WAYS, NOTICE_KINDS, type NoticeKind } from './kinds.ts'
import { checkedUrl, OutOfReach } from './reach.ts'
import { choicesOf } from './recipients.ts'
import { pageOf, wordsOf } from './render.ts'
import { choose, markRead, markUnread, type NoticeRow, noticesOf, unreadOf } from './store.ts'
import { addWebhook, type Owner, removeWebhook, type Webhook, webhooksOf } from './webhooks.ts'

export type NoticeServices = {
  db: Db
  clock: Clock
  zone: string
  vocabulary: Vocabulary
  secrets: Secrets
  /** Hosts that webhooks may lie on. */
  hosts: readonly string[]
}

const VENDOR = { vendor: true } as const
const MAY = 'notifications.own'
const TAG = 'notifications'
const kind = z.enum(NOTICE_KINDS)
const notice = z.object({
  id: shape.id,
  kind,
  at: z.string(),
  title: z.string(),
  body: z.string(),
  page: z.string().meta({ description: 'What it is about: an address within the front end of the caller' }),
  read: z.boolean(),
})
const choice = z.object({ inApp: z.boolean(), mail: z.enum(MAIL_WAYS), slack: z.boolean(), teams: z.boolean() })
const webhook = z.object({
  id: shape.id,
  service: z.enum(['slack', 'teams']),
  label: z.string(),
  host: z.string().meta({ description: 'The address itself is a secret, and never answered' }),
  language: shape.language,
  kinds: z.array(kind),
  own: z.boolean().meta({ description: "The caller's own; else the organisation's" }),
  broken: z.boolean().meta({ description: 'The service refused it for good; it is used no more' }),
})

async function shown(tx: Tx, services: NoticeServices, rows: readonly NoticeRow[], caller: Caller) {
  const ids = caller.side === 'customer' ? [] : [...new Set(rows.flatMap((n) => n.accountId ?? []))]
  const names = new Map((await accountsByIds(tx, ids)).map((a) => [a.id, a.name]))
  const { language, side } = caller
  return rows.map((n) => {
    const account = n.accountId === null ? null : (names.get(n.accountId) ?? null)
    return {
      id: n.id,
      kind: n.kind,
      at: formatInstant(n.at, services.zone),
      ...wordsOf(n, { language, side, account, vocabulary: services.vocabulary }),
      page: pageOf(n, side),
      read: n.readAt !== null,
    }
  })
}

function listRoutes(services: NoticeServices): Route[] {
  const { db, clock } = services
  return [
    route({
      method: 'GET',
      path: '/api/notices',
      tag: TAG,
      summary: 'What the caller was told of, newest first, and how much of it is unread',
      may: MAY,
      query: shape.strict({ ...shape.page, unread: shape.flag.optional() }),
      response: shape.listOf(notice).extend({ unread: z.int().meta({ description: 'Counted up to 100' }) }),
      handler: ({ query, caller }) =>
        db.read(VENDOR, async (tx) => {
          const after = query.cursor === undefined ? null : String(shape.readCursor(query.cursor, 1)[0])
          if (after !== null && !shape.id.safeParse(after).success)
            throw new Problem('invalid-field', 'cursor', { code: 'not-a-cursor' })
          const filter = { unread: query.unread ?? false, after, limit: query.limit + 1 }
          const rows = await noticesOf(tx, caller.userId, filter)
          const items = await shown(tx, services, rows.slice(0, query.limit), caller)
          const last = items.at(-1)
          return {
            items,
            next: rows.length > query.limit && last ? shape.cursorOf(last.id) : null,
            unread: await unreadOf(tx, caller.userId),
          }
        }),
    }),
    route({
      method: 'POST',
      path: '/api/notices/read',
      tag: TAG,
      summary: 'Marks notices as read, or as unread; or all up to one as read',
      may: MAY,
      body: shape
        .strict({
          ids: z.array(shape.id).min(1).max(200).optional(),
          upTo: shape.id.optional(),
          read: z.boolean().default(true),
        })
        .refine(shape.exactlyOne('ids', 'upTo'), shape.coded('exactly-one-of', { fields: 'ids, upTo' })),
      response: z.object({ unread: z.int() }),
      handler: ({ body, caller }) =>
        db.transaction(VENDOR, async (tx) => {
          const { ids, upTo } = body
          if (ids && !body.read) await markUnread(tx, caller.userId, ids)
          else await markRead(tx, caller.userId, ids ? { ids } : { upTo: upTo! }, clock.now())
          return { unread: await unreadOf(tx, caller.userId) }
        }),
    }),
  ]
}

async function choicesFor(tx: Tx, caller: Caller) {
  const chosen = new Map<string, Choice>((await choicesOf(tx, [caller.userId])).map((c) => [c.kind, c]))
  return {
    items: kindsFor(caller.side, caller.roles).map((each) => {
      const { inApp, mail, slack, teams } = choiceOf(each, caller, chosen)
      return { kind: each, inApp, mail, slack, teams, fixed: isSecurity(each), chosen: chosen.has(each) }
    }),
  }
}

function choiceRoutes({ db }: NoticeServices): Route[] {
  const response = z.object({
    items: z.array(
      choice.extend({
        kind,
        fixed: z.boolean().meta({ description: 'About the own sign-in: always told' }),
        chosen: z.boolean().meta({ description: "The person's choice; else the usual for the role" }),
      }),
    ),
  })
  return [
    route({
      method: 'GET',
      path: '/api/notices/choices',
      tag: TAG,
      summary: 'How the caller is told of each kind that can reach the caller',
      may: MAY,
      response,
      handler: ({ caller }) => db.read(VENDOR, (tx) => choicesFor(tx, caller)),
    }),
    route({
      method: 'POST',
      path: '/api/notices/choices',
      tag: TAG,
      summary: 'Chooses how to be told of a kind; what concerns the own sign-in is told always',
      may: MAY,
      body: shape.strict({ kind, ...choice.shape }),
      response,
      handler: ({ body, caller }) =>
        db.transaction(VENDOR, async (tx) => {
          const { kind: chosen, ...how } = body
          const open = kindsFor(caller.side, caller.roles).filter((each) => !isSecurity(each))
          if (!open.includes(chosen))
            throw new Problem('invalid-field', 'kind', { code: 'not-one-of', allowed: open.join(', ') })
          await choose(tx, caller.userId, chosen, how)
          return choicesFor(tx, caller)
        }),
    }),
  ]
}

/** Whose webhooks the caller looks after besides the own. */
export function groupOf({ side, roles, accountId }: Caller): Owner | null {
  if (side === 'vendor' && relationOf('settings.write', side, roles) !== null) return { side, organisationId: null }
  if (side === 'customer' && relationOf('members.write', side, roles) !== null)
    return { side, organisationId: accountId }
  return null
}

const shownHook = (hook: Webhook): z.infer<typeof webhook> => ({
  id: hook.id,
  service: hook.service,
  label: hook.label,
  host: hook.host,
  language: hook.language,
  kinds: hook.kinds as NoticeKind[],
  own: hook.isOwn,
  broken: hook.brokenAt !== null,
})

/** What of a webhook the record tells: never its address, which is a secret. */
const hookNoted = (hook: Pick<Webhook, 'service' | 'label' | 'kinds'> & { forOrganisation: boolean }) => ({
  service: hook.service,
  label: hook.label,
  kinds: hook.kinds,
  forOrganisation: hook.forOrganisation,
})

const noteHook = (
  tx: Tx,
  caller: Caller,
  { id, ...noted }: Pick<Change, 'action' | 'before' | 'after'> & { id: string },
  at: Instant,
) => recordChanges(tx, caller, [{ accountId: caller.accountId, subject: { type: 'webhook', id }, ...noted }], at)

const MOST_HOOKS = 20

function webhookRoutes(services: NoticeServices): Route[] {
  const { db, clock, secrets, hosts } = services
  const one = { params: shape.strict({ id: shape.id }) }
  const listOf = async (tx: Tx, caller: Caller) => {
    const group = groupOf(caller)
    const hooks = await webhooksOf(tx, caller.userId, group)
    return { items: hooks.map(shownHook), forOrganisation: group !== null }
  }
  const response = z.object({
    items: z.array(webhook),
    forOrganisation: z.boolean().meta({ description: "Whether the caller looks after the organisation's webhooks" }),
  })
  return [
    route({
      method: 'GET',
      path: '/api/webhooks',
      tag: TAG,
      summary: "The caller's webhooks of Slack and Teams, and the organisation's where the caller looks after them",
      may: MAY,
      response,
      handler: ({ caller }) => db.read(VENDOR, (tx) => listOf(tx, caller)),
    }),
    route({
      method: 'POST',
      path: '/api/webhooks',
      tag: TAG,
      summary: 'Sets up a webhook; its address is kept sealed and never answered',
      may: MAY,
      status: 201,
      body: shape.strict({
        service: z.enum(['slack', 'teams']),
        label: shape.text(60),
        url: z.string().trim().min(1).max(2000),
        forOrganisation: z.boolean().default(false),
        kinds: z.array(kind).max(NOTICE_KINDS.length).default([]),
      }),
      response: response.extend({ id: shape.id }),
      handler: ({ body, caller }) =>
        db.transaction(VENDOR, async (tx) => {
          const group = groupOf(caller)
          if (body.forOrganisation && group === null) throw new Problem('not-permitted')
          try {
            checkedUrl(body.url, hosts)
          } catch (error) {
            if (!(error instanceof OutOfReach)) throw error
            throw new Problem('invalid-field', 'url', { code: 'not-a-webhook' })
          }
          const owner: Owner = body.forOrganisation ? group! : { userId: caller.userId }
          if ((await webhooksOf(tx, caller.userId, group)).length >= MOST_HOOKS)
            throw new Problem('invalid-field', 'url', { code: 'too-many', maximum: MOST_HOOKS })
          const made = { ...body, language: caller.language, owner, by: caller.userId }
          const id = await addWebhook(tx, secrets, made, clock.now())
          const after = hookNoted(made)
          await noteHook(tx, caller, { action: 'webhook.add', id, before: null, after }, clock.now())
          return { ...(await listOf(tx, caller)), id }
        }),
    }),
    route({
      method: 'POST',
      path: '/api/webhooks/:id/test',
      tag: TAG,
      summary: 'Posts a test message',
      may: MAY,
      ...one,
      status: 202,
      response: z.object({ letter: shape.id }),
      handler: ({ params, caller }) =>
        db.transaction(VENDOR, async (tx) => {
          const hook = (await webhooksOf(tx, caller.userId, groupOf(caller))).find((h) => h.id === params.id)
          if (!hook) throw new Problem('unknown-reference', 'id')
          const subject = say(LETTER_WORDS.test, caller.language)
          const message = {
            channel: hook.service,
            to: hook.id,
            language: caller.language,
            kind: 'test',
            subject,
            text: hook.label,
          }
          return { letter: (await postLetters(tx, [message], clock.now()))[0]! }
        }),
    }),
    route({
      method: 'POST',
      path: '/api/webhooks/:id/remove',
      tag: TAG,
      summary: 'Removes a webhook; what still waits for it is not sent',
      may: MAY,
      ...one,
      response,
      handler: ({ params, caller }) =>
        db.transaction(VENDOR, async (tx) => {
          const hook = (await webhooksOf(tx, caller.userId, groupOf(caller))).find((h) => h.id === params.id)
          if (!hook || !(await removeWebhook(tx, params.id, caller.userId, groupOf(caller))))
            throw new Problem('unknown-reference', 'id')
          const before = hookNoted({ ...hook, forOrganisation: !hook.isOwn })
          await noteHook(tx, caller, { action: 'webhook.remove', id: params.id, before, after: null }, clock.now())
          return listOf(tx, caller)
        }),
    }),
  ]
}

export const noticeRoutes = (services: NoticeServices): Route[] => [
  ...listRoutes(services),
  ...choiceRoutes(services),
  ...webhookRoutes(services),
]
