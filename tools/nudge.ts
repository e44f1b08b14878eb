/**
 * `npm run check` asks: would anybody notice if a figure of the terms were another? Every figure is changed by one, every
 * date by a day, every list loses each of its items, every choice is decided the other way; each time loading, a stated
 * promise or a scenario must fail. Two processes share the work, each with a database of its own.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { startThrowaway } from '../src/app/postgres/throwaway.ts'
import { clauseAt } from '../src/terms/index.ts'
import { allNudges, type Ground, groundOf, type Notice, noticedBy } from '../test/nudge/judge.ts'
import type { Nudge } from '../test/nudge/nudges.ts'
import { UNNOTICED } from '../test/nudge/unnoticed.ts'
import { openRehearsal } from '../test/support/rehearsal.ts'

const SHARES = 2
const VENDORS = [{ folder: 'terms/reference', stories: 'scenarios' }]

type Outcome = { path: string; what: string; by: NonNullable<Notice>['by'] | null; noticed: string }

const clauseOf = (ground: Ground, nudge: Nudge): string | null => {
  const [file = '', path = ''] = nudge.path.split(':')
  return path.startsWith('changes') ? null : clauseAt(ground.files[file], path)
}

const excuseOf = (o: { path: string; what: string }) =>
  UNNOTICED.find((e) => e.path.test(o.path) && (e.what?.test(o.what) ?? true))

/** Every share-th nudge: neighbours in the file take about as long, so both processes end together. */
async function judgeShare(share: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const { folder, stories } of VENDORS) {
    const ground = groundOf(folder, stories)
    const stage = await openRehearsal(ground.terms)
    for (const nudge of allNudges(ground).filter((_, i) => i % SHARES === share)) {
      const notice = await noticedBy(nudge, ground, stage, {
        clause: clauseOf(ground, nudge),
        excused: excuseOf(nudge) !== undefined,
      })
      outcomes.push({ path: nudge.path, what: nudge.what, by: notice?.by ?? null, noticed: notice?.what ?? '' })
    }
    await stage.close()
  }
  return outcomes
}

function outcomesOf(child: ChildProcess): Promise<Outcome[]> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Outcome[]))
    child.once('exit', (code) => reject(new Error(`a share of the nudges ended with ${code}`)))
  })
}

/** What is wrong: nudges that nobody noticed without an excuse, and excuses that are none any more. */
function faultsIn(outcomes: readonly Outcome[]): string[] {
  const unnoticed = outcomes.filter((o) => o.by === null)
  const excused = new Set(unnoticed.map(excuseOf))
  return [
    ...unnoticed.filter((o) => !excuseOf(o)).map((o) => `nobody noticed ${o.path}: ${o.what}`),
    ...UNNOTICED.filter((e) => !excused.has(e)).map(
      (e) => `noticed by now, so take it off the list: ${e.path} (${e.because})`,
    ),
    ...outcomes
      .filter((o) => o.by !== null && o.by !== 'loading' && excuseOf(o))
      .map((o) => `noticed by now, so narrow the excuse: ${o.path}: ${o.what} (${o.noticed})`),
  ]
}

async function main(): Promise<void> {
  const server = await startThrowaway()
  const children = Array.from({ length: SHARES }, (_, share) =>
    fork(import.meta.filename, [String(share)], {
      env: { ...process.env, TEST_DATABASE_URL: server.connectionString },
    }),
  )
  try {
    const outcomes = (await Promise.all(children.map(outcomesOf))).flat()
    const faults = faultsIn(outcomes)
    for (const fault of faults) console.error(fault)
    const by = (who: Outcome['by']) => outcomes.filter((o) => o.by === who).length
    console.log(
      `${outcomes.length} nudges: ${by('loading')} noticed by loading, ${by('promise')} by a promise, ${by('scenario')} by a scenario, ${by(null)} not to be noticed`,
    )
    process.exitCode = faults.length === 0 ? 0 : 1
  } finally {
    for (const child of children) child.kill()
    await server.stop()
  }
}

const share = process.argv[2]
if (share === undefined) await main()
else {
  const outcomes = await judgeShare(Number(share))
  await new Promise((sent) => process.send?.(outcomes, sent))
  process.exit()
}
