/** Puts the facts of a finding into the words that its sentence is filled with. */
import { addDays } from '../../kernel/civil.ts'
import type { Facts } from '../../kernel/decision.ts'
import { isId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/route.ts'
import { countText, dateText, dayText, durationText, hourText, isDateText, isTimeText, timeText } from './format.ts'
import type { Sentence } from './sentence.ts'
import { ACTIONS, DAYS, LANGUAGES, STATES, UNNAMED } from './terms.ts'

/** How a catalogue calls its plans, add-ons, kinds, places, offices and allowances; null = it knows no such id. */
export type Vocabulary = {
  name(id: string, language: Language): string | null
  /** What an allowance is counted in. */
  unit(allowance: string): 'minutes' | 'count'
}

/**
 * What a sentence is filled with, asked for by name: a fact as words; with `Given` whether it was given, for a choice;
 * with `N` the bare number, with `Id` the bare name as a branch's key (which holds no hyphen); `last` the last day of a
 * span. Worked out when it is asked for: most answers name few of their facts.
 */
export type Arguments = (name: string) => string | number | undefined

export const plainArguments =
  (values: Record<string, string | number | undefined>): Arguments =>
  (name) =>
    name.endsWith('Given') ? (values[name.slice(0, -5)] === undefined ? 'no' : 'yes') : values[name]

const LISTS: Record<string, Record<string, Sentence>> = {
  state: STATES,
  action: ACTIONS,
  language: LANGUAGES,
  name: DAYS,
}
const AMOUNTS = new Set(['asked', 'left', 'leftAfter', 'granted', 'back'])
const DURATIONS = new Set(['minutes', 'max', 'drawn', 'returned', 'excess'])

function amountOf(value: number, facts: Facts, language: Language, vocabulary: Vocabulary): string {
  const unit = facts.unit ?? (typeof facts.allowance === 'string' ? vocabulary.unit(facts.allowance) : 'count')
  return unit === 'minutes' ? durationText(value, language) : countText(value, language)
}

function textOf(name: string, value: string, language: Language, vocabulary: Vocabulary): string {
  if (isDateText(value))
    return name === 'from' || name === 'until' ? dayText(value, language) : dateText(value, language)
  if (isTimeText(value)) return timeText(value, language)
  const known = LISTS[name]?.[value]?.[language] ?? vocabulary.name(value, language) ?? LANGUAGES[value]?.[language]
  // An id without a name says nothing to a reader; what it stands for does.
  return known ?? (isId(value) ? (UNNAMED[name]?.[language] ?? value) : value)
}

function numberOf(name: string, value: number, facts: Facts, language: Language, vocabulary: Vocabulary): string {
  if (AMOUNTS.has(name)) return amountOf(value, facts, language, vocabulary)
  if (DURATIONS.has(name)) return durationText(value, language)
  if (name === 'from' || name === 'until') return hourText(value)
  return String(value)
}

const given = (value: string | number | null | undefined): value is string | number =>
  value !== undefined && value !== null && value !== ''
/** A step is named with its room, `session.move`; the sentence speaks of the step. */
const stepOf = (name: string, value: string) => (name === 'action' ? value.slice(value.indexOf('.') + 1) : value)

/** What is missing reads as its unnamed form, or as not given. */
export function argumentsOf(facts: Facts, language: Language, vocabulary: Vocabulary): Arguments {
  return (name) => {
    const value = facts[name]
    if (given(value)) {
      return typeof value === 'number'
        ? numberOf(name, value, facts, language, vocabulary)
        : textOf(name, stepOf(name, value), language, vocabulary)
    }
    if (name === 'last') return isDateText(facts.until) ? dayText(addDays(facts.until, -1), language) : undefined
    if (name.endsWith('Given')) return given(facts[name.slice(0, -5)]) ? 'yes' : 'no'
    if (name.endsWith('N')) return facts[name.slice(0, -1)] ?? undefined
    if (name.endsWith('Id'))
      return stepOf(name.slice(0, -2), String(facts[name.slice(0, -2)] ?? '')).replaceAll('-', '_')
    return UNNAMED[name]?.[language]
  }
}
