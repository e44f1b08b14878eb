/** Looking at the portal as a customer: a short sign-in of somebody of the vendor that reads and does nothing else. */
import { relationOf } from '../../kernel/access.ts'
import { formatInstant, type Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { account } from '../../people/index.ts'
import type { Membership } from './memberships.ts'
import { note } from './record.ts'
import type { User } from './users.ts'

const MINUTE = 60_000
/** Milliseconds that a look lasts at most; to look on, it is begun and logged again. */
export const VIEW_LASTS = 30 * MINUTE

type Person = { id: string; name: string; email: string }

/** What the account's promotion department sees, by somebody who may look now; null for somebody who no longer may. */
export function viewerOf(person: Person, held: readonly Membership[], accountId: string | null): User | null {
  const roles = held.filter((m) => m.side === 'vendor').map((m) => m.role)
  if (accountId === null || relationOf('portal.view-as', 'vendor', roles) === null) return null
  return {
    userId: person.id,
    name: person.name,
    email: person.email,
    side: 'customer',
    roles: ['promotion'],
    accountId,
    partnerId: null,
    staffId: null,
    staffIds: [],
    departmentIds: [],
    viewedBy: { userId: person.id, name: person.name },
  }
}

/** Notes who looks at whom; the row's id is the sign-in's. An unknown account is the Problem `unknown-reference`. */
export async function beginView(
  tx: Tx,
  view: { accountId: string; userId: string; userName: string; digest: Buffer },
  now: Instant,
): Promise<Instant> {
  if ((await account(tx, view.accountId)) === null) throw new Problem('unknown-reference', 'id')
  const id = newId(now)
  const until = now + VIEW_LASTS
  const span = [timestampOf(now), timestampOf(until)]
  await tx.query(
    `insert into app.portal_views (account_id, id, user_id, user_name, at, until) values ($1, $2, $3, $4, $5, $6)`,
    [view.accountId, id, view.userId, view.userName, ...span],
  )
  await tx.query(
    `insert into identity.sign_ins (token_hash, id, user_id, side, account_id, created_at, expires_at, viewing)
     values ($1, $2, $3, 'customer', $4, $5, $6, true)`,
    [view.digest, id, view.userId, view.accountId, ...span],
  )
  const by = { userId: view.userId, name: view.userName }
  const subject = { type: 'portal-view', id }
  const after = { until: formatInstant(until, 'UTC') }
  await note(tx, by, { action: 'view-as.begin', accountId: view.accountId, subject, before: null, after }, now)
  return until
}

/** Ends a look and notes when. Answers nothing where the token is none of a look. */
export async function endView(tx: Tx, digest: Buffer, now: Instant): Promise<void> {
  const ended = await tx.maybe<{ id: string; accountId: string; userId: string; name: string }>(
    `with ended as (delete from identity.sign_ins where token_hash = $1 and viewing returning id, account_id)
     update app.portal_views v set ended_at = $2 from ended e where v.account_id = e.account_id and v.id = e.id
     returning v.id, v.account_id as "accountId", v.user_id as "userId", v.user_name as name`,
    [digest, timestampOf(now)],
  )
  if (ended === null) return
  const { id, accountId, ...by } = ended
  const sides = { before: null, after: { endedAt: formatInstant(now, 'UTC') } }
  await note(tx, by, { action: 'view-as.end', accountId, subject: { type: 'portal-view', id }, ...sides }, now)
}

export type PortalView = { id: string; name: string; at: Instant; until: Instant; endedAt: Instant | null }

/** Who looked at an account's portal, newest first. */
export const viewsOf = (tx: Tx, accountId: string, after: string | null, limit: number): Promise<PortalView[]> =>
  tx.query<PortalView>(
    `select id, user_name as name, at, until, ended_at as "endedAt" from app.portal_views
     where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [accountId, after, limit],
  )
