import { describe, expect, test } from 'vitest'
import { daysOfRules, easterSunday, type HolidayRule, holidayRuleSchema, holidaysOf } from './holidays.ts'

const rules = (...given: unknown[]): HolidayRule[] => given.map((rule) => holidayRuleSchema.parse(rule))
const days = (year: number, ...given: unknown[]) => [...daysOfRules(rules(...given), year).keys()].sort()

describe('rules of a catalogue', () => {
  test('Easter Sunday', () => {
    const known = {
      1961: '04-02',
      2000: '04-23',
      2008: '03-23',
      2011: '04-24',
      2019: '04-21',
      2024: '03-31',
      2025: '04-20',
      2026: '04-05',
      2027: '03-28',
      2038: '04-25',
    }
    for (const [year, day] of Object.entries(known)) expect(easterSunday(Number(year))).toBe(`${year}-${day}`)
  })

  test('days counted from Easter', () => {
    expect(
      days(
        2026,
        { rule: 'easter', offset: -2, name: 'Good Friday' },
        { rule: 'easter', offset: 39, name: 'Ascension' },
      ),
    ).toEqual(['2026-04-03', '2026-05-14'])
  })

  test('the n-th and the last weekday of a month', () => {
    expect(days(2026, { rule: 'nth-weekday', month: 11, weekday: 4, nth: 4, name: 'Thanksgiving' })).toEqual([
      '2026-11-26',
    ])
    expect(days(2026, { rule: 'nth-weekday', month: 5, weekday: 1, nth: -1, name: 'Spring' })).toEqual(['2026-05-25'])
    expect(days(2024, { rule: 'nth-weekday', month: 2, weekday: 4, nth: -1, name: 'Leap' })).toEqual(['2024-02-29'])
  })

  test('the first weekday on or after a day', () => {
    expect(days(2026, { rule: 'weekday-from', day: '05-18', weekday: 1, name: 'Victoria Day' })).toEqual(['2026-05-18'])
    expect(days(2027, { rule: 'weekday-from', day: '11-16', weekday: 3, name: 'Repentance Day' })).toEqual([
      '2027-11-17',
    ])
  })

  test('a fixed day, 29 February in common years, first and last year', () => {
    expect(days(2025, { rule: 'fixed', day: '02-29', name: 'Leap day' })).toEqual(['2025-03-01'])
    const kept = { rule: 'fixed', day: '06-19', name: 'Juneteenth', since: 2021, untilYear: 2030 }
    expect([2020, 2021, 2029, 2030].map((year) => days(year, kept).length)).toEqual([0, 1, 1, 0])
  })

  test('substitutes: the next day not taken, the nearest, and one that reaches into the year before', () => {
    const christmas = { rule: 'fixed', day: '12-25', name: 'Christmas', observed: 'next-weekday' }
    const boxing = { rule: 'fixed', day: '12-26', name: 'Boxing Day', observed: 'next-weekday' }
    expect(days(2021, christmas, boxing)).toEqual(['2021-12-25', '2021-12-26', '2021-12-27', '2021-12-28'])
    expect(days(2022, christmas, boxing)).toEqual(['2022-12-25', '2022-12-26', '2022-12-27'])
    const newYear = { rule: 'fixed', day: '01-01', name: 'New Year', observed: 'nearest-weekday' }
    expect(days(2021, newYear)).toEqual(['2021-01-01', '2021-12-31'])
    expect(days(2023, newYear)).toEqual(['2023-01-01', '2023-01-02'])
  })

  test.each([
    [{ rule: 'lunar', name: 'x' }],
    [{ rule: 'fixed', day: '13-01', name: 'x' }],
    [{ rule: 'fixed', day: '01-01' }],
    [{ rule: 'nth-weekday', month: 1, weekday: 1, nth: 5, name: 'x' }],
    [{ rule: 'easter', offset: 1, name: 'x', day: '01-01' }],
  ])('%j is refused', (rule) => expect(holidayRuleSchema.safeParse(rule).success).toBe(false))
})

test('Japan is bundled from 1970 to 2050; no other country is', () => {
  expect(holidaysOf('JP')!.year(1970).size).toBe(12)
  expect(holidaysOf('JP')!.year(2050).size).toBeGreaterThan(15)
  expect(holidaysOf('JP')!.year(2051).size).toBe(0)
  expect(holidaysOf('NL')).toBeNull()
})
