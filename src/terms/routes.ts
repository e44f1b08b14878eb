/** The terms over HTTP: versions, clauses with their data, and what changes between two versions. */
import { z } from 'zod'
import { relationOf } from '../kernel/access.ts'
import { type Clock, civilAt } from '../kernel/clock.ts'
import { Problem } from '../kernel/failure.ts'
import { type Caller, type Language, type Route, route } from '../kernel/route.ts'
import * as shape from '../kernel/shapes.ts'
import type { Catalogue, Catalogues } from './catalogue.ts'
import { differences, sayChange } from './diff.ts'
import { matrixOf, type Row } from './matrix.ts'
import { CLAUSE_KINDS } from './model.ts'
import { offersOf } from './offers-shown.ts'
import { isPublic } from './public.ts'
import { readingsOf, type TakenReading } from './readings.ts'
import { type ScenarioEntry, toldUnder } from './scenario-index.ts'

/** `scenarios` are named beside the clauses that they prove; without them the lists are empty. */
export type TermsServices = { catalogues: Catalogues; clock: Clock; scenarios?: readonly ScenarioEntry[] }

const TAG = 'terms'

const words = z.record(z.string(), z.string())
const versionName = z.string().min(1).max(100)
const datum = z.object({
  path: z.string().meta({ description: 'Where it stands in the catalogue' }),
  value: z.unknown(),
  unit: z.enum(['minutes', 'count', 'months', 'money']).optional(),
  reading: z.string().optional().meta({ description: 'The reading that was chosen, in words' }),
  alternatives: z.array(z.string()).optional().meta({ description: 'The other values that this reading could have' }),
})
const clause = z.object({
  id: z.string(),
  kind: z.enum(CLAUSE_KINDS),
  kinds: z.array(z.enum(CLAUSE_KINDS)),
  title: words,
  text: words,
  reading: words.nullable().meta({ description: 'What was settled where the terms leave a doubt' }),
  data: z.array(datum),
  rules: z.array(z.string()).meta({ description: "The vendor's people only: rules that decide by the data" }),
  scenarios: z.array(z.string()).meta({ description: "The vendor's people only: stories about the clause" }),
  screens: z.array(z.string()).meta({ description: "The vendor's people only: where it is shown" }),
  version: z.string(),
})
const change = z.object({
  clause: z.string().nullable(),
  path: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  sentence: z.string(),
})
const offer = z.looseObject({ id: z.string(), name: words })

type ClauseShown = z.input<typeof clause>

const todayOf = ({ clock, catalogues }: TermsServices) => civilAt(clock.now(), catalogues.timeZone).date

function versionNamed(catalogues: Catalogues, name: string, field: string | undefined): Catalogue {
  const found = catalogues.version(name)
  if (!found) throw new Problem('unknown-reference', field)
  return found
}

const isInside = ({ side, roles }: Caller) => relationOf('terms.inside', side, roles) !== null

/** What a caller sees of one clause: the vendor's people all of it, others what the published terms say. */
function shown(row: Row, catalogue: Catalogue, readings: readonly TakenReading[], caller: Caller): ClauseShown {
  const own = catalogue.clause(row.id)
  const inside = isInside(caller)
  return {
    id: row.id,
    kind: row.kinds[0] ?? 'enforce',
    kinds: row.kinds,
    title: own?.title ?? {},
    text: own?.text ?? {},
    reading: own?.reading ?? null,
    data: row.data
      .filter((d) => inside || isPublic(catalogue.data, d.path))
      .map(({ path, value, unit }) => ({
        path,
        value,
        ...(unit && { unit }),
        ...readingAt(path, readings, caller.language),
      })),
    rules: inside ? row.rules : [],
    scenarios: inside ? row.scenarios : [],
    screens: inside ? row.screens : [],
    version: catalogue.version,
  }
}

function readingAt(
  path: string,
  readings: readonly TakenReading[],
  language: Language,
): { reading?: string; alternatives?: string[] } {
  const taken = readings.find((r) => r.paths.includes(path))
  if (!taken) return {}
  const chosen = taken.choices.find((c) => c.value === taken.chosen)
  return {
    alternatives: taken.choices.map((c) => c.value).filter((value) => value !== taken.chosen),
    ...(chosen && { reading: chosen.words[language] }),
  }
}

/** Terms change with a new version only, so what one version shows is worked out once. */
function rowsBy(
  scenarios: readonly ScenarioEntry[],
): (catalogue: Catalogue) => { rows: Row[]; readings: TakenReading[] } {
  const kept = new WeakMap<Catalogue, { rows: Row[]; readings: TakenReading[] }>()
  return (catalogue) => {
    const known = kept.get(catalogue)
    if (known) return known
    const told = toldUnder(catalogue.data.catalogue, scenarios)
    const made = { rows: matrixOf(catalogue, told), readings: readingsOf(catalogue.data) }
    kept.set(catalogue, made)
    return made
  }
}

const versionRoutes = (services: TermsServices): Route[] => [
  route({
    method: 'GET',
    path: '/api/terms',
    tag: TAG,
    summary: 'The versions of the terms, and which is in force',
    may: 'terms.read',
    response: shape.listOf(z.object({ version: z.string(), effective: shape.civilDate, inForce: z.boolean() })),
    handler: async () => {
      const now = services.catalogues.on(todayOf(services))
      const items = services.catalogues.versions.map((v) => ({
        version: v.version,
        effective: v.effective,
        inForce: v === now,
      }))
      return { items, next: null }
    },
  }),
  route({
    method: 'GET',
    path: '/api/terms/diff',
    tag: TAG,
    summary: 'What changes from one version to another, in words',
    may: 'terms.read',
    query: shape.strict({ from: versionName, to: versionName }),
    response: shape.listOf(change),
    handler: async ({ query, caller }) => {
      const from = versionNamed(services.catalogues, query.from, 'from')
      const to = versionNamed(services.catalogues, query.to, 'to')
      const items = differences(from.data, to.data)
        .filter(({ path, after }) => isInside(caller) || isPublic(after === undefined ? from.data : to.data, path))
        .map((c) => ({
          ...c,
          before: c.before ?? null,
          after: c.after ?? null,
          sentence: sayChange(from, to, c, caller.language),
        }))
      return { items, next: null }
    },
  }),
]

const clauseRoutes = (services: TermsServices): Route[] => {
  const rows = rowsBy(services.scenarios ?? [])
  return [
    route({
      method: 'GET',
      path: '/api/terms/:version',
      tag: TAG,
      summary: 'One version: every clause with its data, the plans and the add-ons',
      may: 'terms.read',
      params: shape.strict({ version: versionName }),
      response: z.object({
        version: z.string(),
        effective: shape.civilDate,
        authoritativeLanguage: z.string(),
        clauses: z.array(clause),
        plans: z.array(offer),
        addOns: z.array(offer),
      }),
      handler: async ({ params, caller }) => {
        const catalogue = versionNamed(services.catalogues, params.version, undefined)
        const { rows: all, readings } = rows(catalogue)
        return {
          version: catalogue.version,
          effective: catalogue.effective,
          authoritativeLanguage: catalogue.data.authoritativeLanguage.value,
          clauses: all.map((row) => shown(row, catalogue, readings, caller)),
          ...offersOf(catalogue),
        }
      },
    }),
    route({
      method: 'GET',
      path: '/api/clauses/:id',
      tag: TAG,
      summary: 'One clause, of the version in force or of another',
      may: 'terms.read',
      params: shape.strict({ id: versionName }),
      query: shape.strict({ version: versionName.optional() }),
      response: clause,
      handler: async ({ params, query, caller }) => {
        const catalogue =
          query.version === undefined
            ? services.catalogues.on(todayOf(services))
            : versionNamed(services.catalogues, query.version, 'version')
        const { rows: all, readings } = rows(catalogue)
        const row = all.find((r) => r.id === params.id)
        if (!row) throw new Problem('unknown-reference', 'id')
        return shown(row, catalogue, readings, caller)
      },
    }),
  ]
}

export const termsRoutes = (services: TermsServices): Route[] => [...versionRoutes(services), ...clauseRoutes(services)]
