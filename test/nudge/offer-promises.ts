/** What is sold, on which conditions and at which prices, asked of the pure rules. */
import { orderHolder } from '../../src/contracts/index.ts'
import {
  endOf,
  firstPeriod,
  judgeOrder,
  judgeProject,
  type OrderRequest,
  optionsCovered,
} from '../../src/contracts/rules.ts'
import { addDays, addMonths } from '../../src/kernel/civil.ts'
import { CHARGE_KINDS, decide } from '../../src/kernel/decision.ts'
import type { Catalogue, Catalogues } from '../../src/terms/index.ts'
import { isPublic } from '../../src/terms/public.ts'
import { type Asker, contractOf, heldUnder, orderOf, START, said } from './asking.ts'
import { windows } from './session-promises.ts'

const NOTHING = { existingCustomer: false, contracts: [], orders: [] }

export function planLines(catalogue: Catalogue): string[] {
  const ranked = Object.entries(catalogue.data.plans).sort(([, a], [, b]) => a.rank - b.rank)
  const named = ranked.map(
    ([id, p]) =>
      `${id} is found as ${[...Object.values(p.name), ...(p.aliases?.value ?? [])].filter((n) => catalogue.planNamed(n) === id).join(' / ')}`,
  )
  const periods = ranked.map(([id, p]) => {
    const { from, until } = firstPeriod(p, START)
    return `${id}: ${from} to ${until}, ends ${endOf(p, START) ?? 'when notice is given'}; responsible: ${p.responsible.value}`
  })
  const phases = ranked.flatMap(([id]) =>
    heldUnder(catalogue)
      .find((h) => h.name.startsWith(`${id} `))!
      .holder.stretches.map((s) => `${id}: ${s.phase} from ${s.from} to ${s.until ?? 'open'}`),
  )
  return [`plans upwards: ${ranked.map(([id]) => id).join(', ')}`, ...named, ...periods, ...phases]
}

export function orderLines(catalogue: Catalogue): string[] {
  const targets = Object.values(catalogue.data.addOns).flatMap((a) =>
    a.period.rule === 'months' ? a.period.targets.map((t) => t.target) : [],
  )
  const asked: Omit<OrderRequest, 'addOn'>[] = [
    { start: START },
    { start: START, tenant: 't', months: 2, options: Object.keys(catalogue.data.options) },
    ...[...targets, 'SATORI', 'PK'].map((target) => ({ start: START, tenant: 't', target })),
    ...catalogue.data.languages.map((language) => ({ start: START, language })),
  ]
  return Object.keys(catalogue.data.addOns).flatMap((addOn) => {
    const { period } = catalogue.addOn(addOn)
    const project = period.rule === 'extends' ? [orderOf(catalogue, period.addOn, { connection: 't' })] : []
    const twin = period.rule === 'stated' ? [orderOf(catalogue, addOn)] : []
    const worlds = [
      { says: 'new', facts: NOTHING },
      { says: 'known', facts: { existingCustomer: true, contracts: [], orders: project } },
      {
        says: 'twice',
        facts: {
          existingCustomer: true,
          contracts: [],
          orders: [...twin, orderOf(catalogue, addOn, { connection: 't' })],
        },
      },
    ]
    return worlds.flatMap(({ says, facts }) =>
      asked.map((given) => {
        const { findings, charges, placed } = judgeOrder(catalogue, { addOn, ...given }, facts, START)
        const covers = placed.period ? `${placed.period.from} to ${placed.period.until ?? 'open'}` : 'no period'
        return `order ${addOn} (${says}) ${JSON.stringify(given)}: ${covers}; ${said(decide(findings, { charges }))}`
      }),
    )
  })
}

/** The hours of a project in a month that was ordered for it besides. */
export function furtherMonthLines(asker: Asker): string[] {
  const { catalogue } = asker
  return Object.entries(catalogue.data.addOns).flatMap(([id, { period }]) => {
    if (period.rule !== 'extends') return []
    const order = orderOf(catalogue, period.addOn, { connection: 't' })
    const [first] = order.coverage
    const until = addMonths(START, first!.months + period.value)
    const further = { from: first!.until!, until, byOrderId: id, anchor: START, months: first!.months + period.value }
    const holder = orderHolder(catalogue, { ...order, coverage: [first!, further] }, null)!
    return windows(asker, { name: id, holder, day: addDays(further.from, 3) }).map(
      (line) => `${period.addOn} in its ${id}: ${line}`,
    )
  })
}

export function optionLines(catalogue: Catalogue): string[] {
  const { options, plans, addOns } = catalogue.data
  return Object.keys(options).flatMap((option) => {
    const orders = Object.keys(addOns).flatMap((addOn) => [{ addOn }, { addOn, options: [option] }])
    const covers = (plan: string, alongside: OrderRequest[]) =>
      decide(optionsCovered(catalogue, [option], plan, NOTHING, alongside))
    const alone = Object.keys(plans).filter((plan) => covers(plan, []).outcome === 'allowed')
    const without = Object.keys(plans).find((plan) => !alone.includes(plan))
    if (without === undefined) return [`option ${option} with any plan`]
    const helping = orders
      .filter((o) => covers(without, [o]).outcome === 'allowed')
      .map((o) => (o.options ? `${o.addOn} naming it` : o.addOn))
    return [
      `option ${option} with ${alone.join(', ')}, or an order of ${helping.join(', ')}; else ${said(covers(without, []))}`,
    ]
  })
}

export function projectLines(catalogue: Catalogue): string[] {
  const { plans, addOns } = catalogue.data
  const targets = Object.values(addOns).flatMap((a) =>
    a.period.rule === 'months' ? a.period.targets.map((t) => t.target) : [],
  )
  return Object.keys(plans).flatMap((plan) =>
    ['another', ...targets].map((target) => {
      const { findings, placed, addOn } = judgeProject(
        catalogue,
        contractOf(catalogue, plan),
        plan,
        { tenant: 't', target, start: START },
        NOTHING,
        START,
      )
      return `project in ${plan} for ${target}: ${addOn ?? 'none'} until ${placed.period?.until ?? '-'}; ${said(decide(findings))}`
    }),
  )
}

export function priceLines({ versions }: Catalogues): string[] {
  return versions.flatMap((v) => {
    const days = [...new Set(v.data.prices.map((p) => p.from))].sort().flatMap((day) => [addDays(day, -1), day])
    const items = [null, ...Object.keys(v.data.plans), ...Object.keys(v.data.addOns)]
    return CHARGE_KINDS.flatMap((charge) =>
      days.flatMap((day) => {
        const held = items
          .map((item) => ({ item, amount: v.price(charge, item, day) }))
          .filter((p) => p.amount !== null)
        return held.map(
          (p) => `${v.version}: ${charge} of ${p.item ?? 'anything'} on ${day}: ${p.amount} ${v.currency}`,
        )
      }),
    ).concat(
      v.data.prices.flatMap((p, i) =>
        isPublic(v.data, `prices.${i}.amount`)
          ? [`${v.version}: customers read the ${p.charge} of ${p.item ?? 'anything'} from ${p.from}`]
          : [],
      ),
    )
  })
}
