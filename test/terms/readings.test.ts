/** Every reading that the clauses leave open is a value in the data, and its other value is implemented: it decides otherwise. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { orderHolder, stretchOn, windowSpecs } from '../../src/contracts/index.ts'
import {
  type Catalogue,
  type Catalogues,
  catalogueFromValues,
  loadCatalogues,
  readingsOf,
} from '../../src/terms/index.ts'
import { ask, askerOf, contractOf, type Held, heldUnder, orderOf, START } from '../nudge/asking.ts'

const FOLDER = join(import.meta.dirname, '../../terms/reference')
const value = (file: string): unknown => parse(readFileSync(join(FOLDER, file), 'utf8'))
const register = value('clauses.yaml')
const FILES = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((f) => /^\d/.test(f))
    .map((f) => [f, value(f)]),
)
const first = Object.keys(FILES)[0] ?? ''
const asIs = loadCatalogues(FOLDER).versions[0]!

/** The catalogue with one reading taken the other way, through the loader. */
function readAs(id: string, clause: string, choice: string): Catalogue {
  const taken = readingsOf(asIs.data).find((r) => r.id === id && r.clause === clause)
  const files = structuredClone(FILES) as Record<string, Record<string, unknown>>
  for (const path of taken?.paths ?? []) {
    const steps = path.split('.')
    const part = steps.slice(0, -1).reduce((at, step) => at[step] as Record<string, unknown>, files[first] ?? {})
    part[steps.at(-1) ?? ''] = choice
  }
  const terms: Catalogues = catalogueFromValues(register, files)
  return terms.versions[0]!
}

const heldAs = (catalogue: Catalogue, name: string): Held => heldUnder(catalogue).find((h) => h.name === name)!
const askAs = (catalogue: Catalogue, name: string, q: Parameters<typeof ask>[2]) =>
  ask(askerOf(catalogue), heldAs(catalogue, name), q)
function windowsOn(catalogue: Catalogue, name: string, day: string) {
  const { holder } = heldAs(catalogue, name)
  return windowSpecs(catalogue, holder, stretchOn(holder, day)!, day)
}

test('the readings of the reference terms that are choices are these, each with its clause', () => {
  const listed = readingsOf(asIs.data).map((r) => `${r.clause} ${r.id}: ${r.chosen}`)
  expect(listed).toEqual([
    'basic.11 places-that-draw: remote',
    'advanced.8 places-that-draw: every',
    'premier.5 places-that-draw: every',
    'premier.14 places-that-draw: every',
    'extension.4 places-that-draw: every',
    'advanced.12 trip-pool: shared',
    'premier.7 trip-pool: shared',
    'premier.15 trip-pool: shared',
    'premier.14 month: service-month',
    'advanced.12 trip-window: phase',
    'premier.7 trip-window: phase',
    'premier.15 trip-window: contract-year',
    'premier.16 project-hours: own',
    'di-month.2 hours-of-a-further-month: none',
  ])
})

test.each(
  readingsOf(asIs.data).flatMap((r) =>
    r.choices.map((c) => ({ id: r.id, clause: r.clause, choice: c.value, words: c.words })),
  ),
)('$clause may be read as $choice, and the loader takes it', ({ id, clause, choice, words }) => {
  const taken = readingsOf(readAs(id, clause, choice).data).find((r) => r.id === id && r.clause === clause)
  expect(taken?.chosen).toBe(choice)
  expect(words.ja).not.toBe('')
  expect(words.en).not.toBe('')
})

describe('the alternative decides otherwise', () => {
  test("basic.11: every meeting draws, also the kick-off at the vendor's office", () => {
    const kickoff = { kind: 'kickoff', place: 'vendor-office' }
    expect(askAs(asIs, 'basic onboarding', kickoff).draws).toEqual([])
    const every = readAs('places-that-draw', 'basic.11', 'every')
    expect(askAs(every, 'basic onboarding', kickoff).draws).toEqual([
      { allowance: 'meetings', minutes: 60, clause: 'basic.11' },
    ])
  })

  test('advanced.12: two trips for each office', () => {
    const tripsOf = (c: Catalogue) => windowsOn(c, 'advanced onboarding', START).filter((w) => w.allowance === 'trips')
    expect(tripsOf(asIs).map((w) => [w.office, w.amount])).toEqual([['', 2]])
    const perOffice = readAs('trip-pool', 'advanced.12', 'per-office')
    expect(tripsOf(perOffice).map((w) => [w.office, w.amount])).toEqual([
      ['hq', 2],
      ['kansai', 2],
    ])
  })

  test('premier.14: calendar months', () => {
    const month = (c: Catalogue, day: string) =>
      windowsOn(c, 'premier success', day).find((w) => w.allowance === 'support')
    expect(month(asIs, '2025-10-05')).toMatchObject({ from: '2025-09-10', until: '2025-10-10', amount: 240 })
    const calendar = readAs('month', 'premier.14', 'calendar-month')
    expect(month(calendar, '2025-10-05')).toMatchObject({ from: '2025-10-01', until: '2025-11-01', amount: 240 })
    expect(month(calendar, '2025-09-15')).toMatchObject({ from: '2025-09-10', until: '2025-10-01' })
  })

  test('premier.15: two trips in all', () => {
    const trips = (c: Catalogue) => windowsOn(c, 'premier success', '2026-05-01').find((w) => w.allowance === 'trips')
    expect(trips(asIs)).toMatchObject({ from: '2026-04-10', until: '2027-04-10' })
    expect(trips(readAs('trip-window', 'premier.15', 'phase'))).toMatchObject({
      from: '2025-09-10',
      until: null,
      amount: 2,
    })
  })

  test('premier.16: an included project draws on the monthly hours', () => {
    const during = { kind: 'meeting', place: 'online', day: '2025-09-16' }
    const inProject = (c: Catalogue) => {
      const coverage = [{ from: '2025-09-10', until: '2025-11-10', byOrderId: 'o', anchor: '2025-09-10', months: 2 }]
      const order = orderOf(c, 'data-integration', { contractId: 'k', connection: 't', coverage })
      const holder = orderHolder(c, order, contractOf(c, 'premier'))!
      return ask(askerOf(c), { name: 'p', holder, day: during.day }, during).draws
    }
    expect(inProject(asIs)).toEqual([{ allowance: 'integration-meetings', minutes: 60, clause: 'di.4' }])
    const pooled = readAs('project-hours', 'premier.16', 'support-pool')
    expect(inProject(pooled)).toEqual([{ allowance: 'support', minutes: 60, clause: 'premier.14' }])
  })

  test('di-month.2: each further month brings hours of its own', () => {
    const hours = (c: Catalogue) => {
      const order = orderOf(c, 'data-integration', { connection: 't' })
      const further = { from: '2025-06-10', until: '2025-07-10', byOrderId: 'm', anchor: START, months: 3 }
      const holder = orderHolder(c, { ...order, coverage: [...order.coverage, further] }, null)!
      return windowSpecs(c, holder, stretchOn(holder, '2025-06-20')!, '2025-06-20').map((w) => [
        w.allowance,
        w.from,
        w.until,
      ])
    }
    expect(hours(asIs)[0]).toEqual(['integration-meetings', START, '2025-07-10'])
    const fresh = readAs('hours-of-a-further-month', 'di-month.2', 'fresh')
    expect(hours(fresh)[0]).toEqual(['integration-meetings', '2025-06-10', '2025-07-10'])
  })
})
