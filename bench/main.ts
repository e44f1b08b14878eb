/**
 * `npm run bench [-- --quick] [PART…]`: measures Bansou beside what it stands on, in one run on one machine, and prints
 * ratios. Parts: decisions, reserve, history, lists, start. Everything happens in a folder that is gone afterwards.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../src/app/migrations.ts'
import { startPostgres } from '../src/app/postgres/supervisor.ts'
import { benchDecisions } from './decisions.ts'
import { benchHistory } from './history.ts'
import { benchLists } from './lists.ts'
import { startServer } from './measure.ts'
import { type Row, rowsOfDecisions, rowsOfHistory, rowsOfLists, rowsOfReserve, rowsOfStart, tableOf } from './report.ts'
import { reserve } from './reserve.ts'
import { benchStart } from './start.ts'
import { makeWorld } from './world.ts'

const PARTS = ['decisions', 'reserve', 'history', 'lists', 'start'] as const

const given = process.argv.slice(2)
const isQuick = given.includes('--quick')
const named = given.filter((a) => a !== '--quick')
const unknown = named.filter((a) => !(PARTS as readonly string[]).includes(a))
if (unknown.length > 0) {
  process.stderr.write(`no part is called ${unknown.join(', ')}; parts are ${PARTS.join(', ')}\n`)
  process.exit(2)
}
const wanted = (part: (typeof PARTS)[number]) => named.length === 0 || named.includes(part)
const say = (line: string) => process.stderr.write(`${line}\n`)
const timing = isQuick ? { rounds: 1, warmUp: 1, seconds: 2 } : { rounds: 5, warmUp: 1, seconds: 3 }

// So that what was started is told to end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const folder = await mkdtemp(join(tmpdir(), 'bansou-bench-'))
const rows: Row[] = []

async function onPostgres(): Promise<void> {
  const postgres = await startPostgres({ folder: join(folder, 'postgres') })
  try {
    await migrate(postgres.connectionString)
    const server = await startServer({ connectionString: postgres.connectionString, folder })
    try {
      say('making contracts to book on …')
      const world = await makeWorld(server, isQuick ? { contracts: 100, staff: 50 } : { contracts: 500, staff: 100 })
      if (wanted('reserve')) {
        say('reserving …')
        rows.push(
          ...rowsOfReserve(
            await reserve({ connectionString: postgres.connectionString, pid: postgres.pid() }, server, world, timing),
          ),
        )
      }
      if (wanted('history')) {
        say('reading with a long history …')
        rows.push(...rowsOfHistory(await benchHistory(postgres.connectionString, server, world, isQuick)))
      }
      if (wanted('lists')) {
        say('looking through 10,000 accounts …')
        rows.push(...rowsOfLists(await benchLists(postgres.connectionString, server, world.staff, isQuick)))
      }
    } finally {
      await server.stop()
    }
  } finally {
    await postgres.stop()
  }
}

try {
  if (wanted('decisions')) {
    say('deciding …')
    rows.push(...rowsOfDecisions(await benchDecisions(isQuick)))
  }
  if (wanted('reserve') || wanted('history') || wanted('lists')) await onPostgres()
  if (wanted('start')) {
    say('starting …')
    rows.push(...rowsOfStart(await benchStart(join(folder, 'data'), isQuick)))
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}, embedded PostgreSQL, durable commits`
const text = `# Bench\n\n${machine}${isQuick ? ' (a quick look: one run each)' : '; medians of several runs'}.\n\n${tableOf(rows)}`
process.stdout.write(`\n${text}`)
// A part or a quick look is no record.
if (!isQuick && named.length === 0) await writeFile(join(import.meta.dirname, 'latest.md'), text)
