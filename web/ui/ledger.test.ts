import { expect, it } from 'vitest'
import type { LedgerEntry } from '../api/types.ts'
import { movementsOf } from './ledger.ts'

const entry = (kind: LedgerEntry['kind'], amount: number, leftAfter: number, from = '2026-11-01'): LedgerEntry => ({
  id: `${kind} ${leftAfter} ${from}`,
  at: '2026-11-02T10:00:00+09:00',
  holder: { type: 'contract', id: 'k', label: 'premier' },
  allowance: 'support',
  unit: 'minutes',
  window: { from, until: '2026-12-01' },
  kind,
  amount,
  leftAfter,
  clause: 'premier.14',
  cause: null,
  by: null,
  reason: null,
})

it('says what each entry did to what was left, window by window', () => {
  const newestFirst = [
    entry('lapse', 90, 0),
    entry('release', 30, 90),
    entry('settle', 30, 60),
    entry('grant', 240, 240, '2026-12-01'),
    entry('hold', 180, 60),
    entry('grant', 240, 240),
  ]
  expect(movementsOf(newestFirst).map((m) => [m.kind, m.change])).toEqual([
    ['lapse', -90],
    ['release', 30],
    ['settle', 0],
    ['grant', 240],
    ['hold', -180],
    ['grant', 240],
  ])
})
