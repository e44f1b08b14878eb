/** Every account's id, page by page: for jobs that go through all of them. */
import type { Tx } from '../../kernel/transaction.ts'

export async function accountIdsAfter(tx: Tx, after: string | null, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'select account_id as id from people.accounts where $1::uuid is null or account_id > $1::uuid order by account_id limit $2',
    [after, limit],
  )
  return rows.map((row) => row.id)
}
