import { describe, expect, it } from 'vitest'
import { civilDate, cursorOf, instant, placeAfter } from './shapes.ts'

const ID = '01900000-0000-7000-8000-000000000000'

describe('instant', () => {
  it.each(['1900-01-02T00:00:00Z', '2999-12-30T23:59:59Z', '2025-04-14T10:00:00+09:00'])('%s is read', (text) => {
    expect(instant.safeParse(text).success).toBe(true)
  })

  // Its civil day in some zone would have a year that dates do not have, which the database and the rules cannot read.
  it.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+09:00', '1899-12-31T23:59:59Z', '9999-12-31T23:59:00Z'])(
    '%s is no moment that anything here happens at',
    (text) => {
      expect(instant.safeParse(text).error?.issues).toMatchObject([{ params: { code: 'outside-dates' } }])
    },
  )
})

describe('a civil day', () => {
  it.each([
    ['2025-02-30', 'impossible-date'],
    ['9999-01-01', 'outside-dates'],
    ['1899-12-31', 'outside-dates'],
    ['2025-4-1', 'not-a-date'],
  ])('%s is told as %s', (text, code) => {
    expect(civilDate.safeParse(text).error?.issues).toMatchObject([{ params: { code } }])
  })
})

describe('placeAfter', () => {
  it('reads back what was written, and the beginning', () => {
    expect(placeAfter(cursorOf(1_744_588_800_123, ID))).toEqual({ at: 1_744_588_800_123, id: ID })
    expect(placeAfter(undefined)).toBeNull()
  })

  it.each([[[1, 2]], [['a', ID]], [[-1, ID]], [[1.5, ID]], [[1e16, ID]], [[1, 'x']], [[1]], [[null, ID]]])(
    '%j was written by nobody here',
    (keys) => {
      expect(() => placeAfter(cursorOf(...(keys as [])))).toThrow('invalid-field')
    },
  )
})
