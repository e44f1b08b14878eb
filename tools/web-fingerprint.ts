/** What the pages are built from, as one short text: another text, another build. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Beside `web/`: settings of the build and of the compiler, the packages, and what says how to build. */
const SETTINGS = /^(package(-lock)?\.json|(vite|tsconfig)\b.*\.(ts|json))$/
const BUILDERS = ['tools/build-web.ts', 'tools/web-fingerprint.ts']

async function inputsOf(root: string): Promise<string[]> {
  const settings = (await readdir(root)).filter((name) => SETTINGS.test(name)).map((name) => join(root, name))
  const entries = await readdir(join(root, 'web'), { withFileTypes: true, recursive: true })
  const sources = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return [...settings, ...BUILDERS.map((file) => join(root, file)), ...sources].sort()
}

export async function webFingerprint(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of await inputsOf(root)) {
    const text = await readFile(file)
    // With its length, so that text moved from one file to the next is another input.
    hash.update(`${relative(root, file)}\n${text.length}\n`).update(text)
  }
  return hash.digest('hex')
}
