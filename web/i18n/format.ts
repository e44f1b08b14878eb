/** Dates, times, lengths and money as people of each language write them. */
import { addDays, dateIn, timeIn, weekday } from './civil.ts'
import type { Language } from './words.ts'

const JA_DAYS = ['日', '月', '火', '水', '木', '金', '土']
const EN_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export type DayStyle = { year?: boolean; weekday?: boolean }

/** `2025年4月14日(月)`, `Mon 14 Apr 2025`; year and weekday can be left out. */
export function formatDay(date: string, language: Language, { year = true, weekday: named = true }: DayStyle = {}) {
  const y = +date.slice(0, 4)
  const m = +date.slice(5, 7)
  const d = +date.slice(8, 10)
  if (language === 'ja') return `${year ? `${y}年` : ''}${m}月${d}日${named ? `(${JA_DAYS[weekday(date)]})` : ''}`
  return `${named ? `${EN_DAYS[weekday(date)]} ` : ''}${d} ${EN_MONTHS[m - 1]}${year ? ` ${y}` : ''}`
}

/** `2025年4月14日(月) 10:00`, `Mon 14 Apr 2025, 10:00`. */
export const formatWhen = (at: string, language: Language, style?: DayStyle) =>
  `${formatDay(dateIn(at), language, style)}${language === 'ja' ? '' : ','} ${timeIn(at)}`

/** A stretch of time on one day: `11月27日(金) 14:00–15:30`. */
export const formatStretch = (start: string, end: string, language: Language, style?: DayStyle) =>
  `${formatWhen(start, language, style)}–${timeIn(end)}`

/** A period with its last day, which people name where the data hold the day after. `today` drops the year that goes without saying. */
export function formatPeriod(period: { from: string; until: string | null }, language: Language, today?: string) {
  const last = period.until === null ? null : addDays(period.until, -1)
  const near =
    today !== undefined && [period.from, last ?? today].every((date) => date.slice(0, 4) === today.slice(0, 4))
  const from = formatDay(period.from, language, { weekday: false, year: !near })
  return last === null ? `${from} –` : `${from} – ${formatDay(last, language, { weekday: false, year: !near })}`
}

/** `2026年11月`, `Nov 2026`; a service month is named by the day it starts unless it starts on the first. */
export function formatMonth(from: string, language: Language, long = false) {
  const month = +from.slice(5, 7)
  const day = +from.slice(8, 10)
  const year = from.slice(0, 4)
  if (language === 'ja') return `${long ? `${year}年` : ''}${month}月${day === 1 ? '' : `${day}日〜`}`
  return `${day === 1 ? '' : `${day} `}${EN_MONTHS[month - 1]}${long ? ` ${year}` : ''}${day === 1 ? '' : ' on'}`
}

/** Minutes as hours and minutes, one unbreakable word: `1時間30分`, `1 h 30 min`. */
export function formatMinutes(minutes: number, language: Language) {
  const sign = minutes < 0 ? '−' : ''
  const whole = Math.abs(minutes)
  const h = Math.floor(whole / 60)
  const m = whole % 60
  if (language === 'ja') return `${sign}${h > 0 ? `${h}時間` : ''}${m > 0 || h === 0 ? `${m}分` : ''}`
  return `${sign}${[h > 0 ? `${h}\u00a0h` : '', m > 0 || h === 0 ? `${m}\u00a0min` : ''].filter(Boolean).join('\u00a0')}`
}

export type Unit = 'minutes' | 'count'

export const formatCount = (count: number, language: Language) => {
  const text = `${count < 0 ? '−' : ''}${Math.abs(count)}`
  return language === 'ja' ? `${text}回` : text
}

export const formatAmount = (amount: number, unit: Unit, language: Language) =>
  unit === 'minutes' ? formatMinutes(amount, language) : formatCount(amount, language)

/** With its sign written out, for books: `＋30分`, `−60分`. */
export const formatChange = (amount: number, unit: Unit, language: Language) =>
  amount > 0
    ? `${language === 'ja' ? '＋' : '+'}${formatAmount(amount, unit, language)}`
    : formatAmount(amount, unit, language)

export function formatMoney(amount: number, currency: string, language: Language) {
  if (currency === 'JPY' && language === 'ja') return `${amount.toLocaleString('ja-JP')}円`
  const digits =
    new Intl.NumberFormat(language, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0
  return new Intl.NumberFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { style: 'currency', currency }).format(
    amount / 10 ** digits,
  )
}

export const formatShare = (share: number) => `${Math.round(share * 100)}%`
