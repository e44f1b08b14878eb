/** What people write for the catalogue's plans, kinds, places, offices, options and languages → the catalogue's own ids. */
import type { Catalogues } from '../../../terms/index.ts'
import { headKey } from './columns.ts'

type Named = { name: Record<string, string>; aliases?: { value: readonly string[] } | undefined }

export type NameIndex = {
  find(text: string): string | null
  /** A few of them, as a hint at what may be written. */
  some: string
}

const LANGUAGE_NAMES: Record<string, readonly string[]> = {
  ja: ['日本語', 'japanese', '和文'],
  en: ['英語', 'english'],
}

/** Brackets are dropped in names as in heads; a plus is part of one. */
const nameKey = (text: string) => headKey(text)

function indexOf(entries: readonly (readonly [string, readonly string[]])[]): NameIndex {
  const ids = new Map<string, string>()
  for (const [id, names] of entries)
    for (const name of [id, ...names]) if (!ids.has(nameKey(name))) ids.set(nameKey(name), id)
  const some = entries.map(([id, names]) => names[0] ?? id).slice(0, 8)
  return { find: (text) => ids.get(nameKey(text)) ?? null, some: some.join(', ') }
}

/** What stands before or after the distinguishing word in every name is often left out: `CSプラン Basic` is called `Basic`. */
function shorter(names: readonly string[]): string[] {
  const [first = ''] = names
  const prefix = [...first].findIndex((_, i) => names.some((name) => name[i] !== first[i]))
  return prefix > 0 && names.length > 1 ? names.map((name) => name.slice(prefix)) : names.map(() => '')
}

function catalogueIndex(all: readonly Record<string, Named>[]): NameIndex {
  const byId = new Map<string, Named>()
  for (const version of all) for (const [id, named] of Object.entries(version)) byId.set(id, named)
  const list = [...byId]
  const languages = [...new Set(list.flatMap(([, named]) => Object.keys(named.name)))]
  const short = languages.map((language) => shorter(list.map(([, named]) => named.name[language] ?? '')))
  return indexOf(
    list.map(([id, named], i) => [
      id,
      [
        ...Object.values(named.name),
        ...(named.aliases?.value ?? []),
        ...short.map((names) => names[i]!).filter((name) => name.length > 1),
      ],
    ]),
  )
}

/** Over all versions: a past row names what was offered then; whether it was is for the rules to say. */
export function catalogueNames({ versions }: Catalogues) {
  const data = versions.map((v) => v.data)
  return {
    plans: catalogueIndex(data.map((d) => d.plans)),
    options: catalogueIndex(data.map((d) => d.options)),
    offices: catalogueIndex(data.map((d) => d.offices)),
    kinds: catalogueIndex(data.map((d) => d.kinds)),
    places: catalogueIndex(data.map((d) => d.places)),
    languages: indexOf(
      [...new Set(data.flatMap((d) => d.languages))].map((id) => [id, LANGUAGE_NAMES[id] ?? []] as const),
    ),
  }
}

export type CatalogueNames = ReturnType<typeof catalogueNames>
