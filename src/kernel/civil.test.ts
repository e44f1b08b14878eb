import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMinutes,
  addMonths,
  type CivilDate,
  compareCivil,
  dateOfDayNumber,
  dayNumber,
  daysInMonth,
  firstOfMonth,
  formatCivilTime,
  isCivilDate,
  isWithin,
  monthIndex,
  overlaps,
  parseCivilTime,
  weekday,
} from './civil.ts'

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const pad = (n: number, width = 2) => String(n).padStart(width, '0')

/** The day after, from the table of month lengths: slow and plain, shares nothing with what it checks. */
function nextDay([year, month, day]: [number, number, number]): [number, number, number] {
  const leap = year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0)
  const length = month === 2 && leap ? 29 : LENGTHS[month - 1]!
  if (day < length) return [year, month, day + 1]
  return month < 12 ? [year, month + 1, 1] : [year + 1, 1, 1]
}

/** Every day from 1900 to 2110 in order, walked one by one. */
const calendar: { date: CivilDate; year: number; month: number; day: number }[] = []
for (let at: [number, number, number] = [1900, 1, 1]; at[0] < 2110; at = nextDay(at)) {
  calendar.push({ date: `${pad(at[0], 4)}-${pad(at[1])}-${pad(at[2])}`, year: at[0], month: at[1], day: at[2] })
}
const place = new Map(calendar.map((day, i) => [day.date, i]))

/** Walks from the anchor until the k-th following month shows the same day number, or has gone by without one. */
function slowAddMonths(anchor: CivilDate, months: number): CivilDate {
  const start = place.get(anchor)!
  const { year, month, day } = calendar[start]!
  const wanted = year * 12 + month + months
  for (let i = start; ; i++) {
    const here = calendar[i]!
    const reached = here.year * 12 + here.month
    if ((reached === wanted && here.day === day) || reached > wanted) return here.date
  }
}

/** Counts the boundaries that a walk from the anchor to the date passes. */
function slowMonthIndex(anchor: CivilDate, date: CivilDate): number {
  let passed = -1
  while (slowAddMonths(anchor, passed + 1) <= date) passed++
  return passed
}

const anyDate = fc
  .integer({ min: place.get('1960-01-01')!, max: place.get('2090-12-31')! })
  .map((i) => calendar[i]!.date)
const monthEnd = anyDate.map((date) => `${date.slice(0, 8)}${pad(daysInMonth(+date.slice(0, 4), +date.slice(5, 7)))}`)
const anchor = fc.oneof(anyDate, monthEnd, fc.constantFrom('2024-02-29', '2026-01-31', '2026-08-31', '2027-08-29'))

describe('days', () => {
  test('day numbers, their inverse and weekdays agree with a walk over 210 years', () => {
    const first = dayNumber('1900-01-01')
    const wrong = calendar.filter(
      ({ date }, i) =>
        dayNumber(date) !== first + i ||
        dateOfDayNumber(first + i) !== date ||
        weekday(date) !== (i + 1) % 7 ||
        !isCivilDate(date),
    )
    expect(calendar).toHaveLength(76_701)
    expect(wrong).toEqual([])
    expect(dayNumber('1970-01-01')).toBe(0)
  })

  test.each([
    '2025-02-30',
    '2025-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '2025-4-1',
    '1899-12-31',
    '2100-02-29',
    '20250401',
    '',
  ])('%j is no civil date', (text) => expect(isCivilDate(text)).toBe(false))

  test('adding days and taking them back', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date)
        expect(dayNumber(addDays(date, days)) - dayNumber(date)).toBe(days)
      }),
    )
  })
})

describe('months (edge.1, Civil Code art. 143)', () => {
  // domain notes 8.1; the last day, inclusive
  test.each([
    ['2026-12-01', 3, '2027-02-28'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-08-29', 6, '2027-02-28'],
    ['2026-08-28', 6, '2027-02-27'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2027-08-29', 6, '2028-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('from %s, %i months end with %s', (start, months, last) => {
    expect(addDays(addMonths(start, months), -1)).toBe(last)
  })

  test('the twelve windows from 31 August neither gap nor overlap', () => {
    const starts = Array.from({ length: 13 }, (_, k) => addMonths('2026-08-31', k))
    expect(starts).toEqual([
      '2026-08-31',
      '2026-10-01',
      '2026-10-31',
      '2026-12-01',
      '2026-12-31',
      '2027-01-31',
      '2027-03-01',
      '2027-03-31',
      '2027-05-01',
      '2027-05-31',
      '2027-07-01',
      '2027-07-31',
      '2027-08-31',
    ])
  })

  test('boundaries agree with a walk day by day', () => {
    fc.assert(
      fc.property(anchor, fc.integer({ min: 0, max: 200 }), (date, months) => {
        expect(addMonths(date, months)).toBe(slowAddMonths(date, months))
      }),
      { numRuns: 400 },
    )
  })

  test('the month that holds a date agrees with a count of the boundaries passed', () => {
    fc.assert(
      fc.property(anchor, fc.integer({ min: -40, max: 1200 }), (from, days) => {
        const date = addDays(from, days)
        expect(monthIndex(from, date)).toBe(slowMonthIndex(from, date))
      }),
      { numRuns: 300 },
    )
  })

  test('a date lies in the month of its index, whatever the anchor', () => {
    fc.assert(
      fc.property(anchor, fc.integer({ min: 0, max: 5000 }), (from, days) => {
        const date = addDays(from, days)
        const k = monthIndex(from, date)
        expect(addMonths(from, k) <= date && date < addMonths(from, k + 1)).toBe(true)
      }),
    )
    expect(monthIndex('2026-08-31', '2026-08-30')).toBe(-1)
  })

  test('the calendar month of a date', () => {
    expect(firstOfMonth('2026-02-28')).toBe('2026-02-01')
  })
})

describe('periods', () => {
  const may = { from: '2026-05-01', until: '2026-06-01' }
  test('until is exclusive, and open where null', () => {
    expect(isWithin(may, '2026-05-31')).toBe(true)
    expect(isWithin(may, '2026-06-01')).toBe(false)
    expect(isWithin({ from: '2026-05-01', until: null }, '2999-01-01')).toBe(true)
  })

  test('periods that touch do not overlap', () => {
    expect(overlaps(may, { from: '2026-06-01', until: null })).toBe(false)
    expect(overlaps(may, { from: '2026-05-31', until: null })).toBe(true)
    expect(overlaps({ from: '2026-06-01', until: null }, may)).toBe(false)
  })
})

describe('wall-clock times', () => {
  test('reading and writing', () => {
    expect(parseCivilTime('2025-04-14T10:05')).toEqual({ date: '2025-04-14', minute: 605 })
    expect(formatCivilTime({ date: '2025-04-14', minute: 605 })).toBe('2025-04-14T10:05')
    for (const text of [
      '2025-04-14T24:00',
      '2025-04-14T10:60',
      '2025-02-30T10:00',
      '2025-04-14 10:00',
      '2025-04-14T10:00Z',
    ]) {
      expect(parseCivilTime(text)).toBeNull()
    }
  })

  test('minutes roll over days, forwards and back', () => {
    expect(addMinutes({ date: '2026-12-31', minute: 1430 }, 20)).toEqual({ date: '2027-01-01', minute: 10 })
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: -10_000, max: 10_000 }),
        (date, minute, more) => {
          const later = addMinutes({ date, minute }, more)
          expect((dayNumber(later.date) - dayNumber(date)) * 1440 + later.minute - minute).toBe(more)
          expect(Math.sign(compareCivil(later, { date, minute }))).toBe(Math.sign(more))
        },
      ),
    )
  })
})
