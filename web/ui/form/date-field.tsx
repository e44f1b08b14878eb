import { DateInput, DatesProvider } from '@mantine/dates'
import 'dayjs/locale/ja'
import 'dayjs/locale/en-gb'
import '@mantine/dates/styles.layer.css'
import type { ReactNode } from 'react'
import { dateOf, dayNumber, weekday } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './form.module.css'

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

export default function DateField({ label, value, onChange, error, min, today, closed, onMonth, required }: Props) {
  const { language, t } = useWords()
  return (
    <DatesProvider settings={{ locale: language === 'ja' ? 'ja' : 'en-gb', firstDayOfWeek: 1 }}>
      <DateInput
        label={label} value={value || null} error={error} required={required ?? false} withAsterisk={false} minDate={min}
        valueFormat={language === 'ja' ? 'YYYY年M月D日(dd)' : 'ddd D MMM YYYY'}
        monthLabelFormat={language === 'ja' ? 'YYYY年M月' : 'MMMM YYYY'}
        yearLabelFormat={language === 'ja' ? 'YYYY年' : 'YYYY'} monthsListFormat={language === 'ja' ? 'M月' : 'MMM'}
        onChange={(date) => onChange(date ?? '')} dateParser={(typed) => readDate(typed, today)}
        onDateChange={(date) => onMonth?.(`${date.slice(0, 7)}-01`)}
        ariaLabels={{ previousMonth: t('form.previousMonth'), nextMonth: t('form.nextMonth') }}
        popoverProps={{ position: 'bottom-start' }}
        classNames={{ day: css.day, weekday: css.weekday, calendarHeaderControl: css.turn, calendarHeaderLevel: css.level, monthCell: css.cell }}
        getDayProps={(date) => ({
          'data-closed': closed?.has(date) || weekday(date) % 6 === 0 ? '' : undefined,
          'data-today': date === today ? '' : undefined,
          ...(closed?.has(date) ? { title: closed.get(date) ?? '' } : {}),
        })}
      />
    </DatesProvider>
  )
}
