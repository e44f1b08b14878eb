import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useSessionsBetween } from '../api/work.ts'
import { addDays, dateIn } from '../i18n/civil.ts'
import { useWords } from '../i18n/use-words.ts'
import { momentIn } from '../i18n/zone.ts'
import { useMay, useNames, useSignedIn } from '../ui/me-context.ts'
import type { Deed } from '../ui/palette.tsx'

/** Sessions of this week and the next, each leading to its place in the calendar. */
export function useUpcoming(): Deed[] {
  const { when } = useWords()
  const names = useNames()
  const { today, catalogue } = useSignedIn()
  const navigate = useNavigate()
  const at = (date: string) => momentIn(catalogue.timeZone, date, '00:00')
  const sessions = useSessionsBetween({ from: at(today), until: at(addDays(today, 14)) }, useMay('sessions.read'))
  return useMemo(
    () =>
      (sessions.data ?? []).map((s) => ({
        id: s.id,
        icon: 'clock',
        label: `${s.accountName} · ${names.kind(s.kind)}`,
        note: when(s.start, { year: false }),
        words: s.staff?.name ?? '',
        run: () => void navigate({ to: '/calendar', search: { date: dateIn(s.start), on: s.id, of: s.accountId } }),
      })),
    [sessions.data, names, when, navigate],
  )
}
