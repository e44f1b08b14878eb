/** What the import of every kind stands on. */
import type { Clock, Instant } from '../../../kernel/clock.ts'
import type { Tx } from '../../../kernel/transaction.ts'
import type { Services } from '../../services.ts'
import type { Asking } from './ask-room.ts'
import type { CatalogueNames } from './catalogue-names.ts'
import type { Found } from './finding-codes.ts'
import type { Item } from './rows.ts'

export type Work = {
  tx: Tx
  /** The rooms, on savepoints of this transaction, by a clock that the import sets. */
  services: Services
  clock: Clock & { set(at: Instant): void }
  /** The moment of the import itself. */
  now: Instant
  asking: Asking
  names: CatalogueNames
  dryRun: boolean
  found: Found[]
}

/** One thing that was made of a row; its id is empty where it was not needed to make it to know that it can be. */
export type Made = { item: Item; id: string }
