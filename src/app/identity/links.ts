/**
 * Links that stand for a person: an invitation, a new password, a page of one's own. The token travels in the fragment of
 * an address, which no server logs; the database keeps its digest.
 */
import type { Instant } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { digestOf, isToken, newToken } from './tokens.ts'

export type LinkPurpose = 'invitation' | 'reset' | 'personal'
/** What a link carries besides its person: of an invitation, the roles it gives; of a personal one, its page. */
export type LinkData = Record<string, unknown>

export type NewLink = {
  purpose: LinkPurpose
  userId: string | null
  data: LinkData
  /** The first moment at which it opens nothing. */
  expiresAt: Instant
  /** Who made it; null: the person, or the system. */
  by: string | null
}

export type Link = {
  id: string
  purpose: LinkPurpose
  userId: string | null
  data: LinkData
  createdAt: Instant
  createdBy: string | null
  expiresAt: Instant
  usedAt: Instant | null
  withdrawnAt: Instant | null
}

const COLUMNS = `l.id, l.purpose, l.user_id as "userId", l.data, l.created_at as "createdAt", l.created_by as "createdBy",
  l.expires_at as "expiresAt", l.used_at as "usedAt", l.withdrawn_at as "withdrawnAt"`

/** Makes a link; the token is answered this once and kept nowhere. */
export async function makeLink(tx: Tx, link: NewLink, now: Instant): Promise<{ id: string; token: string }> {
  const made = { id: newId(now), token: newToken() }
  await tx.query(
    `insert into identity.links (id, token_hash, purpose, user_id, data, created_at, created_by, expires_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)`,
    [
      made.id,
      digestOf(made.token),
      link.purpose,
      link.userId,
      JSON.stringify(link.data),
      timestampOf(now),
      link.by,
      timestampOf(link.expiresAt),
    ],
  )
  return made
}

/** Why a link opens nothing; null where it does. A withdrawn one is as unknown as one that never was. */
function faultOf(link: Link | null, now: Instant): Problem | null {
  if (link === null || link.withdrawnAt !== null) return new Problem('link-unknown')
  if (link.usedAt !== null && link.purpose !== 'personal') return new Problem('link-used')
  return link.expiresAt <= now ? new Problem('link-expired') : null
}

async function found(tx: Tx, token: string, purpose: LinkPurpose): Promise<Link | null> {
  if (!isToken(token)) return null
  return tx.maybe<Link>(`select ${COLUMNS} from identity.links l where l.token_hash = $1 and l.purpose = $2`, [
    digestOf(token),
    purpose,
  ])
}

/**
 * What a link stands for, left unused: for the page that asks before anything happens. Throws `link-unknown`, `link-used`
 * or `link-expired`.
 */
export async function lookAtLink(tx: Tx, token: string, purpose: LinkPurpose, now: Instant): Promise<Link> {
  const link = await found(tx, token, purpose)
  const fault = faultOf(link, now)
  if (fault) throw fault
  return must(link, 'a link without a fault exists')
}

/**
 * Uses a link up, once whoever comes together; a personal one opens again until it expires. Throws `link-unknown`,
 * `link-used` or `link-expired`.
 */
export async function redeemLink(tx: Tx, token: string, purpose: LinkPurpose, now: Instant): Promise<Link> {
  const link = await lookAtLink(tx, token, purpose, now)
  const used = await tx.maybe(
    `update identity.links set used_at = $2
     where id = $1 and withdrawn_at is null and (used_at is null or purpose = 'personal') returning id`,
    [link.id, timestampOf(now)],
  )
  if (used === null) throw new Problem('link-used')
  return { ...link, usedAt: now }
}

/** From now on the link is unknown; false where it was used, withdrawn or never made. */
export async function withdrawLink(tx: Tx, id: string, now: Instant): Promise<boolean> {
  const withdrawn = await tx.maybe(
    `update identity.links set withdrawn_at = $2
     where id = $1 and withdrawn_at is null and (used_at is null or purpose = 'personal') returning id`,
    [id, timestampOf(now)],
  )
  return withdrawn !== null
}

/** Withdraws what a person has of one purpose: the newest link is the only one that opens. */
export async function withdrawLinksOf(tx: Tx, userId: string, purpose: LinkPurpose, now: Instant): Promise<void> {
  await tx.query(
    `update identity.links set withdrawn_at = $3
     where user_id = $1 and purpose = $2 and withdrawn_at is null and (used_at is null or purpose = 'personal')`,
    [userId, purpose, timestampOf(now)],
  )
}
