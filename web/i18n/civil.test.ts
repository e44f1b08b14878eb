import { describe, expect, it } from 'vitest'
import { addDays, dateOf, dayNumber, daysBetween, monthOrdinal, nextWeekday, weekday } from './civil.ts'
import { formatAmount, formatChange, formatDay, formatMoney, formatPeriod, formatWhen } from './format.ts'
import { momentIn } from './zone.ts'

describe('dates without zones', () => {
  it('counts days over leap years and back', () => {
    expect(dayNumber('1970-01-01')).toBe(0)
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysBetween('2026-11-23', '2027-04-01')).toBe(129)
    for (let n = -40_000; n < 60_000; n += 97) expect(dayNumber(dateOf(n))).toBe(n)
  })

  it('knows weekdays and the month of a period', () => {
    expect(weekday('2025-04-14')).toBe(1)
    expect(nextWeekday('2026-11-20')).toBe('2026-11-23')
    expect(monthOrdinal('2026-04-14', '2026-04-14')).toBe(1)
    expect(monthOrdinal('2026-04-14', '2026-11-13')).toBe(7)
    expect(monthOrdinal('2026-04-14', '2026-11-14')).toBe(8)
  })
})

describe('words for amounts and dates', () => {
  it('writes both languages as people do', () => {
    expect(formatDay('2025-04-14', 'ja')).toBe('2025年4月14日(月)')
    expect(formatWhen('2025-04-14T10:00:00+09:00', 'ja')).toBe('2025年4月14日(月) 10:00')
    expect(formatWhen('2025-04-14T10:00:00+09:00', 'en')).toBe('Mon 14 Apr 2025, 10:00')
    expect(formatPeriod({ from: '2025-04-01', until: '2025-07-01' }, 'ja')).toBe('2025年4月1日 – 2025年6月30日')
    expect(formatPeriod({ from: '2026-11-01', until: '2026-12-01' }, 'en', '2026-11-23')).toBe('1 Nov – 30 Nov')
  })

  it('keeps units whole', () => {
    expect(formatAmount(90, 'minutes', 'ja')).toBe('1時間30分')
    expect(formatAmount(0, 'minutes', 'ja')).toBe('0分')
    expect(formatAmount(90, 'minutes', 'en')).toBe('1\u00a0h\u00a030\u00a0min')
    expect(formatChange(-60, 'minutes', 'ja')).toBe('−1時間')
    expect(formatChange(2, 'count', 'ja')).toBe('＋2回')
    expect(formatMoney(100000, 'JPY', 'ja')).toBe('100,000円')
    expect(formatMoney(1050, 'EUR', 'en')).toBe('€10.50')
  })
})

it('gives a wall-clock time the offset of its zone and day', () => {
  expect(momentIn('Asia/Tokyo', '2026-11-27', '14:00')).toBe('2026-11-27T14:00:00+09:00')
  expect(momentIn('Europe/Lisbon', '2026-07-01', '09:00')).toBe('2026-07-01T09:00:00+01:00')
  expect(momentIn('Europe/Lisbon', '2026-12-01', '09:00')).toBe('2026-12-01T09:00:00+00:00')
})
