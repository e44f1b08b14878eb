/** What changes from one version of a catalogue to another, place by place, and in words. */
import { isDeepStrictEqual } from 'node:util'
import type { Catalogue } from './catalogue.ts'
import { clauseAt, dataOf } from './clause-data.ts'
import type { CatalogueData } from './model.ts'
import { type Language, sayPlace, sayValue } from './say.ts'

/** `before` or `after` is undefined where the place is new or gone. */
export type Change = { clause: string | null; path: string; before: unknown; after: unknown }

/** What a version says of itself. */
const HEAD = new Set(['version', 'effective'])

/** What tells the items of a list from each other, so that a new one in front does not change all that follow. */
const IDENTITY: Record<string, (item: Record<string, unknown>) => string> = {
  regions: (r) => String(r.name),
  prices: (p) => `${p.charge} ${p.item ?? ''} ${p.from}`,
  retirements: (r) => String(r.service),
  targets: (t) => String(t.target),
  phases: (p) => String(p.phase),
  dates: (d) => String(d.date),
}

type Report = (path: string, before: unknown, after: unknown) => void
const isPart = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
const isListOfParts = (value: unknown): value is Record<string, unknown>[] => Array.isArray(value) && value.some(isPart)
const under = (path: string, key: string | number) => (path === '' ? String(key) : `${path}.${key}`)

function compareLists(
  before: Record<string, unknown>[],
  after: Record<string, unknown>[],
  path: string,
  report: Report,
) {
  const key =
    IDENTITY[path.slice(path.lastIndexOf('.') + 1)] ??
    ((item: Record<string, unknown>) => String(before.includes(item) ? before.indexOf(item) : after.indexOf(item)))
  const keysBefore = before.map(key)
  const keysAfter = after.map(key)
  before.forEach((item, i) => {
    const at = keysAfter.indexOf(keysBefore[i] ?? '')
    compare(item, after[at], under(path, at < 0 ? i : at), report)
  })
  after.forEach((item, i) => {
    if (!keysBefore.includes(keysAfter[i] ?? '')) report(under(path, i), undefined, item)
  })
}

function compare(before: unknown, after: unknown, path: string, report: Report): void {
  if (isDeepStrictEqual(before, after)) return
  if (isPart(before) && isPart(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (path !== '' || !HEAD.has(key)) compare(before[key], after[key], under(path, key), report)
    }
  } else if (Array.isArray(before) && Array.isArray(after) && (isListOfParts(before) || isListOfParts(after))) {
    compareLists(before, after, path, report)
  } else report(path, before, after)
}

/** Every place that differs; lists of plain values as a whole. */
export function differences(from: CatalogueData, to: CatalogueData): Change[] {
  const changes: Change[] = []
  // A copy with ordinary objects: registers of a loaded catalogue inherit nothing, which equality would take for a difference.
  const [before, after] = [structuredClone(from), structuredClone(to)]
  compare(before, after, '', (path, old, now) =>
    changes.push({ clause: clauseAt(now === undefined ? before : after, path), path, before: old, after: now }),
  )
  return changes
}

const missingFrom = (list: unknown[], other: unknown[]) => list.filter((item) => !other.includes(item))

/** One sentence about one change, in the language asked for. */
export function sayChange(from: Catalogue, to: Catalogue, change: Change, language: Language): string {
  const { path, before, after } = change
  const [old, now] = [from.data, to.data]
  const place = sayPlace(after === undefined ? old : now, path, language)
  const unit = dataOf(after === undefined ? old : now).find((d) => d.path === path)?.unit
  const was = (value: unknown) => sayValue(old, value, language, unit)
  const is = (value: unknown) => sayValue(now, value, language, unit)
  if (Array.isArray(before) && Array.isArray(after)) {
    const gone = missingFrom(before, after)
    const added = missingFrom(after, before)
    const parts =
      language === 'ja'
        ? [added.length > 0 ? `${is(added)}を加え` : '', gone.length > 0 ? `${was(gone)}を外し` : ''].filter(
            (p) => p !== '',
          )
        : [added.length > 0 ? `${is(added)} added` : '', gone.length > 0 ? `${was(gone)} dropped` : ''].filter(
            (p) => p !== '',
          )
    if (parts.length > 0)
      return language === 'ja' ? `${place}：${parts.join('、')}ます。` : `${place}: ${parts.join(', ')}.`
    return language === 'ja' ? `${place}：順序が変わります（${is(after)}）。` : `${place}: another order, ${is(after)}.`
  }
  if (before === undefined)
    return language === 'ja' ? `${place}：新しく定めます（${is(after)}）。` : `${place}: new (${is(after)}).`
  if (after === undefined)
    return language === 'ja'
      ? `${place}：なくなります（これまでは${was(before)}）。`
      : `${place}: no longer (was ${was(before)}).`
  return language === 'ja'
    ? `${place}：${was(before)}から${is(after)}に変わります。`
    : `${place}: from ${was(before)} to ${is(after)}.`
}
