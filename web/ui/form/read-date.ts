import { dateOf, dayNumber } from '../../i18n/civil.ts'

/** Full-width digits, `.`, `/`, `年月日` and missing years are understood; what exists on no calendar is not. */
export function readDate(typed: string, today: string): string | null {
  const numbers = typed.normalize('NFKC').match(/\d+/g)?.map(Number) ?? []
  if (numbers.length === 1 && /^\d{8}$/.test(typed.trim())) {
    const whole = typed.trim()
    return readDate(`${whole.slice(0, 4)}-${whole.slice(4, 6)}-${whole.slice(6)}`, today)
  }
  const [year, month, day] = numbers.length === 2 ? [+today.slice(0, 4), ...numbers] : numbers
  if (!year || !month || !day || year < 1900 || year > 2999) return null
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return month <= 12 && dateOf(dayNumber(text)) === text ? text : null
}
