/** Kinds of notices: whom they can reach, what each role is told of unless it chooses otherwise. */
import type { Role, Side } from '../../kernel/access.ts'
import { NOTICE_KINDS, type NoticeKind } from '../words/notices.ts'

export { NOTICE_KINDS, type NoticeKind }

export const MAIL_WAYS = ['off', 'once', 'daily', 'weekly'] as const
export type MailWay = (typeof MAIL_WAYS)[number]

/** How a person is told of a kind. Slack and Teams mean the person's own webhooks, where there are any. */
export type Choice = { inApp: boolean; mail: MailWay; slack: boolean; teams: boolean }

/** About the person's own sign-in: told always, in the list and by mail. */
const SECURITY: readonly NoticeKind[] = ['new-browser', 'second-factor']
export const isSecurity = (kind: NoticeKind): boolean => SECURITY.includes(kind)

const SESSIONS: readonly NoticeKind[] = ['session-booked', 'session-moved', 'session-cancelled', 'session-completed']
const CONTRACTS: readonly NoticeKind[] = ['contract-opened', 'contract-changed', 'contract-ending']
const ALLOWANCES: readonly NoticeKind[] = ['allowance-low', 'allowance-lapsing']
const OFFERS: readonly NoticeKind[] = ['offer-sent']
const PEOPLE: readonly NoticeKind[] = ['member-joined']

/** What can reach somebody with a role at all; everybody's own security beside it. */
const REACHES: { [S in Side]: Partial<Record<Role, readonly NoticeKind[]>> } = {
  vendor: {
    admin: [...SESSIONS, ...PEOPLE, 'offer-declined', 'adjustment-waiting', 'hand-over'],
    csm: [...SESSIONS, ...CONTRACTS, ...ALLOWANCES, 'offer-declined', 'adjustment-waiting', 'hand-over'],
    architect: [...SESSIONS, 'hand-over'],
    trainer: [...SESSIONS, 'hand-over'],
    sales: ['offer-declined'],
  },
  partner: {
    manager: [...SESSIONS, ...PEOPLE],
    trainer: [...SESSIONS, 'hand-over'],
    architect: [...SESSIONS, 'hand-over'],
  },
  customer: { promotion: [...SESSIONS, ...CONTRACTS, ...OFFERS, ...ALLOWANCES, ...PEOPLE, 'hand-over'] },
}

/** The kinds that can reach a person, in the order of their list. */
export function kindsFor(side: Side, roles: readonly Role[]): NoticeKind[] {
  const reached = new Set([...roles.flatMap((role) => REACHES[side][role] ?? []), ...SECURITY])
  return NOTICE_KINDS.filter((kind) => reached.has(kind))
}

const everywhere = (mail: MailWay): Choice => ({ inApp: true, mail, slack: true, teams: true })

/**
 * What holds until a person chooses: at once where one must be somewhere or decide something; gathered once a day for
 * whoever answers for many customers.
 */
export function defaultChoice(kind: NoticeKind, side: Side, roles: readonly Role[]): Choice {
  if (isSecurity(kind)) return { inApp: true, mail: 'once', slack: false, teams: false }
  if (kind === 'adjustment-waiting' || kind === 'hand-over') return everywhere('once')
  if (side === 'customer') return everywhere(ALLOWANCES.includes(kind) ? 'daily' : 'once')
  const answersForMany = side === 'vendor' && (roles.includes('csm') || roles.includes('admin'))
  if (answersForMany) return everywhere(kind === 'contract-ending' ? 'once' : 'daily')
  return everywhere(SESSIONS.includes(kind) ? 'once' : 'daily')
}

/** The choice that holds: what the person chose, else the default; of security nobody chooses less. */
export function choiceOf(
  kind: NoticeKind,
  person: { side: Side; roles: readonly Role[] },
  chosen: ReadonlyMap<string, Choice>,
): Choice {
  const usual = defaultChoice(kind, person.side, person.roles)
  return isSecurity(kind) ? usual : (chosen.get(kind) ?? usual)
}
