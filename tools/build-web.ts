/** Builds the pages when their sources changed since the last build. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { webFingerprint } from './web-fingerprint.ts'

const root = join(import.meta.dirname, '..')
const note = join(root, 'node_modules', '.cache', 'bansou', 'web-build')
const PAGES = ['console', 'portal']

const isBuilt = () => PAGES.every((page) => existsSync(join(root, 'dist', page, 'index.html')))

const wanted = await webFingerprint(root)
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
