import { describe, expect, it } from 'vitest'
import type { Session } from '../../api/types.ts'
import { daysOf, endMinute, hoursShown, mondayOf, placed } from './span.ts'

const session = (id: string, from: string, until: string, date = '2026-11-24') =>
  ({
    id,
    start: `${date}T${from}:00+09:00`,
    end: `${until.length > 5 ? until : `${date}T${until}`}:00+09:00`,
  }) as Session

describe('days', () => {
  it('of a week begin on Monday, whatever day of it is named', () => {
    expect(mondayOf('2026-11-29')).toBe('2026-11-23')
    expect(daysOf('week', '2026-11-25')).toHaveLength(7)
    expect(daysOf('week', '2026-11-25').at(-1)).toBe('2026-11-29')
    expect(daysOf('day', '2026-11-25')).toEqual(['2026-11-25'])
  })
})

describe('hours', () => {
  it('hold what lies outside the open ones', () => {
    expect(hoursShown([session('a', '07:30', '08:00')], [{ from: 600, until: 1080 }])).toEqual({
      from: 420,
      until: 1080,
    })
    expect(endMinute(session('a', '23:00', '2026-11-25T01:00'))).toBe(1440)
  })
})

describe('sessions that overlap', () => {
  it('lie beside each other, those that follow take the whole width again', () => {
    const rows = placed([
      session('c', '13:00', '14:00'),
      session('a', '10:00', '12:00'),
      session('b', '11:00', '12:30'),
    ])
    expect(rows.map((p) => [p.session.id, p.lane, p.lanes])).toEqual([
      ['a', 0, 2],
      ['b', 1, 2],
      ['c', 0, 1],
    ])
  })
})
