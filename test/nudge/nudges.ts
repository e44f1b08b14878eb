/**
 * Every small change of a catalogue that somebody must notice: a figure one more and one less, a date or time beside
 * itself, a list without one item, a choice decided the other way, a part left out.
 */
import { addDays, formatMinute, isCivilDate } from '../../src/kernel/civil.ts'
import { alternativesOf, type CatalogueData, readingsOf } from '../../src/terms/index.ts'

/** The values of the files, as read: `{ '2023-04-01.yaml': … }`. */
export type Files = Readonly<Record<string, unknown>>

/** `path` is dotted and begins with the file's name and a colon; `what` is what was done there. */
export type Nudge = { path: string; what: string; files: Files }

type Step = string | number
type At = { file: string; path: Step[] }
type Edit = { what: string; value: unknown }

const GONE = Symbol('left out')

/** Parts that a catalogue may do without: each says something that must be missed. */
const OPTIONAL = new Set([
  'after',
  'alone',
  'besides',
  'charge',
  'connection',
  'draws',
  'earlierContract',
  'item',
  'language',
  'languages',
  'limit',
  'maxMinutes',
  'namesOptions',
  'pastEnd',
  'subcontracting',
  'surcharge',
  'trips',
])

/** Names and where things stand: no figure, nothing that decides. */
const NOT_NUDGED = new Set([
  'catalogue',
  'version',
  'basedOn',
  'at',
  'clause',
  'hoursClause',
  'clauses',
  'name',
  'names',
  'country',
])

function edited(files: Files, { file, path }: At, value: unknown): Files {
  const copy = structuredClone(files) as Record<string, unknown>
  let place = copy as Record<Step, unknown>
  for (const step of [file, ...path].slice(0, -1)) place = place[step] as Record<Step, unknown>
  const last = [file, ...path].at(-1) ?? ''
  if (value !== GONE) place[last] = value
  else if (Array.isArray(place)) place.splice(Number(last), 1)
  else delete place[last]
  return copy
}

const monthDay = (text: string, days: number) => addDays(`2025-${text}`, days).slice(5)
const minuteOf = (text: string) => +text.slice(0, 2) * 60 + +text.slice(3)

function editsOfText(text: string): Edit[] {
  if (isCivilDate(text)) return [-1, 1].map((d) => ({ what: `${text} → ${addDays(text, d)}`, value: addDays(text, d) }))
  if (/^\d{2}-\d{2}$/.test(text))
    return [-1, 1].map((d) => ({ what: `${text} → ${monthDay(text, d)}`, value: monthDay(text, d) }))
  if (/^\d{2}:\d{2}$/.test(text)) {
    return [-1, 1].map((d) => ({
      what: `${text} → ${formatMinute(minuteOf(text) + d)}`,
      value: formatMinute(minuteOf(text) + d),
    }))
  }
  return []
}

function editsOf(value: unknown, key: Step): Edit[] {
  if (typeof value === 'number') return [-1, 1].map((d) => ({ what: `${value} → ${value + d}`, value: value + d }))
  if (typeof value === 'boolean') return [{ what: `${value} → ${!value}`, value: !value }]
  if (value === null && key === 'amount') return [{ what: 'no amount → 1', value: 1 }]
  return typeof value === 'string' ? editsOfText(value) : []
}

function* nudgesAt(files: Files, at: At, value: unknown): Generator<Nudge> {
  const key = at.path.at(-1) ?? ''
  if (NOT_NUDGED.has(String(key))) return
  const path = `${at.file}:${at.path.join('.')}`
  for (const edit of editsOf(value, key)) yield { path, what: edit.what, files: edited(files, at, edit.value) }
  if (typeof key === 'number') yield { path, what: `${JSON.stringify(value)} dropped`, files: edited(files, at, GONE) }
  else if (OPTIONAL.has(key) && at.path.length > 2) yield { path, what: 'left out', files: edited(files, at, GONE) }
  if (value === null || typeof value !== 'object') return
  const children = Array.isArray(value) ? value.map((v, i): [Step, unknown] => [i, v]) : Object.entries(value)
  for (const [step, child] of children) yield* nudgesAt(files, { ...at, path: [...at.path, step] }, child)
}

/** Every reading taken the other way; its places are switched together. */
function* switches(files: Files, file: string, data: CatalogueData): Generator<Nudge> {
  for (const reading of readingsOf(data)) {
    for (const other of alternativesOf(reading)) {
      const path = `${file}:${reading.paths[0]}`
      let switched = files
      for (const place of reading.paths) switched = edited(switched, { file, path: place.split('.') }, other)
      yield { path, what: `${reading.clause} read as ${other}`, files: switched }
    }
  }
}

/** All nudges of a catalogue; `whole` names the file that holds a whole version, with its data as loaded. */
export function nudgesOf(files: Files, whole: { file: string; data: CatalogueData }): Nudge[] {
  const plain = Object.entries(files).flatMap(([file, value]) => [...nudgesAt(files, { file, path: [] }, value)])
  return [...plain, ...switches(files, whole.file, whole.data)]
}
