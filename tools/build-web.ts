/** Builds the pages when their sources changed since the last build. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const note = join(root, 'node_modules', '.cache', 'bansou', 'web-build')
const PAGES = ['console', 'portal']

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function fingerprint(): Promise<string> {
  const single = ['vite.config.ts', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.web.json'].map((file) =>
    join(root, file),
  )
  const hash = createHash('sha256')
  for (const file of [...single, ...(await filesBelow('web'))].sort()) {
    hash.update(`${file}\n`).update(await readFile(file))
  }
  return hash.digest('hex')
}

const isBuilt = () => PAGES.every((page) => existsSync(join(root, 'dist', page, 'index.html')))

const wanted = await fingerprint()
const built = await readFile(note, 'utf8').catch(() => '')
if (built !== wanted || !isBuilt()) {
  process.stderr.write('Building the pages …\n')
  await rm(note, { force: true })
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' }).catch((error: Error) => {
    // Vite's message names file and line; where in Vite it was thrown helps nobody.
    console.error(error.message)
    process.exit(1)
  })
  if (!isBuilt()) throw new Error(`the build made no dist/${PAGES.join('/index.html and no dist/')}/index.html`)
  await mkdir(join(note, '..'), { recursive: true })
  await writeFile(note, wanted)
}
