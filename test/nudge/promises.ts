/**
 * What a vendor promises, as a list of questions with their answers: every kind at every place under every plan, phase,
 * add-on and project; lengths, hours, days, languages, journeys, windows; orders, options, projects, prices. The answers
 * were read against the clauses and stand in test/golden; a changed figure shows as a changed line.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { orderHolder, windowSpecs } from '../../src/contracts/index.ts'
import {
  endOf,
  firstPeriod,
  judgeOrder,
  judgeProject,
  type OrderRequest,
  optionsCovered,
} from '../../src/contracts/rules.ts'
import { addDays, addMonths, type CivilDate, formatMinute, weekday } from '../../src/kernel/civil.ts'
import { CHARGE_KINDS, decide } from '../../src/kernel/decision.ts'
import type { Catalogue, Catalogues } from '../../src/terms/index.ts'
import { isPublic } from '../../src/terms/public.ts'
import { type Asker, ask, askerOf, contractOf, type Held, heldUnder, orderOf, START, said } from './asking.ts'

/** Longer than any session may be where lengths are limited. */
const LONG = 1440
/** Around every full and half hour, where hours begin and end; a nudge of a minute shows. */
const MOMENTS = Array.from({ length: 1440 }, (_, minute) => minute).filter((minute) => [0, 1, 29].includes(minute % 30))
const NOTHING = { existingCustomer: false, contracts: [], orders: [] }

function kindsAndPlaces(asker: Asker, held: Held): string[] {
  const { kinds, places } = asker.catalogue.data
  return Object.keys(kinds).flatMap((kind) => {
    const answers = Object.keys(places).map((place) => ({ place, answer: said(ask(asker, held, { kind, place })) }))
    // A kind that is not included at all is so everywhere.
    const same = answers.every((a) => a.answer === answers[0]?.answer)
    return same ? [`${kind} anywhere: ${answers[0]?.answer}`] : answers.map((a) => `${kind} ${a.place}: ${a.answer}`)
  })
}

/** The kind and place that a holder allows for certain, for questions about something else. */
function plainQuestion(asker: Asker, { holder }: Held): { kind: string; place: string } {
  const sessions = holder.stretches.at(-1)!.support.sessions
  const free = Object.entries(sessions).find(([, s]) => !s.after) ?? Object.entries(sessions)[0]!
  return {
    kind: free[0],
    place: free[1].places.value.find((p) => !asker.catalogue.data.places[p]?.travels) ?? free[1].places.value[0]!,
  }
}

function lengths(asker: Asker, held: Held): string[] {
  const sessions = held.holder.stretches.at(-1)!.support.sessions
  return Object.keys(sessions).flatMap((kind) => {
    const place = sessions[kind]!.places.value[0]!
    const at = (minutes: number) =>
      ask(asker, held, { kind, place, minutes, at: 480 }).because.includes('session-too-long')
    if (!at(LONG)) return []
    let [short, long] = [0, LONG]
    while (long - short > 1) {
      const middle = Math.floor((short + long) / 2)
      if (at(middle)) long = middle
      else short = middle
    }
    return [`${kind} up to ${short} minutes`]
  })
}

/** How many of a kind may stand, and what must stand before it. */
function before(asker: Asker, held: Held): string[] {
  const { sessions } = held.holder.stretches.at(-1)!.support
  const end = { date: held.day, minute: 600 }
  const standing = (kind: string, n: number) =>
    Array.from({ length: n }, (_, i) => ({ id: String(i), kind, start: { date: held.day, minute: 540 }, end }))
  return Object.keys(sessions).flatMap((kind) => {
    const place = sessions[kind]!.places.value[0]!
    const count = [1, 2, 3, 4].find((n) =>
      ask(asker, held, { kind, place }, { standing: standing(kind, n) }).because.includes('already-used'),
    )
    const waits = Object.keys(asker.catalogue.data.kinds).filter((other) => {
      const alone = ask(asker, held, { kind, place }).because.includes('requires-step')
      return (
        alone && !ask(asker, held, { kind, place }, { standing: standing(other, 1) }).because.includes('requires-step')
      )
    })
    return [
      ...(count === undefined ? [] : [`${kind} at most ${count}`]),
      ...waits.map((other) => `${kind} after ${other}`),
    ]
  })
}

/** Minutes of the day at which one may begin, as spans, and the days of a week. */
function hoursAndDays(asker: Asker, held: Held): string[] {
  const q = plainQuestion(asker, held)
  const open = (day: CivilDate, at: number) =>
    !ask(asker, held, { ...q, day, at, minutes: 1 }).because.some((c) => /hours|business/.test(c))
  const spans: string[] = []
  let since: number | null = null
  for (const [i, at] of MOMENTS.entries()) {
    const isOpen = open(held.day, at)
    if (isOpen) since ??= at
    if (since !== null && !isOpen) {
      spans.push(`${formatMinute(since)} to ${formatMinute(MOMENTS[i - 1] ?? 0)}`)
      since = null
    }
  }
  const noon = (day: CivilDate) => [600, 840].some((at) => open(day, at))
  const days = Array.from({ length: 7 }, (_, i) => addDays(held.day, i)).filter(noon)
  return [
    `may begin ${spans.join(', ')} on ${days.map((d) => 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')[weekday(d)]).join(' ')}`,
  ]
}

function languages(asker: Asker, held: Held): string[] {
  const q = plainQuestion(asker, held)
  return asker.catalogue.data.languages.map((language) => {
    const d = ask(asker, held, { ...q, language })
    return `in ${language}: ${d.because.includes('language-not-supported') ? `refused → ${d.remedies.join(' ')}` : 'fine'}`
  })
}

function partners(asker: Asker, held: Held): string[] {
  const sessions = held.holder.stretches.at(-1)!.support.sessions
  const given = Object.keys(sessions).filter((kind) => {
    const d = ask(asker, held, { kind, place: sessions[kind]!.places.value[0]! }, { partner: 'P' })
    return d.findings.some((f) => f.code === 'subcontracted')
  })
  return given.length === 0 ? [] : [`a subcontractor may give ${given.join(', ')}`]
}

/** The windows that hold a day of each stretch. */
function windows({ catalogue }: Asker, { holder, day }: Held): string[] {
  const stretch = holder.stretches.find((s) => s.from <= day && (s.until === null || day < s.until))!
  return windowSpecs(catalogue, holder, stretch, day).map(
    (w) =>
      `${w.allowance}${w.office === '' ? '' : ` of ${w.office}`} ${w.amount} from ${w.from} to ${w.until ?? 'open'} (${w.clause})`,
  )
}

function journeys(asker: Asker, held: Held): string[] {
  const { data } = asker.catalogue
  const { sessions, trips } = held.holder.stretches.at(-1)!.support
  const visit = Object.entries(sessions).flatMap(([kind, s]) =>
    s.places.value.filter((p) => data.places[p]?.travels).map((place) => ({ kind, place })),
  )[0]
  if (!trips || !visit) return []
  return Object.keys(data.offices).map((office) => {
    const rule = (region: string) =>
      ask(asker, held, { ...visit, office, region }).findings.some((f) => f.rule === 'insideHomeArea')
    return `from ${office} without a trip to ${data.regions
      .map((r) => r.name)
      .filter(rule)
      .join(' ')}; else ${said(ask(asker, held, { ...visit, office }))}`
  })
}

/** What a request for a day past the end is told. */
function pastEnd(asker: Asker, held: Held): string[] {
  const { until } = held.holder.stretches.at(-1)!
  if (until === null) return []
  return [`past the end: ${said(ask(asker, held, { ...plainQuestion(asker, held), day: nextTuesday(until) }))}`]
}

const nextTuesday = (day: CivilDate) => addDays(day, (2 - weekday(day) + 7) % 7)

const heldLines = (asker: Asker, held: Held): string[] =>
  [kindsAndPlaces, lengths, before, hoursAndDays, languages, partners, windows, journeys, pastEnd]
    .flatMap((lines) => lines(asker, held))
    .map((line) => `${held.name}: ${line}`)

function planLines(catalogue: Catalogue): string[] {
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

function orderLines(catalogue: Catalogue): string[] {
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
function furtherMonthLines(asker: Asker): string[] {
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

function optionLines(catalogue: Catalogue): string[] {
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

function projectLines(catalogue: Catalogue): string[] {
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

function priceLines({ versions }: Catalogues): string[] {
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

const versionLines = ({ versions }: Catalogues): string[] =>
  versions.flatMap((v) => {
    const services = [...Object.keys(v.data.plans), ...Object.keys(v.data.addOns)]
    const ended = services.flatMap((s) => v.retirement(s) ?? [])
    const closed = askerOf(v).calendar
    const days = Array.from({ length: 40 }, (_, i) => addDays('2024-12-15', i)).filter(
      (d) => closed.dayName(d, 'en') !== null,
    )
    return [
      `${v.version} in force from ${v.effective}, decided in ${v.data.authoritativeLanguage.value}, currency ${v.currency}`,
      `${v.version}: closed ${days.join(' ')}`,
      `${v.version}: regions ${v.data.regions.map((r) => r.name).join(' ')}`,
      ...ended.map(
        (r) => `${v.version}: ${r.service} until ${r.lastDay} (${[r.clause, r.besides ?? ''].join(' ').trim()})`,
      ),
    ]
  })

/** Every line, for the first version that holds the offers. */
export function promisesOf(terms: Catalogues): string {
  const catalogue = terms.versions[0]!
  const asker = askerOf(catalogue)
  const held = heldUnder(catalogue).flatMap((h) => heldLines(asker, h))
  const lines = [
    ...versionLines(terms),
    ...planLines(catalogue),
    ...held,
    ...furtherMonthLines(asker),
    ...projectLines(catalogue),
    ...optionLines(catalogue),
    ...orderLines(catalogue),
    ...priceLines(terms),
  ]
  return `${lines.join('\n')}\n`
}

export const goldenFile = (vendor: string) => join(import.meta.dirname, `../golden/promises-${vendor}.txt`)

const golden = new Map<string, string>()
function goldenOf(vendor: string): string {
  const known = golden.get(vendor) ?? readFileSync(goldenFile(vendor), 'utf8')
  golden.set(vendor, known)
  return known
}

/** The first line that differs from the promises as they stand; null where none does. */
export function brokenPromise(terms: Catalogues): string | null {
  const stated = goldenOf(terms.latest.data.catalogue)
  let now: string
  try {
    now = promisesOf(terms)
  } catch (error) {
    return `no answer: ${(error as Error).message}`
  }
  if (now === stated) return null
  const lines = stated.split('\n')
  return now.split('\n').find((line, i) => line !== lines[i]) ?? 'a line is missing'
}
