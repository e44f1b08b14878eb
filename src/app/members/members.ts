/** The people of an organisation as a screen shows them: who is there, who was asked in, what each may be until when. */
import { addDays, type CivilDate } from '../../kernel/civil.ts'
import { civilAt, formatInstant, type Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Tx } from '../../kernel/transaction.ts'
import type { Organisation } from '../identity/memberships.ts'
import { type Invitation, openInvitations } from './invitations.ts'
import { departmentsIn } from './roles.ts'
import { type HeldRole, type MemberRow, memberRows, rolesOf } from './store.ts'

export type RoleState = 'upcoming' | 'held' | 'over'
export type ShownRole = {
  id: string
  role: string
  department: { id: string; name: string } | null
  firstDay: CivilDate
  /** The last day on which it is held; null: without end. */
  lastDay: CivilDate | null
  state: RoleState
}
export type Member = {
  userId: string
  name: string
  email: string
  staffId: string | null
  state: 'active' | 'upcoming' | 'ended'
  lastSignIn: string | null
  roles: ShownRole[]
}
export type Invited = {
  id: string
  email: string
  name: string | null
  roles: Omit<ShownRole, 'id' | 'state'>[]
  sentAt: string
  expiresAt: string
  expired: boolean
}

/** What a list is shown by: the moment, the zone of its days, and, for a leader, the own departments. */
export type Showing = { now: Instant; zone: string; departments: readonly string[] | null }

const daysOf = (from: Instant, until: Instant | null, zone: string) => ({
  firstDay: civilAt(from, zone).date,
  lastDay: until === null ? null : lastDayOf(from, until, zone),
})

/** The day of the last moment before the end; a role that never began ended the day before its first. */
const lastDayOf = (from: Instant, until: Instant, zone: string): CivilDate =>
  until > from ? civilAt(until - 1, zone).date : addDays(civilAt(from, zone).date, -1)

const stateOf = (role: HeldRole, now: Instant): RoleState => {
  if (role.validUntil !== null && role.validUntil <= Math.max(now, role.validFrom)) return 'over'
  return role.validFrom > now ? 'upcoming' : 'held'
}

type Names = ReadonlyMap<string, string>
const departmentOf = (names: Names, id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })

function shown(row: MemberRow, held: readonly HeldRole[], names: Names, { now, zone }: Showing): Member {
  const roles = held.map((r) => ({
    id: r.id,
    role: r.role,
    department: departmentOf(names, r.departmentId),
    ...daysOf(r.validFrom, r.validUntil, zone),
    state: stateOf(r, now),
  }))
  const isIn = (state: RoleState) => !row.disabled && roles.some((r) => r.state === state)
  return {
    userId: row.userId,
    name: row.name,
    email: row.email,
    staffId: held.findLast((r) => r.staffId !== null)?.staffId ?? null,
    state: isIn('held') ? 'active' : isIn('upcoming') ? 'upcoming' : 'ended',
    lastSignIn: row.signedInAt === null ? null : formatInstant(row.signedInAt, zone),
    roles,
  }
}

/** Where a list of people goes on; null from its beginning. */
export function memberPlace(cursor: string | undefined): { name: string; id: string } | null {
  if (cursor === undefined) return null
  const [name, id] = shape.readCursor(cursor, 2)
  if (typeof name !== 'string' || typeof id !== 'string' || !shape.id.safeParse(id).success)
    throw new Problem('invalid-field', 'cursor', { code: 'not-a-cursor' })
  return { name, id }
}

/** A page of the people of an organisation, by name; one more than asked for tells whether there is a next. */
export async function membersOf(
  tx: Tx,
  organisation: Organisation,
  page: { after: { name: string; id: string } | null; limit: number },
  showing: Showing,
): Promise<Member[]> {
  const { departments } = showing
  const rows = await memberRows(tx, organisation, { departments, ...page })
  const [held, all] = await Promise.all([
    rolesOf(
      tx,
      organisation,
      rows.map((r) => r.userId),
    ),
    departmentsIn(tx, organisation),
  ])
  const seen = departments === null ? held : held.filter((r) => departments.includes(r.departmentId ?? ''))
  const byUser = Map.groupBy(seen, (r) => r.userId)
  const names = new Map(all.map((d) => [d.id, d.name]))
  return rows.map((row) => shown(row, byUser.get(row.userId) ?? [], names, showing))
}

function shownInvitation(i: Invitation, names: Names, { now, zone }: Showing): Invited {
  return {
    id: i.id,
    email: i.email,
    name: i.name,
    roles: i.gives.map((g) => ({
      role: g.role,
      department: departmentOf(names, g.departmentId),
      ...daysOf(g.from, g.until, zone),
    })),
    sentAt: formatInstant(i.sentAt, zone),
    expiresAt: formatInstant(i.expiresAt, zone),
    expired: i.expiresAt <= now,
  }
}

/** Who was asked in and has not come yet. */
export async function invitedTo(tx: Tx, organisation: Organisation, showing: Showing): Promise<Invited[]> {
  const [all, departments] = await Promise.all([openInvitations(tx, organisation), departmentsIn(tx, organisation)])
  const names = new Map(departments.map((d) => [d.id, d.name]))
  const own = showing.departments
  const seen = own === null ? all : all.filter((i) => i.gives.some((g) => own.includes(g.departmentId ?? '')))
  return seen.map((i) => shownInvitation(i, names, showing))
}
