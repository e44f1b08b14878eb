/** A paper's hand: its words, days, amounts and the catalogue's names in one language. */
import { addDays, type CivilDate, formatMinute, type Period } from '../../kernel/civil.ts'
import { civilAt, type Instant } from '../../kernel/clock.ts'
import type { Language } from '../../kernel/route.ts'
import type { Vocabulary } from '../words/arguments.ts'
import { plainArguments } from '../words/arguments.ts'
import { amountText, countText, dateText, dayText, durationText } from '../words/format.ts'
import { say } from '../words/message.ts'
import { PAPER_WORDS, type PaperWord } from '../words/papers.ts'
import type { Sentence } from '../words/sentence.ts'
import type { Cell } from './paper.ts'

export type Hand = ReturnType<typeof handIn>

export function handIn(language: Language, vocabulary: Vocabulary, zone: string) {
  const said = (sentence: Sentence, values: Record<string, string | number | undefined> = {}) =>
    say(sentence, language, plainArguments(values))
  const word = (key: PaperWord, values?: Record<string, string | number | undefined>) => said(PAPER_WORDS[key], values)
  const day = (date: CivilDate) => dayText(date, language)
  const name = (id: string) => vocabulary.name(id, language) ?? id
  return {
    language,
    said,
    word,
    name,
    day,
    names: (ids: readonly string[]) => ids.map(name).join(language === 'ja' ? '、' : ', '),
    /** From the first day to the last one. */
    span: ({ from, until }: Period) =>
      until === null
        ? word('from', { date: day(from) })
        : word('span', { from: day(from), last: day(addDays(until, -1)) }),
    amount: (value: number, unit: 'minutes' | 'count') =>
      unit === 'minutes' ? durationText(value, language) : countText(value, language),
    /** Null: the price is not held here. */
    money: (value: number | null, currency: string) =>
      value === null ? word('amountOpen') : amountText(value, currency, language),
    when: (at: Instant) => {
      const { date, minute } = civilAt(at, zone)
      return `${dateText(date, language)} ${formatMinute(minute)}`
    },
    dayOf: (at: Instant) => civilAt(at, zone).date,
  }
}

export const cell = (text: string, ...seals: string[]): Cell => (seals.length > 0 ? { text, seals } : { text })
