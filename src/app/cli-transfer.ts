/** `npm run migrate`, `import`, `export`, `backup`, `restore`: beside a running server or without one. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { formatInstant, systemClock } from '../kernel/clock.ts'
import { onlyPath, parsed, type TransferWorld, UsageError, withDatabase } from './cli-call.ts'
import { IMPORT_USAGE, importCommand } from './cli-import.ts'
import { migrate } from './migrations.ts'
import { dataFolder } from './postgres/provide.ts'
import { sentenceOf } from './refusal.ts'
import type { Manifest } from './transfer/archive.ts'
import { backUp } from './transfer/backup.ts'
import { exportAll } from './transfer/export.ts'
import { prove, restore } from './transfer/restore.ts'

const USAGE = {
  migrate: `usage: npm run migrate
Brings the database to the state of this version; the start does the same.`,
  import: IMPORT_USAGE,
  export: `usage: npm run export -- FOLDER
Writes everything as CSV and JSON lines into a new folder, with a manifest. The server may run meanwhile.`,
  backup: `usage: npm run backup -- FILE           write a backup; the server may run meanwhile
       npm run backup -- --prove FILE   restore it into a database that is thrown away, and compare`,
  restore: `usage: npm run restore -- FILE           fill an empty database from a backup, all or nothing
       npm run restore -- --prove FILE   restore it into a database that is thrown away, and compare`,
} as const
export type TransferCommand = keyof typeof USAGE
export const TRANSFER_COMMANDS = Object.keys(USAGE) as TransferCommand[]

async function migrateCommand(args: string[], world: TransferWorld): Promise<number> {
  if (args.length > 0) throw new UsageError(`not understood: ${args.join(' ')}`)
  const { applied } = await withDatabase(world, (to) => migrate(to))
  for (const file of applied) world.out(file)
  world.out(applied.length === 0 ? 'nothing to do: the database is up to date' : `${applied.length} migrations applied`)
  return 0
}

const rowsIn = ({ tables }: Manifest) => tables.reduce((sum, t) => sum + t.rows, 0)
const sizeText = (bytes: number) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`)
const nowIn = (world: TransferWorld) => formatInstant(systemClock.now(), world.catalogues().timeZone)

async function proveCommand(file: string, world: TransferWorld): Promise<number> {
  const { manifest, faults, windows, entries, links } = await prove(file)
  for (const fault of faults) world.err(fault)
  world.out(
    `${file}, made ${manifest.madeAt} by ${manifest.program}: ${manifest.tables.length} tables, ${rowsIn(manifest)} rows restored and compared; ledger: ${windows} windows, ${entries} entries; chain: ${links} links; ${faults.length} differences`,
  )
  return faults.length === 0 ? 0 : 1
}

async function backupCommand(args: string[], world: TransferWorld): Promise<number> {
  const { values, positionals } = parsed(args, { prove: { type: 'boolean', default: false } })
  const file = onlyPath(positionals, 'file')
  if (values.prove === true) return proveCommand(file, world)
  const manifest = await withDatabase(world, async (from) =>
    backUp(from, file, { madeAt: nowIn(world), keyMark: await keyMarkOf(world.env) }),
  )
  const { size } = await stat(file)
  world.out(`${file}: ${manifest.tables.length} tables, ${rowsIn(manifest)} rows, ${sizeText(size)}`)
  return 0
}

const KEY_NOTE = (folder: string) =>
  `note: the backup was made beside another key. Before the start put the secret.key of that installation into ${folder}, or name it in BANSOU_SECRET_KEY: without it second factors, sign-in providers and webhooks do not open`

/** By what a key is known without being told; null where the installation has none yet. Never makes one. */
async function keyMarkOf(env: TransferWorld['env']): Promise<string | null> {
  const key = env.BANSOU_SECRET_KEY || (await readFile(join(dataFolder(env), 'secret.key'), 'utf8').catch(() => ''))
  return key.trim() === '' ? null : createHash('sha256').update(`bansou key ${key.trim()}`).digest('hex').slice(0, 16)
}

async function restoreCommand(args: string[], world: TransferWorld): Promise<number> {
  const { values, positionals } = parsed(args, { prove: { type: 'boolean', default: false } })
  const file = onlyPath(positionals, 'file')
  if (values.prove === true) return proveCommand(file, world)
  const manifest = await withDatabase(world, (to) => restore(to, file))
  const { keyMark } = manifest
  if (keyMark !== null && keyMark !== (await keyMarkOf(world.env))) world.err(KEY_NOTE(dataFolder(world.env)))
  world.out(`restored as of ${manifest.madeAt}: ${manifest.tables.length} tables, ${rowsIn(manifest)} rows`)
  return 0
}

async function exportCommand(args: string[], world: TransferWorld): Promise<number> {
  const folder = onlyPath(parsed(args, {}).positionals, 'folder')
  const how = { madeAt: nowIn(world), timeZone: world.catalogues().timeZone }
  const { files, leftOut } = await withDatabase(world, (from) => exportAll(from, folder, how))
  world.out(`${folder}: ${files.length} files`)
  for (const left of leftOut) world.out(`left out: ${left}`)
  return 0
}

const RUN: Record<TransferCommand, (args: string[], world: TransferWorld) => Promise<number>> = {
  migrate: migrateCommand,
  import: importCommand,
  export: exportCommand,
  backup: backupCommand,
  restore: restoreCommand,
}

/** 0: done. 1: refused, or something is wrong with what was read. 2: the call itself is wrong. */
export async function transferCommand(name: TransferCommand, args: string[], world: TransferWorld): Promise<number> {
  if (args.includes('--help')) {
    world.out(USAGE[name])
    return 0
  }
  try {
    return await RUN[name](args, world)
  } catch (error) {
    if (!(error instanceof UsageError)) {
      world.err(sentenceOf(error))
      return 1
    }
    world.err(`${error.message}\n${USAGE[name]}`)
    return 2
  }
}
