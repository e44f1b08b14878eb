import { useTerms, useTermsVersions } from '../../api/queries.ts'
import type { Datum, Terms } from '../../api/types.ts'

export type Price = {
  charge: string
  item: string | null
  amount: number | null
  from: string
  clause: string
}

type Placed = Datum & { clause: string }

const dataUnder = (terms: Terms, prefix: string): Placed[] =>
  terms.clauses.flatMap((c) => c.data.filter((d) => d.path.startsWith(prefix)).map((d) => ({ ...d, clause: c.id })))

/** The prices that a version holds, in its order; `amount` null is one that is not settled. */
export function pricesIn(terms: Terms): Price[] {
  const byPlace = Map.groupBy(dataUnder(terms, 'prices.'), (d) => Number(d.path.split('.')[1]))
  return [...byPlace]
    .sort(([a], [b]) => a - b)
    .map(([, data]) => {
      const of = (name: string) => data.find((d) => d.path.endsWith(`.${name}`))?.value
      const amount = of('amount')
      return {
        charge: String(of('charge') ?? ''),
        item: typeof of('item') === 'string' ? String(of('item')) : null,
        amount: typeof amount === 'number' ? amount : null,
        from: String(of('from') ?? ''),
        clause: data[0]?.clause ?? '',
      }
    })
}

export type HomeArea = { office: string; regions: string[]; clause: string }

/** The home area of each office. */
export const homeAreasIn = (terms: Terms): HomeArea[] =>
  dataUnder(terms, 'offices.')
    .filter((d) => d.path.endsWith('.homeArea.value'))
    .map((d) => ({
      office: d.path.split('.')[1] ?? '',
      regions: Array.isArray(d.value) ? d.value.map(String) : [],
      clause: d.clause,
    }))

/** The terms in force today, whole. */
export function useTermsInForce() {
  const versions = useTermsVersions()
  return useTerms(versions.data?.find((v) => v.inForce)?.version)
}
