/** A loaded version of the terms, and the versions of one catalogue over time. */
import type { CivilDate } from '../kernel/civil.ts'
import type { ChargeKind } from '../kernel/decision.ts'
import { must } from '../kernel/failure.ts'
import type { AddOn, CatalogueData, Clause, Plan, Retirement, Support } from './model.ts'
import { foldCase, foldName } from './names.ts'

type Hours = { days: number[]; windows: { from: number; until: number }[] }

/** Registers by name have no inherited keys: `"constructor" in data.plans` must be false for what a request may name. */
const bare = <T>(named: Record<string, T>): Record<string, T> => Object.assign(Object.create(null), named)

function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    for (const child of Object.values(value)) frozen(child)
    Object.freeze(value)
  }
  return value
}

function sealed(data: CatalogueData): CatalogueData {
  const copy = structuredClone(data)
  for (const name of [
    'plans',
    'addOns',
    'options',
    'offices',
    'kinds',
    'places',
    'allowances',
    'supports',
    'hours',
    'rules',
  ] as const) {
    Object.assign(copy, { [name]: bare<unknown>(copy[name]) })
  }
  for (const support of Object.values(copy.supports)) {
    support.sessions = bare(support.sessions)
    support.excluded = bare(support.excluded)
    support.allowances = bare(support.allowances)
  }
  return frozen(copy)
}

/** Every way of writing a region → the regions it may mean; more than one is a mistake that loading reports. */
export function regionKeys(regions: CatalogueData['regions']): Map<string, string[]> {
  const keys = new Map<string, string[]>()
  for (const r of regions) {
    for (const key of new Set([r.name, ...Object.values(r.names), ...r.aliases].map(foldName)))
      keys.set(key, [...(keys.get(key) ?? []), r.name])
  }
  return keys
}

const minuteOf = (text: string) => +text.slice(0, 2) * 60 + +text.slice(3)

export class Catalogue {
  readonly data: CatalogueData
  readonly clauses: readonly Clause[]
  private readonly clauseById: Map<string, Clause>
  private readonly planNames: Map<string, string>
  private readonly compiledHours: Map<string, Hours>

  constructor(data: CatalogueData, clauses: readonly Clause[]) {
    this.data = sealed(data)
    this.clauses = clauses
    this.clauseById = new Map(clauses.map((c) => [c.id, c]))
    this.planNames = new Map(
      Object.entries(data.plans).flatMap(([id, p]) =>
        [id, ...Object.values(p.name), ...(p.aliases?.value ?? [])].map((n): [string, string] => [foldName(n), id]),
      ),
    )
    this.compiledHours = new Map(
      Object.entries(data.hours).map(([id, h]): [string, Hours] => [
        id,
        { days: h.days, windows: h.windows.map((w) => ({ from: minuteOf(w.from), until: minuteOf(w.until) })) },
      ]),
    )
  }

  get version() {
    return this.data.version
  }
  get effective() {
    return this.data.effective
  }
  get timeZone() {
    return this.data.timeZone
  }
  get currency() {
    return this.data.currency
  }

  clause(id: string): Clause | null {
    return this.clauseById.get(id) ?? null
  }
  plan(id: string): Plan {
    return must(this.data.plans[id], `plan ${id} exists`)
  }
  addOn(id: string): AddOn {
    return must(this.data.addOns[id], `add-on ${id} exists`)
  }
  support(id: string): Support {
    return must(this.data.supports[id], `support ${id} exists`)
  }
  unit(allowance: string): 'minutes' | 'count' {
    return must(this.data.allowances[allowance], `allowance ${allowance} exists`).unit
  }

  /** The plan that a text names by id, name or alias (plans.9); null where it names none. */
  planNamed(text: string): string | null {
    return this.planNames.get(foldName(text)) ?? null
  }

  /** Whether a region is in the home area of an office; regions by their own names. */
  atHome(office: string, region: string): boolean {
    return must(this.data.offices[office], `office ${office} exists`).homeArea.value.includes(region)
  }

  /** The price of a charge on a day: the item's own before the general one, the latest that has begun; null = not held. */
  price(charge: ChargeKind, item: string | null, on: CivilDate): number | null {
    const begun = this.data.prices.filter(
      (p) => p.charge === charge && p.from <= on && (p.item === undefined || p.item === item),
    )
    const rank = (p: (typeof begun)[number]) => `${p.item === undefined ? 0 : 1}${p.from}`
    const best = begun.reduce<(typeof begun)[number] | null>((b, p) => (b === null || rank(p) > rank(b) ? p : b), null)
    return best?.amount ?? null
  }

  /** Service hours as minutes of the day. */
  hours(id: string): Hours {
    return must(this.compiledHours.get(id), `hours ${id} exist`)
  }

  retirement(service: string): Retirement | null {
    return this.data.retirements.find((r) => r.service === service) ?? null
  }

  /** How many months an add-on of rule `months` lasts for a target; the name is matched folded (edge.18). */
  monthsFor(addOn: AddOn, target: string | null): { value: number; clause: string } {
    const period = addOn.period
    if (period.rule !== 'months') throw new Error('assertion failed: the add-on has months of its own')
    const special = target === null ? undefined : period.targets.find((t) => foldCase(t.target) === foldCase(target))
    return special ?? period
  }
}

/** The versions of one catalogue, oldest first. At least one; each takes effect on its own day. */
export class Catalogues {
  readonly versions: readonly Catalogue[]

  constructor(versions: Catalogue[]) {
    must(versions.length > 0, 'a catalogue has a version')
    this.versions = versions.toSorted((a, b) => (a.effective < b.effective ? -1 : 1))
  }

  /** The version in force on a day; before the first one took effect, the first. */
  on(date: CivilDate): Catalogue {
    return this.versions.findLast((v) => v.effective <= date) ?? this.versions[0]!
  }

  version(id: string): Catalogue | null {
    return this.versions.find((v) => v.version === id) ?? null
  }
  get latest(): Catalogue {
    return this.versions.at(-1)!
  }
  /** Zone and currency are the catalogue's, the same in every version. */
  get timeZone() {
    return this.latest.timeZone
  }
}
