/**
 * The readings that are choices in the data: where honest people may understand the terms in more than one way, the
 * catalogue says which one holds, and every other one is implemented too. A reading without a row here is none: it is
 * settled in words (`reading` in clauses.yaml) and in code.
 */
import { clauseAt } from './clause-data.ts'
import type { CatalogueData } from './model.ts'
import { placesOf } from './paths.ts'
import type { Support } from './supports.ts'

type Words = { ja: string; en: string }
export type Choice = { value: string; words: Words }

/** `at` names the places; `asks` says of one place whether the question arises there at all. */
export type Reading = {
  id: string
  at: string
  choices: readonly Choice[]
  asks(data: CatalogueData, path: string, value: unknown): boolean
}

const supportAt = (data: CatalogueData, path: string): Support | undefined => data.supports[path.split('.')[1] ?? '']

const isOfAPlan = (data: CatalogueData, path: string): boolean =>
  Object.values(data.plans).some((plan) => plan.phases.some((phase) => phase.support === path.split('.')[1]))

/** Both kinds of place must be there, or every place is remote and the choice changes nothing. */
const hasBothKindsOfPlace = (data: CatalogueData, path: string): boolean => {
  const session = supportAt(data, path)?.sessions[path.split('.')[3] ?? '']
  const remote = new Set(session?.places.value.map((place) => data.places[place]?.remote))
  return remote.size === 2
}

const includesTrips = (data: CatalogueData, path: string): boolean =>
  (supportAt(data, path)?.trips?.included.value ?? 0) > 0

const MONTHS = ['service-month', 'calendar-month']

export const READINGS: readonly Reading[] = [
  {
    id: 'places-that-draw',
    at: 'supports.*.sessions.*.draws.places',
    choices: [
      {
        value: 'remote',
        words: { ja: 'オンラインと電話の予定だけが枠を使う', en: 'only what is held online or by phone draws' },
      },
      { value: 'every', words: { ja: 'どこで行う予定も枠を使う', en: 'every meeting draws, wherever it is held' } },
    ],
    asks: hasBothKindsOfPlace,
  },
  {
    id: 'trip-pool',
    at: 'supports.*.trips.pool',
    choices: [
      { value: 'shared', words: { ja: '出張の枠は全拠点で1つ', en: 'one pool of trips for all offices' } },
      { value: 'per-office', words: { ja: '出張の枠は拠点ごと', en: 'a pool of trips for each office' } },
    ],
    asks: (data, path) => includesTrips(data, path) && Object.keys(data.offices).length > 1,
  },
  {
    id: 'month',
    at: 'supports.*.allowances.*.window',
    choices: [
      {
        value: 'service-month',
        words: { ja: '月は契約の開始日から数える', en: "months run from the contract's start day" },
      },
      { value: 'calendar-month', words: { ja: '月は暦の月', en: 'months are calendar months' } },
    ],
    asks: (_data, _path, value) => MONTHS.includes(String(value)),
  },
  {
    id: 'trip-window',
    at: 'supports.*.trips.window',
    choices: [
      { value: 'contract-year', words: { ja: '出張の枠は契約年度ごと', en: 'trips for each contract year' } },
      { value: 'phase', words: { ja: '出張の枠は期を通して', en: 'trips for the whole phase' } },
    ],
    asks: (data, path) => includesTrips(data, path) && isOfAPlan(data, path),
  },
  {
    id: 'project-hours',
    at: 'plans.*.projects.hours',
    choices: [
      {
        value: 'own',
        words: { ja: 'プラン内のプロジェクトは独自の枠を持つ', en: 'an included project has hours of its own' },
      },
      {
        value: 'support-pool',
        words: { ja: 'プラン内のプロジェクトは月の枠を使う', en: 'an included project draws on the monthly pool' },
      },
    ],
    asks: () => true,
  },
  {
    id: 'hours-of-a-further-month',
    at: 'addOns.*.period.hours',
    choices: [
      { value: 'none', words: { ja: '延長しても枠は増えない', en: 'a further month brings no new hours' } },
      {
        value: 'fresh',
        words: { ja: '延長の月ごとに新しい枠がつく', en: 'each further month brings hours of its own' },
      },
    ],
    asks: () => true,
  },
]

/** A reading as one version has taken it. Places under one clause are one reading: they are switched together. */
export type TakenReading = { id: string; clause: string; paths: string[]; chosen: string; choices: readonly Choice[] }

export function readingsOf(data: CatalogueData): TakenReading[] {
  const taken = new Map<string, TakenReading>()
  for (const { id, at, choices, asks } of READINGS) {
    for (const { path, value } of placesOf(data, at)) {
      const clause = clauseAt(data, path)
      if (clause === null || !asks(data, path, value)) continue
      const key = `${id} ${clause}`
      const known = taken.get(key)
      if (known) known.paths.push(path)
      else taken.set(key, { id, clause, paths: [path], chosen: String(value), choices })
    }
  }
  return [...taken.values()]
}

/** The values that a reading could have had instead. */
export const alternativesOf = (reading: TakenReading): string[] =>
  reading.choices.map((c) => c.value).filter((value) => value !== reading.chosen)
