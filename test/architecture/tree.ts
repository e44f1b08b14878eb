/** The source tree as text, so that a rule can be asked about the real one and about one with a planted violation. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Path from the project's root → text. */
export type Tree = Map<string, string>
export type Fault = { file: string; what: string }

const ROOT = join(import.meta.dirname, '../..')
const READ = /\.(ts|tsx|mjs|sql|css|md|yaml|json|html)$/

export function readTree(...folders: string[]): Tree {
  const tree: Tree = new Map()
  const visit = (folder: string) => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) visit(path)
      else if (READ.test(entry.name)) tree.set(path, readFileSync(join(ROOT, path), 'utf8'))
    }
  }
  for (const folder of folders) visit(folder)
  return tree
}

export const planted = (file: string, text: string): Tree => new Map([[file, text]])

export const isTest = (file: string) => /\.(test|fixture|spec)\.tsx?$|\/fake-/.test(file)
export const isCode = (file: string) => /\.(ts|tsx|mjs)$/.test(file)

/** Comments out, so that words in them do not count; line breaks stay, so that nothing moves. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, (c) => c.replace(/[^\n]/g, ' ')).replace(/(^|[^:'"`\w/])\/\/[^\n]*/g, '$1')
