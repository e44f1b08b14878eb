/** A file of a catalogue as read: its plain value, and the line of every place in it. */
import { isNode, LineCounter, parseDocument, Scalar, visit } from 'yaml'
import type { z } from 'zod'
import { wordsOf } from './faults.ts'

/** One thing wrong with a catalogue file; `path` is dotted, `line` 1-based. */
export type TermsError = { file: string; path: string; line: number; message: string }

export type Source = {
  file: string
  value: unknown
  errors: TermsError[]
  lineOf(path: readonly PropertyKey[]): number
}

export const dotted = (path: readonly PropertyKey[]) => path.map(String).join('.')

/** Aliases that may be unfolded: more is no catalogue. */
const MOST_ALIASES = 100

const TWICE = 'stands twice in one mapping, so that one of the two would be lost; keep one'

/** The reader's own words for what people do wrong most often. */
function readingError(message: string, text: string, at: number): string {
  if (message.startsWith('Map keys must be unique')) return `"${/^[^:\s]*/.exec(text.slice(at))?.[0] ?? ''}" ${TWICE}`
  return `not readable as YAML: ${message}`
}

export function readSource(file: string, text: string): Source {
  const lines = new LineCounter()
  const doc = parseDocument(text, { lineCounter: lines, version: '1.2', prettyErrors: false, logLevel: 'silent' })
  const lineAt = (offset: number) => Math.max(lines.linePos(offset).line, 1)
  const fault = (line: number, message: string): TermsError => ({ file, path: '', line, message })
  const errors = [...doc.errors, ...doc.warnings].map((e) =>
    fault(lineAt(e.pos[0]), readingError(e.message, text, e.pos[0])),
  )
  let value: unknown = null
  if (errors.length === 0) {
    try {
      value = doc.toJS({ maxAliasCount: MOST_ALIASES })
    } catch (cause) {
      errors.push(fault(1, `not readable as YAML: ${(cause as Error).message}`))
    }
  }
  const starts = errors.length === 0 ? keyLines(doc, lineAt) : new Map<string, number>()
  return { file, value, errors, lineOf: (path) => nearest(path, starts) }
}

/** The line on which each place begins: of a field its name, of a list item its first character. */
function keyLines(doc: ReturnType<typeof parseDocument>, lineAt: (offset: number) => number): Map<string, number> {
  const starts = new Map<string, number>()
  const walk = (node: unknown, path: PropertyKey[]) => {
    if (!isNode(node)) return
    visit(node, {
      Pair(_key, pair) {
        const { key, value } = pair
        if (!(key instanceof Scalar) || !key.range) return visit.SKIP
        const here = [...path, String(key.value)]
        starts.set(dotted(here), lineAt(key.range[0]))
        walk(value, here)
        return visit.SKIP
      },
      Seq(_key, list) {
        for (const [i, item] of list.items.entries()) {
          const here = [...path, i]
          if (isNode(item) && item.range) starts.set(dotted(here), lineAt(item.range[0]))
          walk(item, here)
        }
        return visit.SKIP
      },
    })
  }
  walk(doc.contents, [])
  return starts
}

function nearest(path: readonly PropertyKey[], starts: Map<string, number>): number {
  for (let depth = path.length; depth > 0; depth--) {
    const line = starts.get(dotted(path.slice(0, depth)))
    if (line !== undefined) return line
  }
  return 1
}

/** The value in the shape of a schema, or null with every fault in words. */
export function shaped<S extends z.ZodType>(source: Source, schema: S, errors: TermsError[]): z.output<S> | null {
  errors.push(...source.errors)
  if (source.errors.length > 0) return null
  const result = schema.safeParse(source.value)
  if (result.success) return result.data
  for (const { path, message } of result.error.issues.flatMap((issue) => wordsOf(issue, source.value, schema))) {
    errors.push({ file: source.file, path: dotted(path), line: source.lineOf(path), message })
  }
  return null
}
