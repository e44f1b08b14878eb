/** What must hold from step to step, before anything is played: time goes on, names are made before they are used. */
import type { Scenario, Step } from './format.ts'
import {
  article,
  firstNamed,
  freedBy,
  type Handle,
  type HandleType,
  inWords,
  keyOf,
  madeBy,
  makesNothing,
  theThing,
  usedBy,
} from './handles.ts'

export type StoryProblem = { step: number; field: string; text: string }

/** `certain`: the thing is there by the step's own words, so that its name cannot be given again. */
type Known = Map<string, { step: number; certain: boolean }>

/** By the scenario's own expectation the step takes effect; whether it does is seen when it is played. */
function surelyApplied(step: Step): boolean {
  if (step.do === 'staff.create' || step.do === 'account.create') return true
  return [step.expect, step.exactly].some(
    (e) => e?.applied === true || (e?.outcome === 'allowed' && e.applied !== false),
  )
}

/** A step may name what is not there when that is its point. */
const expectsUnknown = (step: Step) =>
  [step.expect, step.exactly].some((e) => e?.because?.includes('unknown-reference') === true)

const TOP_TYPES: HandleType[] = ['contract', 'order', 'project', 'account', 'session', 'intake', 'staff']

/** Where else the name stands: the usual reason why it is not found. */
function hint(handle: Handle, known: Known, steps: Step[], number: number): string {
  const elsewhere = TOP_TYPES.find((type) => known.has(`${type} ${handle.name}`))
  if (elsewhere) return `"${handle.name}" names ${article(elsewhere)}, write it under its own field`
  const later = steps.find((s) => s.number > number && madeBy(s).some((m) => keyOf(m) === keyOf(handle)))
  if (later) return `step ${later.number} makes it, move that step up`
  const start = `${handle.type} ${handle.scope}`
  const names = [...known.keys()].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length))
  return names.length > 0 ? `write one of ${names.join(', ')}` : 'make it in an earlier step'
}

/** The words for a name that is given a second time. */
export const takenText = (handle: Handle, madeIn: number) =>
  `"${handle.name}" already names ${theThing(handle.type)} of step ${madeIn}: write another name`

function timeProblems(step: Step, before: string): StoryProblem[] {
  if (step.at >= before) return []
  return [
    {
      step: step.number,
      field: 'at',
      text: `${step.at} is before the step above, ${before}: write a time from then on, a clock does not go back`,
    },
  ]
}

const useProblems = (step: Step, known: Known, steps: Step[]): StoryProblem[] =>
  (expectsUnknown(step) ? [] : usedBy(step).filter((handle) => !known.has(keyOf(handle)))).map((handle) => ({
    step: step.number,
    field: handle.field,
    text: `no earlier step makes ${inWords(handle)}: ${hint(handle, known, steps, step.number)}`,
  }))

/** Judges the names that the step gives, and keeps them. */
function makeProblems(step: Step, known: Known): StoryProblem[] {
  const problems: StoryProblem[] = []
  const inStep = new Set<string>()
  for (const handle of madeBy(step)) {
    const key = keyOf(handle)
    const there = known.get(key)
    if (inStep.has(key) || there?.certain) {
      problems.push({ step: step.number, field: handle.field, text: takenText(handle, there?.step ?? step.number) })
    }
    inStep.add(key)
    if (!makesNothing(step))
      known.set(key, { step: step.number, certain: surelyApplied(step) || there?.certain === true })
  }
  return problems
}

/** Every place where the story of a scenario does not hold together. */
export function storyProblems({ steps }: Scenario): StoryProblem[] {
  const known: Known = new Map()
  let before = ''
  return steps.flatMap((step) => {
    const problems = [...timeProblems(step, before), ...useProblems(step, known, steps)]
    before = step.at
    for (const handle of freedBy(step)) {
      const there = known.get(keyOf(handle))
      if (there) there.certain = false
    }
    problems.push(...makeProblems(step, known))
    for (const handle of firstNamed(step)) {
      if (!known.has(keyOf(handle))) known.set(keyOf(handle), { step: step.number, certain: false })
    }
    return problems
  })
}
