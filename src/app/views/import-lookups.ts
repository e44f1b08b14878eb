/** What an import looks up over rooms: accounts by name, and to whom contracts belong. Reads only. */
import type { Tx } from '../../kernel/transaction.ts'

/** Accounts whose name, as names are searched, is one of these. */
export const accountsByNameKeys = (tx: Tx, nameKeys: readonly string[]): Promise<{ id: string; nameKey: string }[]> =>
  nameKeys.length === 0
    ? Promise.resolve([])
    : tx.query(
        'select account_id as id, name_key as "nameKey" from people.accounts where name_key = any ($1::text[]) order by account_id',
        [nameKeys],
      )

/** Which of these ids are contracts that exist. */
export async function contractAccounts(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.query<{ id: string }>('select id from contracts.contracts where id = any ($1::uuid[])', [ids])
  return new Set(rows.map((r) => r.id))
}
