/** Visits every value of plain data with its path, parents first. */
export type Path = (string | number)[]

export function walk(value: unknown, visit: (path: Path, value: unknown) => void, path: Path = []): void {
  visit(path, value)
  if (value === null || typeof value !== 'object') return
  for (const [key, child] of Object.entries(value))
    walk(child, visit, [...path, Array.isArray(value) ? Number(key) : key])
}
