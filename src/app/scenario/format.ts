/** A scenario file: text → scenarios, or every problem in it with its place and what to write instead. */
import * as z from 'zod'
import { type ActionName, actionSchemas } from './action-fields.ts'
import { readDocuments } from './documents.ts'
import { type Expectation, expectationSchema } from './expectation.ts'
import { fields, list, text, time } from './fields.ts'
import { storyProblems } from './story.ts'
import type { Vocabulary } from './vocabulary.ts'

/** `at` is the wall clock of the step, its own or the last one given. `with` is as in the action's table row. */
export type Step = {
  number: number
  at: string
  do: ActionName
  with: Record<string, unknown>
  expect?: Expectation
  exactly?: Expectation
}
export type Scenario = { number: number; name: string; clauses: string[]; steps: Step[] }

/** Something that makes the file unplayable. Without a scenario it concerns the text as a whole. */
export type FileProblem = { scenario?: { number: number; name?: string }; step?: number; field?: string; text: string }

/** Bounds for a text from a web page; a file at the command line has none. */
export type Limits = { scenarios: number; steps: number; characters: number }

/** One line: `file: scenario N "name", step M: field: what is wrong and what to write instead`. */
export function problemLine(problem: FileProblem, file?: string): string {
  const { scenario, step, field } = problem
  const name = scenario?.name === undefined ? '' : ` ${JSON.stringify(scenario.name)}`
  const place = scenario ? `scenario ${scenario.number}${name}${step === undefined ? '' : `, step ${step}`}` : undefined
  return [file, place, field, problem.text]
    .filter((part) => part !== undefined)
    .join(': ')
    .replaceAll('\n', ' ')
}

/** `['with', 'addOns', 0, 'order']` → `with.addOns[0].order`. */
const pathText = (path: readonly PropertyKey[]) =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`)).join('')

/** The issues of a schema as fields with their text; each unknown field is one of its own. */
function issuesOf(error: z.ZodError, under: readonly string[] = []): { field?: string; text: string }[] {
  return error.issues.flatMap((issue) => {
    const path = [...under, ...issue.path]
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path]
    return paths.map((p) => ({ ...(p.length > 0 && { field: pathText(p) }), text: issue.message }))
  })
}

const scenarioSchema = fields(
  {
    name: text('the name of the scenario'),
    clauses: list(text('the id of a clause'), 'clauses').optional(),
    steps: list(z.unknown(), 'steps').refine((steps) => steps.length > 0, {
      error: 'is empty: write at least one step',
    }),
  },
  'a scenario',
)

function schemasOf(words: Vocabulary) {
  const step = fields(
    {
      at: time().optional(),
      do: text('an action'),
      with: z.unknown().optional(),
      expect: expectationSchema(words, 'expect').optional(),
      exactly: expectationSchema(words, 'exactly').optional(),
    },
    'a step',
  )
  return { step, actions: actionSchemas(words) }
}
type Schemas = ReturnType<typeof schemasOf>

const NO_TIME = 'is missing: write the time of the first step, such as 2025-04-01T09:00'

type StepRead = { step?: Step; problems: { field?: string; text: string }[] }

/** Reads one step; the outer fields and the action's own are judged together, so that one run names every mistake. */
function readStep(value: unknown, number: number, before: string | undefined, schemas: Schemas): StepRead {
  const outer = schemas.step.safeParse(value)
  const raw = (typeof value === 'object' && value !== null ? value : {}) as { do?: unknown; with?: unknown }
  const problems = outer.success ? [] : issuesOf(outer.error)
  const known = typeof raw.do === 'string' && Object.hasOwn(schemas.actions, raw.do)
  if (typeof raw.do === 'string' && raw.do.trim() !== '' && !known) {
    const names = Object.keys(schemas.actions).join(', ')
    problems.push({ field: 'do', text: `${JSON.stringify(raw.do)} is no action: write one of ${names}` })
  }
  if (!known) return { problems }
  const action = raw.do as ActionName
  const inner = schemas.actions[action].safeParse(raw.with)
  if (!inner.success) problems.push(...issuesOf(inner.error, ['with']))
  if (!outer.success || !inner.success) return { problems }
  const at = outer.data.at ?? before
  if (at === undefined) return { problems: [{ field: 'at', text: NO_TIME }] }
  const { expect, exactly } = outer.data
  return {
    step: { number, at, do: action, with: inner.data, ...(expect && { expect }), ...(exactly && { exactly }) },
    problems,
  }
}

function readScenario(
  value: unknown,
  number: number,
  schemas: Schemas,
): { scenario?: Scenario; problems: FileProblem[] } {
  const outer = scenarioSchema.safeParse(value)
  const raw = (typeof value === 'object' && value !== null ? value : {}) as { name?: unknown; steps?: unknown }
  const place = { number, ...(typeof raw.name === 'string' && raw.name.trim() !== '' && { name: raw.name }) }
  const problems: FileProblem[] = outer.success ? [] : issuesOf(outer.error).map((p) => ({ scenario: place, ...p }))
  const steps: Step[] = []
  let at: string | undefined
  for (const [index, item] of (Array.isArray(raw.steps) ? raw.steps : []).entries()) {
    const read = readStep(item, index + 1, at, schemas)
    problems.push(...read.problems.map((p) => ({ scenario: place, step: index + 1, ...p })))
    if (read.step) steps.push(read.step)
    const said = (item as { at?: unknown } | null)?.at
    // After a first step without its time the rest is still judged, but not for the same thing again.
    at = typeof said === 'string' ? said : (at ?? '')
  }
  if (!outer.success || problems.length > 0) return { problems }
  const scenario = { number, name: outer.data.name, clauses: outer.data.clauses ?? [], steps }
  return { scenario, problems: storyProblems(scenario).map((p) => ({ scenario: place, ...p })) }
}

function beyond(limits: Limits, scenarios: Scenario[]): FileProblem[] {
  const steps = scenarios.reduce((sum, s) => sum + s.steps.length, 0)
  const over = (count: number, most: number, what: string) =>
    count > most ? [{ text: `holds ${count} ${what}: write at most ${most}` }] : []
  return [...over(scenarios.length, limits.scenarios, 'scenarios'), ...over(steps, limits.steps, 'steps')]
}

/** Reads a whole text. With problems there is nothing to play: a file is played as it is meant or not at all. */
export function readScenarios(
  source: string,
  words: Vocabulary,
  limits?: Limits,
): { scenarios: Scenario[]; problems: FileProblem[] } {
  if (limits && source.length > limits.characters) {
    return { scenarios: [], problems: [{ text: `is longer than ${limits.characters} characters: split it` }] }
  }
  const { values, problems: unread } = readDocuments(source)
  if (unread.length > 0) return { scenarios: [], problems: unread.map((line) => ({ text: line })) }
  if (values.length === 0)
    return { scenarios: [], problems: [{ text: 'holds no scenario: write name, clauses and steps' }] }
  const schemas = schemasOf(words)
  const read = values.map((value, i) => readScenario(value, i + 1, schemas))
  const scenarios = read.flatMap((r) => r.scenario ?? [])
  const problems = [...read.flatMap((r) => r.problems), ...(limits ? beyond(limits, scenarios) : [])]
  return { scenarios: problems.length > 0 ? [] : scenarios, problems }
}
