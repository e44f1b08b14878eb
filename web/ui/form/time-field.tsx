import { Autocomplete } from '@mantine/core'
import { useEffect, useState } from 'react'
import { clockText } from '../../i18n/civil.ts'
import { readClock } from './read-clock.ts'

const HALF_HOURS = Array.from({ length: 20 }, (_, i) => clockText(9 * 60 + i * 30))

type Props = {
  label: string
  value: string
  onChange: (clock: string) => void
  error?: string | undefined
  wrong: string
}

export function TimeField({ label, value, onChange, error, wrong }: Props) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const read = readClock(typed)
  return (
    <Autocomplete
      label={label}
      value={typed}
      data={HALF_HOURS}
      filter={({ options }) => options}
      limit={20}
      maxDropdownHeight={220}
      inputMode="numeric"
      openOnFocus={false}
      error={error ?? (read === null && typed !== '' ? wrong : undefined)}
      onChange={(text) => {
        setTyped(text)
        const clock = readClock(text)
        if (clock && /^\D*\d{1,2}\D?\d{2}\D*$/.test(text.normalize('NFKC'))) onChange(clock)
      }}
      onBlur={() => {
        if (read !== null) {
          setTyped(read)
          onChange(read)
        }
      }}
    />
  )
}
