/** Programs run one after the other, and what came of each, counted for the closing line. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const bin = (file: string): string => join(root, 'node_modules', file)

export type Count = { passed: number; failed: number }

/** A test that does not run proves nothing; a run that ended badly has failed somewhere, whether it says where or not. */
export function countOf(passed: number, failed: number, skipped: number, code: number): Count {
  return { passed, failed: Math.max(failed + skipped, code === 0 ? 0 : 1) }
}

type Ended = { code: number; stdout: string }

/** Runs a program of this repository under this Node, its output to ours unless it is wanted here. */
export function runNode(
  args: readonly string[],
  options: { env?: Record<string, string>; capture?: boolean } = {},
): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', options.capture ? 'pipe' : 'inherit', 'inherit'],
    })
    // A run that is ended takes with it what it started.
    const end = () => child.kill('SIGTERM')
    process.once('exit', end)
    let stdout = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.on('error', (error) => {
      console.error(error.message)
      done({ code: 1, stdout })
    })
    child.on('close', (code) => {
      process.off('exit', end)
      done({ code: code ?? 1, stdout })
    })
  })
}

export const heading = (title: string): void => console.log(`\n── ${title}`)

/** A folder for this run, and the promise that it goes. */
export async function inScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bansou-run-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const COUNTS = 'BANSOU_COUNTS'

/** Runs one of our own programs that closes with a count, and answers that count. */
export const runCounted = (args: readonly string[]): Promise<Count> =>
  inScratch(async (folder) => {
    const file = join(folder, 'counts.json')
    await runNode(args, { env: { [COUNTS]: file } })
    return readFile(file, 'utf8').then(
      (text) => JSON.parse(text) as Count,
      () => ({ passed: 0, failed: 1 }),
    )
  })

/** The line by which the whole run is read: the last one, always. */
export async function close(counts: readonly Count[]): Promise<never> {
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  const file = process.env[COUNTS]
  if (file) await writeFile(file, JSON.stringify({ passed, failed } satisfies Count))
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed === 0 && passed > 0 ? 0 : 1)
}
