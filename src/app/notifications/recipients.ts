/** Who is told: from an audience to people, each with the language, the choices and the webhooks that are theirs. */
import type { Role, Side } from '../../kernel/access.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Language } from '../../kernel/route.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import type { Happening } from './happening.ts'
import { type Choice, kindsFor, type NoticeKind } from './kinds.ts'

/** A person in the organisation in which the news reaches them. */
export type Recipient = {
  userId: string
  email: string
  language: Language
  side: Side
  roles: Role[]
  chosen: ReadonlyMap<string, Choice>
  hooks: { id: string; service: 'slack' | 'teams' }[]
}

type Held = {
  userId: string
  email: string
  language: Language | null
  side: Side
  accountId: string | null
  staffId: string | null
  role: Role
}

const HELD = `
  select m.user_id as "userId", u.email, u.language, m.side, m.account_id as "accountId", m.staff_id as "staffId", m.role
  from identity.memberships m join identity.users u on u.id = m.user_id
  where m.valid_from <= $1 and (m.valid_until is null or m.valid_until > $1) and u.disabled_at is null
    and (m.account_id = any ($2::uuid[]) or m.staff_id = any ($3::uuid[]) or m.user_id = any ($4::uuid[])
      or (m.side = 'vendor' and m.role = any ($5::text[])))`

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]

async function heldFor(tx: Tx, happenings: readonly Happening[], now: Instant): Promise<Held[]> {
  const audiences = happenings.map((h) => h.audience)
  const accounts = happenings.flatMap((h) => (h.audience.customer && h.accountId !== null ? [h.accountId] : []))
  return tx.query<Held>(HELD, [
    timestampOf(now),
    unique(accounts),
    unique(audiences.flatMap((a) => a.staff ?? [])),
    unique(audiences.flatMap((a) => a.users ?? [])),
    unique(audiences.flatMap((a) => a.vendorRoles ?? [])),
  ])
}

type ChoiceRow = { userId: string; kind: string } & Choice
type HookRow = { id: string; userId: string; service: 'slack' | 'teams' }

export const choicesOf = (tx: Tx, userIds: readonly string[]): Promise<ChoiceRow[]> =>
  tx.query<ChoiceRow>(
    `select user_id as "userId", kind, in_app as "inApp", mail, slack, teams from app.notice_choices
     where user_id = any ($1::uuid[])`,
    [userIds],
  )

const isMeant = ({ audience, accountId }: Happening, held: Held): boolean =>
  (audience.users?.includes(held.userId) ?? false) ||
  (held.staffId !== null && (audience.staff?.includes(held.staffId) ?? false)) ||
  (audience.customer === true && held.accountId !== null && held.accountId === accountId) ||
  (held.side === 'vendor' && (audience.vendorRoles?.includes(held.role) ?? false))

/** Of a happening's audience those whom its kind can reach, each once, in the organisation that says most. */
function reached(h: Happening, held: readonly Held[]): { userId: string; side: Side; roles: Role[] }[] {
  const meant = held.filter((m) => isMeant(h, m) && m.userId !== h.audience.except)
  const found: { userId: string; side: Side; roles: Role[] }[] = []
  for (const userId of unique(meant.map((m) => m.userId))) {
    for (const side of ['vendor', 'partner', 'customer'] as const) {
      const roles = unique(meant.filter((m) => m.userId === userId && m.side === side).map((m) => m.role))
      if (roles.length > 0 && kindsFor(side, roles).includes(h.kind as NoticeKind)) {
        found.push({ userId, side, roles })
        break
      }
    }
  }
  return found
}

/** The people to tell of each happening, in the order of the happenings. */
export async function recipientsOf(tx: Tx, happenings: readonly Happening[], now: Instant): Promise<Recipient[][]> {
  const held = await heldFor(tx, happenings, now)
  const people = happenings.map((h) => reached(h, held))
  const ids = unique(people.flat().map((p) => p.userId))
  if (ids.length === 0) return happenings.map(() => [])
  const [choices, hooks] = await Promise.all([
    choicesOf(tx, ids),
    tx.query<HookRow>(
      'select id, user_id as "userId", service from app.webhooks where user_id = any ($1::uuid[]) and broken_at is null',
      [ids],
    ),
  ])
  const known = new Map(held.map((m) => [m.userId, m]))
  return people.map((list) =>
    list.map(({ userId, side, roles }) => ({
      userId,
      email: known.get(userId)!.email,
      language: known.get(userId)!.language ?? 'ja',
      side,
      roles,
      chosen: new Map(choices.filter((c) => c.userId === userId).map((c) => [c.kind, c])),
      hooks: hooks.filter((hook) => hook.userId === userId),
    })),
  )
}

export type GroupHook = {
  id: string
  service: 'slack' | 'teams'
  language: Language
  side: Side
  organisationId: string | null
  kinds: string[]
}

/** The webhooks of organisations: the vendor's are told of every account, a customer's of its own. */
export const groupHooks = (tx: Tx, accountIds: readonly string[]): Promise<GroupHook[]> =>
  tx.query<GroupHook>(
    `select id, service, language, side, organisation_id as "organisationId", kinds from app.webhooks
     where broken_at is null and (side = 'vendor' or (side = 'customer' and organisation_id = any ($1::uuid[])))`,
    [accountIds],
  )
