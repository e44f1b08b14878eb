/** The harness itself: what it would try, and that it sees who notices. The whole run is part of `npm run check`. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TERMS_FOLDER } from '../../src/app/services.ts'
import { loadCatalogues } from '../../src/terms/index.ts'
import { type Ground, groundOf, noticedBy } from './judge.ts'
import { type Nudge, nudgesOf } from './nudges.ts'

const ground: Ground = { ...groundOf('terms/reference', 'scenarios'), scenarios: [] }
/** Without stories nobody is asked to play. */
const nobody = { open: () => Promise.reject(new Error('no stage')), use: () => undefined, close: async () => undefined }
const asked = { clause: null, excused: false }

const withFigure = (change: (data: Record<string, never>) => void): Nudge => {
  const files = structuredClone(ground.files) as Record<string, Record<string, never>>
  change(files['2023-04-01.yaml']!)
  return { path: '2023-04-01.yaml:x', what: 'x', files }
}

test('figures, dates, times, lists, choices and parts are nudged, names and clauses are not', () => {
  const files = {
    f: {
      rank: 2,
      effective: '2025-03-01',
      from: '10:00',
      list: ['a', 'b'],
      on: true,
      name: { ja: '7' },
      clause: 'x.1',
      part: { sub: { limit: 1 } },
    },
  }
  const data = loadCatalogues(join(TERMS_FOLDER, 'reference')).versions[0]!.data
  const tried = nudgesOf(files, { file: 'f', data: { ...data, supports: {}, plans: {}, addOns: {} } })
  expect(tried.map((n) => `${n.path} ${n.what}`)).toEqual([
    'f:rank 2 → 1',
    'f:rank 2 → 3',
    'f:effective 2025-03-01 → 2025-02-28',
    'f:effective 2025-03-01 → 2025-03-02',
    'f:from 10:00 → 09:59',
    'f:from 10:00 → 10:01',
    'f:list.0 "a" dropped',
    'f:list.1 "b" dropped',
    'f:on true → false',
    'f:part.sub.limit 1 → 0',
    'f:part.sub.limit 1 → 2',
    'f:part.sub.limit left out',
  ])
  expect(files.f.list).toEqual(['a', 'b'])
  expect(tried[6]?.files).toMatchObject({ f: { list: ['b'] } })
})

test('loading notices what cannot be', async () => {
  const nudge = withFigure((data: { plans?: { basic: { rank: number } } }) => {
    data.plans!.basic.rank = 2
  })
  expect(await noticedBy(nudge, ground, nobody, asked)).toMatchObject({ by: 'loading' })
})

test('a promise notices another figure', async () => {
  const nudge = withFigure((data: { plans?: { basic: { period: { value: number } } } }) => {
    data.plans!.basic.period.value = 4
  })
  expect(await noticedBy(nudge, ground, nobody, asked)).toMatchObject({ by: 'promise' })
})

test('what no promise and no story speaks of goes unnoticed, and that is said', async () => {
  const nudge = withFigure((data: { rules?: Record<string, { value: number }> }) => {
    data.rules!['intake-custody-days']!.value = 15
  })
  expect(await noticedBy(nudge, ground, nobody, asked)).toBeNull()
})
