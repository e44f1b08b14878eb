import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type CivilDate, dayNumber, daysInMonth } from '../kernel/civil.ts'
import { newId } from '../kernel/ids.ts'
import type { WindowSpec } from '../ledger/index.ts'
import { loadCatalogues } from '../terms/index.ts'
import type { Contract, Order, Segment } from './model.ts'
import { contractHolder, type Holder, orderHolder, stretchOn, windowSpecs, windowsUntil } from './timeline.ts'

const catalogue = loadCatalogues(join(import.meta.dirname, '../../terms/reference')).latest
const ID = newId(1_700_000_000_000)

/** Counts day by day to the k-th month boundary: the same day number, or the 1st after a month without it (edge.1). */
function slowBoundary(anchor: CivilDate, k: number): CivilDate {
  const wanted = +anchor.slice(8)
  let [year, month] = [+anchor.slice(0, 4), +anchor.slice(5, 7)]
  for (let i = 0; i < k; i++) {
    month += 1
    if (month === 13) [year, month] = [year + 1, 1]
  }
  if (wanted <= daysInMonth(year, month)) return `${year}-${String(month).padStart(2, '0')}-${anchor.slice(8)}`
  const next = month === 12 ? [year + 1, 1] : [year, month + 1]
  return `${next[0]}-${String(next[1]).padStart(2, '0')}-01`
}

const date = fc
  .integer({ min: dayNumber('2023-04-01'), max: dayNumber('2029-12-31') })
  .map((n) => addDays('1970-01-01', n))

/** A contract whose plans change on some of its days, upwards and downwards, and that may end. */
const contract: fc.Arbitrary<Contract> = fc
  .record({
    start: date,
    plans: fc.array(fc.constantFrom('basic', 'advanced', 'premier', 'premier-plus'), { minLength: 1, maxLength: 3 }),
    gaps: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 3 }),
    earlier: fc.integer({ min: 0, max: 300 }),
    lasts: fc.option(fc.integer({ min: 1, max: 900 })),
  })
  .map(({ start, plans, gaps, earlier, lasts }) => {
    let from = start
    const segments = plans.map((plan, i): Segment => {
      if (i > 0) from = addDays(from, gaps[i]!)
      // Now and then the months are counted anew from a boundary, as after a downgrade.
      return { from, plan, anchor: gaps[i]! % 3 === 0 ? from : start }
    })
    return {
      accountId: ID,
      id: ID,
      start,
      endsOn: lasts === null ? null : addDays(start, lasts),
      noticeOn: null,
      baseOffice: 'hq',
      responsibleId: null,
      firstStart: addDays(start, -earlier),
      acceptedVersion: '',
      consentedVersion: '',
      createdAt: 0,
      version: 1,
      segments,
      options: [],
    }
  })

const order: fc.Arbitrary<Order> = fc
  .record({
    addOn: fc.constantFrom('data-integration', 'option-support', 'onboarding-extension', 'training-3h'),
    from: date,
    months: fc.array(fc.integer({ min: 20, max: 80 }), { minLength: 1, maxLength: 3 }),
    gap: fc.nat({ max: 30 }),
  })
  .map(({ addOn, from, months, gap }) => {
    let at = from
    const coverage = months.map((days, i) => {
      if (i > 0) at = addDays(at, gap)
      const c = { from: at, until: addDays(at, days), byOrderId: ID, anchor: at, months: 1 }
      at = c.until
      return c
    })
    return {
      accountId: ID,
      id: ID,
      addOn,
      contractId: null,
      language: 'ja',
      connection: null,
      target: null,
      options: [],
      extendsId: null,
      acceptedVersion: '',
      createdAt: 0,
      version: 1,
      coverage,
    }
  })

const holder: fc.Arbitrary<Holder> = fc.oneof(
  contract.map((c) => contractHolder(catalogue, c)),
  order.map((o) => orderHolder(catalogue, o, null)!),
)
const someDays = fc.array(fc.integer({ min: -20, max: 1200 }), { minLength: 10, maxLength: 25 })
const firstDay = (h: Holder) => h.stretches[0]!.from
const key = (s: WindowSpec) => `${s.allowance} ${s.office}`
const holdsDay = (s: { from: CivilDate; until: CivilDate | null }, day: CivilDate) =>
  s.from <= day && (s.until === null || day < s.until)
const specsOn = (h: Holder, day: CivilDate) => {
  const stretch = stretchOn(h, day)
  return stretch ? windowSpecs(catalogue, h, stretch, day) : []
}

describe('stretches', () => {
  it('follow one another without overlap, and a contract’s without a gap from its start to its end', () => {
    fc.assert(
      fc.property(contract, (c) => {
        const h = contractHolder(catalogue, c)
        fc.pre(h.stretches.length > 0)
        expect(h.stretches[0]!.from).toBe(c.start)
        h.stretches.forEach((s, i) => {
          const next = h.stretches[i + 1]
          if (next) expect(s.until).toBe(next.from)
          expect(s.until === null || s.until > s.from).toBe(true)
        })
        expect(h.stretches.at(-1)!.until).toBe(c.endsOn)
      }),
    )
  })
})

describe('windows', () => {
  it('every allowance has exactly one on every day of the period, which holds the day and lies in the period', () => {
    fc.assert(
      fc.property(holder, someDays, (h, offsets) => {
        const last = h.stretches.at(-1)!.until
        for (const day of offsets.map((n) => addDays(firstDay(h), n))) {
          const stretch = stretchOn(h, day)
          const specs = specsOn(h, day)
          expect(new Set(specs.map(key)).size).toBe(specs.length)
          if (stretch)
            expect(specs.map((s) => s.allowance)).toEqual(
              expect.arrayContaining(Object.keys(stretch.support.allowances)),
            )
          for (const s of specs) {
            expect(holdsDay(s, day)).toBe(true)
            expect(s.from >= firstDay(h) && (last === null || (s.until !== null && s.until <= last))).toBe(true)
          }
        }
      }),
    )
  })

  it('are the same whichever of their days is asked about, so that they neither overlap nor leave a gap', () => {
    fc.assert(
      fc.property(holder, someDays, (h, offsets) => {
        for (const day of offsets.map((n) => addDays(firstDay(h), n))) {
          for (const s of specsOn(h, day)) {
            const last = s.until === null ? addDays(day, 500) : addDays(s.until, -1)
            for (const other of [s.from, last]) {
              const again = specsOn(h, other).find((x) => key(x) === key(s))
              expect(again).toMatchObject({ from: s.from, until: s.until })
            }
            const before = specsOn(h, addDays(s.from, -1)).find((x) => key(x) === key(s))
            const after = s.until === null ? undefined : specsOn(h, s.until).find((x) => key(x) === key(s))
            if (before) expect(before.until).toBe(s.from)
            if (after) expect(after.from).toBe(s.until)
          }
        }
      }),
    )
  })

  it('up to a day are those of every day up to it, each once', () => {
    fc.assert(
      fc.property(holder, fc.integer({ min: 0, max: 200 }), (h, n) => {
        const until = addDays(firstDay(h), n)
        const slow = new Map<string, WindowSpec>()
        for (let day = firstDay(h); day <= until; day = addDays(day, 1))
          for (const s of specsOn(h, day)) slow.set(`${key(s)} ${s.from}`, s)
        const listed = windowsUntil(catalogue, h, until)
        const sorted = (list: WindowSpec[]) => list.map((s) => `${key(s)} ${s.from} ${s.until} ${s.amount}`).sort()
        expect(sorted(listed)).toEqual(sorted([...slow.values()]))
      }),
      { numRuns: 60 },
    )
  })

  it('of service months and contract years begin and end on boundaries counted from the anchor, cut by the stretch only', () => {
    fc.assert(
      fc.property(contract, someDays, (c, offsets) => {
        const h = contractHolder(catalogue, c)
        for (const day of offsets.map((n) => addDays(c.start, n))) {
          const stretch = stretchOn(h, day)
          if (!stretch) continue
          const monthly = Object.entries(stretch.support.allowances)
            .filter(([, a]) => a.window === 'service-month')
            .map(([name]) => name)
          for (const s of specsOn(h, day).filter((x) => monthly.includes(x.allowance))) {
            let k = 0
            while (slowBoundary(stretch.anchor, k + 1) <= day) k++
            const [from, until] = [slowBoundary(stretch.anchor, k), slowBoundary(stretch.anchor, k + 1)]
            expect(s.from).toBe(from > stretch.from ? from : stretch.from)
            expect(s.until).toBe(stretch.until !== null && stretch.until < until ? stretch.until : until)
          }
        }
      }),
    )
  })
})
