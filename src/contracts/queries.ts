import type { CivilDate } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'
import { type Tx, timestampOf } from '../kernel/transaction.ts'
import type { Contract, Order } from './model.ts'

const CONTRACTS = `
  select c.account_id as "accountId", c.id, c.start, c.ends_on as "endsOn", c.notice_on as "noticeOn", c.base_office as "baseOffice",
    c.responsible_id as "responsibleId", c.first_start as "firstStart", c.accepted_version as "acceptedVersion",
    c.consented_version as "consentedVersion", c.created_at as "createdAt", c.version,
    (select jsonb_agg(jsonb_build_object('from', s."from", 'plan', s.plan, 'anchor', s.anchor) order by s."from")
      from contracts.segments s where s.account_id = c.account_id and s.contract_id = c.id) as segments,
    coalesce((select jsonb_agg(jsonb_build_object('option', o.option, 'from', o."from", 'until', o.until) order by o."from", o.option)
      from contracts.contract_options o where o.account_id = c.account_id and o.contract_id = c.id), '[]') as options
  from contracts.contracts c`

const ORDERS = `
  select o.account_id as "accountId", o.id, o.add_on as "addOn", o.contract_id as "contractId", o.language, o.connection, o.target, o.options,
    o.extends_id as "extendsId", o.accepted_version as "acceptedVersion", o.created_at as "createdAt", o.version,
    coalesce((select jsonb_agg(jsonb_build_object('from', v."from", 'until', v.until, 'byOrderId', v.by_order_id, 'anchor', v.anchor, 'months', v.months) order by v."from")
      from contracts.coverage v where v.account_id = o.account_id and v.order_id = o.id), '[]') as coverage
  from contracts.orders o`

/** All contracts of the accounts, oldest first. */
export const contractsOf = (tx: Tx, accountIds: readonly string[]): Promise<Contract[]> =>
  tx.query<Contract>(`${CONTRACTS} where c.account_id = any ($1::uuid[]) order by c.start, c.id`, [accountIds])

/** The contracts that a person answers for, ended ones too, by account. */
export const contractsOfPerson = (tx: Tx, staffId: string): Promise<Contract[]> =>
  tx.query<Contract>(`${CONTRACTS} where c.responsible_id = $1 order by c.account_id, c.start, c.id`, [staffId])

// The fields that changes of plan and notices change, as they were at the moment; what did not exist yet is left out.
const CONTRACTS_AT = `
  select c.*, s.ends_on as "endsOn", s.notice_on as "noticeOn", s.segments, s.version from (${CONTRACTS}
    where c.account_id = any ($1::uuid[])) c
  cross join lateral (
    select s.ends_on, s.notice_on, s.segments, s.version from contracts.states s
    where s.account_id = c."accountId" and s.contract_id = c.id and s.at <= $2 order by s.version desc limit 1) s
  order by c.start, c.id`

/** All contracts of the accounts as they were agreed at a past moment, oldest first. */
export const contractsAt = (tx: Tx, accountIds: readonly string[], at: Instant): Promise<Contract[]> =>
  tx.query<Contract>(CONTRACTS_AT, [accountIds, timestampOf(at)])

/** All orders of the accounts as they were at a past moment: with the days that were ordered by then. */
export async function ordersAt(tx: Tx, accountIds: readonly string[], at: Instant): Promise<Order[]> {
  const orders = (await ordersOf(tx, accountIds)).filter((o) => o.createdAt <= at)
  const known = new Set(orders.map((o) => o.id))
  return orders.map((o) => ({ ...o, coverage: o.coverage.filter((c) => known.has(c.byOrderId)) }))
}

/** All orders of the accounts, set-up projects among them, oldest first. */
export const ordersOf = (tx: Tx, accountIds: readonly string[]): Promise<Order[]> =>
  tx.query<Order>(`${ORDERS} where o.account_id = any ($1::uuid[]) order by o.created_at, o.id`, [accountIds])

/** The contracts with these ids, and those that run on the day in the accounts: what may serve an order (edge.35). */
export const contractsFor = (
  tx: Tx,
  accountIds: readonly string[],
  ids: readonly string[],
  today: CivilDate,
): Promise<Contract[]> =>
  tx.query<Contract>(
    `${CONTRACTS} where c.account_id = any ($1::uuid[]) and (c.id = any ($2::uuid[]) or (c.start <= $3 and (c.ends_on is null or c.ends_on > $3)))`,
    [accountIds, ids, today],
  )

export const ordersByIds = (tx: Tx, accountIds: readonly string[], ids: readonly string[]): Promise<Order[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx.query<Order>(`${ORDERS} where o.account_id = any ($1::uuid[]) and o.id = any ($2::uuid[])`, [accountIds, ids])

const whereabouts = new Map<string, string>()
const MOST_KNOWN = 50_000

/**
 * Whose contract or order each id is. The one place that asks without an account, because it is what finds it; an
 * account never changes, so answers are kept. Row-level security hides what the transaction may not see; what was kept
 * is believed of the `own` account only (null: the vendor's people, of all), so that what is another's is looked for and
 * not found, with the same work as what never was.
 */
export async function accountsOfHolders(
  tx: Tx,
  ids: readonly string[],
  own: string | null,
): Promise<Map<string, string>> {
  if (whereabouts.size > MOST_KNOWN) whereabouts.clear()
  const kept = (id: string) => {
    const account = whereabouts.get(id)
    return own === null || account === own ? account : undefined
  }
  const missing = ids.filter((id) => kept(id) === undefined)
  if (missing.length > 0) {
    const rows = await tx.query<{ id: string; accountId: string }>(
      `select id, account_id as "accountId" from contracts.contracts where id = any ($1::uuid[])
       union all select id, account_id from contracts.orders where id = any ($1::uuid[])`,
      [missing],
    )
    for (const r of rows) whereabouts.set(r.id, r.accountId)
  }
  return new Map(
    ids.flatMap((id) => {
      const account = kept(id)
      return account === undefined ? [] : [[id, account] as const]
    }),
  )
}

/** The person who carries the fewest running contracts, of those given; the first of equals. */
export async function leastLoaded(tx: Tx, staffIds: readonly string[], today: CivilDate): Promise<string | null> {
  if (staffIds.length === 0) return null
  const rows = await tx.query<{ id: string }>(
    `select s.id from unnest($1::uuid[]) with ordinality as s (id, place)
     left join contracts.contracts c on c.responsible_id = s.id and (c.ends_on is null or c.ends_on > $2)
     group by s.id, s.place order by count(c.id), s.place limit 1`,
    [staffIds, today],
  )
  return rows[0]?.id ?? null
}
