/** The rules of the schema that let it be distributed by customer, each a question to the catalogue. */
import { type Catalogue, STEP, tenantTables } from './catalogue.ts'

type Fault = string

const roomOf = (table: string) => table.slice(0, table.indexOf('.'))

/** Rule 1: account_id uuid not null; the primary key is (account_id, id), of parts of a row without an id (account_id, …). */
export function keyedByAccount(c: Catalogue): Fault[] {
  return tenantTables(c).flatMap((table) => {
    const account = c.columns.find((x) => x.table === table && x.column === 'account_id')!
    const columns = c.keys.find((k) => k.table === table && k.kind === 'p')?.columns ?? []
    const key = columns.join(', ')
    const hasId = c.columns.some((x) => x.table === table && x.column === 'id')
    return [
      ...(account.type === 'uuid' && account.notNull
        ? []
        : [`${table}: account_id is ${account.type}, which may be null`]),
      ...((hasId ? key === 'account_id, id' : columns[0] === 'account_id')
        ? []
        : [`${table}: the primary key is (${key})`]),
    ]
  })
}

/** Rule 2: whatever is unique or excludes is so within an account. */
export function uniqueWithinAccount(c: Catalogue): Fault[] {
  const tenants = new Set(tenantTables(c))
  return c.keys
    .filter((k) => tenants.has(k.table) && k.kind !== 'f' && !k.columns.includes('account_id'))
    .map((k) => `${k.table}: ${k.name} is over (${k.columns.join(', ')}), without account_id`)
}

/** Rule 3: a foreign key of a tenant begins with account_id, never sets null, and points down the steps. */
export function foreignKeysGoDown(c: Catalogue): Fault[] {
  const tenants = new Set(tenantTables(c))
  return c.keys.flatMap((k) => {
    if (k.kind !== 'f') return []
    const faults: Fault[] = []
    const target = k.target!
    if (tenants.has(k.table) && tenants.has(target) && k.columns[0] !== 'account_id')
      faults.push(`${k.table}: ${k.name} does not begin with account_id`)
    if (k.onDelete === 'n' || k.onDelete === 'd') faults.push(`${k.table}: ${k.name} sets null or a default`)
    const [from, to] = [STEP[roomOf(k.table)], STEP[roomOf(target)]]
    if (from === undefined || to === undefined || to > from || (to === from && roomOf(k.table) !== roomOf(target)))
      faults.push(`${k.table}: ${k.name} points at ${target}, which is no lower step`)
    return faults
  })
}

/** Rule 6: no foreign key from a tenant's table to one that is not distributed with it, but for what is reference. */
export function noKeyToLocal(c: Catalogue, isReference: (table: string) => boolean): Fault[] {
  const tenants = new Set(tenantTables(c))
  return c.keys
    .filter((k) => k.kind === 'f' && tenants.has(k.table) && !tenants.has(k.target!) && !isReference(k.target!))
    .map((k) => `${k.table}: ${k.name} points at ${k.target}, which is local`)
}

/** What the narrow scopes may read besides: a policy each, for reading alone. Every other table is closed to them. */
const NARROW: Record<string, readonly string[]> = {
  'people.accounts': ['own_company', 'served_by_the_assigned'],
  'people.departments': ['own_departments'],
  'sessions.sessions': ['served_by_the_assigned'],
}

/** Row-level security is on, forced on the owner too, by one policy that is the same everywhere, and the listed ones. */
export function securedByRow(c: Catalogue): Fault[] {
  return tenantTables(c).flatMap((table) => {
    const t = c.tables.find((x) => x.table === table)!
    const narrow = NARROW[table] ?? []
    const all = c.policies.filter((p) => p.table === table)
    const isNarrow = (name: string, command: string) => narrow.includes(name) && command === 'SELECT'
    const own = all.filter((p) => !isNarrow(p.name, p.command))
    const [policy] = own
    const usual = c.policies.find((p) => p.table === 'people.accounts' && p.name === 'one_account')!
    if (!t.enabled || !t.forced) return [`${table}: row-level security is not forced`]
    if (own.length !== 1 || policy === undefined) return [`${table}: has ${own.length} policies, not one`]
    if (all.length - own.length !== narrow.length) return [`${table}: of ${narrow.join(', ')} one is missing`]
    const same =
      policy.command === 'ALL' &&
      policy.permissive === 'PERMISSIVE' &&
      policy.roles.join() === 'public' &&
      policy.using === usual.using &&
      policy.check === null
    return same ? [] : [`${table}: its policy is not the one of all tables: ${policy.using}`]
  })
}
