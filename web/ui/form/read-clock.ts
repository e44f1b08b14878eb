import { clockText } from '../../i18n/civil.ts'

/** `9`, `930`, `９：３０` are all a time; anything else is none. */
export function readClock(typed: string): string | null {
  const m = /^(\d{1,2})(?:[:：時.]?(\d{2}))?分?$/.exec(typed.normalize('NFKC').trim().replace(/時$/, ''))
  if (!m) return null
  const minutes = Number(m[1]) * 60 + Number(m[2] ?? 0)
  return Number(m[2] ?? 0) < 60 && minutes < 1440 ? clockText(minutes) : null
}
