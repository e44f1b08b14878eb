/** Money that is owed, line by line. Amounts are whole units of the catalogue's currency (yen), null where no price is known. */

import type { Instant } from '../kernel/clock.ts'
import type { Charge } from '../kernel/decision.ts'

export type Line = Charge & {
  accountId: string
  id: string
  at: Instant
  holderId: string
  causeType: string
  causeId: string
  byName: string
}

export type StandingLine = Line & { state: 'raised' | 'voided' }
