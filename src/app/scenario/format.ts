/** A scenario file: text → scenarios, or every problem in it with its place and what to write instead. */
import * as z from 'zod'
import { type ActionName, actionSchemas } from './action-fields.ts'
import { type Path, type Read, readDocuments } from './documents.ts'
import { type Expectation, expectationSchema } from './expectation.ts'
import { fields, list, text, time } from './fields.ts'
import { both, type FileProblem, parted, type Said } from './problem.ts'
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
export type Scenario = {
  number: number
  name: string
  clauses: string[]
  steps: Step[]
  /** In which line of its file a step or one of its fields stands. */
  lineOf(step?: number, field?: string): number
}

/** Bounds for a text from a web page; a file at the command line has none. */
export type Limits = { scenarios: number; steps: number; characters: number }

/** `['with', 'addOns', 0, 'order']` → `with.addOns[0].order`. */
const pathText = (path: readonly PropertyKey[]) =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`)).join('')

/** The way back: where in the document a field stands. */
const pathTo = (step: number | undefined, field: string | undefined): Path => [
  ...(step === undefined ? [] : ['steps', step - 1]),
  ...(field?.split(/[.[\]]+/).filter((part) => part !== '') ?? []),
]

/** The issues of a schema as fields with their text; each unknown field is one of its own. */
function issuesOf(error: z.ZodError, under: readonly string[] = []): { field?: string; text: Said }[] {
  return error.issues.flatMap((issue) => {
    const path = [...under, ...issue.path]
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path]
    return paths.map((p) => ({ ...(p.length > 0 && { field: pathText(p) }), text: parted(issue.message) }))
  })
}

const scenarioSchema = fields(
  {
    name: text('the name of the scenario'),
    clauses: list(text('the id of a clause'), 'clauses').optional(),
    steps: list(z.unknown(), 'steps').refine((steps) => steps.length > 0, {
      error: both({ en: 'is empty: write at least one step', ja: '空です。ステップを1つ以上書いてください。' }),
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

const NO_TIME: Said = {
  en: 'is missing: write the time of the first step, such as 2025-04-01T09:00',
  ja: '指定がありません。最初のステップの日時を書いてください（例: 2025-04-01T09:00）。',
}

const noAction = (name: string, names: string): Said => ({
  en: `${JSON.stringify(name)} is no action: write one of ${names}`,
  ja: `${JSON.stringify(name)} という操作はありません。次のどれかを書いてください: ${names}`,
})

type StepRead = { step?: Step; problems: { field?: string; text: Said }[] }

/** Reads one step; the outer fields and the action's own are judged together, so that one run names every mistake. */
function readStep(value: unknown, number: number, before: string | undefined, schemas: Schemas): StepRead {
  const outer = schemas.step.safeParse(value)
  const raw = (typeof value === 'object' && value !== null ? value : {}) as { do?: unknown; with?: unknown }
  const problems = outer.success ? [] : issuesOf(outer.error)
  const known = typeof raw.do === 'string' && Object.hasOwn(schemas.actions, raw.do)
  if (typeof raw.do === 'string' && raw.do.trim() !== '' && !known) {
    problems.push({ field: 'do', text: noAction(raw.do, Object.keys(schemas.actions).join(', ')) })
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

type ScenarioRead = { scenario?: Scenario; problems: FileProblem[] }

function readScenario({ value, lineOf }: Read, number: number, schemas: Schemas): ScenarioRead {
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
  const lineAt = (step?: number, field?: string) => lineOf(pathTo(step, field))
  const placed = (all: FileProblem[]) =>
    all.map((p) => ({ line: lineAt(p.step, p.field), ...p })).toSorted((a, b) => a.line - b.line)
  if (!outer.success || problems.length > 0) return { problems: placed(problems) }
  const scenario = { number, name: outer.data.name, clauses: outer.data.clauses ?? [], steps, lineOf: lineAt }
  return { scenario, problems: placed(storyProblems(scenario).map((p) => ({ scenario: place, ...p }))) }
}

const NO_SCENARIO: Said = {
  en: 'holds no scenario: write name, clauses and steps',
  ja: 'シナリオがありません。name、clauses、steps を書いてください。',
}

function beyond(limits: Limits, scenarios: Scenario[]): FileProblem[] {
  const steps = scenarios.reduce((sum, s) => sum + s.steps.length, 0)
  const over = (count: number, most: number, what: Said) => {
    const en = `holds ${count} ${what.en}: write at most ${most}`
    const ja = `${what.ja}が ${count} あります。${most} までにしてください。`
    return count > most ? [{ text: { en, ja } }] : []
  }
  return [
    ...over(scenarios.length, limits.scenarios, { en: 'scenarios', ja: 'シナリオ' }),
    ...over(steps, limits.steps, { en: 'steps', ja: 'ステップ' }),
  ]
}

/** Reads a whole text. With problems there is nothing to play: a file is played as it is meant or not at all. */
export function readScenarios(
  source: string,
  words: Vocabulary,
  limits?: Limits,
): { scenarios: Scenario[]; problems: FileProblem[] } {
  if (limits && source.length > limits.characters) {
    const en = `is longer than ${limits.characters} characters: split it`
    const ja = `${limits.characters} 文字を超えています。分けてください。`
    return { scenarios: [], problems: [{ text: { en, ja } }] }
  }
  const { read, problems: unread } = readDocuments(source)
  if (unread.length > 0) return { scenarios: [], problems: unread }
  if (read.length === 0) return { scenarios: [], problems: [{ text: NO_SCENARIO }] }
  const schemas = schemasOf(words)
  const judged = read.map((one, i) => readScenario(one, i + 1, schemas))
  const scenarios = judged.flatMap((r) => r.scenario ?? [])
  const problems = [...judged.flatMap((r) => r.problems), ...(limits ? beyond(limits, scenarios) : [])]
  return { scenarios: problems.length > 0 ? [] : scenarios, problems }
}
