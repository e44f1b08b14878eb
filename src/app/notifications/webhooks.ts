/** Webhooks of people and organisations: rows whose address is sealed, and the sender that posts to them. */

import type { Side } from '../../kernel/access.ts'
import type { Clock, Instant } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/route.ts'
import { type Db, type Tx, timestampOf } from '../../kernel/transaction.ts'
import { NotSent, type Outgoing } from '../outbox/index.ts'
import type { Secrets } from '../secrets.ts'
import { slackMessage, teamsMessage } from './messages.ts'
import { type Answered, OutOfReach, postJson, type Reach } from './reach.ts'

export type Service = 'slack' | 'teams'
/** Whose it is: a person's, or an organisation's (the vendor's without an id). */
export type Owner = { userId: string } | { side: Side; organisationId: string | null }

export type Webhook = {
  id: string
  service: Service
  label: string
  host: string
  language: Language
  kinds: string[]
  isOwn: boolean
  brokenAt: Instant | null
  createdAt: Instant
}

/** The service takes about one message a second for each webhook. */
const APART = 1_000
const MOST_WAIT = 3_600_000
const VENDOR = { vendor: true } as const

const COLUMNS = `id, service, label, host, language, kinds, user_id is not null as "isOwn", broken_at as "brokenAt",
  created_at as "createdAt"`

const ownerOf = (owner: Owner) =>
  'userId' in owner
    ? { userId: owner.userId, side: null, organisationId: null }
    : { userId: null, side: owner.side, organisationId: owner.organisationId }

const OWNED = `(user_id = $1 or ($2::text is not null and side = $2 and organisation_id is not distinct from $3::uuid))`

/** A person's own webhooks, and those of the organisation where `group` names one. */
export const webhooksOf = (tx: Tx, userId: string, group: Owner | null): Promise<Webhook[]> => {
  const { side, organisationId } = ownerOf(group ?? { userId })
  return tx.query<Webhook>(`select ${COLUMNS} from app.webhooks where ${OWNED} order by id`, [
    userId,
    side,
    organisationId,
  ])
}

export async function addWebhook(
  tx: Tx,
  secrets: Secrets,
  made: {
    service: Service
    label: string
    url: string
    language: Language
    kinds: readonly string[]
    owner: Owner
    by: string
  },
  now: Instant,
): Promise<string> {
  const id = newId(now)
  const { userId, side, organisationId } = ownerOf(made.owner)
  await tx.query(
    `insert into app.webhooks (id, service, label, host, language, sealed, user_id, side, organisation_id, kinds, free_at, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)`,
    [
      id,
      made.service,
      made.label,
      new URL(made.url).hostname,
      made.language,
      secrets.seal(made.url, `webhook ${id}`),
      userId,
      side,
      organisationId,
      made.kinds,
      timestampOf(now),
      made.by,
    ],
  )
  return id
}

/** True where it was there and whoever asks may remove it. */
export async function removeWebhook(tx: Tx, id: string, userId: string, group: Owner | null): Promise<boolean> {
  const { side, organisationId } = ownerOf(group ?? { userId })
  const rows = await tx.query(`delete from app.webhooks where ${OWNED} and id = $4 returning id`, [
    userId,
    side,
    organisationId,
    id,
  ])
  return rows.length > 0
}

type Turn = { sealed: Buffer; service: Service } | { freeAt: Instant }

/** Takes the webhook's next second, for one instance alone; answers when it is free where it is not. */
async function takeTurn(tx: Tx, id: string, now: Instant): Promise<Turn | null> {
  const taken = await tx.maybe<{ sealed: Buffer; service: Service }>(
    'update app.webhooks set free_at = $3 where id = $1 and free_at <= $2 returning sealed, service',
    [id, timestampOf(now), timestampOf(now + APART)],
  )
  if (taken) return taken
  return tx.maybe<{ freeAt: Instant }>('select free_at as "freeAt" from app.webhooks where id = $1', [id])
}

/** Seconds, or a date of HTTP, which is left to our own patience; null where nothing was said. */
function waitOf(answered: Answered): number | null {
  const seconds = /^\d{1,6}$/.exec(answered.retryAfter ?? '')?.[0]
  return seconds === undefined ? null : Math.min(MOST_WAIT, Number(seconds) * 1000)
}

const isGone = ({ status }: Answered) =>
  status === 400 || status === 401 || status === 403 || status === 404 || status === 410

/** Posts to webhooks, a message a second to each. One that is gone is not posted to again until it is set up anew. */
export function hookSender(deps: { db: Db; clock: Clock; secrets: Secrets; reach: Reach }) {
  const { db, clock, secrets, reach } = deps
  const write = <T>(run: (tx: Tx) => Promise<T>) => db.transaction(VENDOR, run)
  async function post(url: string, service: Service, letter: Outgoing): Promise<Answered> {
    try {
      return await postJson(url, service === 'slack' ? slackMessage(letter) : teamsMessage(letter), reach)
    } catch (error) {
      if (error instanceof OutOfReach) throw new NotSent(error.message, { forGood: true })
      throw new NotSent((error as { code?: string }).code ?? 'no answer')
    }
  }
  return {
    async send(letter: Outgoing): Promise<void> {
      const id = letter.recipient
      const now = clock.now()
      const turn = await write((tx) => takeTurn(tx, id, now))
      if (turn === null) throw new NotSent('the webhook was removed', { forGood: true })
      if ('freeAt' in turn) throw new NotSent('not yet its turn', { after: turn.freeAt - now, counts: false })
      const answered = await post(secrets.open(turn.sealed, `webhook ${id}`), turn.service, letter)
      if (answered.status >= 200 && answered.status < 300) return
      const why = `${answered.status} ${answered.text.slice(0, 200)}`.trim()
      const wait = waitOf(answered)
      if (answered.status === 429 || wait !== null) {
        const after = wait ?? 30_000
        await write((tx) =>
          tx.query('update app.webhooks set free_at = greatest(free_at, $2) where id = $1', [
            id,
            timestampOf(now + after),
          ]),
        )
        throw new NotSent(why, { after })
      }
      if (!isGone(answered)) throw new NotSent(why)
      await write((tx) => tx.query('update app.webhooks set broken_at = $2 where id = $1', [id, timestampOf(now)]))
      throw new NotSent(why, { forGood: true })
    },
  }
}
