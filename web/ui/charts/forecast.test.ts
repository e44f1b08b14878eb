import { describe, expect, it } from 'vitest'
import { forecastOf, ticksOf } from './forecast.ts'

const window = { granted: 240, consumed: 0, left: 240, from: '2026-11-01', until: '2026-12-01' }

describe('where the pace of use leads', () => {
  it('names the day on which everything is used', () => {
    expect(forecastOf({ ...window, consumed: 160, left: 80 }, '2026-11-11')).toEqual({ usedUpOn: '2026-11-16' })
  })

  it('says what is left at the end, which bookings have lessened', () => {
    expect(forecastOf({ ...window, consumed: 60, left: 180 }, '2026-11-16')).toEqual({ leftAtEnd: 120 })
    expect(forecastOf({ ...window, consumed: 60, left: 30 }, '2026-11-16')).toEqual({ leftAtEnd: 30 })
  })

  it('foretells nothing early, late, without use, without end, or when nothing is left', () => {
    expect(forecastOf({ ...window, consumed: 60, left: 180 }, '2026-11-03')).toBeNull()
    expect(forecastOf({ ...window, consumed: 60, left: 180 }, '2026-12-01')).toBeNull()
    expect(forecastOf(window, '2026-11-16')).toBeNull()
    expect(forecastOf({ ...window, consumed: 60, left: 180, until: null }, '2026-11-16')).toBeNull()
    expect(forecastOf({ ...window, consumed: 200, left: 0 }, '2026-11-16')).toBeNull()
  })
})

it('draws whole hours or counts, five at most', () => {
  expect(ticksOf(240, 'minutes')).toEqual([0, 60, 120, 180, 240])
  expect(ticksOf(900, 'minutes')).toEqual([0, 180, 360, 540, 720, 900])
  expect(ticksOf(2, 'count')).toEqual([0, 1, 2])
})
