export { Books, type Cause } from './books.ts'
export { afterEntry, leftOf, type Counters, type EntryKind, type HolderType, type Unit, type Window, type WindowSpec } from './model.ts'
export { countersAt, entriesOf, windowsOf, type EntryRow } from './queries.ts'
export { verifyLedger, type LedgerFault } from './verify.ts'
