import { describe, expect, it } from 'vitest'
import { buildCalendar } from '../../calendar/index.ts'
import { withDays } from './days.ts'

const calendar = buildCalendar(
  { holidays: { country: 'JP' }, yearlyClosures: [{ from: '12-29', to: '01-03', name: '年末年始' }] },
  { closures: [], imported: [] },
)
const on = (today: string) => (text: string) =>
  withDays(text, { today, businessDay: (date) => calendar.businessDay(date) })

describe('days of the calendar', () => {
  const told = on('2028-03-31')
  it.each([
    ['{{today}}', '2028-03-31'],
    ['{{ today-45 }}', '2028-02-15'],
    ['{{today+2w}}', '2028-04-14'],
    ['{{today-1m}}', '2028-02-29'],
    ['{{today-1y-1m}}', '2027-02-28'],
    ['{{today-1m+4}}', '2028-03-04'],
    ['{{monday}}', '2028-03-27'],
    ['{{sunday}}', '2028-04-02'],
    ['{{monday+2w}}', '2028-04-10'],
    ['start: "{{today}}T10:00", until: {{today+1}}', 'start: "2028-03-31T10:00", until: 2028-04-01'],
  ])('%s', (text, day) => expect(told(text)).toBe(day))
})

describe('business days', () => {
  it('are counted from today, over holidays and the turn of the year', () => {
    const told = on('2026-12-28')
    expect(told('{{business+0}}')).toBe('2026-12-28')
    expect(told('{{business+1}}')).toBe('2027-01-04')
    expect(told('{{business-1}}')).toBe('2026-12-25')
    expect(told('{{open today+1}}')).toBe('2027-01-04')
  })

  it('begin with the next one where today is closed', () => {
    const told = on('2026-11-23')
    expect(told('{{business+0}}')).toBe('2026-11-24')
    expect(told('{{business}}')).toBe('2026-11-24')
    expect(told('{{business+1}}')).toBe('2026-11-24')
    expect(told('{{business-1}}')).toBe('2026-11-20')
  })
})

it.each(['{{tomorrow}}', '{{business+1m}}', '{{today+}}', '{{}}'])(
  '%s is no day, and the answer says what is',
  (text) => {
    expect(() => on('2026-11-23')(text)).toThrow(/is no day: write \{\{today-45\}\}/)
  },
)
