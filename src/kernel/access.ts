/**
 * May I: one table, action × role → how far it reaches. The server's gate, the database's scopes, the screens and the
 * documentation read this table and nothing else; an action without a row for a role is closed to it.
 */

export type Side = 'vendor' | 'partner' | 'customer'

/** What a person is in an organisation; one may be several. The vendor's service accounts carry the vendor's roles. */
export const ROLES = {
  vendor: ['admin', 'csm', 'architect', 'trainer', 'coordinator', 'operator', 'support', 'sales', 'finance'],
  partner: ['manager', 'trainer', 'architect', 'operator', 'agent'],
  customer: ['promotion', 'leader', 'owner'],
} as const

export type Role = (typeof ROLES)[Side][number]

/**
 * `all`: every account · `assigned`: what one is booked for, while one is · `account`: the own company · `department`: the
 * departments one leads · `own`: oneself. Earlier reaches further.
 */
export const RELATIONS = ['all', 'account', 'assigned', 'department', 'own'] as const
export type Relation = (typeof RELATIONS)[number]

/** Days after its end for which a session stays with those whom it was assigned to: time to confirm its minutes. */
export const CONFIRM_DAYS = 14

type Row = { [S in Side]?: { readonly [R in (typeof ROLES)[S][number]]?: Relation } }
const rows = <Name extends string>(table: Record<Name, Row>) => table

const EVERYBODY = {
  vendor: {
    admin: 'own',
    csm: 'own',
    architect: 'own',
    trainer: 'own',
    coordinator: 'own',
    operator: 'own',
    support: 'own',
    sales: 'own',
    finance: 'own',
  },
  partner: { manager: 'own', trainer: 'own', architect: 'own', operator: 'own', agent: 'own' },
  customer: { promotion: 'own', leader: 'own', owner: 'own' },
} as const satisfies Row

export const ACCESS = rows({
  // Oneself: profile, sign-ins, second factor, what one is told of; and what is public to whoever is signed in.
  'self.manage': EVERYBODY,
  'terms.read': EVERYBODY,
  // What the published terms do not say: rules, stories and screens behind a clause, data that are not public.
  'terms.inside': { vendor: EVERYBODY.vendor },
  'calendar.read': EVERYBODY,
  'notifications.own': EVERYBODY,

  'accounts.read': {
    vendor: {
      admin: 'all',
      csm: 'all',
      architect: 'all',
      trainer: 'assigned',
      coordinator: 'all',
      support: 'all',
      sales: 'all',
      finance: 'all',
    },
    partner: { manager: 'assigned', trainer: 'assigned', architect: 'assigned' },
    customer: { promotion: 'account' },
  },
  'accounts.write': { vendor: { admin: 'all', csm: 'all', sales: 'all' } },
  'contracts.read': {
    vendor: {
      admin: 'all',
      csm: 'all',
      architect: 'all',
      coordinator: 'all',
      support: 'all',
      sales: 'all',
      finance: 'all',
    },
    customer: { promotion: 'account' },
  },
  'contracts.quote': { vendor: { admin: 'all', csm: 'all', sales: 'all' } },
  'contracts.write': { vendor: { admin: 'all', csm: 'all', sales: 'all' } },
  // What is sent to a customer to be accepted: the customer's own people answer it, nobody for them.
  'offers.read': { vendor: { admin: 'all', csm: 'all', sales: 'all' }, customer: { promotion: 'account' } },
  'offers.write': { vendor: { admin: 'all', csm: 'all', sales: 'all' } },
  'offers.answer': { customer: { promotion: 'account' } },
  'documents.read': {
    vendor: { admin: 'all', csm: 'all', sales: 'all', finance: 'all' },
    customer: { promotion: 'account' },
  },
  'documents.make': {
    vendor: { admin: 'all', csm: 'all', sales: 'all', finance: 'all' },
    customer: { promotion: 'account' },
  },

  'sessions.read': {
    vendor: { admin: 'all', csm: 'all', architect: 'all', trainer: 'assigned', sales: 'all' },
    partner: { manager: 'assigned', trainer: 'assigned', architect: 'assigned' },
    customer: { promotion: 'account' },
  },
  'sessions.book': {
    vendor: { admin: 'all', csm: 'all', architect: 'all' },
    customer: { promotion: 'account' },
  },
  'sessions.complete': {
    vendor: { admin: 'all', csm: 'all', architect: 'all', trainer: 'assigned' },
    partner: { manager: 'assigned', trainer: 'assigned', architect: 'assigned' },
  },

  'ledger.read': {
    vendor: { admin: 'all', csm: 'all', architect: 'all', sales: 'all', finance: 'all' },
    customer: { promotion: 'account' },
  },
  'ledger.adjust': { vendor: { admin: 'all', csm: 'all' } },
  'charges.read': {
    vendor: { admin: 'all', csm: 'all', sales: 'all', finance: 'all' },
    customer: { promotion: 'account' },
  },
  // Answers hold prices, so whoever may not read charges may not read them.
  'decisions.read': {
    vendor: { admin: 'all', csm: 'all', sales: 'all', finance: 'all' },
    customer: { promotion: 'account' },
  },

  'intake.read': {
    vendor: { admin: 'all', csm: 'all', coordinator: 'all', sales: 'all' },
    customer: { promotion: 'account' },
  },
  'intake.write': { vendor: { admin: 'all', csm: 'all', coordinator: 'all', sales: 'all' } },
  'intake.survey': { vendor: { admin: 'all', csm: 'all', coordinator: 'all' }, customer: { promotion: 'account' } },

  'staff.read': {
    vendor: { admin: 'all', csm: 'all', architect: 'all', trainer: 'all', coordinator: 'all', sales: 'all' },
  },
  'staff.write': { vendor: { admin: 'all' } },
  // Working time and absences: everybody's, or one's own; a partner's manager its people's.
  'staff.own': {
    vendor: { admin: 'all', csm: 'own', architect: 'own', trainer: 'own', operator: 'own', support: 'own' },
    partner: { manager: 'own', trainer: 'own', architect: 'own', operator: 'own', agent: 'own' },
  },
  'calendar.write': { vendor: { admin: 'all' } },
  'scenarios.play': { vendor: { admin: 'all', csm: 'all', support: 'all', sales: 'all' } },

  // The people of an organisation: the vendor's administrator all, a partner's manager and a customer's promotion
  // department their own.
  'members.read': {
    vendor: { admin: 'all', csm: 'all', sales: 'all' },
    partner: { manager: 'own' },
    customer: { promotion: 'account', leader: 'department' },
  },
  'members.write': {
    vendor: { admin: 'all' },
    partner: { manager: 'own' },
    customer: { promotion: 'account' },
  },
  'portal.view-as': { vendor: { admin: 'all', csm: 'all', sales: 'all' } },

  'views.save': { vendor: EVERYBODY.vendor },
  'views.share': { vendor: { admin: 'all', csm: 'all', sales: 'all' } },
  'settings.write': { vendor: { admin: 'all' } },
  'prices.write': { vendor: { admin: 'all', finance: 'all' } },
  'keys.write': { vendor: { admin: 'all' } },
  'audit.read': { vendor: { admin: 'all' } },
  'imports.run': { vendor: { admin: 'all' } },
  'outbox.read': { vendor: { admin: 'all' } },
})

export type Action = keyof typeof ACCESS
export const ACTIONS = Object.keys(ACCESS) as Action[]

/** How far an action reaches for somebody with these roles: the furthest of them; null is "may not". */
export function relationOf(action: Action, side: Side, roles: readonly Role[]): Relation | null {
  const row = ACCESS[action][side] as Partial<Record<Role, Relation>> | undefined
  const had = new Set(roles.map((role) => row?.[role]))
  return RELATIONS.find((relation) => had.has(relation)) ?? null
}

/** Everything that somebody may do, and how far: what a screen needs to show no dead ends. */
export function mayOf(side: Side, roles: readonly Role[]): Partial<Record<Action, Relation>> {
  const pairs = ACTIONS.map((action) => [action, relationOf(action, side, roles)] as const)
  return Object.fromEntries(pairs.filter(([, relation]) => relation !== null)) as Partial<Record<Action, Relation>>
}

/** What remains while somebody only looks as a customer: what reads of the customer, and nothing of the looker's own. */
export const isSeen = (action: Action): boolean => action.endsWith('.read') || action === 'self.manage'
export const seenOf = (may: Partial<Record<Action, Relation>>): Partial<Record<Action, Relation>> =>
  Object.fromEntries(Object.entries(may).filter(([action]) => isSeen(action as Action)))

/** Whether a role exists on a side. */
export const isRoleOf = (side: Side, role: string): role is Role => (ROLES[side] as readonly string[]).includes(role)
