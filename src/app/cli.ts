/** The operators' command line: `scenario`, `terms`, `ledger`, `admin`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDb } from '../kernel/transaction.ts'
import { verifyLedger } from '../ledger/index.ts'
import { loadCatalogues } from '../terms/index.ts'
import { dataFolder, shareDatabase } from './postgres/provide.ts'
import { startThrowaway } from './postgres/throwaway.ts'
import { scenarioCommand } from './scenario/index.ts'
import { vocabularyFor } from './scenario-vocabulary.ts'
import { TERMS_FOLDER } from './services.ts'
import { stageOn } from './stage.ts'

const out = (line: string) => { process.stdout.write(`${line}\n`) }
const err = (line: string) => { process.stderr.write(`${line}\n`) }

const cataloguesOf = (terms: string | undefined) => loadCatalogues(terms ?? process.env.BANSOU_TERMS ?? join(TERMS_FOLDER, 'reference'))

const scenario = (args: string[]): Promise<number> => scenarioCommand(args, {
  out, err, read: (file) => readFile(file),
  vocabulary: async (terms) => vocabularyFor(cataloguesOf(terms).latest),
  start: async (terms) => {
    const server = await startThrowaway()
    return { open: stageOn(server.connectionString, cataloguesOf(terms)), close: () => server.stop() }
  },
})

async function ledger(args: string[]): Promise<number> {
  if (args[0] !== 'verify' || args.length > 1) {
    err('usage: npm run ledger -- verify')
    return 2
  }
  const provided = await shareDatabase(process.env, err)
  const db = openDb({ connectionString: provided.connectionString, max: 1 })
  try {
    const { windows, entries, faults } = await db.read({ vendor: true }, verifyLedger)
    for (const f of faults) err(`window ${f.windowId} (${f.allowance}) of account ${f.accountId}: ${f.what} kept ${f.kept}, entries say ${f.recomputed}`)
    out(`${windows} windows, ${entries} entries, ${faults.length} differences`)
    return faults.length === 0 ? 0 : 1
  } finally {
    await db.close()
    await provided.stop()
  }
}

const COMMANDS: Record<string, (args: string[]) => Promise<number>> = { scenario, ledger }

const [name = '', ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command) err(`unknown command "${name}"; one of ${Object.keys(COMMANDS).join(', ')} (data in ${dataFolder(process.env)})`)
process.exitCode = command ? await command(args) : 2
