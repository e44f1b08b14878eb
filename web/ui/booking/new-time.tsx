import { useState } from 'react'
import type { Session } from '../../api/types.ts'
import { dateIn, timeIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { momentIn } from '../../i18n/zone.ts'
import type { FaultOf } from '../ask/ask-panel.tsx'
import DateField from '../form/date-field.tsx'
import { MinutesField } from '../form/minutes-field.tsx'
import { Beside } from '../form/rows.tsx'
import { TimeField } from '../form/time-field.tsx'
import { useClosedDays } from '../form/use-closed-days.ts'
import { useSignedIn } from '../me-context.ts'

type NewTime = { date: string; time: string; minutes: number }

/** To when a session is moved; `input` is null until it is another time or length than it has. */
export function useNewTime(session: Session) {
  const { catalogue } = useSignedIn()
  const [to, setTo] = useState<NewTime>(() => ({
    date: dateIn(session.start),
    time: timeIn(session.start),
    minutes: session.minutes,
  }))
  const change = (part: Partial<NewTime>) => setTo((now) => ({ ...now, ...part }))
  const start = to.date && to.time ? momentIn(catalogue.timeZone, to.date, to.time) : null
  const other = start !== session.start || to.minutes !== session.minutes
  const input = start !== null && to.minutes > 0 && other ? { start, minutes: to.minutes } : null
  return { to, change, input }
}

type Props = Pick<ReturnType<typeof useNewTime>, 'to' | 'change'> & {
  faultOf: FaultOf
  minutesLabel: string
  minutesNote?: string | undefined
}

export function NewTimeFields({ to, change, faultOf, minutesLabel, minutesNote }: Props) {
  const { t } = useWords()
  const { today } = useSignedIn()
  const { closed, onMonth } = useClosedDays(to.date || today)
  return (
    <>
      <DateField
        label={t('booking.date')}
        value={to.date}
        today={today}
        closed={closed}
        onMonth={onMonth}
        error={faultOf('start')}
        onChange={(date) => change({ date })}
      />
      <Beside>
        <TimeField
          label={t('booking.time')}
          value={to.time}
          wrong={t('booking.pastTime')}
          onChange={(time) => change({ time })}
        />
        <MinutesField
          label={minutesLabel}
          value={to.minutes}
          error={faultOf('minutes')}
          onChange={(minutes) => change({ minutes })}
          note={minutesNote}
        />
      </Beside>
    </>
  )
}
