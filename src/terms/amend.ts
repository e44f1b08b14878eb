/** Later versions as changes to an earlier one. */
import { isDeepStrictEqual } from 'node:util'
import { wordsOf } from './faults.ts'
import { type Amendment, amendmentSchema, type CatalogueData, catalogueSchema } from './model.ts'
import { dotted, type Source, shaped, type TermsError } from './source.ts'

/** One version as loaded; `base` is set where its file is an amendment. */
export type Version = { data: CatalogueData; source: Source; amendment: Amendment | null; base: CatalogueData | null }

const keysOf = (at: string) => at.split('.')
const isInside = (path: readonly PropertyKey[], at: string) => keysOf(at).every((key, i) => String(path[i]) === key)

const holds = (place: unknown, key: string): place is Record<string, unknown> =>
  place !== null &&
  typeof place === 'object' &&
  Object.hasOwn(place, key) &&
  (!Array.isArray(place) || /^\d+$/.test(key))

/** Sets the value at a dotted path in place; answers what is wrong with the path, or null. */
function setAt(data: CatalogueData, at: string, value: unknown): string | null {
  const keys = keysOf(at)
  let place: unknown = data
  const last = keys.at(-1) ?? ''
  for (const key of keys.slice(0, -1)) {
    if (!holds(place, key)) return `"${key}" of "${at}" does not exist; name a place that does`
    place = place[key]
  }
  if (!holds(place, last)) return `"${last}" of "${at}" does not exist; name a place that does`
  if (isDeepStrictEqual(place[last], value)) return `"${at}" has this value already; write another or drop the change`
  place[last] = value
  return null
}

/** Where in an amendment's file a place of the amended catalogue is written; `changes` where none of them touched it. */
export function writtenAt(amendment: Amendment, path: readonly PropertyKey[]): PropertyKey[] {
  const i = amendment.changes.findIndex((change) => isInside(path, change.at))
  return i < 0 ? ['changes'] : ['changes', i, 'value', ...path.slice(keysOf(amendment.changes[i]?.at ?? '').length)]
}

function applied(
  base: CatalogueData,
  amendment: Amendment,
  source: Source,
  errors: TermsError[],
): CatalogueData | null {
  const data: CatalogueData = { ...structuredClone(base), version: amendment.version, effective: amendment.effective }
  const fault = (path: PropertyKey[], message: string) =>
    errors.push({ file: source.file, path: dotted(path), line: source.lineOf(path), message })
  for (const [i, change] of amendment.changes.entries()) {
    const twin = amendment.changes.findIndex(
      (other) => isInside(keysOf(change.at), other.at) || isInside(keysOf(other.at), change.at),
    )
    if (twin !== i) {
      fault(
        ['changes', i, 'at'],
        `two changes of equal rank, at "${amendment.changes[twin]?.at}" and "${change.at}"; keep one`,
      )
      continue
    }
    const wrong = setAt(data, change.at, structuredClone(change.value))
    if (wrong) fault(['changes', i, 'at'], wrong)
  }
  const result = catalogueSchema.safeParse(data)
  if (result.success) return result.data
  for (const { path, message } of result.error.issues.flatMap((issue) => wordsOf(issue, data, catalogueSchema))) {
    errors.push({ file: source.file, path: dotted(path), line: source.lineOf(writtenAt(amendment, path)), message })
  }
  return null
}

function seriesFault({ source, amendment }: Waiting, base: CatalogueData, errors: TermsError[]) {
  const fault = (field: string, message: string) =>
    errors.push({ file: source.file, path: field, line: source.lineOf([field]), message })
  // The same day is told once, by the versions' own comparison.
  if (amendment.effective < base.effective) {
    fault(
      'effective',
      `takes effect before version "${base.version}" (${base.effective}), which it changes; write a later day`,
    )
  }
  if (amendment.catalogue !== base.catalogue) {
    fault('catalogue', `changes a version of catalogue "${base.catalogue}"; write "${base.catalogue}"`)
  }
}

type Waiting = { amendment: Amendment; source: Source }

/** Reads every version: whole ones first, then each amendment once the version that it is based on is there. */
export function versionsOf(sources: Source[], errors: TermsError[]): Version[] {
  const versions: Version[] = []
  let waiting: Waiting[] = []
  const broken = new Set<unknown>()
  for (const source of sources) {
    const value = source.value as { basedOn?: unknown; version?: unknown } | null
    if (value !== null && typeof value === 'object' && 'basedOn' in value) {
      const amendment = shaped(source, amendmentSchema, errors)
      if (amendment) waiting.push({ amendment, source })
      else broken.add(value.version)
    } else {
      const data = shaped(source, catalogueSchema, errors)
      if (data) versions.push({ data, source, amendment: null, base: null })
      else broken.add(value?.version)
    }
  }
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length
    waiting = waiting.filter(({ amendment, source }) => {
      const base = versions.find((v) => v.data.version === amendment.basedOn)?.data
      if (!base) return true
      seriesFault({ amendment, source }, base, errors)
      const data = applied(base, amendment, source, errors)
      if (data) versions.push({ data, source, amendment, base })
      else broken.add(amendment.version)
      return false
    })
  }
  for (const w of waiting) if (!restsOnBroken(w, waiting, broken)) errors.push(orphan(w, versions, waiting))
  return versions
}

/** A version whose base could not be read has no fault of its own. */
function restsOnBroken(w: Waiting, waiting: Waiting[], broken: Set<unknown>, seen = new Set<Waiting>()): boolean {
  // A file that could not be read at all may have been the one.
  if (broken.has(w.amendment.basedOn) || broken.has(undefined)) return true
  if (seen.has(w)) return false
  seen.add(w)
  const base = waiting.find((other) => other.amendment.version === w.amendment.basedOn)
  return base !== undefined && restsOnBroken(base, waiting, broken, seen)
}

function orphan({ amendment, source }: Waiting, versions: Version[], waiting: Waiting[]): TermsError {
  const inCircle = waiting.some((other) => other.amendment.version === amendment.basedOn)
  const known = versions.map((v) => `"${v.data.version}"`).join(', ') || 'none yet: add a whole one'
  const message = inCircle
    ? `a circle of versions: "${amendment.version}" is based on "${amendment.basedOn}", which is based on it in turn; write one of ${known}`
    : `version "${amendment.basedOn}" does not exist; write one of ${known}`
  return { file: source.file, path: 'basedOn', line: source.lineOf(['basedOn']), message }
}
