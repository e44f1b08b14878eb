import { describe, expect, it } from 'vitest'
import { readClock } from './read-clock.ts'
import { readDate } from './read-date.ts'

describe('what is typed as a date', () => {
  it('understands how people write one', () => {
    for (const typed of [
      '2026-11-27',
      '2026/11/27',
      '2026年11月27日(金)',
      '２０２６．１１．２７',
      '20261127',
      '11/27',
      '11月27日',
    ]) {
      expect([typed, readDate(typed, '2026-11-23')]).toEqual([typed, '2026-11-27'])
    }
  })

  it('takes no day that does not exist', () => {
    for (const typed of ['2026-02-30', '2026-13-01', '27', '', 'tomorrow', '2026-00-10'])
      expect([typed, readDate(typed, '2026-11-23')]).toEqual([typed, null])
  })
})

describe('what is typed as a time', () => {
  it('understands how people write one', () => {
    for (const [typed, clock] of [
      ['14:30', '14:30'],
      ['1430', '14:30'],
      ['９：３０', '09:30'],
      ['930', '09:30'],
      ['14時30分', '14:30'],
      ['14時', '14:00'],
      ['9', '09:00'],
    ] as const) {
      expect([typed, readClock(typed)]).toEqual([typed, clock])
    }
  })

  it('takes no time that does not exist', () => {
    for (const typed of ['25:00', '10:60', '', 'noon', '24:00'])
      expect([typed, readClock(typed)]).toEqual([typed, null])
  })
})
