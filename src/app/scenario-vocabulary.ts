/** The words that scenarios may use under a catalogue. */
import type { Catalogue } from '../terms/index.ts'
import type { Vocabulary } from './scenario/index.ts'

export function vocabularyFor({ data }: Catalogue): Vocabulary {
  return {
    plans: Object.keys(data.plans),
    addOns: Object.keys(data.addOns),
    options: Object.keys(data.options),
    allowances: Object.keys(data.allowances),
    kinds: Object.keys(data.kinds),
    places: Object.keys(data.places),
    offices: Object.keys(data.offices),
    languages: data.languages,
    phases: ['onboarding', 'success'],
  }
}
