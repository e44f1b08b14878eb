/** What commands on the terminal share: their world, their arguments, and the database that they work on. */
import { parseArgs } from 'node:util'
import type { Language } from '../kernel/route.ts'
import type { Catalogues } from '../terms/index.ts'
import { shareDatabase } from './postgres/provide.ts'

export type TransferWorld = {
  out(line: string): void
  err(line: string): void
  env: Record<string, string | undefined>
  language: Language
  catalogues(): Catalogues
}

/** The call itself is wrong; the usage is said with it. */
export class UsageError extends Error {}

/** The arguments, or what is wrong with them. */
export function parsed<T extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(args: string[], options: T) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...options } as NonNullable<T> })
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0])
  }
}

export function onlyPath(positionals: readonly string[], what: string): string {
  const [path, more] = positionals
  if (path === undefined) throw new UsageError(`name the ${what}`)
  if (more !== undefined) throw new UsageError(`not understood: ${more}`)
  return path
}

/** The database of a running server, or the one that is started for this. */
export async function withDatabase<T>(world: TransferWorld, run: (connectionString: string) => Promise<T>): Promise<T> {
  const provided = await shareDatabase(world.env, world.err)
  try {
    return await run(provided.connectionString)
  } finally {
    await provided.stop()
  }
}
