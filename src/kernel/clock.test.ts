import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCivilTime, parseCivilTime } from './civil.ts'
import { civilAt, formatInstant, instantOf, parseInstant, settableClock } from './clock.ts'

const BERLIN = 'Europe/Berlin'
const at = (text: string) => parseInstant(text)!
const wall = (text: string) => parseCivilTime(text)!

describe('zones with a fixed offset', () => {
  test('the first nine hours of a Tokyo day are the day before in UTC', () => {
    expect(civilAt(at('2025-03-31T15:00:00Z'), 'Asia/Tokyo')).toEqual(wall('2025-04-01T00:00'))
    expect(instantOf(wall('2025-04-01T00:00'), 'Asia/Tokyo')).toBe(at('2025-03-31T15:00:00Z'))
  })

  test('addition agrees with the zone rules, asked by an older name of the same zone', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('1952-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') }), (instant) => {
        expect(civilAt(instant, 'Asia/Tokyo')).toEqual(civilAt(instant, 'Japan'))
        expect(civilAt(instant, 'UTC')).toEqual(civilAt(instant, 'Etc/UTC'))
        expect(formatInstant(instant, 'Asia/Tokyo')).toBe(formatInstant(instant, 'Japan'))
        const civil = civilAt(instant, 'Asia/Tokyo')
        expect(instantOf(civil, 'Asia/Tokyo')).toBe(instantOf(civil, 'Japan'))
      }),
      { numRuns: 200 },
    )
  })

  test('the end of a day is the beginning of the next', () => {
    for (const zone of ['Asia/Tokyo', BERLIN]) {
      expect(instantOf({ date: '2026-10-25', minute: 1440 }, zone)).toBe(
        instantOf({ date: '2026-10-26', minute: 0 }, zone),
      )
    }
  })
})

describe('Europe/Berlin, where clocks are put forward and back', () => {
  test.each([
    ['2026-01-15T10:00', '2026-01-15T09:00:00Z', 'winter'],
    ['2026-07-15T10:00', '2026-07-15T08:00:00Z', 'summer'],
    ['2026-03-29T01:59', '2026-03-29T00:59:00Z', 'the last minute before the gap'],
    ['2026-03-29T02:30', '2026-03-29T01:30:00Z', 'inside the gap: the later reading, 03:30'],
    ['2026-03-29T03:00', '2026-03-29T01:00:00Z', 'the first minute after the gap'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00Z', 'occurs twice: the earlier'],
    ['2026-10-25T03:00', '2026-10-25T02:00:00Z', 'after both'],
  ])('%s is %s (%s)', (civil, instant) => {
    expect(instantOf(wall(civil), BERLIN)).toBe(at(instant))
  })

  test('both readings of the hour that occurs twice show the same wall clock', () => {
    for (const instant of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
      expect(formatCivilTime(civilAt(at(instant), BERLIN))).toBe('2026-10-25T02:30')
    }
    expect(formatInstant(at('2026-10-25T00:30:00Z'), BERLIN)).toBe('2026-10-25T02:30:00+02:00')
    expect(formatInstant(at('2026-10-25T01:30:00Z'), BERLIN)).toBe('2026-10-25T02:30:00+01:00')
  })

  test('there and back outside the two nights', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-04-01T00:00:00Z') / 60_000, max: at('2026-10-24T00:00:00Z') / 60_000 }),
        (minutes) => {
          expect(instantOf(civilAt(minutes * 60_000, BERLIN), BERLIN)).toBe(minutes * 60_000)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('RFC 3339', () => {
  test('an offset is needed, and the day must exist', () => {
    expect(parseInstant('2025-04-14T10:00:00+09:00')).toBe(parseInstant('2025-04-14T01:00:00Z'))
    expect(parseInstant('2025-04-14T10:00+09:00')).toBe(parseInstant('2025-04-14T01:00:00.000Z'))
    const wrong = [
      '2025-04-14T10:00:00',
      '2025-02-30T10:00:00Z',
      '2025-04-14',
      '2025-04-14T25:00:00Z',
      '2025-04-14T10:00:00+0900',
      'now',
      '',
    ]
    for (const text of wrong) expect(parseInstant(text)).toBeNull()
  })

  test('what is written is read back, to the second', () => {
    const range = { min: at('1970-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') }
    fc.assert(
      fc.property(
        fc.integer(range),
        fc.constantFrom('Asia/Tokyo', BERLIN, 'UTC', 'America/New_York'),
        (instant, zone) => {
          expect(parseInstant(formatInstant(instant, zone))).toBe(Math.floor(instant / 1000) * 1000)
        },
      ),
      { numRuns: 200 },
    )
    expect(formatInstant(at('2025-04-14T01:00:00.999Z'), 'Asia/Tokyo')).toBe('2025-04-14T10:00:00+09:00')
  })
})

test('a settable clock stands still until it is told', () => {
  const clock = settableClock(5)
  expect(clock.now()).toBe(5)
  clock.set(9)
  expect(clock.now()).toBe(9)
})
