/** What must hold from step to step, before anything is played: time goes on, names are made before they are used. */
import type { Scenario, Step } from './format.ts'
import {
  aThing,
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
import type { Said } from './problem.ts'

type StoryProblem = { step: number; field: string; text: Said }

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
function hint(handle: Handle, known: Known, steps: Step[], number: number): Said {
  const elsewhere = TOP_TYPES.find((type) => known.has(`${type} ${handle.name}`))
  if (elsewhere) {
    const thing = aThing(elsewhere)
    return {
      en: `"${handle.name}" names ${thing.en}, write it under its own field`,
      ja: `「${handle.name}」は${thing.ja}の名前です。それぞれの項目に書いてください。`,
    }
  }
  const later = steps.find((s) => s.number > number && madeBy(s).some((m) => keyOf(m) === keyOf(handle)))
  if (later) {
    return {
      en: `step ${later.number} makes it, move that step up`,
      ja: `ステップ ${later.number} で作られるので、そのステップを前に移してください。`,
    }
  }
  const start = `${handle.type} ${handle.scope}`
  const names = [...known.keys()].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length))
  return names.length > 0
    ? { en: `write one of ${names.join(', ')}`, ja: `次のどれかを書いてください: ${names.join(', ')}` }
    : { en: 'make it in an earlier step', ja: 'これより前のステップで作ってください。' }
}

/** The words for a name that is given a second time. */
export const takenText = (handle: Handle, madeIn: number): Said => ({
  en: `"${handle.name}" already names ${theThing(handle.type).en} of step ${madeIn}: write another name`,
  ja: `「${handle.name}」はステップ ${madeIn} の${theThing(handle.type).ja}の名前です。別の名前を書いてください。`,
})

function timeProblems(step: Step, before: string): StoryProblem[] {
  if (step.at >= before) return []
  return [
    {
      step: step.number,
      field: 'at',
      text: {
        en: `${step.at} is before the step above, ${before}: write a time from then on, a clock does not go back`,
        ja: `${step.at} は前のステップの ${before} より前です。時計は戻らないので、それ以後の日時を書いてください。`,
      },
    },
  ]
}

const useProblems = (step: Step, known: Known, steps: Step[]): StoryProblem[] =>
  (expectsUnknown(step) ? [] : usedBy(step).filter((handle) => !known.has(keyOf(handle)))).map((handle) => {
    const [thing, help] = [inWords(handle), hint(handle, known, steps, step.number)]
    return {
      step: step.number,
      field: handle.field,
      text: {
        en: `no earlier step makes ${thing.en}: ${help.en}`,
        ja: `${thing.ja}を作るステップが前にありません。${help.ja}`,
      },
    }
  })

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
