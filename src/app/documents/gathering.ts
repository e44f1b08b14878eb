/** Loads what papers are made of, in the reader's own transaction: what the reader may not see cannot be printed. */
import { linesOf } from '../../charges/index.ts'
import { accountsOfHolders, contractsOf, holdersOf, metersUntil, ordersOf, overlapping } from '../../contracts/index.ts'
import { Problem } from '../../kernel/failure.ts'
import { type Caller, ownAccount, scopeOf } from '../../kernel/route.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { entriesOf, windowsOf } from '../../ledger/index.ts'
import { acceptancesOf, consentsOf } from '../../notices/index.ts'
import { account, staffList } from '../../people/index.ts'
import { sessionsByIds } from '../../sessions/index.ts'
import { vendorOf } from '../members/organisations.ts'
import type { Services } from '../services.ts'
import type { Facts } from './confirmation.ts'
import type { Use } from './usage-record.ts'

/** Movements on one record; a contract of twenty years has a tenth of that. */
const MOST_ENTRIES = 20_000

/** The account of a contract that the caller may see. */
export async function accountOfContract(tx: Tx, caller: Caller, contractId: string): Promise<string> {
  const found = await accountsOfHolders(tx, [contractId], ownAccount(scopeOf(caller)))
  const accountId = found.get(contractId)
  if (accountId === undefined) throw new Problem('unknown-reference', 'contractId')
  return accountId
}

async function commonOf(tx: Tx, services: Services, accountId: string, contractId: string) {
  const [contracts, allOrders, staff, vendor, known] = await Promise.all([
    contractsOf(tx, [accountId]),
    ordersOf(tx, [accountId]),
    staffList(tx),
    vendorOf(tx),
    account(tx, accountId),
  ])
  const contract = contracts.find((c) => c.id === contractId)
  // An order's id is in the same place, and is no contract.
  if (!contract || !known) throw new Problem('unknown-reference', 'contractId')
  return {
    catalogue: services.catalogue(),
    today: services.today(),
    vendor: vendor.name,
    customer: known.name,
    contract,
    orders: allOrders.filter((o) => overlapping(contract, o)),
    responsible: staff.find((s) => s.id === contract.responsibleId)?.name ?? null,
  }
}

export async function confirmationFacts(
  tx: Tx,
  services: Services,
  accountId: string,
  contractId: string,
): Promise<Facts> {
  const [common, acceptances, consents, lines] = await Promise.all([
    commonOf(tx, services, accountId, contractId),
    acceptancesOf(tx, accountId),
    consentsOf(tx, accountId),
    linesOf(tx, accountId),
  ])
  const own = new Set([contractId, ...common.orders.map((o) => o.id)])
  // What was agreed to be paid; what single sessions cost is no part of the agreement.
  const charges = lines.filter((l) => l.state === 'raised' && own.has(l.causeId)).toReversed()
  return { ...common, acceptances, consents, charges }
}

export async function usageFacts(tx: Tx, services: Services, accountId: string, contractId: string): Promise<Use> {
  const today = services.today()
  const catalogue = services.catalogue()
  const [common, all, windows, newest] = await Promise.all([
    commonOf(tx, services, accountId, contractId),
    holdersOf(tx, catalogue, [accountId], today),
    windowsOf(tx, [accountId]),
    entriesOf(tx, accountId, null, MOST_ENTRIES),
  ])
  const own = new Set([contractId, ...common.orders.map((o) => o.id)])
  const holders = all.get(accountId)!.holders.filter((h) => own.has(h.holder.id))
  const entries = newest.filter((e) => own.has(e.holderId)).toReversed()
  const ids = [...new Set(entries.map((e) => e.causeId))]
  const sessions = await sessionsByIds(tx, accountId, ids)
  return {
    ...common,
    meters: holders.flatMap((h) => metersUntil(catalogue, h, windows, today)),
    entries,
    sessions: new Map(sessions.map((s) => [s.id, s])),
  }
}
