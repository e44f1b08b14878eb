/** Offers sent to customers: their rows. */
import type { CivilDate } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'
import type { Decision } from '../kernel/decision.ts'
import { type Tx, timestampOf } from '../kernel/transaction.ts'
import type { ContractAsked } from './opening.ts'
import type { OrderAsked } from './orders.ts'

export const OFFER_STATES = ['open', 'accepted', 'declined', 'withdrawn', 'expired'] as const
/** `expired` is never stored: an offer that was not answered by its last day. */
export type OfferState = (typeof OFFER_STATES)[number]

/** The command that an acceptance runs, without any acceptance in it. */
export type OfferAsked = { kind: 'contract'; asked: ContractAsked } | { kind: 'order'; asked: OrderAsked }

export type SentOffer = OfferAsked & {
  accountId: string
  id: string
  /** The decision as it was sent, and what tells it from another. */
  quoted: Decision
  quotedAs: string
  termsVersion: string
  /** The last day on which it can be accepted. */
  lastDay: CivilDate
  note: string | null
  state: Exclude<OfferState, 'expired'>
  askedAt: Instant
  askedBy: string
  askedByName: string
  decidedAt: Instant | null
  decidedByName: string | null
  reason: string | null
  madeId: string | null
  version: number
}

export const offerState = (o: SentOffer, today: CivilDate): OfferState =>
  o.state === 'open' && today > o.lastDay ? 'expired' : o.state

const COLUMNS = `account_id as "accountId", id, kind, asked, quoted, quoted_as as "quotedAs", terms_version as "termsVersion",
  last_day as "lastDay", note, state, asked_at as "askedAt", asked_by as "askedBy", asked_by_name as "askedByName",
  decided_at as "decidedAt", decided_by_name as "decidedByName", reason, made_id as "madeId", version`

export const insertOffer = (tx: Tx, o: SentOffer): Promise<unknown> =>
  tx.query(
    `insert into contracts.offers (account_id, id, kind, asked, quoted, quoted_as, terms_version, last_day, note, state,
       asked_at, asked_by, asked_by_name, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, $12, 1)`,
    [
      o.accountId,
      o.id,
      o.kind,
      JSON.stringify(o.asked),
      JSON.stringify(o.quoted),
      o.quotedAs,
      o.termsVersion,
      o.lastDay,
      o.note,
      timestampOf(o.askedAt),
      o.askedBy,
      o.askedByName,
    ],
  )

export const decideOfferRow = (
  tx: Tx,
  o: SentOffer,
  decided: {
    state: Exclude<OfferState, 'expired'>
    at: Instant
    by: string
    byName: string
    reason: string | null
    madeId: string | null
  },
): Promise<unknown> =>
  tx.query(
    `update contracts.offers set state = $3, decided_at = $4, decided_by = $5, decided_by_name = $6, reason = $7, made_id = $8,
       version = version + 1
     where account_id = $1 and id = $2`,
    [
      o.accountId,
      o.id,
      decided.state,
      timestampOf(decided.at),
      decided.by,
      decided.byName,
      decided.reason,
      decided.madeId,
    ],
  )

/** Whose offer an id is; asks without an account because it is what finds it. */
export async function offerPlace(tx: Tx, id: string): Promise<Pick<SentOffer, 'accountId' | 'kind'> | null> {
  return tx.maybe<Pick<SentOffer, 'accountId' | 'kind'>>(
    'select account_id as "accountId", kind from contracts.offers where id = $1',
    [id],
  )
}

export const sentOffer = (tx: Tx, accountId: string, id: string): Promise<SentOffer> =>
  tx.one<SentOffer>(`select ${COLUMNS} from contracts.offers where account_id = $1 and id = $2`, [accountId, id])

/** Newest first; of one account, or of all that may be seen. `today` set: only those that can still be accepted. */
export const offersOf = (
  tx: Tx,
  asked: { accountId: string | null; openOn: CivilDate | null; after: string | null; limit: number },
): Promise<SentOffer[]> =>
  tx.query<SentOffer>(
    `select ${COLUMNS} from contracts.offers
     where ($1::uuid is null or account_id = $1) and ($2::date is null or (state = 'open' and last_day >= $2))
       and ($3::uuid is null or id < $3)
     order by id desc limit $4`,
    [asked.accountId, asked.openOn, asked.after, asked.limit],
  )

/** Some offers, in no order. */
export const offersByIds = (tx: Tx, refs: readonly { accountId: string; id: string }[]): Promise<SentOffer[]> =>
  refs.length === 0
    ? Promise.resolve([])
    : tx.query<SentOffer>(
        `select ${COLUMNS} from contracts.offers where account_id = any ($1::uuid[]) and id = any ($2::uuid[])`,
        [refs.map((r) => r.accountId), refs.map((r) => r.id)],
      )
