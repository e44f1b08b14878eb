import { useSyncExternalStore } from 'react'
import {
  type DayStyle,
  formatAmount,
  formatChange,
  formatDay,
  formatMinutes,
  formatMoney,
  formatMonth,
  formatPeriod,
  formatStretch,
  formatWhen,
  type Unit,
} from './format.ts'
import {
  hasWord,
  type Language,
  languageNow,
  onLanguageChange,
  translate,
  type WordKey,
  type WordValues,
} from './words.ts'

/** A word for a code that the server may have added since: the code itself where no word is held. */
const wordFor = (prefix: string, code: string) => {
  const key = `${prefix}.${code}`
  return hasWord(key) ? translate(key) : code
}

const bound = (language: Language) => ({
  language,
  t: (key: WordKey, values?: WordValues) => translate(key, values),
  wordFor,
  day: (date: string, style?: DayStyle) => formatDay(date, language, style),
  when: (at: string, style?: DayStyle) => formatWhen(at, language, style),
  stretch: (start: string, end: string, style?: DayStyle) => formatStretch(start, end, language, style),
  period: (period: { from: string; until: string | null }, today?: string) => formatPeriod(period, language, today),
  month: (from: string, long?: boolean) => formatMonth(from, language, long),
  minutes: (minutes: number) => formatMinutes(minutes, language),
  amount: (amount: number, unit: Unit) => formatAmount(amount, unit, language),
  change: (amount: number, unit: Unit) => formatChange(amount, unit, language),
  money: (amount: number, currency: string) => formatMoney(amount, currency, language),
})

export type Words = ReturnType<typeof bound>
const byLanguage: Record<Language, Words> = { ja: bound('ja'), en: bound('en') }

/** Words and formats in the language shown; components render again when it changes. */
export function useWords(): Words {
  return byLanguage[useSyncExternalStore(onLanguageChange, languageNow)]
}
