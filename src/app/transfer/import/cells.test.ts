import { describe, expect, it } from 'vitest'
import { readDay, readMinutes, readTime, readYesNo } from './cells.ts'

const day = (text: string) => {
  const read = readDay(text)
  return 'value' in read
    ? read.value.minute === null
      ? read.value.date
      : `${read.value.date} ${read.value.minute}`
    : read.fault
}
const value = (read: { value: unknown } | { fault: string }) => ('value' in read ? read.value : read.fault)

describe('days', () => {
  it.each([
    ['2025-04-01', '2025-04-01'],
    ['2025/4/1', '2025-04-01'],
    ['2025.4.1', '2025-04-01'],
    ['２０２５／４／１', '2025-04-01'],
    ['20250401', '2025-04-01'],
    ['2025年4月1日', '2025-04-01'],
    ['2025年4月1日(火)', '2025-04-01'],
    ['令和7年4月1日', '2025-04-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['昭和64年1月7日', '1989-01-07'],
    ['R7.4.1', '2025-04-01'],
    ['r7/4/1', '2025-04-01'],
    ['45748', '2025-04-01'],
    ['45748.5', '2025-04-01 720'],
    ['2025/4/1 10:30', '2025-04-01 630'],
    ['2025-04-01T10:30:00', '2025-04-01 630'],
    ['2025年4月1日(火) 午後2時', '2025-04-01 840'],
    ['2024/2/29', '2024-02-29'],
    ['2025/2/29', 'impossible-date'],
    ['2025-13-01', 'impossible-date'],
    ['令和7年2月30日', 'impossible-date'],
    ['4/1/2025', 'not-a-date'],
    ['25/4/1', 'not-a-date'],
    ['2025-04', 'not-a-date'],
    ['2025/4/1 ごろ', 'not-a-date'],
    ['来週', 'not-a-date'],
    ['123', 'not-a-date'],
  ])('%s', (text, expected) => expect(day(text)).toBe(expected))
})

describe('times', () => {
  it.each([
    ['10:00', 600],
    ['9:05:00', 545],
    ['１０：３０', 630],
    ['10時', 600],
    ['10時半', 630],
    ['10時15分', 615],
    ['午後2時30分', 870],
    ['午前0時', 0],
    ['2:30 PM', 870],
    ['12:00 am', 0],
    ['0.4375', 630],
    ['10:00~', 600],
    ['25:00', 'not-a-time'],
    ['10:60', 'not-a-time'],
    ['10', 'not-a-time'],
    ['午後13時', 'not-a-time'],
    ['昼', 'not-a-time'],
  ])('%s', (text, expected) => expect(value(readTime(text))).toBe(expected))
})

describe('lengths', () => {
  it.each([
    ['90', 90],
    ['９０分', 90],
    ['1時間30分', 90],
    ['1時間半', 90],
    ['1.5時間', 90],
    ['1.5h', 90],
    ['1:30', 90],
    ['1 hour 30 min', 90],
    ['0', 'not-minutes'],
    ['-30', 'not-minutes'],
    ['1.333時間', 'not-minutes'],
    ['半日', 'not-minutes'],
  ])('%s', (text, expected) => expect(value(readMinutes(text))).toBe(expected))
})

it.each([
  ['はい', true],
  ['○', true],
  ['済み', true],
  ['TRUE', true],
  ['いいえ', false],
  ['×', false],
  ['０', false],
  ['たぶん', 'not-yes-no'],
])('yes or no: %s', (text, expected) => expect(value(readYesNo(text))).toBe(expected))
