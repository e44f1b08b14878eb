/**
 * The list of accounts: filtered, sorted and cut by the database, whatever it is sorted by, and right at the moment it is
 * read. Nothing is kept beside the books for it (docs/decisions/0030-lists-are-computed.md).
 */
import { addDays, addMonths, type CivilDate } from '../../kernel/civil.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { searchKey } from '../../people/index.ts'
import type { Catalogue } from '../../terms/index.ts'

export const ACCOUNT_SORTS = ['name', 'prefecture', 'plan', 'phase', 'period', 'hours', 'responsible', 'state'] as const
export type AccountSort = (typeof ACCOUNT_SORTS)[number]
export const ACCOUNT_STATES = ['none', 'upcoming', 'active', 'notice-given', 'ended'] as const

export type AccountFilter = {
  q?: string | undefined
  plan?: string | undefined
  phase?: string | undefined
  state?: string | undefined
  responsible?: string | undefined
  prefecture?: string | undefined
  /** The period ends before this day. */
  endsBefore?: CivilDate | undefined
  /** At most so many percent of the hours are left. */
  hoursUnder?: number | undefined
}
export type AccountPlace = { after: { name: string; id: string } | null; offset: number; limit: number }
export type Known = { id: string; name: string; prefecture: string }

/** The same day so many months on; where the month has no such day, the first of the next (edge.1). */
const monthsOn = (day: string, months: string) => {
  const clamped = `(${day} + make_interval(months => ${months}))::date`
  return `(${clamped} + (extract(day from ${clamped}) < extract(day from ${day}))::int)`
}

const wholeYears = `((extract(year from w.day) - extract(year from m.anchor)) * 12 + extract(month from w.day) - extract(month from m.anchor))::int`
const stepsOn = `(${wholeYears} / pl.months * pl.months)`
/** The end of the running period: the end of the contract, else the next boundary of a plan that renews. */
const UNTIL = `case when m.ends_on is not null or pl.months is null then m.ends_on
  when ${stepsOn} > 0 and ${monthsOn('m.anchor', stepsOn)} > w.day then ${monthsOn('m.anchor', stepsOn)}
  else ${monthsOn('m.anchor', `(${stepsOn} + pl.months)`)} end`

const NAMES = `
  select a.account_id as id, a.name, a.prefecture, a.name_key, array_position($7::text[], a.prefecture) as place
  from people.accounts a
  where ($1::text is null or a.name_key like '%' || $1 || '%') and ($2::text is null or a.prefecture = $2)`

// The main contract of the day as `mainContract` chooses it, with its plan, state, phase and period: of all in one pass.
const CONTRACTS = `
  main as (
    select distinct on (c.account_id) c.account_id, c.id, c.start, c.ends_on, c.notice_on, c.responsible_id, c.first_start, s.plan, s.anchor
    from contracts.contracts c
    join contracts.segments s on s.account_id = c.account_id and s.contract_id = c.id and (s."from" <= $8 or s."from" = c.start)
    order by c.account_id, (c.start <= $8 and (c.ends_on is null or c.ends_on > $8)) desc, (c.start > $8) desc,
      case when c.start > $8 then c.start end, c.start desc, s."from" desc),
  plans as (select * from unnest($9::text[], $10::int[]) with ordinality as p (plan, months, rank)),
  phases as (select * from unnest($11::text[], $12::text[], $13::date[], $14::date[], $15::text[], $16::int[]) as p (plan, phase, since, until, allowance, amount)),
  agreed as (
    select m.*, pl.rank, ph.phase, ph.allowance, ph.amount,
      case when m.ends_on <= $8 then 'ended' when m.notice_on is not null then 'notice-given' when m.start > $8 then 'upcoming' else 'active' end as state,
      case when $21::date is not null or $22 then ${UNTIL} end as until
    from main m
    cross join lateral (select greatest($8::date, m.start) as day) w
    left join plans pl on pl.plan = m.plan
    left join phases ph on ph.plan = m.plan and m.start <= $8 and (m.ends_on is null or m.ends_on > $8)
      and (ph.since is null or m.first_start <= ph.since) and (ph.until is null or m.first_start > ph.until))`

const OPEN = `w."from" <= $8 and (w.until is null or w.until > $8) and w.office = ''`
const LEFT = 'w.granted - w.held - w.consumed - w.lapsed'
// What is left now: of the plan's own hours, else of what was ordered. A window that nothing was drawn from has no row yet.
const HOURS = `
  standing as (select w.account_id, w.holder_id, w.allowance, w.granted, ${LEFT} as left from ledger.windows w where ${OPEN}),
  ordered as (
    select distinct on (o.account_id) o.account_id, coalesce(w.left, p.amount) as left, coalesce(w.granted, p.amount) as granted
    from contracts.coverage v
    join contracts.orders o on o.account_id = v.account_id and o.id = v.order_id
    join unnest($23::text[], $24::text[], $25::int[]) as p (add_on, allowance, amount) on p.add_on = o.add_on
    left join standing w on w.account_id = o.account_id and w.holder_id = o.id and w.allowance = p.allowance
    where v."from" <= $8 and (v.until is null or v.until > $8) and (o.contract_id is null or v.by_order_id <> o.id)
    order by o.account_id, o.id),
  hours as (
    select m.account_id, coalesce(w.left, m.amount) as left, coalesce(w.granted, m.amount) as granted
    from agreed m left join standing w on w.account_id = m.account_id and w.holder_id = m.id and w.allowance = m.allowance
    where m.amount is not null
    union all
    select o.account_id, o.left, o.granted from ordered o
    where not exists (select from agreed m where m.account_id = o.account_id and m.amount is not null))`

const BY_CONTRACT = `
  and ($17::text is null or m.plan = $17) and ($18::uuid is null or m.responsible_id = $18)
  and ($19::text is null or coalesce(m.state, 'none') = $19) and ($20::text is null or m.phase = $20)
  and ($21::date is null or (m.until < $21 and m.state <> 'ended'))`

type Depth = 'names' | 'contracts' | 'hours'

const ORDERS: Record<AccountSort, { depth: Depth; by: string }> = {
  name: { depth: 'names', by: '' },
  prefecture: { depth: 'names', by: 'f.place' },
  plan: { depth: 'contracts', by: 'f.rank' },
  phase: { depth: 'contracts', by: 'f.phase' },
  period: { depth: 'contracts', by: "case when f.state <> 'ended' then f.until end" },
  hours: { depth: 'hours', by: 'f.left' },
  responsible: { depth: 'contracts', by: 'f.responsible' },
  state: {
    depth: 'contracts',
    by: "array_position(array['active', 'notice-given', 'upcoming', 'ended', 'none'], coalesce(f.state, 'none'))",
  },
}

function foundAt(depth: Depth): string {
  if (depth === 'names') return `with found as materialized (${NAMES})`
  const from = NAMES.replace(
    'from people.accounts a',
    `, m.rank, m.phase, m.state, m.until, s.name as responsible${depth === 'hours' ? ', h.left' : ''}
    from people.accounts a left join agreed m on m.account_id = a.account_id left join people.staff s on s.id = m.responsible_id
    ${depth === 'hours' ? 'left join hours h on h.account_id = a.account_id' : ''}`,
  )
  const narrow =
    depth === 'hours' ? ' and ($26::int is null or (h.granted > 0 and h.left * 100 <= h.granted * $26))' : ''
  return `with ${CONTRACTS}${depth === 'hours' ? `, ${HOURS}` : ''}, found as materialized (${from} ${BY_CONTRACT}${narrow})`
}

/** The whole statement. What is found is counted before it is cut; rows without a value come last either way. */
function statementOf(depth: Depth, sort: AccountSort, descending: boolean): string {
  const { by } = ORDERS[sort]
  const turn = descending ? ' desc' : ''
  const order = [...(by === '' ? [] : [`${by}${turn} nulls last`]), `f.name_key${sort === 'name' ? turn : ''}`, 'f.id']
  return `${foundAt(depth)}
    select t.total, f.id, f.name, f.prefecture from (select count(*)::int as total from found) t
    left join lateral (select * from found f where ($3::text is null or (f.name_key, f.id) > ($3, $4::uuid))
      order by ${order.join(', ')} limit $5 offset $6) f on true`
}

const like = (text: string) => searchKey(text).replace(/[\\%_]/g, '\\$&')

/** The first allowance in minutes that a support grants, by the catalogue's own order. */
function hoursOf(catalogue: Catalogue, supportId: string | null): { allowance: string; amount: number } | null {
  const granted = supportId === null ? {} : catalogue.support(supportId).allowances
  const allowance = Object.keys(catalogue.data.allowances).find(
    (id) => id in granted && catalogue.unit(id) === 'minutes',
  )
  return allowance === undefined ? null : { allowance, amount: granted[allowance]!.value }
}

/** The last day from which so many months are over today: whoever began later is not so far yet. */
function begunBy(today: CivilDate, months: number | undefined): CivilDate | null {
  if (months === undefined) return null
  let day = addDays(today, -31 * months)
  while (addMonths(addDays(day, 1), months) <= today) day = addDays(day, 1)
  return day
}

/** What the statement must know of the terms: plans with their periods and phases, and what each grants. */
function termsOf(catalogue: Catalogue, today: CivilDate) {
  const plans = Object.entries(catalogue.data.plans).toSorted(([, a], [, b]) => a.rank - b.rank)
  const phases = plans.flatMap(([plan, { phases: list }]) =>
    list.map((p, i) => ({
      plan,
      phase: p.phase,
      since: begunBy(today, list[i - 1]?.months?.value),
      until: begunBy(today, p.months?.value),
      hours: hoursOf(catalogue, p.support),
    })),
  )
  const addOns = Object.keys(catalogue.data.addOns).flatMap((id) => {
    const hours = hoursOf(catalogue, catalogue.addOn(id).support)
    return hours === null ? [] : [{ id, ...hours }]
  })
  return { plans, phases, addOns }
}

function valuesOf(
  { depth, sort }: { depth: Depth; sort: AccountSort },
  catalogue: Catalogue,
  today: CivilDate,
  f: AccountFilter,
  place: AccountPlace,
) {
  const regions = catalogue.data.regions.map((r) => r.name)
  const { after, limit, offset } = place
  const names = [
    f.q ? like(f.q) : null,
    f.prefecture ?? null,
    after && searchKey(after.name),
    after?.id ?? null,
    limit + 1,
    offset,
    regions,
  ]
  if (depth === 'names') return names
  const { plans, phases, addOns } = termsOf(catalogue, today)
  const contracts = [
    today,
    plans.map(([id]) => id),
    plans.map(([, p]) => (p.period.renews ? p.period.value : null)),
    phases.map((p) => p.plan),
    phases.map((p) => p.phase),
    phases.map((p) => p.since),
    phases.map((p) => p.until),
    phases.map((p) => p.hours?.allowance ?? null),
    phases.map((p) => p.hours?.amount ?? null),
    f.plan ?? null,
    f.responsible ?? null,
    f.state ?? null,
    f.phase ?? null,
    f.endsBefore ?? null,
    sort === 'period',
  ]
  if (depth === 'contracts') return [...names, ...contracts]
  const ordered = [addOns.map((a) => a.id), addOns.map((a) => a.allowance), addOns.map((a) => a.amount)]
  return [...names, ...contracts, ...ordered, f.hoursUnder ?? null]
}

function depthOf(f: AccountFilter, sort: AccountSort): Depth {
  if (f.hoursUnder !== undefined) return 'hours'
  const { depth } = ORDERS[sort]
  const byContract = [f.plan, f.phase, f.state, f.responsible, f.endsBefore].some((value) => value !== undefined)
  return depth === 'names' && byContract ? 'contracts' : depth
}

/** A page of the accounts that a filter finds, one more than asked for where there are more, and how many it finds. */
export async function listAccounts(
  tx: Tx,
  catalogue: Catalogue,
  today: CivilDate,
  f: AccountFilter,
  order: { sort: AccountSort; descending: boolean },
  place: AccountPlace,
): Promise<{ found: Known[]; total: number }> {
  const depth = depthOf(f, order.sort)
  // The policies of row-level security make the planner expect a handful of rows, and it then joins row by row: seconds
  // where a hash takes milliseconds.
  if (depth !== 'names') await tx.query('set local enable_nestloop = off; set local jit = off')
  const rows = await tx.query<Known & { total: number; id: string | null }>(
    statementOf(depth, order.sort, order.descending),
    valuesOf({ depth, sort: order.sort }, catalogue, today, f, place),
  )
  if (depth !== 'names') await tx.query('set local enable_nestloop = on; set local jit = on')
  return {
    total: rows[0]?.total ?? 0,
    found: rows.flatMap(({ id, name, prefecture }) => (id === null ? [] : [{ id, name, prefecture }])),
  }
}
