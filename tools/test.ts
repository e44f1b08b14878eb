/** `npm test`: types, format and lint, tests on a real database, journeys in a real browser. All run, whatever fails. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { bin, type Count, close, countOf, heading, inScratch, root, runNode } from './step.ts'

/** No test of its own: counts only where it fails. */
async function check(title: string, args: readonly string[]): Promise<Count> {
  heading(title)
  return { passed: 0, failed: (await runNode(args)).code === 0 ? 0 : 1 }
}

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }

const readReport = async <T>(file: string): Promise<T | null> =>
  readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as T,
    () => null,
  )

async function unitTests(scratch: string): Promise<Count> {
  heading('vitest')
  const file = join(scratch, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await runNode([bin('vitest/vitest.mjs'), 'run', ...reporters])
  const report = await readReport<VitestReport>(file)
  if (!report) return { passed: 0, failed: 1 }
  const unread = report.testResults.filter((r) => r.status === 'failed' && r.assertionResults.length === 0).length
  const skipped = report.numPendingTests + report.numTodoTests
  return countOf(report.numPassedTests, report.numFailedTests + unread, skipped, code)
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function browserTests(scratch: string): Promise<Count> {
  heading('playwright')
  const file = join(scratch, 'playwright.json')
  const env = {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    BANSOU_E2E_PORT: String(await freePort()),
    BANSOU_E2E_DATA: join(scratch, 'data'),
  }
  const { code } = await runNode([bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], { env })
  const report = await readReport<PlaywrightReport>(file)
  if (!report) return { passed: 0, failed: 1 }
  const { expected, unexpected, flaky, skipped } = report.stats
  return countOf(expected, unexpected + flaky, skipped, code)
}

const tsc = bin('ts7/bin/tsc')
await close(
  await inScratch(async (scratch) => [
    await check('types of the server', [tsc, '-p', join(root, 'tsconfig.json')]),
    await check('types of the console', [tsc, '-p', join(root, 'tsconfig.web.json')]),
    await check('types of the portal', [tsc, '-p', join(root, 'tsconfig.portal.json')]),
    await check('format and lint', [bin('@biomejs/biome/bin/biome'), 'check', '.']),
    await unitTests(scratch),
    await browserTests(scratch),
  ]),
)
