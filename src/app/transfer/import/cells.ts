/** What people write in cells: days in four ways, times, lengths, yes and no. Texts in, values out; no guessing. */
import { type CivilDate, dateOfDayNumber, isCivilDate, type Minute } from '../../../kernel/civil.ts'
import type { ImportCode } from './finding-codes.ts'

export type Read<T> = { value: T } | { fault: ImportCode }

/** Width does not count in what is read as a figure, a code or a date. */
export const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim()

/** Years before the first of each era. */
const ERAS: Record<string, number> = {
  明治: 1867,
  大正: 1911,
  昭和: 1925,
  平成: 1988,
  令和: 2018,
  M: 1867,
  T: 1911,
  S: 1925,
  H: 1988,
  R: 2018,
}
const ERA_DATE =
  /^(明治|大正|昭和|平成|令和|[MTSHR])\s?(\d{1,2}|元)(?:年|[./-])\s?(\d{1,2})(?:月|[./-])\s?(\d{1,2})日?/i
const DATE = /^(\d{4})(?:年|[./-])\s?(\d{1,2})(?:月|[./-])\s?(\d{1,2})日?/
const RUN_TOGETHER = /^(\d{4})(\d{2})(\d{2})(?!\d)/
/** What a spreadsheet keeps for a day: days since 30 December 1899; here from 1954 to 2119. */
const SERIAL = /^([2-7]\d{4})(\.\d+)?$/
const SERIAL_OF_EPOCH = 25_569
const WEEKDAY = /^\s?\([日月火水木金土祝・,]+\)|^\s?\((?:sun|mon|tue|wed|thu|fri|sat)[a-z]*\)/i

const two = (n: string | number) => String(n).padStart(2, '0')

export type DayAndTime = { date: CivilDate; minute: Minute | null }

function dayAtStart(text: string): { date: string; rest: string } | null {
  const era = ERA_DATE.exec(text)
  if (era) {
    const year = ERAS[era[1]!.toUpperCase()]! + (era[2] === '元' ? 1 : Number(era[2]))
    return { date: `${year}-${two(era[3]!)}-${two(era[4]!)}`, rest: text.slice(era[0].length) }
  }
  const m = DATE.exec(text) ?? RUN_TOGETHER.exec(text)
  return m ? { date: `${m[1]}-${two(m[2]!)}-${two(m[3]!)}`, rest: text.slice(m[0].length) } : null
}

/** A day, with the time where one stands behind it. `4/1/2025` and `25/4/1` are not read: nobody knows which is meant. */
export function readDay(text: string): Read<DayAndTime> {
  const cell = plain(text)
  const serial = SERIAL.exec(cell)
  if (serial) {
    const date = dateOfDayNumber(Number(serial[1]) - SERIAL_OF_EPOCH)
    return { value: { date, minute: serial[2] ? Math.round(Number(serial[2]) * 1440) : null } }
  }
  const day = dayAtStart(cell)
  if (!day) return { fault: 'not-a-date' }
  if (!isCivilDate(day.date)) return { fault: 'impossible-date' }
  const rest = day.rest.replace(WEEKDAY, '').replace(/^[ T]/, '').trim()
  if (rest === '') return { value: { date: day.date, minute: null } }
  const time = readTime(rest)
  return 'fault' in time ? { fault: 'not-a-date' } : { value: { date: day.date, minute: time.value } }
}

/** `10:00`, `10時半`, `午後2時30分`, or a spreadsheet's part of a day. */
export function readTime(text: string): Read<Minute> {
  const cell = plain(text)
  if (/^0?\.\d+$/.test(cell)) return { value: Math.round(Number(cell) * 1440) }
  const m =
    /^(午前|午後|am|pm)?\s?(\d{1,2})(?::(\d{2})(?::\d{2}(?:\.\d+)?)?|時(?:(\d{1,2})分|(半))?)?\s?(am|pm)?[~〜-]?$/i.exec(
      cell,
    )
  const half = (m?.[1] ?? m?.[6])?.toLowerCase()
  if (!m || (m[3] === undefined && !cell.includes('時') && half === undefined)) return { fault: 'not-a-time' }
  const hour = Number(m[2])
  const minute = m[5] ? 30 : Number(m[3] ?? m[4] ?? 0)
  if (half !== undefined && hour > 12) return { fault: 'not-a-time' }
  const moved =
    half === '午後' || half === 'pm' ? (hour % 12) + 12 : half === 'am' || half === '午前' ? hour % 12 : hour
  return moved > 23 || minute > 59 ? { fault: 'not-a-time' } : { value: moved * 60 + minute }
}

const HOURS = /^(\d+(?:\.\d+)?)\s?(?:時間|hours?|hrs?|h)\s?(?:(\d{1,2})\s?(?:分|min(?:utes?)?|m)|(半))?$/i
const MINUTES = /^(\d+)\s?(?:分間?|min(?:utes?)?|m)?$/i

/** Minutes: `90`, `90分`, `1時間30分`, `1.5時間`, `1:30`. */
export function readMinutes(text: string): Read<number> {
  const cell = plain(text).replaceAll(',', '')
  const minutes = MINUTES.exec(cell)
  if (minutes) return positive(Number(minutes[1]))
  const clock = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(cell)
  if (clock) return positive(Number(clock[1]) * 60 + Number(clock[2]))
  const hours = HOURS.exec(cell)
  if (!hours) return { fault: 'not-minutes' }
  return positive(Number(hours[1]) * 60 + (hours[3] ? 30 : Number(hours[2] ?? 0)))
}

const positive = (minutes: number): Read<number> =>
  Number.isInteger(minutes) && minutes > 0 ? { value: minutes } : { fault: 'not-minutes' }

const YES = new Set([
  'はい',
  '有',
  'あり',
  '有り',
  '○',
  '〇',
  '◯',
  '●',
  '済',
  '済み',
  '既存',
  '1',
  'yes',
  'y',
  'true',
  '導入済',
  '導入済み',
])
const NO = new Set(['いいえ', '無', 'なし', '無し', '×', '✕', '未', '新規', '0', 'no', 'n', 'false', '-', '未導入'])

export function readYesNo(text: string): Read<boolean> {
  const cell = plain(text).toLowerCase()
  if (YES.has(cell)) return { value: true }
  return NO.has(cell) ? { value: false } : { fault: 'not-yes-no' }
}
