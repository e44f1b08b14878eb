/** Under which number of the source system something was imported: so that a file may be imported again and again. */
import type { Instant } from '../../../kernel/clock.ts'
import { type Tx, timestampOf } from '../../../kernel/transaction.ts'
import type { ImportKind } from './file-kinds.ts'

export type Imported = { externalId: string; subjectId: string; digest: string }

/**
 * Two imports at once could both find a number new: the second waits for the first one's end. So does the sealing of the
 * record of changes, which may not pass what an import of minutes has written and not yet committed.
 */
export const oneImportAtATime = (tx: Tx) => tx.query('select seq from app.audit_head for update')

export async function importedBefore(
  tx: Tx,
  kind: ImportKind,
  externalIds: readonly string[],
): Promise<Map<string, Imported>> {
  if (externalIds.length === 0) return new Map()
  const rows = await tx.query<Imported>(
    `select external_id as "externalId", subject_id as "subjectId", digest from app.external_ids
     where kind = $1 and external_id = any ($2::text[])`,
    [kind, externalIds],
  )
  return new Map(rows.map((row) => [row.externalId, row]))
}

export async function keepImported(tx: Tx, kind: ImportKind, made: readonly Imported[], at: Instant): Promise<void> {
  await tx.query(
    `insert into app.external_ids (kind, external_id, subject_id, digest, at)
     select $1, external_id, subject_id, digest, $5
     from unnest($2::text[], $3::uuid[], $4::text[]) as made (external_id, subject_id, digest)`,
    [kind, made.map((m) => m.externalId), made.map((m) => m.subjectId), made.map((m) => m.digest), timestampOf(at)],
  )
}
