/** Accounts out of rows. */
import { type Change, recordChanges } from '../../../kernel/audit.ts'
import {
  type Account,
  createAccount,
  type NewAccount,
  peopleRoutes,
  type Region,
  regionOf,
  searchKey,
} from '../../../people/index.ts'
import { accountsByNameKeys } from '../../views/import-lookups.ts'
import { routeOf, shapeFaults } from './ask-room.ts'
import { plain, readYesNo } from './cells.ts'
import type { Found } from './finding-codes.ts'
import type { Made, Work } from './import-work.ts'
import { type Item, readable } from './rows.ts'

/** Changes that are written in one statement. */
const RECORDED = 5000

const createdChange = ({ id, name, prefecture, existingCustomer }: Account): Change => ({
  action: 'account.create',
  accountId: id,
  subject: { type: 'account', id },
  before: null,
  after: { name, prefecture, existingCustomer },
  reason: 'import',
})

type Ready = { item: Item; given: NewAccount }

/** Statements that travel together. */
const FLIGHT = 500

/** A prefecture by any of its names, or an address that begins with one. */
function regionIn(regions: readonly Region[], text: string): string | null {
  const cell = plain(text)
  return regionOf(regions, cell) ?? regions.find((r) => cell.startsWith(r.name))?.name ?? null
}

function readAccount(item: Item, regions: readonly Region[], found: Found[]): NewAccount | null {
  const { row, cells } = item
  const before = found.length
  const prefecture = regionIn(regions, cells.prefecture ?? '')
  if (prefecture === null)
    found.push({ row, field: 'prefecture', code: 'unknown-prefecture', value: cells.prefecture! })
  const existing = cells.existingCustomer ? readYesNo(cells.existingCustomer) : { value: false }
  if ('fault' in existing)
    found.push({ row, field: 'existingCustomer', code: existing.fault, value: cells.existingCustomer! })
  if (found.length > before || prefecture === null || 'fault' in existing) return null
  return { name: cells.name!, prefecture, existingCustomer: existing.value }
}

/** Two of one name are perhaps one company, perhaps not: said, and left to a person. */
async function sayNamesakes({ tx, found }: Work, ready: readonly Ready[]): Promise<void> {
  const first = new Map<string, number>()
  for (const { item, given } of ready) {
    const key = searchKey(given.name)
    const seen = first.get(key)
    if (seen === undefined) first.set(key, item.row)
    else
      found.push({ row: item.row, field: 'name', code: 'same-name-in-file', value: given.name, facts: { first: seen } })
  }
  const there = new Set((await accountsByNameKeys(tx, [...first.keys()])).map((a) => a.nameKey))
  for (const { item, given } of ready)
    if (there.has(searchKey(given.name)))
      found.push({ row: item.row, field: 'name', code: 'same-name-exists', value: given.name })
}

export async function importAccounts(work: Work, items: readonly Item[]): Promise<Made[]> {
  const { tx, found, services, asking, dryRun } = work
  const { regions, offices, kinds, languages } = services.catalogue().data
  const vocabulary = { regions, offices: Object.keys(offices), kinds: Object.keys(kinds), languages }
  const timeZone = services.catalogues.timeZone
  const routes = peopleRoutes({ ...services, vocabulary: () => ({ ...vocabulary, timeZone }) })
  const create = routeOf(routes, 'POST', '/api/accounts')
  const ready = readable(items, ['name', 'prefecture'], found).flatMap((item): Ready[] => {
    const given = readAccount(item, regions, found)
    if (given === null) return []
    const faults = shapeFaults(asking, create, item.row, given)
    found.push(...faults)
    return faults.length === 0 ? [{ item, given }] : []
  })
  await sayNamesakes(work, ready)
  // The room has nothing to decide about an account beyond its shape and its region, so there is nothing to rehearse.
  if (dryRun) return ready.map(({ item }) => ({ item, id: '' }))
  const made: Made[] = []
  const now = services.clock.now()
  const changes: Change[] = []
  for (let at = 0; at < ready.length; at += FLIGHT) {
    const flight = ready.slice(at, at + FLIGHT)
    const accounts = await Promise.all(flight.map(({ given }) => createAccount(tx, given, vocabulary, now)))
    made.push(...flight.map(({ item }, i) => ({ item, id: accounts[i]!.id })))
    changes.push(...accounts.map(createdChange))
  }
  for (let at = 0; at < changes.length; at += RECORDED)
    await recordChanges(tx, asking.caller, changes.slice(at, at + RECORDED), now)
  return made
}
