/** What is left, and what lapsed. */
import { addMonths, type CivilDate } from '../kernel/civil.ts'
import { civilAt, type Instant } from '../kernel/clock.ts'
import { type Decision, decide, holds } from '../kernel/decision.ts'
import { Problem } from '../kernel/failure.ts'
import { type Caller, ownAccount, scopeOf } from '../kernel/route.ts'
import type { Tx } from '../kernel/transaction.ts'
import { Books, type Counters, countersAt, leftOf, type Window, type WindowSpec, windowsOf } from '../ledger/index.ts'
import type { Catalogue, Catalogues } from '../terms/index.ts'
import { type Contract, contractOffer, type Offer, type Order, orderOffer } from './model.ts'
import { accountsOfHolders, contractsAt, contractsOf, ordersAt, ordersOf } from './queries.ts'
import type { ContractServices } from './scene.ts'
import { contractHolder, type Holder, orderHolder, stretchOn, windowSpecs, windowsUntil } from './timeline.ts'

/** An allowance over one window, as screens show it. `pace` is the share of the window that has passed, 0 to 1. */
export type Meter = {
  holder: Offer & { type: 'contract' | 'order'; id: string }
  allowance: string
  office: string
  unit: 'minutes' | 'count'
  granted: number
  held: number
  consumed: number
  lapsed: number
  left: number
  from: CivilDate
  until: CivilDate | null
  clause: string
}

export type AccountHolders = { contracts: Contract[]; orders: Order[]; holders: { holder: Holder; offer: Offer }[] }

/** All that an account may draw on, now or as agreed at a past moment: contracts and orders, each with its stretches. */
export async function holdersOf(
  tx: Tx,
  catalogue: Catalogue,
  accountIds: string[],
  today: CivilDate,
  past: Instant | null = null,
): Promise<Map<string, AccountHolders>> {
  const [contracts, orders] = await Promise.all(
    past === null
      ? [contractsOf(tx, accountIds), ordersOf(tx, accountIds)]
      : [contractsAt(tx, accountIds, past), ordersAt(tx, accountIds, past)],
  )
  return new Map(
    accountIds.map((id) => {
      const own = contracts.filter((c) => c.accountId === id)
      const ownOrders = orders.filter((o) => o.accountId === id)
      const running = own.find((c) => c.start <= today && (c.endsOn === null || today < c.endsOn)) ?? null
      const holders = [
        ...own.map((c) => ({ holder: contractHolder(catalogue, c), offer: contractOffer(c, today) })),
        ...ownOrders.flatMap((o) => {
          const holder = orderHolder(
            catalogue,
            o,
            o.contractId === null ? running : (own.find((c) => c.id === o.contractId) ?? null),
          )
          return holder ? [{ holder, offer: orderOffer(o) }] : []
        }),
      ]
      return [id, { contracts: own, orders: ownOrders, holders }]
    }),
  )
}

/** A window as it stands on a day: one that has ended has let lapse what was left, whether the book says so yet or not. */
function meterOf(spec: WindowSpec, row: Window | undefined, offer: Offer, today: CivilDate): Meter {
  const counters = row ?? { granted: spec.amount, held: 0, consumed: 0, lapsed: 0 }
  const until = row ? row.until : spec.until
  const over = until !== null && today >= until && (row === undefined || row.carriedInto === null)
  const left = leftOf(counters)
  return {
    holder: { type: spec.holderType, id: spec.holderId, ...offer },
    allowance: spec.allowance,
    office: spec.office,
    unit: spec.unit,
    granted: counters.granted,
    held: counters.held,
    consumed: counters.consumed,
    lapsed: counters.lapsed + (over ? left : 0),
    left: over ? 0 : left,
    from: spec.from,
    until,
    clause: row?.clause ?? spec.clause,
  }
}

/** Every window of a holder that has begun, without those whose use another window has taken over by now. */
export function metersUntil(
  catalogue: Catalogue,
  h: { holder: Holder; offer: Offer },
  rows: Window[],
  today: CivilDate,
): Meter[] {
  const own = rows.filter((r) => r.holderId === h.holder.id)
  return windowsUntil(catalogue, h.holder, today).flatMap((spec) => {
    const row = own.find((r) => r.allowance === spec.allowance && r.office === spec.office && r.from === spec.from)
    const isOver = row !== undefined && row.carriedInto !== null && row.until !== null && row.until <= today
    return isOver ? [] : [meterOf(spec, row, h.offer, today)]
  })
}

const holdsDay = (m: Meter, day: CivilDate) => m.from <= day && (m.until === null || day < m.until)

/** The windows that hold a day. */
export const metersOn = (meters: Meter[], day: CivilDate): Meter[] => meters.filter((m) => holdsDay(m, day))

export type HolderRef = {
  contractId?: string | undefined
  orderId?: string | undefined
  projectId?: string | undefined
}
export const refOf = (ref: HolderRef): string => (ref.contractId ?? ref.orderId ?? ref.projectId)!

/** The account of a contract, order or project; what the caller may not see is not there. */
export async function whose(tx: Tx, holderId: string, caller: Caller): Promise<string> {
  const accountId = (await accountsOfHolders(tx, [holderId], ownAccount(scopeOf(caller)))).get(holderId)
  if (accountId === undefined) throw new Problem('unknown-reference', 'contractId')
  return accountId
}

const sumBy = (meters: Meter[], value: (m: Meter) => number): Record<string, number> => {
  const sums: Record<string, number> = {}
  for (const m of meters) sums[m.allowance] = (sums[m.allowance] ?? 0) + value(m)
  return sums
}

/** The windows as they stood, by the counters of then; those that were not open or not yet taken over are so again. */
const windowsThen = (rows: Window[], holder: Holder, catalogue: Catalogue, then: Map<string, Counters>): Window[] =>
  rows.flatMap((w) => {
    const counters = then.get(w.id)
    if (!counters) return []
    const spec = specOf(catalogue, holder, w)
    const carriedInto = w.carriedInto !== null && then.has(w.carriedInto) ? w.carriedInto : null
    return [{ ...w, ...counters, carriedInto, until: spec ? spec.until : w.until }]
  })

/** The specification that opened a window, by a timeline that has it. */
function specOf(catalogue: Catalogue, holder: Holder, w: Window): WindowSpec | null {
  const stretch = stretchOn(holder, w.from)
  const specs = stretch ? windowSpecs(catalogue, holder, stretch, w.from) : []
  return specs.find((s) => s.allowance === w.allowance && s.office === w.office && s.from === w.from) ?? null
}

/** Balances are told ahead for as long as anybody plans: every window until then is worked out anew. */
const YEARS_AHEAD = 10

function foreseeable(at: Instant, now: Instant, zone: string): void {
  const { date } = civilAt(now, zone)
  const latest = addMonths(date, 12 * YEARS_AHEAD)
  if (civilAt(at, zone).date > latest)
    throw new Problem('invalid-field', 'at', { code: 'outside-dates', earliest: '1900-01-02', latest })
}

/**
 * The balance of a contract, order or project, now, as of a past moment, or as it would be at a coming one; one more than
 * ten years ahead is a Problem of the field `at`.
 */
export function readBalance(
  services: { db: ContractServices['db']; clock: ContractServices['clock']; catalogues: Catalogues },
  caller: Caller,
  ref: HolderRef,
  at: Instant | null,
): Promise<Decision & { meters: Meter[] }> {
  const now = services.clock.now()
  if (at !== null) foreseeable(at, now, services.catalogues.timeZone)
  const today = civilAt(at ?? now, services.catalogues.timeZone).date
  const catalogue = services.catalogues.on(today)
  return services.db.read(scopeOf(caller), async (tx) => {
    const id = refOf(ref)
    const accountId = await whose(tx, id, caller)
    const past = at === null || at >= now ? null : at
    const all = (await holdersOf(tx, catalogue, [accountId], today, past)).get(accountId)!
    const h = all.holders.find((x) => x.holder.id === id)
    if (!h) throw new Problem('unknown-reference', 'orderId')
    const rows = (await windowsOf(tx, [accountId])).filter((w) => w.holderId === id)
    const stood =
      past === null ? rows : windowsThen(rows, h.holder, catalogue, await countersAt(tx, accountId, id, past))
    const meters = metersUntil(catalogue, h, stood, today)
    const current = metersOn(meters, today)
    const lapsed = sumBy(
      meters.filter((m) => m.until !== null && today >= m.until),
      (m) => m.lapsed,
    )
    const phase = stretchOn(h.holder, today)?.phase
    const decision = decide(
      current.map((m) =>
        holds('balanceStands', [m.clause], { allowance: m.allowance, left: m.left, from: m.from, until: m.until }),
      ),
      { remaining: sumBy(current, (m) => m.left), lapsed, ...(phase ? { phase } : {}) },
    )
    return { ...decision, meters: current }
  })
}

/** Lets lapse what is left in windows that have ended, and opens those that began: the ledger's day, run as a job. */
export async function turnTheDay(
  tx: Tx,
  catalogue: Catalogue,
  accountId: string,
  today: CivilDate,
  at: Instant,
): Promise<number> {
  const all = (await holdersOf(tx, catalogue, [accountId], today)).get(accountId)!
  const books = await Books.load(
    tx,
    all.holders.map((h) => ({ accountId, holderId: h.holder.id, since: '1900-01-01' })),
  )
  let lapsed = 0
  for (const h of all.holders) {
    for (const spec of windowsUntil(catalogue, h.holder, today)) {
      const cause = {
        type: spec.holderType,
        id: spec.holderId,
        clause: spec.clause,
        at,
        byUser: null,
        byName: 'bansou',
      }
      const window = books.find(spec) ?? books.open(spec, cause)
      const left = leftOf(window)
      if (window.until === null || today < window.until || window.carriedInto !== null || left === 0) continue
      books.lapse(window, left, { ...cause, type: 'window', id: window.id, clause: catalogue.data.adjustment.clause })
      lapsed += 1
    }
  }
  await books.flush(tx)
  return lapsed
}
