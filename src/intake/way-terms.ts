/** What a catalogue says of card intake, way by way: every figure and list with its clause. */
import { must } from '../kernel/failure.ts'
import type { Catalogue } from '../terms/index.ts'
import type { Way } from './model.ts'

type Datum<T> = { value: T; clause: string }

export type WayTerms = {
  way: Way
  /** The add-on that brings the right to this way alone; prices and retirements go by its name. */
  service: string
  surveyAnswers: Datum<number>
  priceClause: string
  deadlineDays: Datum<number>
  settingsRefused: Datum<readonly string[]>
  /** A visit only: how far it goes, and in which service hours. */
  journeyMinutes: Datum<number> | null
  hours: Datum<string> | null
}

type RightName = 'cardMail' | 'cardVisit'
export const RIGHT_OF: Record<Way, RightName> = { mail: 'cardMail', visit: 'cardVisit' }

/** The names under which the catalogue keeps the rules of a way. */
const PREFIX: Record<Way, string> = { mail: 'intake', visit: 'visit' }

function ruleOf<T>(catalogue: Catalogue, name: string, fits: (value: unknown) => value is T): Datum<T> {
  const rule = must(catalogue.data.rules[name], `the catalogue has the rule ${name}`)
  must(fits(rule.value), `the rule ${name} has a value of its kind`)
  return { value: rule.value as T, clause: rule.clause }
}

const isFigure = (value: unknown): value is number => typeof value === 'number'
const isName = (value: unknown): value is string => typeof value === 'string'
const isList = (value: unknown): value is readonly string[] => Array.isArray(value)

/** Add-ons whose order brings the right by itself and until it is delivered: the way out of any period (plans.6). */
export const servicesOf = (catalogue: Catalogue, way: Way): string[] =>
  Object.entries(catalogue.data.addOns)
    .filter(([, addOn]) => addOn.period.rule === 'delivered' && addOn.rights?.[RIGHT_OF[way]]?.value === true)
    .map(([id]) => id)

/** The terms of a way; null where the vendor does not run it. */
export function wayTerms(catalogue: Catalogue, way: Way): WayTerms | null {
  const service = servicesOf(catalogue, way)[0]
  if (service === undefined) return null
  const named = (rule: string) => `${PREFIX[way]}-${rule}`
  const visits = way === 'visit'
  return {
    way,
    service,
    surveyAnswers: ruleOf(catalogue, named('survey-answers'), isFigure),
    priceClause: ruleOf(catalogue, named('price-by'), isName).clause,
    deadlineDays: ruleOf(catalogue, named('deadline-days-before-start-week'), isFigure),
    settingsRefused: ruleOf(catalogue, named('settings-refused'), isList),
    journeyMinutes: visits ? ruleOf(catalogue, named('journey-minutes'), isFigure) : null,
    hours: visits ? ruleOf(catalogue, named('hours'), isName) : null,
  }
}
