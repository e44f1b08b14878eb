export { Books, type Cause } from './books.ts'
export {
  afterEntry,
  type Counters,
  type EntryKind,
  type HolderType,
  leftOf,
  type Unit,
  type Window,
  type WindowSpec,
} from './model.ts'
export { countersAt, type EntryRow, entriesOf, windowsOf } from './queries.ts'
export { type LedgerFault, verifyLedger } from './verify.ts'
