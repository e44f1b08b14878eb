import { expect, it } from 'vitest'
import type { LedgerEntry } from '../api/types.ts'
import { movementsOf } from './ledger.ts'

const entry = (
  id: string,
  kind: LedgerEntry['kind'],
  amount: number,
  leftAfter: number,
  from = '2026-11-01',
): LedgerEntry => ({
  id,
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
  const asSent = [
    entry('f', 'lapse', 90, 0),
    entry('e', 'release', 30, 90),
    entry('d', 'settle', 30, 60),
    entry('b', 'grant', 240, 240, '2026-12-01'),
    entry('c', 'hold', 180, 60),
    entry('a', 'grant', 240, 240),
  ]
  const changes = [
    ['f', -90],
    ['e', 30],
    ['d', 0],
    ['c', -180],
    ['b', 240],
    ['a', 240],
  ]
  expect(movementsOf(asSent).map((m) => [m.id, m.change])).toEqual(changes)
  expect(movementsOf([...asSent].reverse()).map((m) => [m.id, m.change])).toEqual(changes)
})
