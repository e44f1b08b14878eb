/** What holds today, line by line, to be read in a change: `npx vitest -u test/golden` writes it anew. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  gapsIn,
  loadCatalogues,
  matrixOf,
  matrixText,
  openClauses,
  readingsOf,
  scenariosUnder,
} from '../../src/terms/index.ts'
import { goldenFile, promisesOf } from '../nudge/promises.ts'

const ROOT = join(import.meta.dirname, '../..')
const VENDORS = [
  { vendor: 'reference', own: (file: string) => !file.includes('/') },
  { vendor: 'harbour', own: (file: string) => file.startsWith('harbour/') },
]

describe.each(VENDORS)('$vendor', ({ vendor, own }) => {
  const folder = join(ROOT, 'terms', vendor)
  const terms = loadCatalogues(folder)
  const scenarios = scenariosUnder(join(ROOT, 'scenarios'), ['demo']).filter((s) => own(s.file))

  test('the clause matrix', async () => {
    const rows = matrixOf(terms.latest, scenarios, openClauses(folder))
    const file = join(import.meta.dirname, vendor === 'reference' ? 'clause-matrix.txt' : `clause-matrix-${vendor}.txt`)
    await expect(matrixText(rows, readingsOf(terms.latest.data))).toMatchFileSnapshot(file)
  })

  test('the clause matrix has no gap', () => {
    expect(gapsIn(terms.latest, scenarios, openClauses(folder))).toEqual([])
  })

  test('what is promised', async () => {
    await expect(promisesOf(terms)).toMatchFileSnapshot(goldenFile(vendor))
  })
})
