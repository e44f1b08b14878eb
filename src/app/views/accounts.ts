/** Accounts as lists and pages show them: over people, contracts, ledger, notices. Read-only. */
import type { z } from 'zod'
import {
  type AccountHolders,
  type Contract,
  coveredBy,
  holdersOf,
  type Meter,
  metersOn,
  metersUntil,
  type Order,
  optionsOn,
  periodOn,
  planOn,
  stateOf,
  stretchOn,
} from '../../contracts/index.ts'
import { type CivilDate, dayNumber } from '../../kernel/civil.ts'
import { formatInstant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import type { Language, Side } from '../../kernel/route.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { windowsOf } from '../../ledger/index.ts'
import { type AcceptanceRow, acceptancesOf, consentTo } from '../../notices/index.ts'
import { account, type Staff, staffList } from '../../people/index.ts'
import type { Services } from '../services.ts'
import { type AccountFilter, type AccountPlace, type AccountSort, type Known, listAccounts } from './account-list.ts'
import type { Names } from './names.ts'
import type * as shapes from './shapes.ts'

/** The services, and the words of whoever reads. */
export type Reader = Services & { names: Names; side: Side; language: Language }

export type PersonRef = z.infer<typeof shapes.person>
export const personOf = (staff: Map<string, Staff>, id: string | null): PersonRef | null => {
  const s = id === null ? undefined : staff.get(id)
  return s ? { id: s.id, name: s.name, partner: s.partner } : null
}

/** A customer is not told the names of a partner's people, but that a partner sends them. */
const PARTNERS = { ja: '協力会社の担当者', en: 'Somebody of our partner' }

export async function staffById(tx: Tx, { side, language }: Pick<Reader, 'side' | 'language'>) {
  const shown = (s: Staff): Staff =>
    side === 'customer' && s.partner !== null ? { ...s, name: PARTNERS[language], partner: null } : s
  return new Map((await staffList(tx)).map((s) => [s.id, shown(s)]))
}

/** Adds how much of its window has passed on a day. */
export function paced(names: Names, m: Meter, today: CivilDate): z.infer<typeof shapes.meter> {
  const pace = m.until === null ? 0 : (dayNumber(today) - dayNumber(m.from)) / (dayNumber(m.until) - dayNumber(m.from))
  return { ...m, holder: names.holder(m.holder), pace: Math.min(1, Math.max(0, pace)) }
}

/** The contract an account is spoken of by: the running one, else the next, else the last. */
export function mainContract(contracts: Contract[], today: CivilDate): Contract | null {
  return (
    contracts.find((c) => c.start <= today && (c.endsOn === null || today < c.endsOn)) ??
    contracts.find((c) => c.start > today) ??
    contracts.at(-1) ??
    null
  )
}

/** As the catalogue lists its allowances, contract before orders: the same order every day. */
function inOrder(services: Reader, meters: Meter[]): Meter[] {
  const place = Object.keys(services.catalogue().data.allowances)
  const rank = (m: Meter) => (m.holder.type === 'contract' ? 0 : 100) + place.indexOf(m.allowance)
  return meters.toSorted((a, b) => rank(a) - rank(b))
}

type Shown = z.infer<typeof shapes.meter>
/** The hours that a person first asks about: the plan's own, else those of the first order. */
function mainHours(running: Shown[], contractId: string | null): Shown | null {
  const hours = running.filter((m) => m.unit === 'minutes' && m.office === '')
  const ordered = hours
    .filter((m) => m.holder.type === 'order')
    .toSorted((a, b) => (a.holder.id < b.holder.id ? -1 : 1))
  return hours.find((m) => m.holder.id === contractId) ?? ordered[0] ?? null
}

function rowOf(
  services: Reader,
  known: Known,
  all: AccountHolders,
  meters: Meter[],
  staff: Map<string, Staff>,
  today: CivilDate,
): z.infer<typeof shapes.accountRow> {
  const main = mainContract(all.contracts, today)
  const holder = main && all.holders.find((h) => h.holder.id === main.id)?.holder
  const running = inOrder(services, metersOn(meters, today)).map((m) => paced(services.names, m, today))
  return {
    id: known.id,
    name: known.name,
    prefecture: known.prefecture,
    plan: main && planOn(main, today),
    phase: (holder && stretchOn(holder, today)?.phase) ?? null,
    period: main && periodOn(services.catalogue(), main, today < main.start ? main.start : today),
    state: main ? stateOf(main, today) : 'none',
    responsible: personOf(staff, main?.responsibleId ?? null),
    contract: main && { id: main.id, version: main.version },
    hours: mainHours(running, main?.id ?? null),
    meters: running,
  }
}

/** Rows of the accounts, in the order given. */
async function rowsOf(tx: Tx, services: Reader, accounts: Known[]): Promise<z.infer<typeof shapes.accountRow>[]> {
  const today = services.today()
  const catalogue = services.catalogue()
  const ids = accounts.map((a) => a.id)
  const [all, windows, staff] = await Promise.all([
    holdersOf(tx, catalogue, ids, today),
    windowsOf(tx, ids),
    staffById(tx, services),
  ])
  const byAccount = Map.groupBy(windows, (w) => w.accountId)
  return accounts.map((a) => {
    const own = all.get(a.id)!
    const rows = byAccount.get(a.id) ?? []
    return rowOf(
      services,
      a,
      own,
      own.holders.flatMap((h) => metersUntil(catalogue, h, rows, today)),
      staff,
      today,
    )
  })
}

/** A page of accounts; one more than asked for tells whether there is a next. */
export async function accountList(
  tx: Tx,
  services: Reader,
  filter: AccountFilter,
  order: { sort: AccountSort; descending: boolean },
  place: AccountPlace,
): Promise<{ rows: z.infer<typeof shapes.accountRow>[]; total: number; last: Known | null }> {
  const { found, total } = await listAccounts(tx, services.catalogue(), services.today(), filter, order, place)
  const page = found.slice(0, place.limit)
  return { rows: await rowsOf(tx, services, page), total, last: found.length > place.limit ? page.at(-1)! : null }
}

function contractOf(
  services: Reader,
  c: Contract,
  all: AccountHolders,
  staff: Map<string, Staff>,
  accepted: Map<string, AcceptanceRow>,
  today: CivilDate,
): z.infer<typeof shapes.contract> {
  const holder = all.holders.find((h) => h.holder.id === c.id)!.holder
  return {
    id: c.id,
    accountId: c.accountId,
    plan: planOn(c, today),
    state: stateOf(c, today),
    period: periodOn(services.catalogue(), c, today < c.start ? c.start : today),
    phase: stretchOn(holder, today)?.phase ?? null,
    start: c.start,
    endsOn: c.endsOn,
    noticeOn: c.noticeOn,
    responsible: personOf(staff, c.responsibleId),
    baseOffice: c.baseOffice,
    options: optionsOn(c, today < c.start ? c.start : today),
    segments: c.segments.map((s, i) => ({ plan: s.plan, from: s.from, until: c.segments[i + 1]?.from ?? c.endsOn })),
    acceptance: acceptanceOf(services, accepted, c.id),
    version: c.version,
  }
}

function acceptanceOf(services: Reader, accepted: Map<string, AcceptanceRow>, id: string) {
  const a = accepted.get(id)
  return a ? { version: a.version, at: formatInstant(a.at, services.catalogues.timeZone), by: a.by } : null
}

function orderOf(
  services: Reader,
  o: Order,
  accepted: Map<string, AcceptanceRow>,
  today: CivilDate,
): z.infer<typeof shapes.order> {
  const p = coveredBy(o)
  const state =
    p === null || (p.from <= today && (p.until === null || today < p.until))
      ? 'active'
      : today < p.from
        ? 'upcoming'
        : 'ended'
  return {
    id: o.id,
    accountId: o.accountId,
    addOn: o.addOn,
    contractId: o.contractId,
    included: o.contractId !== null,
    language: o.language,
    connection: o.connection,
    target: o.target,
    options: o.options,
    coverage: o.coverage.map((c) => ({ from: c.from, until: c.until })),
    state,
    acceptance: acceptanceOf(services, accepted, o.id),
    version: o.version,
  }
}

/** Everything about one account that its page shows first. */
export async function accountPage(
  tx: Tx,
  services: Reader,
  accountId: string,
): Promise<z.infer<typeof shapes.accountPage>> {
  const known = await account(tx, accountId)
  if (!known) throw new Problem('unknown-reference', 'id')
  const today = services.today()
  const catalogue = services.catalogue()
  const [all, windows, staff, acceptances] = await Promise.all([
    holdersOf(tx, catalogue, [accountId], today),
    windowsOf(tx, [accountId]),
    staffById(tx, services),
    acceptancesOf(tx, accountId),
  ])
  const own = all.get(accountId)!
  const accepted = new Map(acceptances.map((a) => [a.subjectId, a]))
  const main = mainContract(own.contracts, today)
  return {
    ...rowOf(
      services,
      known,
      own,
      own.holders.flatMap((h) => metersUntil(catalogue, h, windows, today)),
      staff,
      today,
    ),
    existingCustomer: known.existingCustomer,
    version: known.version,
    createdAt: formatInstant(known.createdAt, services.catalogues.timeZone),
    contracts: own.contracts.map((c) => contractOf(services, c, own, staff, accepted, today)),
    orders: own.orders.map((o) => orderOf(services, o, accepted, today)),
    terms: main && { version: catalogue.version, consent: await consentTo(tx, accountId, main.id, catalogue.version) },
  }
}

/** The windows of each allowance over time, for charts. */
export async function usageOf(tx: Tx, services: Reader, accountId: string): Promise<z.infer<typeof shapes.usage>[]> {
  const today = services.today()
  const catalogue = services.catalogue()
  const [all, windows] = await Promise.all([holdersOf(tx, catalogue, [accountId], today), windowsOf(tx, [accountId])])
  const meters = all.get(accountId)!.holders.flatMap((h) => metersUntil(catalogue, h, windows, today))
  return [...Map.groupBy(meters, (m) => `${m.holder.id} ${m.allowance} ${m.office}`).values()].map((list) => {
    const first = list[0]!
    return {
      holder: services.names.holder(first.holder),
      allowance: first.allowance,
      unit: first.unit,
      clause: list.at(-1)!.clause,
      windows: list.map((m) => paced(services.names, m, today)),
    }
  })
}
