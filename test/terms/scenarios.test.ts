import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { playScenario, readScenarios, type Scenario } from '../../src/app/scenario/index.ts'
import { vocabularyFor } from '../../src/app/scenario-vocabulary.ts'
import { type Catalogues, loadCatalogues } from '../../src/terms/index.ts'
import { openRehearsal, type Rehearsal } from '../support/rehearsal.ts'

const ROOT = join(import.meta.dirname, '../..')

/** The stories of a folder, which are told under the terms of one vendor. */
function storiesIn(folder: string, terms: Catalogues): { name: string; file: string; scenario: Scenario }[] {
  const files = readdirSync(folder).filter((f) => f.endsWith('.yaml'))
  return files.flatMap((file) => {
    const { scenarios, problems } = readScenarios(readFileSync(join(folder, file), 'utf8'), vocabularyFor(terms.latest))
    expect(problems, file).toEqual([])
    return scenarios.map((scenario) => ({ name: scenario.name, file, scenario }))
  })
}

describe.each([
  { vendor: 'reference', folder: 'scenarios' },
  { vendor: 'harbour', folder: 'scenarios/harbour' },
])('the stories under the terms of $vendor', ({ vendor, folder }) => {
  const terms = loadCatalogues(join(ROOT, 'terms', vendor))
  let rehearsal: Rehearsal
  beforeAll(async () => {
    rehearsal = await openRehearsal(terms)
  })
  afterAll(() => rehearsal.close())

  test.each(storiesIn(join(ROOT, folder), terms))('$file: $name', async ({ scenario }) => {
    const { result, problem } = await playScenario(scenario, rehearsal.open)
    expect(problem).toBeUndefined()
    expect(result.steps.flatMap((s) => s.failures.map((failure) => `step ${s.step} ${s.do}: ${failure}`))).toEqual([])
  })
})
