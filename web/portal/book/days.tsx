import type { ReactNode } from 'react'
import { nextWeekday } from '../../i18n/civil.ts'
import { formatDay } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import DateField from '../../ui/form/date-field.tsx'
import { useClosedDays } from '../../ui/form/use-closed-days.ts'
import { useSignedIn } from '../../ui/me-context.ts'
import { Choice } from '../choice.tsx'
import css from './book.module.css'

const SHOWN = 10

/** The coming weekdays in a strip under the thumb, any other day by its date. A closed day can be asked for: the answer says why not. */
export function Days({
  date,
  onChange,
  error,
  children,
}: {
  date: string
  onChange: (date: string) => void
  error: string | undefined
  children: ReactNode
}) {
  const { t, day, language } = useWords()
  const { today } = useSignedIn()
  const near = useClosedDays(today)
  const { closed, onMonth } = useClosedDays(date || today)
  const days: string[] = []
  for (let next = nextWeekday(today); days.length < SHOWN; next = nextWeekday(next)) days.push(next)
  const label = (d: string, i: number) => {
    const month = language === 'ja' ? `${+d.slice(5, 7)}月` : formatDay(d, 'en').split(' ')[2]
    const weekday = language === 'ja' ? formatDay(d, 'ja').slice(-2, -1) : formatDay(d, 'en').slice(0, 3)
    return (
      <>
        <span>{i === 0 || d.slice(5, 7) !== days[i - 1]!.slice(5, 7) ? month : '\u00a0'}</span>
        <b>{+d.slice(8)}</b>
        <span>{weekday}</span>
      </>
    )
  }
  return (
    <>
      <Choice
        look="days"
        legend={t('portal.book.day')}
        hideLegend
        value={date}
        onChange={onChange}
        options={days.map((d, i) => {
          const name = near.closed.get(d)
          return {
            value: d,
            label: label(d, i),
            spoken: [day(d), name].filter(Boolean).join(' '),
            ...(name ? { hint: name, quiet: true } : {}),
          }
        })}
      />
      <div className={css.moment}>
        <DateField
          label={t('portal.book.otherDay')}
          value={date}
          today={today}
          closed={closed}
          onMonth={onMonth}
          error={error}
          onChange={onChange}
        />
        {children}
      </div>
    </>
  )
}
