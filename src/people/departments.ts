/** Departments of a customer's company: what its leaders answer for. Never deleted, only no longer used. */
import type { Instant } from '../kernel/clock.ts'
import { Problem } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import { mustMatch } from '../kernel/route.ts'
import { type Tx, timestampOf } from '../kernel/transaction.ts'
import { type Department, searchKey } from './model.ts'

const COLUMNS = 'account_id as "accountId", id, name, active, version'

/** An account's departments by name, those that are no longer used included. */
export const departmentsOf = (tx: Tx, accountId: string): Promise<Department[]> =>
  tx.query<Department>(`select ${COLUMNS} from people.departments where account_id = $1 order by name_key, id`, [
    accountId,
  ])

const ONCE = 'department_once'

/** A name that the account has already, however it is written, is the Problem `already-exists`. */
async function mustBeNew(tx: Tx, accountId: string, name: string, except: string | null): Promise<void> {
  const same = await tx.maybe(
    'select id from people.departments where account_id = $1 and name_key = $2 and id is distinct from $3',
    [accountId, searchKey(name), except],
  )
  if (same !== null) throw new Problem('already-exists', 'name')
}

/** Adds departments; those that exist by their names are answered as they are, so that a list can be sent again. */
export async function ensureDepartments(
  tx: Tx,
  accountId: string,
  names: readonly string[],
  at: Instant,
): Promise<Map<string, Department>> {
  const byKey = new Map(names.map((name) => [searchKey(name), name]))
  await tx.query(
    `insert into people.departments (account_id, id, name, name_key, active, version, created_at)
     select $1, id, name, name_key, true, 1, $2 from unnest($3::uuid[], $4::text[], $5::text[]) as d (id, name, name_key)
     on conflict on constraint ${ONCE} do nothing`,
    [accountId, timestampOf(at), [...byKey].map(() => newId(at)), [...byKey.values()], [...byKey.keys()]],
  )
  const rows = await tx.query<Department & { key: string }>(
    `select ${COLUMNS}, name_key as key from people.departments where account_id = $1 and name_key = any ($2::text[])`,
    [accountId, [...byKey.keys()]],
  )
  return new Map(rows.map(({ key, ...department }) => [key, department]))
}

export async function createDepartment(tx: Tx, accountId: string, name: string, at: Instant): Promise<Department> {
  const [made] = await tx.query<Department>(
    `insert into people.departments (account_id, id, name, name_key, active, version, created_at)
     values ($1, $2, $3, $4, true, 1, $5) on conflict on constraint ${ONCE} do nothing returning ${COLUMNS}`,
    [accountId, newId(at), name, searchKey(name), timestampOf(at)],
  )
  if (!made) throw new Problem('already-exists', 'name')
  return made
}

export type DepartmentChange = { name?: string | undefined; active?: boolean | undefined }

/** `seen` is the version that the caller saw; another one now is a Problem `stale-version`. */
export async function changeDepartment(
  tx: Tx,
  accountId: string,
  id: string,
  change: DepartmentChange,
  seen: number | null,
): Promise<Department> {
  const held = await tx.maybe<Department>(
    `select ${COLUMNS} from people.departments where account_id = $1 and id = $2 for update`,
    [accountId, id],
  )
  if (held === null) throw new Problem('unknown-reference', 'id')
  mustMatch(seen, held.version)
  const name = change.name ?? held.name
  await mustBeNew(tx, accountId, name, id)
  return tx.one<Department>(
    `update people.departments set name = $3, name_key = $4, active = $5, version = version + 1
     where account_id = $1 and id = $2 returning ${COLUMNS}`,
    [accountId, id, name, searchKey(name), change.active ?? held.active],
  )
}
