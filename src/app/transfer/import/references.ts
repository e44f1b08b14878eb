/** Whom rows speak of: accounts by number or name, contracts by number or day, people by name. Loaded once for all rows. */
import { type Contract, contractsOf } from '../../../contracts/index.ts'
import type { CivilDate } from '../../../kernel/civil.ts'
import type { Tx } from '../../../kernel/transaction.ts'
import { searchKey, staffList } from '../../../people/index.ts'
import { accountsByNameKeys, contractAccounts } from '../../views/import-lookups.ts'
import { plain } from './cells.ts'
import { importedBefore } from './external-ids.ts'
import type { Found, ImportCode } from './finding-codes.ts'
import type { Item } from './rows.ts'

type Resolved = { id: string } | { code: ImportCode; field: string }

export type References = {
  account(item: Item): Resolved
  staff(item: Item, field: string): Resolved | null
  /** The contract that a row names, else the one that holds the account's day. */
  contract(item: Item, day: CivilDate): Resolved
}

const column = (items: readonly Item[], field: string) => [
  ...new Set(items.map((i) => plain(i.cells[field] ?? '')).filter((text) => text !== '')),
]

/** Ids by key; null where two have the same. */
function once(pairs: readonly (readonly [string, string])[]): Map<string, string | null> {
  const found = new Map<string, string | null>()
  for (const [key, id] of pairs) found.set(key, found.has(key) ? null : id)
  return found
}

function pick(found: Map<string, string | null>, key: string, field: string, unknown: ImportCode, several: ImportCode) {
  const id = found.get(key)
  if (id === undefined) return { code: unknown, field }
  return id === null ? { code: several, field } : { id }
}

function resolver(numbers: Map<string, string>, names: Map<string, string | null>) {
  return (item: Item): Resolved => {
    const number = plain(item.cells.accountId ?? '')
    const id = numbers.get(number)
    if (id !== undefined) return { id }
    const name = item.cells.accountName ?? ''
    if (name === '') return { code: number === '' ? 'required' : 'unknown-account', field: 'accountId' }
    // A number that nothing was imported under is a mistake, not a reason to guess by the name.
    if (number !== '') return { code: 'unknown-account', field: 'accountId' }
    return pick(names, searchKey(name), 'accountName', 'unknown-account', 'ambiguous-account')
  }
}

const covers = (c: Contract, day: CivilDate) => c.start <= day && (c.endsOn === null || day < c.endsOn)

export async function loadReferences(tx: Tx, items: readonly Item[]): Promise<References> {
  const nameKeys = column(items, 'accountName').map(searchKey)
  const [numbers, named, contractNumbers, staff] = await Promise.all([
    importedBefore(tx, 'accounts', column(items, 'accountId')),
    accountsByNameKeys(tx, nameKeys),
    importedBefore(tx, 'contracts', column(items, 'contractId')),
    staffList(tx),
  ])
  const byNumber = new Map([...numbers].map(([number, { subjectId }]) => [number, subjectId]))
  const byName = once(named.map((a) => [a.nameKey, a.id] as const))
  const people = once(staff.filter((s) => s.active).map((s) => [searchKey(s.name), s.id] as const))
  const account = resolver(byNumber, byName)
  const accountIds = [...new Set([...byNumber.values(), ...named.map((a) => a.id)])]
  const owners = await contractAccounts(
    tx,
    [...contractNumbers.values()].map((c) => c.subjectId),
  )
  const contracts = Map.groupBy(await contractsOf(tx, accountIds), (c) => c.accountId)
  return {
    account,
    staff: (item, field) => {
      const name = item.cells[field] ?? ''
      return name === '' ? null : pick(people, searchKey(name), field, 'unknown-staff', 'ambiguous-staff')
    },
    contract: (item, day) => {
      const number = plain(item.cells.contractId ?? '')
      const known = contractNumbers.get(number)
      if (known && owners.has(known.subjectId)) return { id: known.subjectId }
      if (number !== '') return { code: 'unknown-contract', field: 'contractId' }
      const whose = account(item)
      if (!('id' in whose)) return whose
      const running = (contracts.get(whose.id) ?? []).find((c) => covers(c, day))
      return running ? { id: running.id } : { code: 'no-contract-then', field: 'date' }
    },
  }
}

/** The id, or null with the finding noted. */
export function idOf(resolved: Resolved | null, item: Item, found: Found[]): string | null {
  if (resolved === null) return null
  if ('id' in resolved) return resolved.id
  const { code, field } = resolved
  found.push({ row: item.row, field, code, value: item.cells[field] ?? null })
  return null
}
