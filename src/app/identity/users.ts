/** People who may sign in, and what somebody is in the organisation acted for. */
import { isRoleOf, type Role, type Side } from '../../kernel/access.ts'
import type { Instant } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import type { Caller } from '../../kernel/route.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { partnerOfStaff, staffIdsOfPartner } from '../../people/index.ts'
import { addMemberships, heldAt, type Membership, type Organisation, sameOrganisation } from './memberships.ts'

/** A person with one role or several in one organisation. A partner's person may be named by `staffId` alone. */
export type NewUser = {
  name: string
  email: string
  password: string
  side: Side
  roles: readonly Role[]
  accountId?: string | null
  staffId?: string | null
  partnerId?: string | null
  /** The moment from which the person is no longer let in. */
  validUntil?: Instant | null
}

/** Somebody signed in, in the organisation acted for. */
export type User = Omit<Caller, 'language' | 'relation' | 'at'> & { email: string }

export type Person = { id: string; name: string; email: string }
export const PERSON = 'u.id, u.name, u.email'

/** A partner's manager answers for all of its people; everybody else for oneself. */
async function staffIdsOf(tx: Tx, held: readonly Membership[]): Promise<string[]> {
  const manages = held.find((m) => m.side === 'partner' && m.role === 'manager')
  if (manages?.partnerId) return staffIdsOfPartner(tx, manages.partnerId)
  return [...new Set(held.flatMap((m) => m.staffId ?? []))]
}

/** The person acting for an organisation, with what is held there now; null where that is nothing. */
export async function userActing(
  tx: Tx,
  person: Person,
  held: Membership[],
  acted: Organisation,
): Promise<User | null> {
  const own = held.filter((m) => sameOrganisation(m, acted))
  if (own.length === 0) return null
  return {
    userId: person.id,
    name: person.name,
    email: person.email,
    side: acted.side,
    accountId: acted.accountId,
    partnerId: acted.partnerId,
    roles: [...new Set(own.map((m) => m.role))],
    staffId: own.find((m) => m.staffId !== null)?.staffId ?? null,
    staffIds: await staffIdsOf(tx, own),
    departmentIds: [...new Set(own.flatMap((m) => (m.role === 'leader' ? (m.departmentId ?? []) : [])))],
    viewedBy: null,
  }
}

/** The next moment at which something held ends; roles are believed no longer than that. */
export const nextEnd = (held: readonly Membership[]): Instant =>
  Math.min(...held.map((m) => m.validUntil ?? Number.POSITIVE_INFINITY))

export const emailOf = (text: string): string => text.trim().toLowerCase()
/** Makes a person with roles in one organisation; a taken address is `already-exists`. */
export async function insertUser(tx: Tx, user: NewUser, hash: string, now: Instant): Promise<User> {
  must(user.roles.length > 0 && user.roles.every((role) => isRoleOf(user.side, role)), `roles of the side ${user.side}`)
  const [person] = await tx.query<Person>(
    `insert into identity.users as u (id, name, email, password_hash, created_at) values ($1, $2, $3, $4, $5)
     on conflict (email) do nothing returning ${PERSON}`,
    [newId(now), user.name, emailOf(user.email), hash, timestampOf(now)],
  )
  if (!person) throw new Problem('already-exists', 'email')
  const staffId = user.staffId ?? null
  const derived = user.side === 'partner' && staffId !== null ? await partnerOfStaff(tx, staffId) : null
  const organisation = {
    side: user.side,
    accountId: user.accountId ?? null,
    partnerId: user.partnerId ?? derived,
  }
  await addMemberships(
    tx,
    user.roles.map((role) => ({
      ...organisation,
      userId: person.id,
      role,
      staffId,
      departmentId: null,
      validFrom: now,
      validUntil: user.validUntil ?? null,
      createdBy: null,
    })),
    now,
  )
  return must(
    await userActing(tx, person, await heldAt(tx, person.id, now), organisation),
    'a person who was given a role holds it',
  )
}
