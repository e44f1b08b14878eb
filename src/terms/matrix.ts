/** The clause matrix: clause × data × rules × scenarios × screens, and what is missing in it. */
import type { Catalogue } from './catalogue.ts'
import { type Datum, dataOf } from './clause-data.ts'
import type { Clause, ClauseKind } from './model.ts'
import { liesIn } from './paths.ts'
import { RULE_DATA, SHAPED_BY } from './rule-data.ts'
import { type Evidence, evidenceOf, type ScenarioEntry, SIDES, type Side } from './scenario-index.ts'
import { SCREENS, TERMS_SCREENS } from './screens.ts'

export type Row = {
  id: string
  kinds: ClauseKind[]
  data: Datum[]
  rules: string[]
  scenarios: string[]
  evidence: Record<Side, Evidence | null>
  screens: string[]
  /** The area that is to meet the clause and is not built yet. */
  open: string | null
}

/** Clauses of areas that are not built yet: area → ids. */
export type OpenClauses = Record<string, readonly string[]>

const usersOf = (users: Record<string, readonly string[]>, data: readonly Datum[]): string[] =>
  Object.entries(users)
    .filter(([, patterns]) => data.some((d) => patterns.some((pattern) => liesIn(d.path, pattern))))
    .map(([name]) => name)

/** Findings and steps that decide by the data of a clause. */
export const rulesOf = (data: readonly Datum[]): string[] => [...usersOf(RULE_DATA, data), ...usersOf(SHAPED_BY, data)]

export const screensOf = (data: readonly Datum[]): string[] => [
  ...TERMS_SCREENS.map((s) => s.id),
  ...SCREENS.filter(({ shows }) => data.some((d) => shows.some((pattern) => liesIn(d.path, pattern)))).map((s) => s.id),
]

export function matrixOf(catalogue: Catalogue, scenarios: readonly ScenarioEntry[], open: OpenClauses = {}): Row[] {
  const all = dataOf(catalogue.data)
  const areas = new Map(Object.entries(open).flatMap(([area, ids]) => ids.map((id): [string, string] => [id, area])))
  return catalogue.clauses.map(({ id, kinds }: Clause) => {
    const data = all.filter((d) => d.clause === id)
    const about = scenarios.filter((s) => s.clauses.includes(id) || SIDES.some((side) => s.cites[side].includes(id)))
    return {
      id,
      kinds,
      data,
      rules: rulesOf(data),
      scenarios: about.map((s) => `${s.file}/${s.name}`),
      evidence: { allows: evidenceOf(scenarios, id, 'allows'), limits: evidenceOf(scenarios, id, 'limits') },
      screens: screensOf(data),
      open: areas.get(id) ?? null,
    }
  })
}

const MISSING: Record<Side, string> = {
  allows: 'no scenario shows what it lets through',
  limits: 'no scenario shows what it refuses or charges',
}

/** Where a rule cites the clause, some expectation must name it: being about it is not enough. */
const isNamedNowhere = ({ rules, evidence }: Row): boolean =>
  rules.some((rule) => rule in RULE_DATA) && SIDES.every((side) => evidence[side] !== 'cited')

/** What the clause itself still lacks, whether or not its area is built. */
function lacksOf(row: Row, clause: Clause | null): string[] {
  const { kinds, evidence } = row
  const missing = kinds.includes('enforce') ? SIDES.filter((side) => evidence[side] === null) : []
  const unnamed = kinds.includes('enforce') && missing.length === 0 && isNamedNowhere(row)
  const untold = (kinds.includes('run') || kinds.includes('record')) && row.scenarios.length === 0
  const words = [clause?.title, clause?.text].every((said) => said?.ja && said.en)
  return [
    ...missing.map((side) => MISSING[side]),
    ...(unnamed ? [`no expectation names it, though ${row.rules.join(', ')} cites it`] : []),
    ...(untold ? ['no scenario shows that it is carried out'] : []),
    ...(kinds.includes('inform') && !words ? ['it is to be shown, but lacks words in Japanese or English'] : []),
  ]
}

function gapsOf(row: Row, clause: Clause | null): string[] {
  const lacks = lacksOf(row, clause)
  if (row.open === null) return lacks.map((what) => `${row.id}: ${what}`)
  // Only what still lacks something may stand on the list, or the list would hide a gap that opens again.
  return lacks.length > 0
    ? []
    : [`${row.id}: is listed as open (${row.open}), but nothing is missing; take it off the list`]
}

/** What keeps the matrix from being complete; nothing when it is. */
export function gapsIn(catalogue: Catalogue, scenarios: readonly ScenarioEntry[], open: OpenClauses): string[] {
  const rows = matrixOf(catalogue, scenarios, open)
  const known = new Set(rows.map((r) => r.id))
  const unknown = (where: string, ids: readonly string[]) =>
    [...new Set(ids)].filter((id) => !known.has(id)).map((id) => `${where}: clause "${id}" is not in the register`)
  return [
    ...rows.flatMap((row) => gapsOf(row, catalogue.clause(row.id))),
    ...scenarios.flatMap((s) =>
      unknown(`${s.file}, "${s.name}"`, [...s.clauses, ...s.cites.allows, ...s.cites.limits]),
    ),
    ...Object.entries(open).flatMap(([area, ids]) => unknown(`open clauses of ${area}`, ids)),
  ]
}
