/** Text → plain values with their lines, one a YAML document. JSON is read by the same reader, being a part of YAML. */
import { Composer, type Document, isAlias, isMap, isNode, isScalar, isSeq, Lexer, LineCounter, Parser } from 'yaml'
import type { FileProblem } from './problem.ts'
import { YAML_WORDS } from './yaml-words.ts'

export type Path = readonly (string | number)[]
/** A value that was read; `lineOf` gives the line of what stands at a path in it, or of the nearest thing around it. */
export type Read = { value: unknown; lineOf(path: Path): number }
export type Documents = { read: Read[]; problems: FileProblem[] }

/** Deeper than any scenario; the composer recurses, and a text of brackets alone would end the process. */
const DEEPEST = 100
/** Aliases of anchors that may be unfolded in one document: more is an attack, not a scenario. */
const MOST_ALIASES = 100

type Tokens = { tokens: ReturnType<typeof tokenList>; lines: LineCounter; tooDeep: boolean }
const tokenList = () => [] as Array<Parser['stack'][number]>

function tokenise(source: string): Tokens {
  const lines = new LineCounter()
  lines.addNewLine(0)
  const parser = new Parser(lines.addNewLine)
  const tokens = tokenList()
  for (const lexeme of new Lexer().lex(source)) {
    tokens.push(...parser.next(lexeme))
    if (parser.stack.length > DEEPEST) return { tokens, lines, tooDeep: true }
  }
  tokens.push(...parser.end())
  return { tokens, lines, tooDeep: false }
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined)

/** The node at one step of a path, and where it is said: a field by its name, an item by itself. */
function childOf(node: unknown, part: string | number): { child: unknown; at: number | undefined } | null {
  if (isSeq(node)) {
    const child = node.items[Number(part)]
    return child === undefined ? null : { child, at: startOf(child) }
  }
  const pair = isMap(node) ? node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(part)) : undefined
  return pair ? { child: pair.value, at: startOf(pair.key) } : null
}

function positionIn(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents
  let at = startOf(node) ?? document.range[0]
  for (const part of path) {
    const found = childOf(isAlias(node) ? node.resolve(document) : node, part)
    if (!found) break
    at = found.at ?? at
    node = found.child
  }
  return at
}

function plainValue(document: Document.Parsed, number: number): { value: unknown } | { problem: FileProblem } {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) }
  } catch {
    const en = `document ${number}: its aliases unfold too far or name no anchor: write the values out`
    const ja = `${number} 番目の文書: 別名（*）の展開が多すぎるか、指すアンカー（&）がありません。値をそのまま書いてください。`
    return { problem: { text: { en, ja } } }
  }
}

function readDocument(document: Document.Parsed, number: number, lines: LineCounter): Documents {
  const wrong = [...document.errors, ...document.warnings][0]
  if (wrong) {
    const { line, col } = lines.linePos(wrong.pos[0])
    const text = {
      en: `is neither YAML nor JSON: ${wrong.message}`,
      ja: `YAML としても JSON としても読み取れません。${YAML_WORDS[wrong.code]}。`,
    }
    return { read: [], problems: [{ line, column: col, text }] }
  }
  const plain = plainValue(document, number)
  if ('problem' in plain) return { read: [], problems: [plain.problem] }
  const lineOf = (path: Path) => lines.linePos(positionIn(document, path)).line
  const { value } = plain
  if (Array.isArray(value)) {
    return { read: value.map((item, i) => ({ value: item, lineOf: (path) => lineOf([i, ...path]) })), problems: [] }
  }
  return { read: value === null ? [] : [{ value, lineOf }], problems: [] }
}

/** Reads all documents; an empty one (a comment, a last `---`) is none. A list at the top is several scenarios. */
export function readDocuments(source: string): Documents {
  const { tokens, lines, tooDeep } = tokenise(source)
  if (tooDeep) {
    const en = `nested more than ${DEEPEST} levels deep: this is no scenario`
    const ja = `${DEEPEST} 段を超える入れ子があります。シナリオではありません。`
    return { read: [], problems: [{ text: { en, ja } }] }
  }
  // YAML 1.2 core: dates and times stay text, `on` stays a word, whatever a %YAML line asks for.
  const documents = [
    ...new Composer({ schema: 'core', merge: false, prettyErrors: false, logLevel: 'silent' }).compose(tokens),
  ]
  const all = documents.map((document, i) => readDocument(document, i + 1, lines))
  return { read: all.flatMap((d) => d.read), problems: all.flatMap((d) => d.problems) }
}
