import { Autocomplete } from '@mantine/core'
import { useEffect, useState } from 'react'
import { clockText } from '../../i18n/civil.ts'

const HALF_HOURS = Array.from({ length: 20 }, (_, i) => clockText(9 * 60 + i * 30))

/** `9`, `930`, `９：３０` are all a time; anything else is none. */
export function readClock(typed: string): string | null {
  const m = /^(\d{1,2})(?:[:：時.]?(\d{2}))?分?$/.exec(typed.normalize('NFKC').trim().replace(/時$/, ''))
  if (!m) return null
  const minutes = Number(m[1]) * 60 + Number(m[2] ?? 0)
  return Number(m[2] ?? 0) < 60 && minutes < 1440 ? clockText(minutes) : null
}

type Props = { label: string; value: string; onChange: (clock: string) => void; error?: string | undefined; wrong: string }

export function TimeField({ label, value, onChange, error, wrong }: Props) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const read = readClock(typed)
  return (
    <Autocomplete
      label={label} value={typed} data={HALF_HOURS} filter={({ options }) => options} limit={20} maxDropdownHeight={220} inputMode="numeric"
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
