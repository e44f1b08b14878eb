import { DateInput, DatesProvider } from '@mantine/dates'
import 'dayjs/locale/ja'
import 'dayjs/locale/en-gb'
import '@mantine/dates/styles.layer.css'
import type { ReactNode } from 'react'
import { weekday } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './form.module.css'
import { readDate } from './read-date.ts'

type Props = {
  label: ReactNode
  value: string
  onChange: (date: string) => void
  error?: string | undefined
  min?: string
  today: string
  /** Days on which nothing is open, with the reason. */
  closed?: ReadonlyMap<string, string>
  onMonth?: (firstDay: string) => void
  required?: boolean
}

export default function DateField({ label, value, onChange, error, min, today, closed, onMonth, required }: Props) {
  const { language, t } = useWords()
  return (
    <DatesProvider settings={{ locale: language === 'ja' ? 'ja' : 'en-gb', firstDayOfWeek: 1 }}>
      <DateInput
        label={label}
        value={value || null}
        error={error}
        required={required ?? false}
        withAsterisk={false}
        minDate={min}
        valueFormat={language === 'ja' ? 'YYYY年M月D日(dd)' : 'ddd D MMM YYYY'}
        monthLabelFormat={language === 'ja' ? 'YYYY年M月' : 'MMMM YYYY'}
        yearLabelFormat={language === 'ja' ? 'YYYY年' : 'YYYY'}
        monthsListFormat={language === 'ja' ? 'M月' : 'MMM'}
        onChange={(date) => onChange(date ?? '')}
        dateParser={(typed) => readDate(typed, today)}
        onDateChange={(date) => onMonth?.(`${date.slice(0, 7)}-01`)}
        ariaLabels={{ previousMonth: t('form.previousMonth'), nextMonth: t('form.nextMonth') }}
        popoverProps={{ position: 'bottom-start' }}
        classNames={{
          day: css.day,
          weekday: css.weekday,
          calendarHeaderControl: css.turn,
          calendarHeaderLevel: css.level,
          monthCell: css.cell,
        }}
        getDayProps={(date) => ({
          'data-closed': closed?.has(date) || weekday(date) % 6 === 0 ? '' : undefined,
          'data-today': date === today ? '' : undefined,
          ...(closed?.has(date) ? { title: closed.get(date) ?? '' } : {}),
        })}
      />
    </DatesProvider>
  )
}
