import { describe, expect, it } from 'vitest'
import {
  type Answer,
  mayTake,
  mondayOf,
  nameKey,
  openHolders,
  STATES,
  scheduleOf,
  standingAnswers,
  surveyedState,
  tallyOf,
} from './model.ts'

const answered = (seq: number, holder: string, cards: number): Answer => ({
  seq,
  holder,
  holderKey: nameKey(holder),
  cards,
  at: seq,
  by: 'A',
})
const asked = (...names: string[]) => names.map((holder) => ({ holder, holderKey: nameKey(holder) }))

describe('names of card holders (mail.8)', () => {
  it('are the same in half width and with wide spaces', () => {
    expect(nameKey('ﾐﾎﾝ　ｲﾁｺﾞｳ')).toBe(nameKey('ミホン イチゴウ'))
  })
  it('are not the same with another kanji, or in another case', () => {
    expect(nameKey('見本 髙')).not.toBe(nameKey('見本高'))
    expect(nameKey('Mihon')).not.toBe(nameKey('mihon'))
  })
})

describe('the survey', () => {
  it('counts the last answer of each holder', () => {
    const answers = [answered(1, '利用者 壱', 40), answered(2, '利用者 弐', 5), answered(3, '利用者壱', 0)]
    expect(standingAnswers(answers).map((a) => a.cards)).toEqual([0, 5])
    expect(tallyOf([], answers)).toEqual({ cards: 5, answered: 2, asked: 0, open: 0 })
  })
  it('waits for those who were asked, and counts those who were not', () => {
    const holders = asked('利用者 壱', '利用者 弐')
    const answers = [answered(1, '利用者壱', 10), answered(2, '利用者 参', 3)]
    expect(tallyOf(holders, answers)).toEqual({ cards: 13, answered: 2, asked: 2, open: 1 })
    expect(openHolders(holders, answers).map((h) => h.holder)).toEqual(['利用者 弐'])
  })
  it('is requested, surveying, then estimated', () => {
    const holders = asked('利用者 壱', '利用者 弐')
    const first = answered(1, '利用者 壱', 10)
    expect(surveyedState(tallyOf(holders, []))).toBe('requested')
    expect(surveyedState(tallyOf(holders, [first]))).toBe('surveying')
    expect(surveyedState(tallyOf(holders, [first, answered(2, '利用者 弐', 0)]))).toBe('estimated')
    expect(surveyedState(tallyOf([], [first]))).toBe('estimated')
  })
  it('and the order are open before the order only', () => {
    for (const action of ['survey', 'order'] as const) {
      expect(STATES.filter((s) => mayTake(action, s))).toEqual(['requested', 'surveying', 'estimated'])
    }
  })
})

describe('dates', () => {
  it('weeks start on Monday', () => {
    expect(mondayOf('2025-10-06')).toBe('2025-10-06')
    expect(mondayOf('2025-10-05')).toBe('2025-09-29')
    expect(mondayOf('2025-10-03')).toBe('2025-09-29')
    expect(mondayOf('2024-03-02')).toBe('2024-02-26')
  })
  it('the deadline counts from the Monday of the week, over a year’s end too', () => {
    expect(scheduleOf({ startWeek: '2025-10-03' }, 12)).toEqual({
      startMonday: '2025-09-29',
      workDays: [],
      deadline: '2025-09-17',
    })
    expect(scheduleOf({ startWeek: '2026-01-11' }, 12).deadline).toBe('2025-12-24')
  })
  it('work days are in their order and each once', () => {
    expect(scheduleOf({ workDays: ['2024-10-31', '2024-10-29', '2024-10-31'] }, 12)).toEqual({
      startMonday: '2024-10-28',
      workDays: ['2024-10-29', '2024-10-31'],
      deadline: '2024-10-16',
    })
  })
})
