import { describe, expect, it } from 'vitest'
import type { CameOut } from './expectation.ts'
import { exactlyFailures, expectFailures } from './match.ts'

const FEE = { kind: 'travel-expense', amount: null, currency: 'JPY', quantity: 1, unit: 'journey' }
const cameOut: CameOut = {
  outcome: 'refused',
  applied: false,
  because: ['outside-hours', 'allowance-exceeded'],
  cites: ['basic.3', 'basic.11'],
  remedies: [],
  warnings: [],
  charges: [],
  draws: [],
  remaining: { meetings: 120, trips: 2 },
}
const charged: CameOut = {
  ...cameOut,
  outcome: 'charged',
  applied: true,
  because: [],
  charges: [FEE],
  draws: [{ allowance: 'meetings', minutes: 60 }],
  period: { from: '2025-04-01', until: null },
  state: 'booked',
}

describe('expect', () => {
  it('holds where everything named is among what came out', () => {
    expect(
      expectFailures({ outcome: 'refused', because: ['allowance-exceeded'], remaining: { meetings: 120 } }, cameOut),
    ).toEqual([])
    expect(
      expectFailures(
        { charges: [{ kind: 'travel-expense', amount: null }], draws: [{ allowance: 'meetings' }] },
        charged,
      ),
    ).toEqual([])
    expect(expectFailures({ period: { from: '2025-04-01' }, because: [], applied: true }, charged)).toEqual([])
    expect(expectFailures({}, {})).toEqual([])
  })

  it('says what was expected and what came', () => {
    expect(expectFailures({ remaining: { meetings: 60 } }, cameOut)).toEqual([
      'remaining.meetings: expected 60, got 120',
    ])
    expect(expectFailures({ remaining: { support: 0 } }, cameOut)).toEqual([
      'remaining.support: expected 0, got nothing',
    ])
    expect(expectFailures({ outcome: 'allowed', applied: true }, cameOut)).toEqual([
      'outcome: expected allowed, got refused because outside-hours, allowance-exceeded',
      'applied: expected true, got false',
    ])
    expect(expectFailures({ period: { until: '2025-07-01' } }, charged)).toEqual([
      'period.until: expected 2025-07-01, got null',
    ])
    expect(expectFailures({ period: { until: null }, state: 'booked' }, cameOut)).toEqual([
      'period.until: expected null, got nothing',
      'state: expected booked, got nothing',
    ])
  })

  it('tells each listed item that is missing', () => {
    expect(expectFailures({ because: ['staff-busy', 'outside-hours'], cites: ['edge.4'] }, cameOut)).toEqual([
      'because: expected staff-busy, got outside-hours, allowance-exceeded',
      'cites: expected edge.4, got basic.3, basic.11',
    ])
    expect(expectFailures({ charges: [{ kind: 'travel-expense' }] }, cameOut)).toEqual([
      'charges: expected { kind: travel-expense }, got none',
    ])
    expect(expectFailures({ charges: [{ kind: 'travel-expense', amount: 100 }] }, charged)).toEqual([
      'charges: expected { kind: travel-expense, amount: 100 }, got { kind: travel-expense, amount: null, currency: JPY, quantity: 1, unit: journey }',
    ])
  })

  it('takes an empty list as none at all', () => {
    expect(expectFailures({ charges: [], because: [] }, cameOut)).toEqual([
      'because: expected none, got outside-hours, allowance-exceeded',
    ])
    expect(expectFailures({ charges: [] }, {})).toEqual([])
  })
})

describe('exactly', () => {
  it('holds for lists equal as sets and mappings equal in full', () => {
    expect(
      exactlyFailures(
        { because: ['allowance-exceeded', 'outside-hours'], remaining: { trips: 2, meetings: 120 } },
        cameOut,
      ),
    ).toEqual([])
    expect(
      exactlyFailures({ charges: [FEE as never], period: { from: '2025-04-01', until: null }, lapsed: {} }, charged),
    ).toEqual([])
  })

  it('allows nothing more and nothing less', () => {
    expect(exactlyFailures({ because: ['allowance-exceeded'] }, cameOut)).toEqual([
      'because: expected exactly allowance-exceeded, got outside-hours, allowance-exceeded',
    ])
    expect(exactlyFailures({ remaining: { meetings: 120 } }, cameOut)).toEqual([
      'remaining: expected exactly { meetings: 120 }, got { meetings: 120, trips: 2 }',
    ])
    expect(exactlyFailures({ draws: [{ allowance: 'meetings' }] }, charged)).toEqual([
      'draws: expected exactly { allowance: meetings }, got { allowance: meetings, minutes: 60 }',
    ])
    expect(exactlyFailures({ period: { from: '2025-04-01' } }, charged)).toEqual([
      'period: expected exactly { from: 2025-04-01 }, got { from: 2025-04-01, until: null }',
    ])
    expect(exactlyFailures({ warnings: ['subcontracted'], outcome: 'refused' }, charged)).toEqual([
      'warnings: expected exactly subcontracted, got none',
      'outcome: expected refused, got charged',
    ])
  })

  it('holds for what came out itself', () => {
    for (const value of [cameOut, charged]) expect(exactlyFailures(value as never, value)).toEqual([])
  })
})
