/** What a catalogue's shape cannot say: that every name it uses exists, that no two rules tie, that no condition runs in a circle. */

import { offersConsistent } from './check-offers.ts'
import { pricesConsistent, settingConsistent } from './check-setting.ts'
import { supportsConsistent } from './check-supports.ts'
import { CITED_EDGES } from './edges.ts'
import { type DataFinding, oneOf, quoted, type Report } from './findings.ts'
import type { CatalogueData, Clause } from './model.ts'
import { walk } from './walk.ts'

export type { DataFinding } from './findings.ts'

const REFERENCES = new Set(['clause', 'hoursClause', 'overrides', 'besides'])

function clausesExist(data: CatalogueData, ids: Set<string>, report: Report) {
  walk(data, (path, value) => {
    const isRef = REFERENCES.has(String(path.at(-1))) || path.at(-2) === 'clauses'
    if (isRef && typeof value === 'string' && !ids.has(value)) {
      report(path, `clause "${value}" is not in clauses.yaml; add it there or name an existing one`)
    }
  })
}

const isWords = (value: unknown): value is Record<string, string> =>
  value !== null &&
  typeof value === 'object' &&
  'ja' in value &&
  'en' in value &&
  Object.values(value).every((v) => typeof v === 'string')

/** The languages of the screens; words in any other must be in a language of the vendor. */
const SCREENS = ['ja', 'en']

function wordsInKnownLanguages(data: unknown, languages: Iterable<string>, report: Report) {
  const spoken = new Set([...SCREENS, ...languages])
  walk(data, (path, value) => {
    if (!isWords(value)) return
    for (const language of Object.keys(value)) {
      if (!spoken.has(language))
        report([...path, language], `"${language}" is no language of the vendor; ${oneOf(spoken)}`)
    }
  })
}

function listsWithoutRepeats(data: CatalogueData, report: Report) {
  walk(data, (path, value) => {
    if (!Array.isArray(value)) return
    value.forEach((item, i) => {
      if (typeof item !== 'object' && value.indexOf(item) !== i)
        report([...path, i], `${JSON.stringify(item)} stands twice in the list; keep one`)
    })
  })
}

/** An `overrides` that names its own clause replaces nothing. */
function overridesAnother(data: CatalogueData, report: Report) {
  walk(data, (path, value) => {
    const v = value as { clause?: unknown; overrides?: unknown } | null
    if (v === null || typeof v !== 'object' || v.overrides === undefined || v.overrides !== v.clause) return
    report(
      [...path, 'overrides'],
      `"${String(v.overrides)}" cannot override itself; name the clause whose value is replaced`,
    )
  })
}

/** Everything that does not hold between the parts of one version. */
export function findingsOfData(data: CatalogueData, clauses: readonly Clause[]): DataFinding[] {
  const findings: DataFinding[] = []
  const report: Report = (path, message) => findings.push({ path, message })
  clausesExist(data, new Set(clauses.map((c) => c.id)), report)
  wordsInKnownLanguages(data, data.languages, report)
  listsWithoutRepeats(data, report)
  overridesAnother(data, report)
  settingConsistent(data, report)
  supportsConsistent(data, report)
  offersConsistent(data, report)
  pricesConsistent(data, report)
  return findings
}

/** The text that decides must be there: in the words of every clause. */
function wordsThatDecide(clauses: readonly Clause[], authoritative: ReadonlySet<string>, report: Report) {
  clauses.forEach((c, i) => {
    for (const field of ['title', 'text', 'reading'] as const) {
      for (const language of authoritative) {
        if (c[field] && c[field][language] === undefined) {
          report(['clauses', i, field, language], `missing; "${language}" is the language that decides, add it`)
        }
      }
    }
  })
}

/** What does not hold in the register itself; the languages are the vendor's over all versions. */
export function registerFindings(
  clauses: readonly Clause[],
  languages: ReadonlySet<string>,
  authoritative: ReadonlySet<string>,
): DataFinding[] {
  const findings: DataFinding[] = []
  const report: Report = (path, message) => findings.push({ path, message })
  clauses.forEach((c, i) => {
    if (clauses.findIndex((other) => other.id === c.id) !== i) {
      report(['clauses', i, 'id'], `clause "${c.id}" stands twice; give each clause once`)
    }
  })
  const ids = new Set(clauses.map((c) => c.id))
  const missing = CITED_EDGES.filter((edge) => !ids.has(edge))
  if (missing.length > 0)
    report(['clauses'], `the rules cite ${quoted(missing)}, of which there are no words; add them`)
  wordsInKnownLanguages(clauses, languages, (path, message) => report(['clauses', ...path], message))
  wordsThatDecide(clauses, authoritative, report)
  return findings
}
