import { useStaff } from '../../../api/queries.ts'
import type { AddOn, Named } from '../../../api/types.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { inLanguage, useNames, useSignedIn } from '../../../ui/me-context.ts'

/** Products whose options a plan may need; the catalogue's own list where it gives one. */
const KNOWN_OPTIONS = ['data-hub', 'salesforce-limited', 'concur-expense', 'risk-check', 'survey']

/** The catalogue as choices of fields, named in the language shown. */
export function useCatalogueChoices() {
  const { language, wordFor } = useWords()
  const { catalogue } = useSignedIn()
  const names = useNames()
  const staff = useStaff()
  const of = (list: readonly Named[]) =>
    list.map((item) => ({ value: item.id, label: inLanguage(item.name, language) }))
  return {
    plans: of(catalogue.plans),
    addOns: of(catalogue.addOns),
    /** What an order of this add-on states; an add-on that says nothing about itself is asked for everything. */
    detailsOf: (id: string): Partial<AddOn> => catalogue.addOns.find((a) => a.id === id) ?? {},
    offices: of(catalogue.offices),
    options: catalogue.options
      ? of(catalogue.options)
      : KNOWN_OPTIONS.map((id) => ({ value: id, label: names.option(id) })),
    languages: catalogue.languages.map((id) => ({ value: id, label: wordFor('languageName', id) })),
    csms: (staff.data ?? []).filter((s) => s.role === 'csm').map((s) => ({ value: s.id, label: s.name })),
  }
}

/** Leaves out what was not filled in. */
export const filled = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, v]) => v !== '' && v !== undefined && v !== null && !(Array.isArray(v) && v.length === 0),
    ),
  ) as Partial<T>
