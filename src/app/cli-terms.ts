/** The command `npm run terms`: the clause matrix, one clause, the difference of two versions, the published schemas. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type Catalogue,
  type Catalogues,
  differences,
  gapsIn,
  loadCatalogues,
  matrixOf,
  matrixText,
  openClauses,
  PUBLISHED,
  readingsOf,
  type ScenarioEntry,
  sayChange,
  scenariosUnder,
  schemaText,
  summaryText,
  TermsLoadError,
  toldUnder,
} from '../terms/index.ts'

const ROOT = join(import.meta.dirname, '../..')
const TERMS = join(ROOT, 'terms')

const USAGE = `usage: npm run terms                        the clause matrix; fails where a clause lacks its proof
       npm run terms -- --check             only what is missing
       npm run terms -- show CLAUSE         one clause: words, data, rules, scenarios, screens
       npm run terms -- diff FROM TO        what changes between two versions, in words
       npm run terms -- schema [--check]    write (or compare) the JSON Schemas in terms/
options: --terms NAME|FOLDER  another catalogue than "reference"   --version V  another version than the latest
         --scenarios FOLDER   further scenarios (repeatable)       --lang ja|en`

/** Where the command writes; the terminal unless a test looks. */
export type TermsWorld = { out(line: string): void; err(line: string): void; folder: string }

const TERMINAL: TermsWorld = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  folder: TERMS,
}

type Wish = {
  words: string[]
  terms: string
  version: string | undefined
  scenarios: string[]
  language: 'ja' | 'en'
  check: boolean
}

class UsageError extends Error {}

function wishOf(args: string[], world: TermsWorld): Wish {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      terms: { type: 'string', default: 'reference' },
      version: { type: 'string' },
      scenarios: { type: 'string', multiple: true, default: [] },
      lang: { type: 'string', default: 'ja' },
      check: { type: 'boolean', default: false },
    },
  })
  const { lang } = values
  if (lang !== 'ja' && lang !== 'en') throw new UsageError(`--lang ${lang}: write ja or en`)
  const terms = /[\\/.]/.test(values.terms) ? values.terms : join(world.folder, values.terms)
  const { version, scenarios, check } = values
  return { words: positionals, terms, version, scenarios, language: lang, check }
}

function versionOf(catalogues: Catalogues, name: string | undefined): Catalogue {
  if (name === undefined) return catalogues.latest
  const found = catalogues.version(name)
  const known = catalogues.versions.map((v) => v.version).join(', ')
  if (!found) throw new UsageError(`version "${name}" does not exist; one of ${known}`)
  return found
}

function scenariosOf(wish: Wish, catalogue: Catalogue): ScenarioEntry[] {
  const own = toldUnder(catalogue.data.catalogue, scenariosUnder(join(ROOT, 'scenarios'), ['demo']))
  return [...own, ...wish.scenarios.flatMap((folder) => scenariosUnder(folder))]
}

function matrix(wish: Wish, world: TermsWorld): number {
  const catalogue = versionOf(loadCatalogues(wish.terms), wish.version)
  const scenarios = scenariosOf(wish, catalogue)
  const open = openClauses(wish.terms)
  const rows = matrixOf(catalogue, scenarios, open)
  if (!wish.check) world.out(matrixText(rows, readingsOf(catalogue.data)))
  const gaps = gapsIn(catalogue, scenarios, open)
  for (const gap of gaps) world.err(gap)
  world.out(summaryText(rows))
  return gaps.length === 0 ? 0 : 1
}

function show(wish: Wish, id: string, world: TermsWorld): number {
  const catalogue = versionOf(loadCatalogues(wish.terms), wish.version)
  const clause = catalogue.clause(id)
  if (!clause) throw new UsageError(`clause "${id}" is not in the register`)
  const { language } = wish
  world.out(`${clause.title[language]}\n\n${clause.text[language]}`)
  if (clause.reading) world.out(`\n${clause.reading[language]}`)
  const rows = matrixOf(catalogue, scenariosOf(wish, catalogue), openClauses(wish.terms)).filter((r) => r.id === id)
  world.out(`\n${matrixText(rows, readingsOf(catalogue.data))}`)
  return 0
}

function diff(wish: Wish, from: string, to: string, world: TermsWorld): number {
  const catalogues = loadCatalogues(wish.terms)
  const [before, after] = [versionOf(catalogues, from), versionOf(catalogues, to)]
  const changes = differences(before.data, after.data)
  for (const change of changes) {
    world.out(`${(change.clause ?? '').padEnd(13)}${sayChange(before, after, change, wish.language)}`)
  }
  if (changes.length === 0) world.out(wish.language === 'ja' ? '違いはありません。' : 'No difference.')
  return 0
}

function schema(wish: Wish, world: TermsWorld): number {
  let stale = 0
  for (const [name, shape] of Object.entries(PUBLISHED)) {
    const file = join(world.folder, name)
    const text = schemaText(shape)
    if (!wish.check) writeFileSync(file, text)
    else if (readFileSync(file, 'utf8') !== text) {
      world.err(`${file} is not what the model says; run "npm run terms -- schema"`)
      stale++
    }
  }
  return stale === 0 ? 0 : 1
}

function run(wish: Wish, world: TermsWorld): number {
  const [verb, first, second, ...more] = wish.words
  if (verb === undefined) return matrix(wish, world)
  if (verb === 'show' && first !== undefined && second === undefined) return show(wish, first, world)
  if (verb === 'diff' && first !== undefined && second !== undefined && more.length === 0)
    return diff(wish, first, second, world)
  if (verb === 'schema' && first === undefined) return schema(wish, world)
  throw new UsageError(`not understood: ${wish.words.join(' ')}`)
}

/** 0: done, nothing missing. 1: something is missing, or a catalogue cannot be loaded. 2: the call itself is wrong. */
export async function termsCommand(args: string[], world: TermsWorld = TERMINAL): Promise<number> {
  if (args.includes('--help')) {
    world.out(USAGE)
    return 0
  }
  try {
    return run(wishOf(args, world), world)
  } catch (cause) {
    if (cause instanceof TermsLoadError) {
      world.err(cause.message)
      return 1
    }
    const code = (cause as { code?: string }).code ?? ''
    if (!(cause instanceof UsageError) && !code.startsWith('ERR_PARSE_ARGS')) throw cause
    world.err(`${(cause as Error).message}\n${USAGE}`)
    return 2
  }
}
