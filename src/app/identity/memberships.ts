/** Roles that people hold in organisations, from and until; and the organisation that a sign-in acts for. */
import type { Role, Side } from '../../kernel/access.ts'
import type { Instant } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'

/** The vendor (neither id), a partner, or a customer's company. */
export type Organisation = { side: Side; accountId: string | null; partnerId: string | null }

/** One role in one organisation. `validUntil` is the first moment at which it is no longer held; null: open. */
export type Membership = Organisation & {
  id: string
  role: Role
  staffId: string | null
  departmentId: string | null
  validFrom: Instant
  validUntil: Instant | null
}

export type NewMembership = Omit<Membership, 'id'> & { userId: string; createdBy: string | null }

const COLUMNS = `m.id, m.side, m.account_id as "accountId", m.partner_id as "partnerId", m.role, m.staff_id as "staffId",
  m.department_id as "departmentId", m.valid_from as "validFrom", m.valid_until as "validUntil"`

export async function addMemberships(tx: Tx, made: readonly NewMembership[], now: Instant): Promise<string[]> {
  const ids = made.map(() => newId(now))
  await tx.query(
    `insert into identity.memberships
       (id, user_id, side, account_id, partner_id, staff_id, department_id, role, valid_from, valid_until, created_at, created_by)
     select id, user_id, side, account_id, partner_id, staff_id, department_id, role, valid_from, valid_until, $11, created_by
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[],
       $9::timestamptz[], $10::timestamptz[], $12::uuid[])
       as made (id, user_id, side, account_id, partner_id, staff_id, department_id, role, valid_from, valid_until, created_by)`,
    [
      ids,
      made.map((m) => m.userId),
      made.map((m) => m.side),
      made.map((m) => m.accountId),
      made.map((m) => m.partnerId),
      made.map((m) => m.staffId),
      made.map((m) => m.departmentId),
      made.map((m) => m.role),
      made.map((m) => timestampOf(m.validFrom)),
      made.map((m) => (m.validUntil === null ? null : timestampOf(m.validUntil))),
      timestampOf(now),
      made.map((m) => m.createdBy),
    ],
  )
  return ids
}

/** What a person holds at a moment, the vendor's first, then in the order in which it was given. */
export const heldAt = (tx: Tx, userId: string, at: Instant): Promise<Membership[]> =>
  tx.query<Membership>(
    `select ${COLUMNS} from identity.memberships m
     where m.user_id = $1 and m.valid_from <= $2 and (m.valid_until is null or m.valid_until > $2)
     order by array_position(array['vendor', 'partner', 'customer'], m.side), m.id`,
    [userId, timestampOf(at)],
  )

export const sameOrganisation = (a: Organisation, b: Organisation): boolean =>
  a.side === b.side && a.accountId === b.accountId && a.partnerId === b.partnerId

/** The organisations among memberships, each once, in their order. */
export function organisationsIn(held: readonly Membership[]): Organisation[] {
  const found: Organisation[] = []
  for (const { side, accountId, partnerId } of held) {
    const organisation = { side, accountId, partnerId }
    if (!found.some((known) => sameOrganisation(known, organisation))) found.push(organisation)
  }
  return found
}
