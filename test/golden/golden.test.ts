/** What holds today, line by line, to be read in a change: `npx vitest run test/golden -u` writes it anew. */
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
  toldUnder,
} from '../../src/terms/index.ts'
import { goldenFile, promisesOf } from '../nudge/promises.ts'

const ROOT = join(import.meta.dirname, '../..')
describe.each(['reference', 'harbour'])('%s', (vendor) => {
  const folder = join(ROOT, 'terms', vendor)
  const terms = loadCatalogues(folder)
  const scenarios = toldUnder(vendor, scenariosUnder(join(ROOT, 'scenarios'), ['demo']))

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
