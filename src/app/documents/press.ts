/** Sets papers as PDF. What they say goes in as data, beside the layout and never into it. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { must } from '../../kernel/failure.ts'
import type { Paper, Print } from './paper.ts'

const require = createRequire(import.meta.url)
const LAYOUT = join(import.meta.dirname, 'paper.typ')
const WEIGHTS = ['400Regular', '500Medium', '700Bold']

let opened: Promise<{ compiler: NodeCompiler; layout: string }> | null = null

/** The typesetter and its fonts take some 100 MB and half a second: both only once somebody wants a paper. */
async function open() {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler')
  const fonts = dirname(require.resolve('@expo-google-fonts/noto-sans-jp/package.json'))
  const fontBlobs = WEIGHTS.map((weight) => readFileSync(join(fonts, weight, `NotoSansJP_${weight}.ttf`)))
  const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] })
  return { compiler, layout: readFileSync(LAYOUT, 'utf8') }
}

/** The same paper and print give the same bytes. A paper that cannot be set is a bug. */
export async function printPaper(paper: Paper, print: Print): Promise<{ file: Buffer; pages: number }> {
  opened ??= open()
  const { compiler, layout } = await opened
  const inputs = { paper: JSON.stringify(paper), print: JSON.stringify(print) }
  const compiled = compiler.compile({ mainFileContent: layout, inputs })
  const wrong = compiled.takeError()
  if (wrong) throw new Error(`a paper could not be set: ${JSON.stringify(wrong.shortDiagnostics)}`)
  const document = must(compiled.result, 'a paper that was set without an error')
  const file = compiler.pdf(document, { creationTimestamp: 0 })
  const pages = document.numOfPages
  // What was set stays in its memory else.
  compiler.evictCache(10)
  return { file, pages }
}
