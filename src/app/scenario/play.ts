/** Plays scenarios: each on a stage of its own, step by step through the routes, with the clock of the file. */

import { parseCivilTime } from '../../kernel/civil.ts'
import { formatInstant, type Instant, instantOf } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import type { Language } from '../../kernel/route.ts'
import { requestOf } from './actions.ts'
import { type Answer, idMade, type Judged, judged } from './answer.ts'
import { bindingsOf } from './bindings.ts'
import type { CameOut } from './expectation.ts'
import { type Limits, readScenarios, type Scenario, type Step } from './format.ts'
import { exactlyFailures, expectFailures } from './match.ts'
import type { FileProblem } from './problem.ts'
import { REFERENCE_VOCABULARY, type Vocabulary } from './vocabulary.ts'

/**
 * The whole application on a fresh database, signed in as an administrator of the vendor. `zone` is the catalogue's.
 * `request` answers every status as it is; it throws only where there is no answer at all. `as` is a member of staff who
 * asks, instead of the administrator.
 */
export type Stage = {
  request(method: 'GET' | 'POST', path: string, body?: Record<string, unknown>, as?: string): Promise<Answer>
  setClock(instant: Instant): void | Promise<void>
  zone: string
  close(): Promise<void>
}
/** `language`: in which the stage's own sentences are to be. */
export type Open = (language: Language) => Promise<Stage>

export type StepResult = {
  step: number
  at: string
  do: string
  with: Record<string, unknown>
  ok: boolean
  failures: string[]
  cameOut: CameOut
  decision: Record<string, unknown> | null
}
export type ScenarioResult = { number: number; name: string; clauses: string[]; ok: boolean; steps: StepResult[] }
/** With `problems` the file is at fault: nothing was played, or a scenario stopped where a name was given twice. */
export type Played = { problems: FileProblem[]; scenarios: ScenarioResult[] }

/** Who is told of what was played, and in which language; in English where none is named. */
export type Listener = {
  language?: Language
  step?(result: StepResult, scenario: Scenario): void
  scenario?(result: ScenarioResult): void
}

/** The text's bounds on screen: a page plays for one person, beside everyone else's work. */
export const SCREEN_LIMITS: Limits = { scenarios: 20, steps: 200, characters: 200_000 }

type Scene = { stage: Stage; bindings: ReturnType<typeof bindingsOf>; language: Language }

const momentOf = (wallClock: string, zone: string): Instant =>
  instantOf(must(parseCivilTime(wallClock), 'the file was read with existing times'), zone)

/** Asks the routes; an application that breaks down is a failure of the step, not of the player. */
async function ask(step: Step, { stage, bindings }: Scene): Promise<Judged & { body: unknown }> {
  const moment = (wallClock: string) => formatInstant(momentOf(wallClock, stage.zone), stage.zone)
  const call = requestOf(step.do, step.with, { id: bindings.id, moment })
  try {
    let answer = await stage.request(call.method, call.path, call.body, call.as)
    const made = answer.status === 201 ? idMade(answer.body) : undefined
    if (call.next && made !== undefined) {
      const next = call.next(made)
      answer = await stage.request(next.method, next.path, next.body, next.as)
    }
    const route = `${call.method} ${call.path.replace(/\?.*/, '')}`
    return { ...judged(answer, stage.zone, route), body: answer.body }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const failure = { en: `no answer: ${reason}`, ja: `応答がありません: ${reason}` }
    return { cameOut: {}, decision: null, failure, body: null }
  }
}

async function playStep(step: Step, scene: Scene): Promise<StepResult> {
  const { stage, bindings, language } = scene
  await stage.setClock(momentOf(step.at, stage.zone))
  const missing = bindings.missing(step)
  const { cameOut, decision, failure, body } = await ask(step, scene)
  const failures = failure
    ? [failure[language]]
    : [
        ...(step.expect ? expectFailures(step.expect, cameOut, language) : []),
        ...(step.exactly ? exactlyFailures(step.exactly, cameOut, language) : []),
      ]
  if (failures.length > 0) failures.push(...missing.map((said) => said[language]))
  const lost = await bindings.record(step, cameOut.applied === true, idMade(body), stage)
  failures.push(...lost.map((said) => said[language]))
  return {
    step: step.number,
    at: step.at,
    do: step.do,
    with: step.with,
    ok: failures.length === 0,
    failures,
    cameOut,
    decision,
  }
}

/** Plays one scenario to its end; a failed step does not stop it, a name given twice does. */
export async function playScenario(
  scenario: Scenario,
  open: Open,
  listener: Listener = {},
): Promise<{ result: ScenarioResult; problem?: FileProblem }> {
  const { number, name, clauses } = scenario
  const result: ScenarioResult = { number, name, clauses, ok: true, steps: [] }
  const language = listener.language ?? 'en'
  const stage = await open(language)
  try {
    const scene = { stage, bindings: bindingsOf(), language }
    for (const step of scenario.steps) {
      const taken = scene.bindings.taken(step)
      if (taken)
        return {
          result: { ...result, ok: false },
          problem: {
            line: scenario.lineOf(step.number, taken.field),
            scenario: { number, name },
            step: step.number,
            ...taken,
          },
        }
      const played = await playStep(step, scene)
      result.steps.push(played)
      if (!played.ok) result.ok = false
      listener.step?.(played, scenario)
    }
  } finally {
    await stage.close()
  }
  listener.scenario?.(result)
  return { result }
}

/** Plays scenarios that were read, one after the other. */
export async function playScenarios(scenarios: Scenario[], open: Open, listener: Listener = {}): Promise<Played> {
  const played: Played = { problems: [], scenarios: [] }
  for (const scenario of scenarios) {
    const { result, problem } = await playScenario(scenario, open, listener)
    played.scenarios.push(result)
    if (problem) played.problems.push(problem)
  }
  return played
}

export type PlayOptions = { open: Open; only?: string; vocabulary?: Vocabulary; limits?: Limits; listener?: Listener }

/** Reads and plays a text; `only` plays the scenarios whose name contains it. */
export async function playFile(text: string, options: PlayOptions): Promise<Played> {
  const { scenarios, problems } = readScenarios(text, options.vocabulary ?? REFERENCE_VOCABULARY, options.limits)
  if (problems.length > 0) return { problems, scenarios: [] }
  return playScenarios(
    scenarios.filter((s) => s.name.includes(options.only ?? '')),
    options.open,
    options.listener,
  )
}

/** The same for a text that a person pasted into a page, within the bounds of a page. */
export const playText = (
  text: string,
  open: Open,
  { vocabulary = REFERENCE_VOCABULARY, language = 'en' }: { vocabulary?: Vocabulary; language?: Language } = {},
): Promise<Played> => playFile(text, { open, limits: SCREEN_LIMITS, vocabulary, listener: { language } })
