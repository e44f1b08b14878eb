/** Dotted places in a catalogue, and patterns of them: `supports.*.sessions.*.places`. */
import { type Path, walk } from './walk.ts'

export const dottedPath = (path: Path): string => path.map(String).join('.')

/** Whether a place lies at or inside what a pattern names; `*` stands for any one name. */
export function liesIn(path: string, pattern: string): boolean {
  const steps = path.split('.')
  return pattern.split('.').every((name, i) => steps[i] !== undefined && (name === '*' || name === steps[i]))
}

/** Every place that a pattern names exactly, with its value. */
export function placesOf(data: unknown, pattern: string): { path: string; value: unknown }[] {
  const depth = pattern.split('.').length
  const found: { path: string; value: unknown }[] = []
  walk(data, (path, value) => {
    if (path.length === depth && liesIn(dottedPath(path), pattern)) found.push({ path: dottedPath(path), value })
  })
  return found
}

export function valueAt(data: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], data)
}
