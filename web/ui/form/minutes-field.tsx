import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import css from './form.module.css'

type Props = {
  label: string
  value: number
  onChange: (minutes: number) => void
  error?: string | undefined
  note?: string | undefined
}

/** A length in minutes, by typing or by half hours; beside it the same in hours. */
export function MinutesField({ label, value, onChange, error, note }: Props) {
  const { t, minutes } = useWords()
  const id = useId()
  const typed = (text: string) => {
    const number = Number(text.normalize('NFKC').replace(/\D/g, ''))
    onChange(Math.min(1440, number))
  }
  return (
    <div className={css.minutes}>
      <TextInput
        id={id}
        label={label}
        value={value === 0 ? '' : String(value)}
        inputMode="numeric"
        error={error}
        onChange={(e) => typed(e.currentTarget.value)}
        leftSectionWidth={34}
        rightSectionWidth={34}
        leftSection={
          <button
            type="button"
            aria-label={t('booking.minutesLess')}
            onClick={() => onChange(Math.max(15, (Math.ceil(value / 30) - 1) * 30 || 15))}
          >
            −
          </button>
        }
        rightSection={
          <button
            type="button"
            aria-label={t('booking.minutesMore')}
            onClick={() => onChange((Math.floor(value / 30) + 1) * 30)}
          >
            ＋
          </button>
        }
      />
      <output htmlFor={id} className={css.length}>
        {minutes(value)}
        {note ? <span>{note}</span> : null}
      </output>
    </div>
  )
}
