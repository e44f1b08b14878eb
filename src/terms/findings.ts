/** What the checks of a catalogue share: findings, references, circles. */
import type { Path } from './walk.ts'

export type DataFinding = { path: Path; message: string }
export type Report = (path: Path, message: string) => void

export const quoted = (names: Iterable<string>) => [...names].map((n) => `"${n}"`).join(', ')

export const oneOf = (names: Iterable<string>) => {
  const list = quoted(names)
  return list === '' ? 'there is none yet, so drop it or add one' : `write one of ${list}`
}

/** Reports a name that a register does not hold. */
export function known(
  report: Report,
  path: Path,
  name: string,
  register: Record<string, unknown>,
  what: string,
): boolean {
  if (Object.hasOwn(register, name)) return true
  report(path, `${what} "${name}" does not exist; ${oneOf(Object.keys(register))}`)
  return false
}

/** Finds one circle in a graph of names and gives it from its first name to the same again. */
export function circleIn(graph: Record<string, readonly string[]>): string[] | null {
  const done = new Set<string>()
  const visit = (name: string, trail: string[]): string[] | null => {
    const seen = trail.indexOf(name)
    if (seen >= 0) return [...trail.slice(seen), name]
    if (done.has(name)) return null
    done.add(name)
    for (const next of graph[name] ?? []) {
      const found = visit(next, [...trail, name])
      if (found) return found
    }
    return null
  }
  for (const name of Object.keys(graph)) {
    const found = visit(name, [])
    if (found) return found
  }
  return null
}
