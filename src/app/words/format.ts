/** Minutes, counts, days, hours and money as people of each language write them. */
import { type CivilDate, dayNumber, formatMinute, weekday } from '../../kernel/civil.ts'
import type { Language } from '../../kernel/route.ts'

const WEEKDAYS = { ja: '日月火水木金土', en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] }
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 90 → 1時間30分, 1 h 30 min. */
export function durationText(minutes: number, language: Language): string {
  const [hour, minute] = language === 'ja' ? ['時間', '分'] : [' h', ' min']
  const whole = Math.abs(minutes)
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  const parts = [hours > 0 ? `${hours}${hour}` : '', rest > 0 || hours === 0 ? `${rest}${minute}` : ''].filter(Boolean)
  return (minutes < 0 ? '−' : '') + parts.join(language === 'ja' ? '' : ' ')
}

/** 2 → 2回, 2. */
export const countText = (count: number, language: Language): string =>
  language === 'ja' ? `${count}回` : String(count)

/** 2025-04-14 → 2025年4月14日(月), Mon 14 Apr 2025. */
export function dateText(date: CivilDate, language: Language): string {
  const name = WEEKDAYS[language][weekday(date)]
  return language === 'ja' ? `${dayText(date, language)}(${name})` : `${name} ${dayText(date, language)}`
}

/** 2025-04-14 → 2025年4月14日, 14 Apr 2025. */
export function dayText(date: CivilDate, language: Language): string {
  const [year, month, day] = [+date.slice(0, 4), +date.slice(5, 7), +date.slice(8, 10)]
  return language === 'ja' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`
}

/** 2025-04-14T10:00 → 2025年4月14日(月) 10:00, Mon 14 Apr 2025 10:00. */
export const timeText = (time: string, language: Language): string =>
  `${dateText(time.slice(0, 10), language)} ${time.slice(11, 16)}`

/** A minute of the day, or a text that says one already. */
export const hourText = (value: string | number): string => (typeof value === 'number' ? formatMinute(value) : value)

const money = new Map<string, Intl.NumberFormat>()

/** 100000 JPY → 100,000円, ¥100,000. */
export function amountText(amount: number, currency: string, language: Language): string {
  if (language === 'ja' && currency === 'JPY') return `${amount.toLocaleString('ja-JP')}円`
  const key = `${language} ${currency}`
  const format = money.get(key) ?? new Intl.NumberFormat(language, { style: 'currency', currency })
  money.set(key, format)
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0))
}

const DATE = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

export const isDateText = (value: unknown): value is CivilDate =>
  typeof value === 'string' && DATE.test(value) && Number.isFinite(dayNumber(value))
export const isTimeText = (value: unknown): value is string => typeof value === 'string' && TIME.test(value)
