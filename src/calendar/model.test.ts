import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMinutes, weekday } from '../kernel/civil.ts'
import {
  buildCalendar,
  type CalendarConfig,
  isCovered,
  type ServiceHours,
  type WindowVerdict,
  windowFinding,
} from './model.ts'
import { OFFICIAL_YEARS, officialRows } from './official-days.fixture.ts'

const REFERENCE: CalendarConfig = {
  holidays: { country: 'JP' },
  yearlyClosures: [{ from: '12-29', to: '01-03', name: { ja: '年末年始休業', en: 'Year-end closure' } }],
}
const NOTHING = { closures: [], imported: [] }
const calendar = buildCalendar(REFERENCE, NOTHING)

describe('business days of the reference vendor (edge.3)', () => {
  // domain notes 8.3
  test.each([
    ['2026-09-22', false],
    ['2026-05-06', false],
    ['2026-12-28', true],
    ['2026-12-29', false],
    ['2027-01-04', true],
    ['2019-05-01', false],
    ['2021-07-19', true],
    ['2027-03-22', false],
  ])('%s: %s', (date, business) => expect(calendar.businessDay(date)).toBe(business))

  test('the bundled list is the official one, name by name, in the years that special laws moved and in those ahead', () => {
    const plain = buildCalendar({ ...REFERENCE, yearlyClosures: [] }, NOTHING)
    for (const year of OFFICIAL_YEARS) {
      const found: string[] = []
      for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
        const name = plain.dayName(day)
        // The file calls every substitute 休日; the bundled list says of which holiday.
        if (name)
          found.push(`${day.replaceAll('-0', '-').replaceAll('-', '/')},${name.endsWith('振替休日') ? '休日' : name}`)
      }
      expect(found).toEqual(officialRows(year))
    }
  })

  test('a yearly closure spans the end of every year, its last day included', () => {
    const closed = ['2025-12-29', '2025-12-31', '2026-01-02', '2026-01-03', '2031-12-30']
    for (const day of closed) expect(calendar.dayName(day)).toBe('年末年始休業')
    expect(calendar.dayName('2026-01-01')).toBe('元日')
    expect(calendar.dayName('2026-12-28')).toBeNull()
    expect(calendar.dayName('2027-01-04')).toBeNull()
  })

  test('names are told in the language asked for, where it is known', () => {
    expect(calendar.dayName('2026-11-23', 'en')).toBe('Labor Thanksgiving Day')
    expect(calendar.dayName('2026-12-30', 'en')).toBe('Year-end closure')
    expect(calendar.dayName('2026-12-30', 'de')).toBe('年末年始休業')
  })

  test("the vendor's own closures close a day", () => {
    const closed = buildCalendar(REFERENCE, { ...NOTHING, closures: [{ date: '2026-11-24', name: '棚卸' }] })
    expect(calendar.businessDay('2026-11-24')).toBe(true)
    expect(closed.businessDay('2026-11-24')).toBe(false)
    expect(closed.dayName('2026-11-24')).toBe('棚卸')
  })

  test('a day is decided in less than a microsecond', () => {
    const days = Array.from({ length: 5000 }, (_, i) => addDays('2024-01-01', i))
    const ask = () => days.reduce((n, day) => n + (calendar.businessDay(day) ? 1 : 0), 0)
    for (let i = 0; i < 20; i++) ask()
    const started = performance.now()
    for (let i = 0; i < 20; i++) ask()
    // Ten times the aim: a busy machine must not fail a right answer, a search through a list would.
    expect((performance.now() - started) / (20 * days.length)).toBeLessThan(0.01)
  })
})

describe('imported holidays', () => {
  const imported = [
    { date: '2028-01-01', name: '元日' },
    { date: '2028-07-03', name: '海の日' },
  ]
  const after = buildCalendar(REFERENCE, { closures: [], imported })

  test('replace the bundled list in the years they cover, and only there', () => {
    expect(calendar.dayName('2028-07-17')).toBe('海の日')
    expect(after.dayName('2028-07-17')).toBeNull()
    expect(after.dayName('2028-07-03', 'en')).toBe('Marine Day')
    expect(after.dayName('2027-07-19')).toBe('海の日')
  })

  test('move the coverage on, and never back', () => {
    expect(calendar.coveredUntil).toBe('2028-01-01')
    expect(after.coveredUntil).toBe('2029-01-01')
    expect(isCovered(after, '2028-12-31')).toBe(true)
    expect(isCovered(after, '2029-01-01')).toBe(false)
    const older = buildCalendar(REFERENCE, { closures: [], imported: [{ date: '2020-01-01', name: '元日' }] })
    expect(older.coveredUntil).toBe('2028-01-01')
  })

  test("say nothing to another country's catalogue", () => {
    const elsewhere = buildCalendar({ holidays: { country: 'NL' }, yearlyClosures: [] }, { closures: [], imported })
    expect(elsewhere.dayName('2028-07-03')).toBeNull()
  })
})

describe("another vendor's catalogue", () => {
  test('dates alone are covered to the end of their last year, rules without end, unless it is said', () => {
    const dates = [{ date: '2026-05-05', name: 'Liberation Day' }]
    const rules = [{ rule: 'fixed', day: '12-25', name: 'Christmas Day' }]
    const until = (holidays: CalendarConfig['holidays']) =>
      buildCalendar({ holidays, yearlyClosures: [] }, NOTHING).coveredUntil
    expect(until({ country: 'NL', dates })).toBe('2027-01-01')
    expect(until({ country: 'NL', dates, rules })).toBeNull()
    expect(until({ country: 'NL' })).toBeNull()
    expect(until({ country: 'NL', rules, coveredUntil: '2030-01-01' })).toBe('2030-01-01')
  })

  test('may work on other weekdays', () => {
    const sundayToThursday = buildCalendar(
      { holidays: { country: 'XX' }, yearlyClosures: [], weekdays: [0, 1, 2, 3, 4] },
      NOTHING,
    )
    expect(sundayToThursday.businessDay('2026-11-22')).toBe(true)
    expect(sundayToThursday.businessDay('2026-11-27')).toBe(false)
  })

  test('a closure within one year', () => {
    const summer = buildCalendar(
      { holidays: { country: 'XX' }, yearlyClosures: [{ from: '08-10', to: '08-14', name: 'Summer' }] },
      NOTHING,
    )
    expect(['2026-08-07', '2026-08-10', '2026-08-14', '2026-08-17'].map((d) => summer.businessDay(d))).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  test('a rule that is no rule is an error, not silence', () => {
    const rules = [{ rule: 'fixed', day: '02-31', name: 'Never' }]
    expect(() => buildCalendar({ holidays: { country: 'XX', rules }, yearlyClosures: [] }, NOTHING)).toThrow(
      /a day that exists/,
    )
  })
})

describe('hours of service (edge.2)', () => {
  const hours: ServiceHours = { days: [1, 2, 3, 4, 5], windows: [{ from: 600, until: 1080 }] }
  const on = (date: string, minute: number, minutes: number) =>
    windowFinding(hours, calendar, { date, minute }, minutes)

  test.each([
    ['10:00 to 11:00', 600, 60, 'inside'],
    ['17:00 to 18:00', 1020, 60, 'inside'],
    ['the whole window', 600, 480, 'inside'],
    ['09:30 to 10:30', 570, 60, 'crosses-hours'],
    ['17:30 to 18:30', 1050, 60, 'crosses-hours'],
    ['09:00 to 19:00', 540, 600, 'crosses-hours'],
    ['09:00 to 10:00', 540, 60, 'outside-hours'],
    ['18:00 to 19:00', 1080, 60, 'outside-hours'],
    ['17:00 to past midnight', 1020, 480, 'crosses-hours'],
    ['20:00 until 11:00 of the next day', 1200, 900, 'outside-hours'],
  ] as [string, number, number, WindowVerdict][])('%s', (_, minute, minutes, verdict) => {
    expect(on('2025-04-14', minute, minutes)).toBe(verdict)
  })

  test('a closed day says only that', () => {
    expect(on('2025-04-13', 300, 60)).toBe('not-a-business-day')
    expect(on('2025-04-29', 600, 60)).toBe('not-a-business-day')
    expect(on('2025-12-29', 570, 60)).toBe('not-a-business-day')
  })

  test('a service may keep fewer days than the calendar', () => {
    const mondays: ServiceHours = { ...hours, days: [1] }
    expect(windowFinding(mondays, calendar, { date: '2025-04-15', minute: 600 }, 60)).toBe('not-a-business-day')
  })

  test('a session lies in one window, not across the break between two', () => {
    const split: ServiceHours = {
      days: [1],
      windows: [
        { from: 540, until: 720 },
        { from: 780, until: 1020 },
      ],
    }
    const at = (minute: number, minutes: number) =>
      windowFinding(split, calendar, { date: '2025-04-14', minute }, minutes)
    expect([at(540, 180), at(780, 240), at(660, 240), at(720, 60), at(700, 80)]).toEqual([
      'inside',
      'inside',
      'crosses-hours',
      'outside-hours',
      'crosses-hours',
    ])
  })

  /** Minute by minute: which of the session's minutes are served, and whether one window served them all. */
  function slowFinding(h: ServiceHours, date: string, minute: number, minutes: number): WindowVerdict {
    if (!h.days.includes(weekday(date)) || !calendar.businessDay(date)) return 'not-a-business-day'
    const servedBy = Array.from({ length: minutes }, (_, i) => {
      const t = addMinutes({ date, minute }, i)
      return h.windows.filter((w) => t.date === date && w.from <= t.minute && t.minute < w.until)
    })
    if (h.windows.some((w) => servedBy.every((windows) => windows.includes(w)))) return 'inside'
    return servedBy.some((windows) => windows.length > 0) ? 'crosses-hours' : 'outside-hours'
  }

  test('agrees with a walk minute by minute', () => {
    const window = fc
      .tuple(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 1440 }))
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => ({ from: Math.min(a, b), until: Math.max(a, b) }))
    const anyHours = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 3 }),
      windows: fc.array(window, { minLength: 1, maxLength: 3 }),
    })
    const anyDay = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2020-01-01', n))
    fc.assert(
      fc.property(
        anyHours,
        anyDay,
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 1, max: 1600 }),
        (h, date, minute, minutes) => {
          expect(windowFinding(h, calendar, { date, minute }, minutes)).toBe(slowFinding(h, date, minute, minutes))
        },
      ),
      { numRuns: 300 },
    )
    // Close to the edges, where random times seldom fall.
    fc.assert(
      fc.property(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 2 }), (early, late) => {
        const minutes = 480 - early + late
        expect(on('2025-04-14', 600 + early, minutes)).toBe(slowFinding(hours, '2025-04-14', 600 + early, minutes))
      }),
    )
  })
})
