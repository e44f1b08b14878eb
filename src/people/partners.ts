/** Partner organisations: subcontractors whose people deliver some of the services. */
import type { Instant } from '../kernel/clock.ts'
import { Problem } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import { mustMatch } from '../kernel/route.ts'
import type { Tx } from '../kernel/transaction.ts'
import { type Partner, searchKey } from './model.ts'

const COLUMNS = 'p.id, p.name, p.active, p.version'

/** All partners by name, those that no longer work for the vendor included. */
export const partners = (tx: Tx): Promise<Partner[]> =>
  tx.query<Partner>(`select ${COLUMNS} from people.partners p order by p.name_key, p.id`)

export const partnersByIds = (tx: Tx, ids: readonly string[]): Promise<Partner[]> =>
  tx.query<Partner>(`select ${COLUMNS} from people.partners p where p.id = any ($1::uuid[]) order by p.id`, [ids])

/** The partner of a name, made at its first mention. Two that mention it at once end up with one. */
export async function partnerOf(tx: Tx, name: string, at: Instant): Promise<{ id: string; name: string }> {
  const key = searchKey(name)
  await tx.query(
    'insert into people.partners (id, name, name_key) values ($1, $2, $3) on conflict on constraint partner_once do nothing',
    [newId(at), name, key],
  )
  return tx.one('select id, name from people.partners where name_key = $1', [key])
}

export async function createPartner(tx: Tx, name: string, at: Instant): Promise<Partner> {
  const [made] = await tx.query<Partner>(
    `insert into people.partners as p (id, name, name_key) values ($1, $2, $3)
     on conflict on constraint partner_once do nothing returning ${COLUMNS}`,
    [newId(at), name, searchKey(name)],
  )
  if (!made) throw new Problem('already-exists', 'name')
  return made
}

export type PartnerChange = { name?: string | undefined; active?: boolean | undefined }

/** `seen` is the version that the caller saw; another one now is a Problem `stale-version`. */
export async function changePartner(tx: Tx, id: string, change: PartnerChange, seen: number | null): Promise<Partner> {
  const held = await tx.maybe<Partner>(`select ${COLUMNS} from people.partners p where p.id = $1 for update`, [id])
  if (held === null) throw new Problem('unknown-reference', 'id')
  mustMatch(seen, held.version)
  const name = change.name ?? held.name
  const same = await tx.maybe('select id from people.partners where name_key = $1 and id <> $2', [searchKey(name), id])
  if (same !== null) throw new Problem('already-exists', 'name')
  return tx.one<Partner>(
    `update people.partners p set name = $2, name_key = $3, active = $4, version = version + 1
     where p.id = $1 returning ${COLUMNS}`,
    [id, name, searchKey(name), change.active ?? held.active],
  )
}
