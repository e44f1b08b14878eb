/**
 * What of an account is shown to whom. Whoever is merely assigned sees whom they serve and where: plans, periods, hours, the
 * responsible person and prices are none of it; the database gives none of these in that scope, and here no field is left to
 * guess from. Of the vendor's people, those who may not read the ledger see no hours.
 */
import { z } from 'zod'
import { relationOf } from '../../kernel/access.ts'
import { Problem } from '../../kernel/failure.ts'
import type { Caller } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { account } from '../../people/index.ts'

export const assignedAccount = z
  .object({ id: shape.id, name: z.string(), prefecture: z.string() })
  .meta({ id: 'AssignedAccount', description: 'An account as those see it who are booked for it' })
type Assigned = z.infer<typeof assignedAccount>

export const asAssigned = ({ id, name, prefecture }: Assigned): Assigned => ({ id, name, prefecture })

export async function assignedPage(tx: Tx, accountId: string): Promise<Assigned> {
  const known = await account(tx, accountId)
  if (!known) throw new Problem('unknown-reference', 'id')
  return asAssigned(known)
}

type WithHours = { meters: unknown[]; hours: unknown }
const readsHours = ({ side, roles }: Caller) => relationOf('ledger.read', side, roles) !== null

/** An account, or a row of the list, without what the caller may not read of it. */
export const cutFor = <Row extends WithHours>(caller: Caller, row: Row): Row =>
  readsHours(caller) ? row : { ...row, meters: [], hours: null }

/** Whom hours are not shown to must not find or order accounts by them either. */
export function mustNotAskForHours(caller: Caller, asked: { sort: string; hoursUnder?: number | undefined }): void {
  if (readsHours(caller)) return
  if (asked.hoursUnder !== undefined) throw new Problem('not-permitted', 'hoursUnder')
  if (asked.sort === 'hours') throw new Problem('not-permitted', 'sort')
}
