/** The operators' command line: `scenario`, `terms`, `ledger`, `admin`, and what moves data in and out. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDb } from '../kernel/transaction.ts'
import { verifyLedger } from '../ledger/index.ts'
import { loadCatalogues } from '../terms/index.ts'
import { auditCommand } from './audit/index.ts'
import { adminCommand } from './cli-admin.ts'
import { termsCommand } from './cli-terms.ts'
import { TRANSFER_COMMANDS, transferCommand } from './cli-transfer.ts'
import { dataFolder, shareDatabase } from './postgres/provide.ts'
import { startThrowaway } from './postgres/throwaway.ts'
import { sentenceOf } from './refusal.ts'
import { scenarioCommand } from './scenario/index.ts'
import { vocabularyFor } from './scenario-vocabulary.ts'
import { TERMS_FOLDER } from './services.ts'
import { stageOn } from './stage.ts'

const out = (line: string) => {
  process.stdout.write(`${line}\n`)
}
const err = (line: string) => {
  process.stderr.write(`${line}\n`)
}

const cataloguesOf = (terms: string | undefined) =>
  loadCatalogues(terms ?? process.env.BANSOU_TERMS ?? join(TERMS_FOLDER, 'reference'))

/** As programs of a terminal choose it: the first of these that is set. */
const terminalLanguage = () =>
  /^ja\b|^ja_/.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '') ? 'ja' : 'en'

const scenario = (args: string[]): Promise<number> =>
  scenarioCommand(args, {
    out,
    err,
    language: terminalLanguage(),
    read: (file) => readFile(file),
    vocabulary: async (terms) => vocabularyFor(cataloguesOf(terms).latest),
    start: async (terms) => {
      const server = await startThrowaway()
      return { open: stageOn(server.connectionString, cataloguesOf(terms)), close: () => server.stop() }
    },
  })

const LEDGER_USAGE = `usage: npm run ledger -- verify
Recomputes every balance from its entries and names each difference; 1 where there is one.`

async function ledger(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    out(LEDGER_USAGE)
    return 0
  }
  if (args[0] !== 'verify' || args.length > 1) {
    err(LEDGER_USAGE)
    return 2
  }
  const provided = await shareDatabase(process.env, err)
  const db = openDb({ connectionString: provided.connectionString, max: 1 })
  try {
    const { windows, entries, faults } = await db.read({ vendor: true }, verifyLedger)
    for (const f of faults)
      err(
        `window ${f.windowId} (${f.allowance}) of account ${f.accountId}: ${f.what} kept ${f.kept}, entries say ${f.recomputed}`,
      )
    out(`${windows} windows, ${entries} entries, ${faults.length} differences`)
    return faults.length === 0 ? 0 : 1
  } finally {
    await db.close()
    await provided.stop()
  }
}

const admin = (args: string[]): Promise<number> =>
  adminCommand(args, { out, err, env: process.env, stdin: process.stdin, stderr: process.stderr })

const transfers = TRANSFER_COMMANDS.map((name) => [
  name,
  (args: string[]) =>
    transferCommand(name, args, {
      out,
      err,
      env: process.env,
      language: terminalLanguage(),
      catalogues: () => cataloguesOf(undefined),
    }),
])

const COMMANDS: Record<string, (args: string[]) => Promise<number>> = {
  scenario,
  terms: termsCommand,
  ledger,
  admin,
  audit: (args) => auditCommand(args, { out, err }),
  ...Object.fromEntries(transfers),
}

async function run([name = '', ...args]: string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    err(`unknown command "${name}"; one of ${Object.keys(COMMANDS).join(', ')} (data in ${dataFolder(process.env)})`)
    return 2
  }
  try {
    return await command(args)
  } catch (error) {
    err(sentenceOf(error))
    return 1
  }
}

process.exitCode = await run(process.argv.slice(2))
