/** What `.ci/run` does: the tests, the given scenarios of finished work, the remaining checks; one closing line. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { type Count, close, heading, root, runCounted, runNode } from './step.ts'

const GIVEN = join(root, '..', 'shared', 'scenarios')

/** Files whose every scenario must hold. */
const WHOLE = ['basic', 'advanced', 'premier', 'require', 'data-integration', 'option', 'extension', 'training']

/** Of these, the scenarios that ask for nothing that is still to be built (intake of cards, phone desk, changes of terms). */
const IN_PART: Record<string, readonly string[]> = {
  edges: [
    'Periods that begin on the 30th or on 29 February end with the month where the day number is missing',
    "Business days leave out substitute and citizens' holidays, the year-end and closures of the vendor's own",
    'A decision lists every rule that is broken, and a session cannot start now or earlier',
    'Moving a session releases its own minutes and trip first, checks everything again, and ends with its start',
    'Cancelling before the start gives everything back; from the start on there is only the no-show, which keeps it',
    'Completing returns what was not needed and records an excess without charge',
    'Sessions of one day, office and prefecture are one journey',
  ],
  'price-and-change': [
    'What is left unused lapses at the end of its window, visibly and without credit',
    "A shortfall of the vendor's own making is mended in the ledger with a reason and a second person",
  ],
}

type Step = { file: string; scenario: string; step: number; do: string; ok: boolean; failures: string[] }

const pathOf = (name: string) => join(GIVEN, `${name}.yaml`)

async function play(args: readonly string[]): Promise<Step[]> {
  const { stdout } = await runNode(['src/app/cli.ts', 'scenario', '--json', ...args], { capture: true })
  return stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Step] : []))
}

/** A scenario holds when it was played and every step of it came out as expected. */
function judge(name: string, steps: readonly Step[]): Count {
  const played = steps.filter((step) => step.scenario === name)
  const wrong = played.filter((step) => !step.ok)
  if (played.length > 0 && wrong.length === 0) return { passed: 1, failed: 0 }
  console.error(played.length === 0 ? `not played: ${name}` : `does not hold: ${name}`)
  for (const step of wrong) console.error(`  step ${step.step} ${step.do}: ${step.failures.join('; ')}`)
  return { passed: 0, failed: 1 }
}

async function namesIn(file: string): Promise<string[]> {
  const text = await readFile(pathOf(file), 'utf8')
  return parseAllDocuments(text).map((document) => String((document.toJS() as { name: unknown }).name))
}

async function scenarios(): Promise<Count[]> {
  heading('given scenarios')
  const names = (await Promise.all(WHOLE.map(namesIn))).flat()
  const steps = await play(WHOLE.map(pathOf))
  const counts = names.map((name) => judge(name, steps))
  for (const [file, wanted] of Object.entries(IN_PART)) {
    for (const name of wanted) counts.push(judge(name, await play(['--only', name, pathOf(file)])))
  }
  return counts
}

const failed = (error: unknown): Count[] => {
  console.error((error as Error).message)
  return [{ passed: 0, failed: 1 }]
}

await close([
  await runCounted(['tools/test.ts']),
  ...(await scenarios().catch(failed)),
  await runCounted(['tools/check.ts']),
])
