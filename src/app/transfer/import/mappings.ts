/** Mappings that people have saved under a name: what the columns of one source system's files mean. */
import { isDeepStrictEqual } from 'node:util'
import { type Actor, recordChanges } from '../../../kernel/audit.ts'
import type { Instant } from '../../../kernel/clock.ts'
import { type Tx, timestampOf } from '../../../kernel/transaction.ts'
import type { Mapping } from './columns.ts'
import type { ImportKind } from './file-kinds.ts'

export type SavedMapping = { kind: ImportKind; name: string; columns: Mapping; at: Instant; by: string }

const COLUMNS = 'kind, name, columns, at, by_name as "by"'

export const savedMappings = (tx: Tx, kind: ImportKind | null): Promise<SavedMapping[]> =>
  tx.query<SavedMapping>(
    `select ${COLUMNS} from app.import_mappings where $1::text is null or kind = $1 order by kind, name`,
    [kind],
  )

export const savedMapping = (tx: Tx, kind: ImportKind, name: string): Promise<SavedMapping | null> =>
  tx.maybe<SavedMapping>(`select ${COLUMNS} from app.import_mappings where kind = $1 and name = $2`, [kind, name])

/** One of the same name is replaced; saved as it is already, nothing is written. */
export async function saveMapping(tx: Tx, mapping: Omit<SavedMapping, 'by'>, actor: Actor): Promise<void> {
  const { kind, name, columns, at } = mapping
  const known = await savedMapping(tx, kind, name)
  if (known !== null && isDeepStrictEqual(known.columns, columns)) return
  await tx.query(
    `insert into app.import_mappings (kind, name, columns, at, by_name) values ($1, $2, $3, $4, $5)
     on conflict (kind, name) do update set columns = excluded.columns, at = excluded.at, by_name = excluded.by_name`,
    [kind, name, JSON.stringify(columns), timestampOf(at), actor.name],
  )
  const subject = { type: 'import-mapping', id: `${kind} ${name}` }
  const before = known === null ? null : { columns: known.columns }
  await recordChanges(
    tx,
    actor,
    [{ action: 'import-mapping.save', accountId: null, subject, before, after: { columns } }],
    at,
  )
}
