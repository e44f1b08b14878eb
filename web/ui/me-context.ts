import { createContext, use, useMemo } from 'react'
import type { Holder, Me, Name, Named, Translated, Unit } from '../api/types.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Language } from '../i18n/words.ts'

export const MeContext = createContext<Me | null>(null)

/** Who is signed in; only used beneath the sign-in. */
export function useSignedIn(): Me {
  const me = use(MeContext)
  if (!me) throw new Error('useSignedIn stands above the sign-in')
  return me
}

/** Whether the signed-in person may do something: a screen shows no way to what the server would refuse. */
export const useMay = (action: string): boolean => useSignedIn().may[action] !== undefined

export const inLanguage = (name: Name | Partial<Translated>, language: Language) =>
  typeof name === 'string' ? name : (name[language] ?? name.ja ?? '')

/** Names of the catalogue's things in the language shown; the id where the catalogue holds no name. */
export function useNames() {
  const { catalogue } = useSignedIn()
  const { language, wordFor } = useWords()
  return useMemo(() => {
    const among = (list: readonly Named[] | undefined) => {
      const held = new Map((list ?? []).map((item) => [item.id, inLanguage(item.name, language)]))
      return (id: string) => held.get(id)
    }
    const plan = among(catalogue.plans)
    const addOn = among(catalogue.addOns)
    const kind = among(catalogue.kinds)
    const place = among(catalogue.places)
    const office = among(catalogue.offices)
    const allowance = among(catalogue.allowances)
    const option = among(catalogue.options)
    const regions = new Map((catalogue.regions ?? []).map((r) => [r.name, r.names[language]]))
    const units = new Map(catalogue.allowances.map((a) => [a.id, a.unit]))
    return {
      plan: (id: string) => plan(id) ?? id,
      addOn: (id: string) => addOn(id) ?? id,
      kind: (id: string) => kind(id) ?? id,
      place: (id: string) => place(id) ?? id,
      office: (id: string) => office(id) ?? id,
      allowance: (id: string) => allowance(id) ?? id,
      option: (id: string) => option(id) ?? wordFor('option', id),
      prefecture: (name: string) => regions.get(name) ?? name,
      holder: (holder: Holder) => holder.label,
      /** Enough beside something that says which kind it is: the connection, the options, else the whole name. */
      holderShort: (holder: Holder) => {
        const offer = holder.offer ? (addOn(holder.offer) ?? plan(holder.offer)) : undefined
        return (offer && holder.label.startsWith(offer) && holder.label.slice(offer.length).trim()) || holder.label
      },
      /** A remedy is a plan or an add-on. */
      remedy: (id: string) => plan(id) ?? addOn(id) ?? id,
      isPlan: (id: string) => plan(id) !== undefined,
      unitOf: (allowanceId: string): Unit => units.get(allowanceId) ?? 'minutes',
      prefectures: catalogue.prefectures.map((p) => (typeof p === 'string' ? p : p.id)),
      language: (id: string) => wordFor('languageName', id),
    }
  }, [catalogue, language, wordFor])
}
export type Names = ReturnType<typeof useNames>
