/** The scenario player: reads, plays and compares. The application brings the stage. */
export { type CommandWorld, type ExitCode, scenarioCommand } from './command.ts'
export type { CameOut, Expectation } from './expectation.ts'
export { readScenarios, type Scenario, type Step } from './format.ts'
export {
  type Open,
  type Played,
  type PlayOptions,
  playScenario,
  playText,
  type ScenarioResult,
  type Stage,
  type StepResult,
} from './play.ts'
export { type FileProblem, problemLine } from './problem.ts'
export type { Vocabulary } from './vocabulary.ts'
