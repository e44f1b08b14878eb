/** Text → plain values, one a YAML document. JSON is read by the same reader, being a part of YAML. */
import { Composer, type Document, Lexer, LineCounter, Parser } from 'yaml'

export type Documents = { values: unknown[]; problems: string[] }

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

function plainValue(document: Document.Parsed, number: number): { value: unknown } | { problem: string } {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) }
  } catch {
    return { problem: `document ${number}: its aliases unfold too far or name no anchor: write the values out` }
  }
}

/** Reads all documents; an empty one (a comment, a last `---`) is none. A list at the top is several scenarios. */
export function readDocuments(source: string): Documents {
  const { tokens, lines, tooDeep } = tokenise(source)
  if (tooDeep) return { values: [], problems: [`nested more than ${DEEPEST} levels deep: this is no scenario`] }
  // YAML 1.2 core: dates and times stay text, `on` stays a word, whatever a %YAML line asks for.
  const documents = [
    ...new Composer({ schema: 'core', merge: false, prettyErrors: false, logLevel: 'silent' }).compose(tokens),
  ]
  const values: unknown[] = []
  const problems: string[] = []
  for (const [index, document] of documents.entries()) {
    const wrong = [...document.errors, ...document.warnings][0]
    if (wrong) {
      const { line, col } = lines.linePos(wrong.pos[0])
      problems.push(`line ${line}, column ${col}: is neither YAML nor JSON: ${wrong.message}`)
      continue
    }
    const read = plainValue(document, index + 1)
    if ('problem' in read) problems.push(read.problem)
    else if (Array.isArray(read.value)) values.push(...read.value)
    else if (read.value !== null) values.push(read.value)
  }
  return { values, problems }
}
