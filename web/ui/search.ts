/** The address's query as plain words: every value a string, empty ones left out. */

export type Search = Record<string, string | undefined>

export const parseSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text))

export function stringifySearch(search: Record<string, unknown>): string {
  const kept = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') kept.set(name, String(value))
  }
  const text = kept.toString()
  return text ? `?${text}` : ''
}

/** A route names the words that it knows; others are dropped. */
export const knownSearch =
  <Name extends string>(...names: Name[]) =>
  (search: Record<string, unknown>): { [K in Name]?: string | undefined } => {
    const known: { [K in Name]?: string | undefined } = {}
    for (const name of names) {
      const value = search[name]
      if (typeof value === 'string' && value !== '') known[name] = value
      else if (typeof value === 'number') known[name] = String(value)
    }
    return known
  }
