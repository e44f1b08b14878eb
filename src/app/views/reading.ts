/** What every view begins with: somebody who reads, and an account that there is. */
import { Problem } from '../../kernel/failure.ts'
import type { Language, Side } from '../../kernel/route.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { account } from '../../people/index.ts'
import type { Reader } from './accounts.ts'

export type Reading = (caller: { language: Language; side: Side }) => Reader

export async function mustKnow(tx: Tx, accountId: string) {
  if (!(await account(tx, accountId))) throw new Problem('unknown-reference', 'id')
}
