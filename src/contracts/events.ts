/** What happens to contracts that rooms above must act on. */
import type { CivilDate } from '../kernel/civil.ts'
import type { Finding } from '../kernel/decision.ts'
import type { Tx } from '../kernel/transaction.ts'
import type { Circumstances } from '../notices/index.ts'

/** From this day on the contract no longer bears the sessions booked under it (edge.13). */
export type RightsEnded = {
  type: 'rightsEnded'
  accountId: string
  contractId: string
  from: CivilDate
  clause: string
}
export type ContractEvent = RightsEnded

/** Hands events to the rooms above, in the same transaction; what they did comes back as lines of the answer. */
export type React = (tx: Tx, at: Circumstances, events: ContractEvent[]) => Promise<Finding[]>
