/** An intake from request to order: its states, its survey and its dates. Pure. */
import { addDays, type CivilDate, weekday } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'
import type { HolderType } from '../ledger/index.ts'

export const WAYS = ['mail', 'visit'] as const
export type Way = (typeof WAYS)[number]

/** What a customer may wish for cards; which of them are refused is the catalogue's to say (mail.15). */
export const SETTINGS = ['two-language', 'tags', 'private'] as const
export type Setting = (typeof SETTINGS)[number]

export const STATES = [
  'requested',
  'surveying',
  'estimated',
  'ordered',
  'kits-sent',
  'in-custody',
  'importing',
  'returning',
  'closed',
  'cancelled',
] as const
export type IntakeState = (typeof STATES)[number]
export type IntakeAction = 'survey' | 'order'

const BEFORE_ORDER: readonly IntakeState[] = ['requested', 'surveying', 'estimated']

/** From which states a step is open. The order freezes the estimate, so both end with it (mail.12). */
const MOVES: Record<IntakeAction, readonly IntakeState[]> = { survey: BEFORE_ORDER, order: BEFORE_ORDER }

export const mayTake = (action: IntakeAction, state: IntakeState): boolean => MOVES[action].includes(state)

export type Intake = {
  accountId: string
  id: string
  holderType: HolderType
  holderId: string
  way: Way
  settings: Setting[]
  minutesAway: number | null
  state: IntakeState
  termsVersion: string
  createdAt: Instant
  version: number
}

/** One answer of the survey as it was given. */
export type Answer = { seq: number; holder: string; holderKey: string; cards: number; at: Instant; by: string }
export type Asked = { holder: string; holderKey: string }

/** What the survey says: cards in all, who answered, and how many of those asked have not. */
export type Tally = { cards: number; answered: number; asked: number; open: number }

/** How names of card holders are compared: after NFKC and removal of spaces; variant kanji stay different (mail.8). */
export const nameKey = (name: string): string => name.normalize('NFKC').replace(/\s+/gu, '')

/** The answers that count, in the order of the holders' first answers: of one holder the last one. */
export function standingAnswers(answers: readonly Answer[]): Answer[] {
  const last = new Map<string, Answer>()
  for (const a of answers) last.set(a.holderKey, a)
  return [...last.values()]
}

export const openHolders = (asked: readonly Asked[], answers: readonly Answer[]): Asked[] => {
  const answered = new Set(answers.map((a) => a.holderKey))
  return asked.filter((h) => !answered.has(h.holderKey))
}

export function tallyOf(asked: readonly Asked[], answers: readonly Answer[]): Tally {
  const standing = standingAnswers(answers)
  return {
    cards: standing.reduce((sum, a) => sum + a.cards, 0),
    answered: standing.length,
    asked: asked.length,
    open: openHolders(asked, answers).length,
  }
}

/** The state that the survey puts an intake in: an estimate once nobody who was asked is still to answer. */
export const surveyedState = (tally: Tally): IntakeState =>
  tally.answered === 0 ? 'requested' : tally.open > 0 ? 'surveying' : 'estimated'

/** Weeks start on Monday (mail.11). */
export const mondayOf = (day: CivilDate): CivilDate => addDays(day, -((weekday(day) + 6) % 7))

/** When the work begins, and the day from whose 00:00 on change and cancellation carry the fee. */
export type Schedule = { startMonday: CivilDate; workDays: CivilDate[]; deadline: CivilDate }

/** The dates of an order: a week, or work days, in their order and each once. */
export function scheduleOf(asked: { startWeek: CivilDate } | { workDays: CivilDate[] }, daysBefore: number): Schedule {
  const workDays = 'workDays' in asked ? [...new Set(asked.workDays)].sort() : []
  const startMonday = mondayOf('workDays' in asked ? workDays[0]! : asked.startWeek)
  return { startMonday, workDays, deadline: addDays(startMonday, -daysBefore) }
}

/** The day by which the period and the retirement of a service are judged first: the Monday, or the first work day. */
export const firstDay = (s: Schedule): CivilDate => s.workDays[0] ?? s.startMonday
