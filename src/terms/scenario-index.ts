/** What scenario files say of clauses: which they are about, and which side of each their expectations show. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseAllDocuments } from 'yaml'

/** The side of a clause that a step shows: it lets through, or it refuses or charges. */
export type Side = 'allows' | 'limits'
export const SIDES: readonly Side[] = ['allows', 'limits']

/** `cited`: expected by name in a decision's `cites`; `told`: the scenario is about the clause and has such a step. */
export type Evidence = 'cited' | 'told'
export type ScenarioEntry = {
  file: string
  name: string
  clauses: string[]
  cites: Record<Side, string[]>
  sides: Side[]
}

type Expectation = { outcome?: unknown; cites?: unknown } | undefined
type Step = { expect?: Expectation; exactly?: Expectation }

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [])

function sideOf({ expect, exactly }: Step): Side | null {
  const outcome = expect?.outcome ?? exactly?.outcome
  if (outcome === 'allowed') return 'allows'
  return outcome === 'refused' || outcome === 'charged' ? 'limits' : null
}

function entryOf(file: string, value: unknown): ScenarioEntry | null {
  const story = value as { name?: unknown; clauses?: unknown; steps?: unknown } | null
  if (story === null || typeof story !== 'object' || typeof story.name !== 'string' || !Array.isArray(story.steps))
    return null
  const entry: ScenarioEntry = {
    file,
    name: story.name,
    clauses: texts(story.clauses),
    cites: { allows: [], limits: [] },
    sides: [],
  }
  const sides = new Set<Side>()
  for (const step of story.steps as Step[]) {
    const side = sideOf(step)
    if (side === null) continue
    sides.add(side)
    entry.cites[side].push(...texts(step.expect?.cites), ...texts(step.exactly?.cites))
  }
  return { ...entry, sides: [...sides] }
}

/** The scenarios of one file's text; what is no scenario is left out, for the player to complain about. */
export function scenariosIn(file: string, text: string): ScenarioEntry[] {
  return parseAllDocuments(text, { logLevel: 'silent' }).flatMap((document) => {
    const value: unknown = document.errors.length > 0 ? null : document.toJS()
    const stories = Array.isArray(value) ? value : [value]
    return stories.flatMap((story) => entryOf(file, story) ?? [])
  })
}

/** Every scenario below a folder but those of the folders left out, files in order. */
export function scenariosUnder(folder: string, except: readonly string[] = []): ScenarioEntry[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && /\.ya?ml$/.test(f.name))
    .map((f) => join(f.parentPath, f.name))
    .filter((path) => !except.includes(relative(folder, path).split(/[\\/]/)[0] ?? ''))
    .sort()
    .flatMap((path) => scenariosIn(relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')))
}

/** The stories told under the terms of one vendor: those of a folder of its name, or else the ones in no folder. */
export function toldUnder(catalogue: string, scenarios: readonly ScenarioEntry[]): ScenarioEntry[] {
  const own = scenarios.filter((s) => s.file.startsWith(`${catalogue}/`))
  return own.length > 0 ? own : scenarios.filter((s) => !s.file.includes('/'))
}

/** What all scenarios together show of one side of a clause. */
export function evidenceOf(scenarios: readonly ScenarioEntry[], clause: string, side: Side): Evidence | null {
  if (scenarios.some((s) => s.cites[side].includes(clause))) return 'cited'
  return scenarios.some((s) => s.clauses.includes(clause) && s.sides.includes(side)) ? 'told' : null
}
