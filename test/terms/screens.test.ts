import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dataOf, loadCatalogues } from '../../src/terms/index.ts'
import { liesIn } from '../../src/terms/paths.ts'
import { SCREENS, TERMS_SCREENS } from '../../src/terms/screens.ts'

const ROOT = join(import.meta.dirname, '../..')

test.each([...SCREENS, ...TERMS_SCREENS])('$id, which clauses are said to be shown on, is there', ({ file }) => {
  expect(existsSync(join(ROOT, file))).toBe(true)
})

test('a screen names no data that no catalogue has', () => {
  const data = dataOf(loadCatalogues(join(ROOT, 'terms/reference')).latest.data)
  const empty = SCREENS.flatMap((s) =>
    s.shows.filter((p) => !data.some((d) => liesIn(d.path, p))).map((p) => `${s.id}: ${p}`),
  )
  expect(empty).toEqual([])
})
