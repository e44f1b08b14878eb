/** Rows of the people of one organisation. Every statement names the organisation. */
import type { Role } from '../../kernel/access.ts'
import type { Instant } from '../../kernel/clock.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import type { Membership, Organisation } from '../identity/memberships.ts'

export type HeldRole = Membership & { userId: string }
export type MemberRow = {
  userId: string
  name: string
  email: string
  disabled: boolean
  signedInAt: Instant | null
}

const IN = 'm.side = $1 and m.account_id is not distinct from $2 and m.partner_id is not distinct from $3'
const place = (o: Organisation) => [o.side, o.accountId, o.partnerId]

const ROLE = `m.id, m.user_id as "userId", m.side, m.account_id as "accountId", m.partner_id as "partnerId", m.role,
  m.staff_id as "staffId", m.department_id as "departmentId", m.valid_from as "validFrom", m.valid_until as "validUntil"`

/**
 * People who hold, held or will hold something in the organisation, by name; `after` is the last one of the page before.
 * `departments`: only those with a role in one of them.
 */
export const memberRows = (
  tx: Tx,
  organisation: Organisation,
  page: { departments: readonly string[] | null; after: { name: string; id: string } | null; limit: number },
): Promise<MemberRow[]> =>
  tx.query<MemberRow>(
    `select u.id as "userId", u.name, u.email, u.disabled_at is not null as disabled, max(m.signed_in_at) as "signedInAt"
     from identity.memberships m join identity.users u on u.id = m.user_id
     where ${IN} and u.kind = 'person' and ($4::uuid[] is null or m.department_id = any ($4::uuid[]))
       and ($5::text is null or (u.name, u.id) > ($5, $6::uuid))
     group by u.id, u.name, u.email, u.disabled_at order by u.name, u.id limit $7`,
    [...place(organisation), page.departments, page.after?.name ?? null, page.after?.id ?? null, page.limit],
  )

/** Everything that some people hold, held or will hold in the organisation, as it was given. */
export const rolesOf = (tx: Tx, organisation: Organisation, userIds: readonly string[]): Promise<HeldRole[]> =>
  tx.query<HeldRole>(
    `select ${ROLE} from identity.memberships m where ${IN} and m.user_id = any ($4::uuid[]) order by m.valid_from, m.id`,
    [...place(organisation), userIds],
  )

export const roleById = (tx: Tx, organisation: Organisation, id: string): Promise<HeldRole | null> =>
  tx.maybe<HeldRole>(`select ${ROLE} from identity.memberships m where ${IN} and m.id = $4`, [
    ...place(organisation),
    id,
  ])

/**
 * Those who hold one of the roles at the moment, or will: locked, so that of two people who end each other's role at the
 * same time the second sees what the first did.
 */
export const holdersLocked = (
  tx: Tx,
  organisation: Organisation,
  roles: readonly Role[],
  at: Instant,
): Promise<HeldRole[]> =>
  tx.query<HeldRole>(
    `select ${ROLE} from identity.memberships m join identity.users u on u.id = m.user_id
     where ${IN} and m.role = any ($4::text[]) and u.kind = 'person' and u.disabled_at is null
       and (m.valid_until is null or m.valid_until > $5)
     order by m.id for update of m`,
    [...place(organisation), roles, timestampOf(at)],
  )

/** Roles end at the moment; one that was to begin later never begins. */
export const endRoles = (tx: Tx, ids: readonly string[], at: Instant): Promise<unknown> =>
  tx.query(
    `update identity.memberships set valid_until = greatest(valid_from, $2::timestamptz)
     where id = any ($1::uuid[]) and (valid_until is null or valid_until > $2)`,
    [ids, timestampOf(at)],
  )

/** Sets the end of one role; null: open. */
export const setEnd = (tx: Tx, id: string, until: Instant | null): Promise<unknown> =>
  tx.query('update identity.memberships set valid_until = $2 where id = $1', [
    id,
    until === null ? null : timestampOf(until),
  ])

/** Ends what a person was signed in to for this organisation; other organisations' sign-ins stay. */
export const dropSignIns = (tx: Tx, organisation: Organisation, userId: string): Promise<unknown> =>
  tx.query(
    `delete from identity.sign_ins where side = $1 and account_id is not distinct from $2
       and partner_id is not distinct from $3 and user_id = $4`,
    [...place(organisation), userId],
  )

export type Known = { id: string; name: string; email: string; hasPassword: boolean; language: 'ja' | 'en' | null }

/** People by their addresses; service accounts are none. */
export const peopleByEmail = (tx: Tx, emails: readonly string[]): Promise<Known[]> =>
  tx.query<Known>(
    `select u.id, u.name, u.email, u.password_hash is not null as "hasPassword", u.language
     from identity.users u where u.email = any ($1::text[]) and u.kind = 'person'`,
    [emails],
  )

/** Whether somebody who signs in is this person of the staff already. */
export const staffTaken = async (tx: Tx, staffIds: readonly string[]): Promise<Set<string>> => {
  const rows = await tx.query<{ id: string }>(
    'select distinct staff_id as id from identity.memberships where staff_id = any ($1::uuid[])',
    [staffIds],
  )
  return new Set(rows.map((row) => row.id))
}
