import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { playScenario, readScenarios, type Scenario } from '../../src/app/scenario/index.ts'
import { vocabularyFor } from '../../src/app/scenario-vocabulary.ts'
import type { Decision } from '../../src/kernel/decision.ts'
import { type Catalogues, dataOf, loadCatalogues, RULE_DATA } from '../../src/terms/index.ts'
import { liesIn } from '../../src/terms/paths.ts'
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

/** Which rule cited which clause, over all stories. */
const cited = new Map<string, Set<string>>()

function note(decision: Decision | null) {
  for (const { rule, clauses } of decision?.findings ?? []) {
    const known = cited.get(rule) ?? new Set<string>()
    for (const clause of clauses) known.add(clause)
    cited.set(rule, known)
  }
}

const VENDORS = [
  { vendor: 'reference', folder: 'scenarios' },
  { vendor: 'harbour', folder: 'scenarios/harbour' },
].map((v) => ({ ...v, terms: loadCatalogues(join(ROOT, 'terms', v.vendor)) }))

describe.each(VENDORS)('the stories under the terms of $vendor', ({ terms, folder }) => {
  let rehearsal: Rehearsal
  beforeAll(async () => {
    rehearsal = await openRehearsal(terms)
  })
  afterAll(() => rehearsal.close())

  test.each(storiesIn(join(ROOT, folder), terms))('$file: $name', async ({ scenario }) => {
    const { result, problem } = await playScenario(scenario, rehearsal.open)
    for (const step of result.steps) note(step.decision as Decision | null)
    expect(problem).toBeUndefined()
    expect(result.steps.flatMap((s) => s.failures.map((failure) => `step ${s.step} ${s.do}: ${failure}`))).toEqual([])
  })
})

/** Rules as the code names them, in findings of any room. */
function rulesInCode(): string[] {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  const rooms = files.filter((f) => f.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(f) && !/^(app|kernel)\//.test(f))
  const names = rooms.flatMap((f) => {
    const text = readFileSync(join(ROOT, 'src', f), 'utf8')
    return [...text.matchAll(/(?:\b(?:holds|broken)\(\s*|\brule: )'([a-zA-Z]+)'/g)].map((m) => m[1] ?? '')
  })
  return [...new Set(names)].sort()
}

describe('the table of rules and their data', () => {
  test('names every rule that the code has, and no other', () => {
    expect(Object.keys(RULE_DATA).sort()).toEqual(rulesInCode())
  })

  test('every rule is met in some story', () => {
    expect(Object.keys(RULE_DATA).filter((rule) => !cited.has(rule))).toEqual([])
  })

  test('a rule cites clauses of its own data only, or a corner', () => {
    const data = VENDORS.flatMap(({ terms }) => terms.versions.flatMap((v) => dataOf(v.data)))
    const strangers = [...cited].flatMap(([rule, clauses]) => {
      const own = new Set(data.filter((d) => RULE_DATA[rule]?.some((p) => liesIn(d.path, p))).map((d) => d.clause))
      return [...clauses].filter((c) => !own.has(c) && !c.startsWith('edge.')).map((c) => `${rule} cites ${c}`)
    })
    expect(strangers).toEqual([])
  })
})
