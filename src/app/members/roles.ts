/** Gives, changes and ends the roles of people in an organisation, and says why that cannot be. */
import { isRoleOf, ROLES, type Role, relationOf } from '../../kernel/access.ts'
import { addDays, type CivilDate } from '../../kernel/civil.ts'
import { civilAt, type Instant, instantOf } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import type { Caller } from '../../kernel/route.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { type Department, departmentsOf } from '../../people/index.ts'
import { addMemberships, type Organisation } from '../identity/memberships.ts'
import { note, ofMember } from './record.ts'
import { endRoles, type HeldRole, holdersLocked, roleById, rolesOf, setEnd } from './store.ts'

/** The days of a role in the catalogue's zone, both inclusive; null: from now, and without end. */
export type Days = { firstDay: CivilDate | null; lastDay: CivilDate | null }
/** Who does something, when, and in which zone days are meant. */
export type Acting = { caller: Caller; now: Instant; today: CivilDate; zone: string }
export type Given = { role: string; departmentId: string | null } & Days

/** The moments of a role's days; a last day before the first, or one that is over, is the field's fault. */
export function momentsOf(days: Days, { now, today, zone }: Acting): { from: Instant; until: Instant | null } {
  const { firstDay, lastDay } = days
  const from = firstDay === null || firstDay <= today ? now : instantOf({ date: firstDay, minute: 0 }, zone)
  if (lastDay === null) return { from, until: null }
  if (lastDay < (firstDay ?? today) || lastDay < today)
    throw new Problem('invalid-field', 'lastDay', { code: 'until-before-from' })
  return { from, until: instantOf({ date: addDays(lastDay, 1), minute: 0 }, zone) }
}

/** A leader leads a department; a card owner may belong to one; nobody else has one. */
export function checkedRole(
  organisation: Organisation,
  departments: readonly Department[],
  given: { role: string; departmentId: string | null },
  field = '',
): { role: Role; departmentId: string | null } {
  const { role, departmentId } = given
  if (!isRoleOf(organisation.side, role))
    throw new Problem('invalid-field', `${field}role`, {
      code: 'not-one-of',
      allowed: ROLES[organisation.side].join(', '),
    })
  if (role === 'leader' && departmentId === null)
    throw new Problem('invalid-field', `${field}departmentId`, { code: 'required' })
  if (departmentId === null) return { role, departmentId }
  if (role !== 'leader' && role !== 'owner')
    throw new Problem('invalid-field', `${field}departmentId`, { code: 'unknown-field' })
  if (!departments.some((d) => d.id === departmentId && d.active))
    throw new Problem('unknown-reference', `${field}departmentId`)
  return { role, departmentId }
}

/** The departments of a customer; other organisations have none. */
export const departmentsIn = async (tx: Tx, { accountId }: Organisation): Promise<Department[]> =>
  accountId === null ? [] : departmentsOf(tx, accountId)

/** The roles of a side with which people are administered. */
const administering = ({ side }: Organisation): Role[] =>
  ROLES[side].filter((role: Role) => relationOf('members.write', side, [role]) !== null)

const NEVER = Number.POSITIVE_INFINITY
/** The first moment from now on at which nobody administers: who begins after it leaves a gap. */
function coveredUntil(held: readonly HeldRole[], now: Instant): Instant {
  let until = now
  for (const r of held.toSorted((a, b) => a.validFrom - b.validFrom))
    if (r.validFrom <= until) until = Math.max(until, r.validUntil ?? NEVER)
  return until
}

/**
 * Guards what ends or shortens roles: an organisation of the vendor keeps an administrator for as long as it had one,
 * and nobody takes from oneself the last role with which people are administered.
 */
async function mustStayAdministered(
  tx: Tx,
  organisation: Organisation,
  ended: ReadonlyMap<string, Instant | null>,
  acting: Acting,
): Promise<void> {
  const held = await holdersLocked(tx, organisation, administering(organisation), acting.now)
  const touched = held.filter((r) => ended.has(r.id))
  if (touched.length === 0) return
  const after = held
    .map((r) => (ended.has(r.id) ? { ...r, validUntil: ended.get(r.id) ?? null } : r))
    .filter((r) => r.validUntil === null || r.validUntil > acting.now)
  if (organisation.side === 'vendor' && coveredUntil(after, acting.now) < coveredUntil(held, acting.now))
    throw new Problem('last-administrator')
  const own = (rows: readonly HeldRole[]) => rows.filter((r) => r.userId === acting.caller.userId)
  const isOwn = own(touched).length > 0 && acting.caller.side === organisation.side
  if (isOwn && coveredUntil(own(after), acting.now) < coveredUntil(own(held), acting.now))
    throw new Problem('own-last-role')
}

const overlaps = (a: { from: Instant; until: Instant | null }, b: HeldRole) =>
  a.from < (b.validUntil ?? NEVER) && b.validFrom < (a.until ?? NEVER)

/** Somebody who is not of the organisation is as unknown as nobody: addresses are asked in by invitation. */
async function mustBelong(tx: Tx, organisation: Organisation, userId: string): Promise<HeldRole[]> {
  const held = await rolesOf(tx, organisation, [userId])
  if (held.length === 0) throw new Problem('unknown-reference', 'userId')
  return held
}

/** Gives a person of the organisation one more role. The same role for the same days is `already-exists`. */
export async function giveRole(
  tx: Tx,
  organisation: Organisation,
  userId: string,
  given: Given,
  acting: Acting,
): Promise<void> {
  const held = await mustBelong(tx, organisation, userId)
  const { role, departmentId } = checkedRole(organisation, await departmentsIn(tx, organisation), given)
  const { from, until } = momentsOf(given, acting)
  const same = held.some((r) => r.role === role && r.departmentId === departmentId && overlaps({ from, until }, r))
  if (same) throw new Problem('already-exists', 'role')
  const staffId = held.findLast((r) => r.staffId !== null)?.staffId ?? null
  const made = { ...organisation, userId, role, departmentId, staffId, validFrom: from, validUntil: until }
  await addMemberships(tx, [{ ...made, createdBy: acting.caller.userId }], acting.now)
  const after = { role, departmentId, firstDay: given.firstDay, lastDay: given.lastDay }
  await note(
    tx,
    organisation,
    acting.caller,
    [{ action: 'role.give', subject: ofMember(userId), before: null, after }],
    acting.now,
  )
}

const dayBefore = (until: Instant | null, { zone }: Acting) => (until === null ? null : civilAt(until - 1, zone).date)

const noteEnd = (tx: Tx, organisation: Organisation, role: HeldRole, until: Instant | null, acting: Acting) =>
  note(
    tx,
    organisation,
    acting.caller,
    [
      {
        action: 'role.change',
        subject: ofMember(role.userId),
        before: { role: role.role, lastDay: dayBefore(role.validUntil, acting) },
        after: { role: role.role, lastDay: dayBefore(until, acting) },
      },
    ],
    acting.now,
  )

/** Another last day for a role that has not ended; null: without end. */
export async function changeRole(
  tx: Tx,
  organisation: Organisation,
  id: string,
  lastDay: CivilDate | null,
  acting: Acting,
): Promise<string> {
  const role = await roleById(tx, organisation, id)
  if (role === null) throw new Problem('unknown-reference', 'id')
  if (role.validUntil !== null && role.validUntil <= acting.now) throw new Problem('role-is-over', 'id')
  const { until } = momentsOf({ firstDay: null, lastDay }, acting)
  if (until !== null && until <= role.validFrom)
    throw new Problem('invalid-field', 'lastDay', { code: 'until-before-from' })
  await mustStayAdministered(tx, organisation, new Map([[id, until]]), acting)
  await setEnd(tx, id, until)
  await noteEnd(tx, organisation, role, until, acting)
  return role.userId
}

/** Ends a role at once or after a day. Answers whose it was. */
export async function endRole(
  tx: Tx,
  organisation: Organisation,
  id: string,
  lastDay: CivilDate | null,
  acting: Acting,
): Promise<string> {
  if (lastDay !== null) return changeRole(tx, organisation, id, lastDay, acting)
  const role = await roleById(tx, organisation, id)
  if (role === null) throw new Problem('unknown-reference', 'id')
  await mustStayAdministered(tx, organisation, new Map([[id, acting.now]]), acting)
  await endRoles(tx, [id], acting.now)
  await noteEnd(tx, organisation, role, acting.now, acting)
  return role.userId
}

/** Ends everything that a person holds in the organisation, at once or after a day. */
export async function endMember(
  tx: Tx,
  organisation: Organisation,
  userId: string,
  lastDay: CivilDate | null,
  acting: Acting,
): Promise<void> {
  const held = await mustBelong(tx, organisation, userId)
  const until = momentsOf({ firstDay: null, lastDay }, acting).until ?? acting.now
  const open = held.filter((r) => r.validUntil === null || r.validUntil > until)
  await mustStayAdministered(tx, organisation, new Map(open.map((r) => [r.id, until])), acting)
  await endRoles(
    tx,
    open.map((r) => r.id),
    until,
  )
  const before = { roles: open.map((r) => r.role) }
  const after = { lastDay: dayBefore(until, acting) }
  await note(
    tx,
    organisation,
    acting.caller,
    [{ action: 'member.end', subject: ofMember(userId), before, after }],
    acting.now,
  )
}
