/**
 * What is shown to whoever is merely assigned: whom they serve, where and when. Plans, periods, hours, the responsible person
 * and prices are none of it; the database gives none of these in that scope, and here no field is left to guess from.
 */
import { z } from 'zod'
import { Problem } from '../../kernel/failure.ts'
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
