/** Which data of a catalogue stand under which clause. */
import type { CatalogueData } from './model.ts'
import { dottedPath } from './paths.ts'
import { type Path, walk } from './walk.ts'

/** What a figure is counted in; money in the smallest unit that is billed. */
export type Unit = 'minutes' | 'count' | 'months' | 'money'
export type Datum = { clause: string; path: string; value: unknown; unit?: Unit }

type Fields = Record<string, unknown>

/** Fields that say where a value comes from or what it is called, and are none themselves. */
const NOT_DATA = new Set(['clause', 'overrides', 'besides', 'hoursClause', 'clauses', 'name'])

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** A part that names a clause of its own speaks for itself. */
const speaksForItself = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(speaksForItself)
    : isFields(value) && (typeof value.clause === 'string' || isFields(value.clauses))

function unitAt(data: CatalogueData, path: Path, key: string): Unit | undefined {
  if (key === 'amount') return 'money'
  if (key !== 'value') return undefined
  const [part, parent] = [String(path.at(-1)), String(path.at(-2))]
  if (parent === 'allowances') return data.allowances[part]?.unit
  if (part === 'maxMinutes') return 'minutes'
  if (part === 'period' || part === 'months' || parent === 'targets') return 'months'
  return part === 'included' || part === 'limit' ? 'count' : undefined
}

/** Service hours are named where a clause speaks of them; their figures stand under that clause too. */
function hoursNamed(data: CatalogueData, clause: string, name: unknown): Datum[] {
  const hours = data.hours[String(name)]
  if (!hours) return []
  const windows = hours.windows.map((w, i) => ({
    clause,
    path: `hours.${name}.windows.${i}`,
    value: `${w.from}–${w.until}`,
  }))
  return [{ clause, path: `hours.${name}.days`, value: hours.days }, ...windows]
}

/**
 * The clause of a part: its own; of what a session draws, that of the allowance; of trips, that of their figure.
 * Null where none speaks for it.
 */
function clauseOfPart(data: unknown, path: Path, fields: Fields): string | null {
  if (typeof fields.clause === 'string') return fields.clause
  if (path.at(-1) === 'draws' && path[0] === 'supports') {
    const support = (data as Pick<CatalogueData, 'supports'>).supports[String(path[1])]
    return support?.allowances[String(fields.allowance)]?.clause ?? null
  }
  return path.at(-1) === 'trips' && isFields(fields.included) ? String(fields.included.clause) : null
}

function dataHere(data: CatalogueData, path: Path, fields: Fields): Datum[] {
  const found: Datum[] = []
  const own = clauseOfPart(data, path, fields)
  for (const [key, value] of Object.entries(fields)) {
    const clause = key === 'hours' && typeof fields.hoursClause === 'string' ? fields.hoursClause : own
    if (clause === null || NOT_DATA.has(key) || speaksForItself(value)) continue
    const unit = unitAt(data, path, key)
    found.push({ clause, path: dottedPath([...path, key]), value, ...(unit && { unit }) })
    if (key === 'value' && path.at(-1) === 'hours') found.push(...hoursNamed(data, clause, value))
  }
  // A part that is nothing but its clause says that something holds at all.
  if (own !== null && found.length === 0) found.push({ clause: own, path: dottedPath(path), value: true })
  if (typeof fields.besides === 'string') found.push(...found.map((d) => ({ ...d, clause: String(fields.besides) })))
  if (isFields(fields.clauses) && isFields(fields.included)) {
    for (const [office, clause] of Object.entries(fields.clauses)) {
      if (clause === fields.included.clause) continue
      const place = dottedPath([...path, 'clauses', office])
      found.push({ clause: String(clause), path: place, value: fields.included.value, unit: 'count' })
    }
  }
  return found
}

/** Every datum of a version with its clause, in the order of the file. */
export function dataOf(data: CatalogueData): Datum[] {
  const found: Datum[] = []
  walk(data, (path, value) => {
    if (isFields(value)) found.push(...dataHere(data, path, value))
  })
  return found
}

/** The clause under which a place stands: of the part that it lies in, or of the nearest one around. */
export function clauseAt(data: unknown, path: string): string | null {
  const steps = path.split('.')
  let here = data
  let clause: string | null = null
  for (const [i, step] of steps.entries()) {
    if (isFields(here)) {
      clause = clauseOfPart(data, steps.slice(0, i), here) ?? clause
      if (step === 'hours' && typeof here.hoursClause === 'string') clause = here.hoursClause
      if (step === 'clauses' && isFields(here.clauses)) clause = String(here.clauses[steps[i + 1] ?? ''] ?? clause)
    }
    here = isFields(here) || Array.isArray(here) ? (here as Fields)[step] : undefined
  }
  return isFields(here) ? (clauseOfPart(data, steps, here) ?? clause) : clause
}
