import { addDays } from '../i18n/civil.ts'
import type { DayStyle } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'

export function Day({ date, ...style }: { date: string } & DayStyle) {
  return <time dateTime={date}>{useWords().day(date, style)}</time>
}

export function When({ at, ...style }: { at: string } & DayStyle) {
  return <time dateTime={at}>{useWords().when(at, style)}</time>
}

export function Stretch({ start, end, ...style }: { start: string; end: string } & DayStyle) {
  return <time dateTime={start}>{useWords().stretch(start, end, style)}</time>
}

/** From the first day to the last one, not the day after. */
export function Span({ from, until }: { from: string; until: string | null }) {
  return <span className="whole">{useWords().period({ from, until })}</span>
}

export const lastDay = (until: string) => addDays(until, -1)
