import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../../api/client.ts'
import { addDays } from '../../i18n/civil.ts'

type CalendarDay = { date: string; business: boolean; name: string | null }

/** Closed days with a name, for the month that a calendar shows and its neighbours. */
export function useClosedDays(date: string) {
  const [month, setMonth] = useState(`${date.slice(0, 7)}-01`)
  const from = addDays(month, -7)
  const until = addDays(month, 45)
  const days = useQuery({
    queryKey: ['calendar', from, until],
    queryFn: async ({ signal }) => {
      const found = await get<{ days: CalendarDay[] }>('/calendar', { from, until }, signal)
      return found.days
    },
    staleTime: 600_000,
    retry: false,
  })
  const closed = new Map((days.data ?? []).filter((d) => !d.business && d.name).map((d) => [d.date, d.name!]))
  return { closed, onMonth: setMonth }
}
