/** The command `npm run scenario`: arguments in, lines out, and the code that the process ends with. */
import { parseArgs } from 'node:util'
import type { Language } from '../../kernel/route.ts'
import { readScenarios, type Scenario } from './format.ts'
import { type Open, playScenarios, type ScenarioResult, type StepResult } from './play.ts'
import { problemLine, type Said } from './problem.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What the command is given from outside: streams, files and the application. */
export type CommandWorld = {
  /** Of what is said about files and steps. */
  language: Language
  out(line: string): void
  err(line: string): void
  read(file: string): Promise<Uint8Array>
  /** The words of the catalogue in force, or of the one in the file `terms`; throws an Error, one line a problem in it. */
  vocabulary(terms: string | undefined): Promise<Vocabulary>
  /** Starts what all stages share (database, template). */
  start(terms: string | undefined): Promise<{ open: Open; close(): Promise<void> }>
}

/** 0: every expectation holds. 1: one does not. 2: a file or the call itself is wrong. */
export type ExitCode = 0 | 1 | 2

const USAGE = 'usage: npm run scenario -- [--json] [--terms FILE] [--only TEXT] FILE...'

type Wish = { json: boolean; terms: string | undefined; only: string; files: string[] }

function wishOf(args: string[]): Wish | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        terms: { type: 'string' },
        only: { type: 'string', default: '' },
      },
    })
    if (positionals.length === 0) return 'no FILE is named'
    return { json: values.json, terms: values.terms, only: values.only, files: positionals }
  } catch (cause) {
    return messageOf(cause)
  }
}

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))

const READING_ERRORS: Record<string, Said> = {
  ENOENT: { en: 'there is no such file', ja: 'ファイルがありません' },
  EISDIR: { en: 'it is a folder, name its files', ja: 'フォルダーです。中のファイルを指定してください' },
  EACCES: { en: 'reading it is not permitted', ja: '読み取りの権限がありません' },
}
const UNREADABLE: Said = { en: 'cannot be read', ja: '読み取れません' }
const NOT_UTF8: Said = {
  en: 'is not UTF-8 text: save it as UTF-8',
  ja: 'UTF-8 の文字ではありません。UTF-8 で保存してください。',
}

/** The text of a file; a byte that is not UTF-8 would otherwise turn into another name unseen. */
async function textOf(file: string, world: CommandWorld): Promise<string> {
  let bytes: Uint8Array
  try {
    bytes = await world.read(file)
  } catch (cause) {
    const code = (cause as { code?: string }).code ?? ''
    const why = READING_ERRORS[code]?.[world.language] ?? messageOf(cause)
    throw new Error(`${UNREADABLE[world.language]}: ${why}`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error(NOT_UTF8[world.language])
  }
}

type Program = { file: string; scenarios: Scenario[] }[]

/** Reads all files before anything is played. A problem in one is a problem of the call. */
async function programOf(wish: Wish, world: CommandWorld): Promise<{ program: Program; problems: string[] }> {
  let words: Vocabulary
  try {
    words = await world.vocabulary(wish.terms)
  } catch (cause) {
    return { program: [], problems: messageOf(cause).split('\n') }
  }
  const program: Program = []
  const problems: string[] = []
  for (const file of wish.files) {
    try {
      const { scenarios, problems: found } = readScenarios(await textOf(file, world), words)
      problems.push(...found.map((p) => problemLine(p, world.language, file)))
      program.push({ file, scenarios: scenarios.filter((s) => s.name.includes(wish.only)) })
    } catch (cause) {
      problems.push(`${file}: ${messageOf(cause)}`)
    }
  }
  const chosen = program.some((p) => p.scenarios.length > 0)
  if (problems.length === 0 && !chosen)
    problems.push(`--only: no scenario's name contains ${JSON.stringify(wish.only)}`)
  return { program, problems }
}

/** The machine's line: place, verdict, and what came out at the same level. */
const jsonLine = (file: string, scenario: string, { step, do: action, ok, failures, cameOut }: StepResult) =>
  JSON.stringify({ file, scenario, step, do: action, ok, failures, ...cameOut })

/** The person's lines: one for a scenario that held, the failing steps below one that did not. */
function scenarioLines({ name, ok, steps }: ScenarioResult): string[] {
  if (ok) return [`  ✓ ${name}`]
  const failing = steps.filter((s) => !s.ok)
  return [
    `  ✗ ${name}`,
    ...failing.flatMap((s) => [`      step ${s.step} ${s.do} at ${s.at}`, ...s.failures.map((f) => `        ${f}`)]),
  ]
}

async function playProgram(program: Program, wish: Wish, open: Open, world: CommandWorld): Promise<ExitCode> {
  let passed = 0
  let failed = 0
  let broken = false
  for (const { file, scenarios } of program) {
    if (scenarios.length === 0) continue
    if (!wish.json) world.out(file)
    const { problems, scenarios: results } = await playScenarios(scenarios, open, {
      language: world.language,
      step: (result, scenario) => {
        if (wish.json) world.out(jsonLine(file, scenario.name, result))
      },
      scenario: (result) => {
        if (!wish.json) for (const line of scenarioLines(result)) world.out(line)
      },
    })
    for (const problem of problems) world.err(problemLine(problem, world.language, file))
    broken ||= problems.length > 0
    passed += results.filter((r) => r.ok).length
    failed += results.filter((r) => !r.ok).length
  }
  const total = `${passed} passed, ${failed} failed`
  if (wish.json) world.err(total)
  else world.out(total)
  return broken ? 2 : failed > 0 ? 1 : 0
}

/** The whole command. The caller turns the answer into the exit code of the process. */
export async function scenarioCommand(args: string[], world: CommandWorld): Promise<ExitCode> {
  if (args.includes('--help')) {
    world.out(USAGE)
    return 0
  }
  const wish = wishOf(args)
  if (typeof wish === 'string') {
    world.err(`${wish}\n${USAGE}`)
    return 2
  }
  const { program, problems } = await programOf(wish, world)
  if (problems.length > 0) {
    for (const line of problems) world.err(line)
    return 2
  }
  try {
    const house = await world.start(wish.terms)
    try {
      return await playProgram(program, wish, house.open, world)
    } finally {
      await house.close()
    }
  } catch (cause) {
    world.err(`could not be played: ${messageOf(cause)}`)
    return 1
  }
}
