/** Who notices a nudge: loading, the promises that are stated in tables, or a scenario. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { playScenario, readScenarios, type Scenario } from '../../src/app/scenario/index.ts'
import { vocabularyFor } from '../../src/app/scenario-vocabulary.ts'
import { type Catalogues, catalogueFromValues, loadCatalogues, TermsLoadError } from '../../src/terms/index.ts'
import type { Rehearsal } from '../support/rehearsal.ts'
import { type Files, type Nudge, nudgesOf } from './nudges.ts'
import { brokenPromise } from './promises.ts'

const ROOT = join(import.meta.dirname, '../..')

export type Ground = { register: unknown; files: Files; terms: Catalogues; scenarios: Scenario[] }

/** The catalogue as it stands, and the stories told under it. */
export function groundOf(folder: string, stories: string): Ground {
  const terms = loadCatalogues(join(ROOT, folder))
  const names = readdirSync(join(ROOT, folder)).filter((f) => f.endsWith('.yaml') && f !== 'open.yaml')
  const value = (name: string): unknown => parse(readFileSync(join(ROOT, folder, name), 'utf8'))
  const files = Object.fromEntries(names.filter((n) => n !== 'clauses.yaml').map((n) => [n, value(n)]))
  const words = vocabularyFor(terms.latest)
  const scenarios = readdirSync(join(ROOT, stories))
    .filter((f) => f.endsWith('.yaml'))
    .flatMap((f) => readScenarios(readFileSync(join(ROOT, stories, f), 'utf8'), words).scenarios)
  return { register: value('clauses.yaml'), files, terms, scenarios }
}

export function allNudges({ files, terms }: Ground): Nudge[] {
  const first = Object.entries(files).find(([, value]) => !('basedOn' in (value as object)))
  return first ? nudgesOf(files, { file: first[0], data: terms.versions[0]!.data }) : []
}

class Noticed extends Error {}

/** Whether a scenario fails under the terms that are in force on the stage; it ends with its first failing step. */
async function fails(scenario: Scenario, stage: Rehearsal): Promise<boolean> {
  try {
    await playScenario(scenario, stage.open, {
      step: (result) => {
        if (!result.ok) throw new Noticed()
      },
    })
    return false
  } catch (error) {
    if (error instanceof Noticed) return true
    throw error
  }
}

const wordsOf = (path: string): string[] => path.split(/[:.]/).filter((word) => !/^\d+$/.test(word))

/** Scenarios that speak of the place first: most nudges are noticed by the first one played. */
function likeliestFirst(scenarios: readonly Scenario[], nudge: Nudge, clause: string | null): Scenario[] {
  const words = wordsOf(nudge.path).slice(1)
  const likelihood = (s: Scenario): number => {
    const text = JSON.stringify(s.steps)
    const cited = clause !== null && (s.clauses.includes(clause) || text.includes(`"${clause}"`))
    return (cited ? 100 : 0) + words.filter((word) => text.includes(`"${word}"`)).length - s.steps.length / 100
  }
  return scenarios
    .map((scenario) => ({ scenario, at: likelihood(scenario) }))
    .sort((a, b) => b.at - a.at)
    .map(({ scenario }) => scenario)
}

/** An excused nudge is held against the stories that would notice it first, so that the excuse cannot outlive them. */
const MOST_FOR_EXCUSED = 8

export type Notice = { by: 'loading' | 'promise' | 'scenario'; what: string } | null

export type Asked = {
  /** The clause that the nudged place stands under, to find its stories sooner. */
  clause: string | null
  excused: boolean
}

export async function noticedBy(
  nudge: Nudge,
  ground: Ground,
  stage: Rehearsal,
  { clause, excused }: Asked,
): Promise<Notice> {
  let terms: Catalogues
  try {
    terms = catalogueFromValues(ground.register, nudge.files)
  } catch (error) {
    if (error instanceof TermsLoadError) return { by: 'loading', what: error.errors[0]?.message ?? '' }
    throw error
  }
  const promise = brokenPromise(terms)
  if (promise !== null) return { by: 'promise', what: promise }
  stage.use(terms)
  const stories = likeliestFirst(ground.scenarios, nudge, clause)
  for (const scenario of excused ? stories.slice(0, MOST_FOR_EXCUSED) : stories) {
    if (await fails(scenario, stage)) return { by: 'scenario', what: scenario.name }
  }
  return null
}
