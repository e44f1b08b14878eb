import { useState } from 'react'
import { cancelSession, moveSession } from '../../api/commands.ts'
import type { Session } from '../../api/types.ts'
import { clockText, dateIn, minutesOf, timeIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { momentIn } from '../../i18n/zone.ts'
import { AskPanel } from '../../ui/ask/ask-panel.tsx'
import DateField from '../../ui/form/date-field.tsx'
import { MinutesField } from '../../ui/form/minutes-field.tsx'
import { Beside } from '../../ui/form/rows.tsx'
import { TimeField } from '../../ui/form/time-field.tsx'
import { useClosedDays } from '../../ui/form/use-closed-days.ts'
import { useNames, useSignedIn } from '../../ui/me-context.ts'
import { Stretch } from '../../ui/times.tsx'
import css from './session-sheet.module.css'

function Now({ session }: { session: Session }) {
  const { t } = useWords()
  const names = useNames()
  return (
    <p className={css.now}>
      {t('portal.sessions.moveNow')}
      <b>
        <Stretch start={session.start} end={session.end} />
      </b>
      <span>
        {names.kind(session.kind)}
        {t('portal.gap')}
        {names.place(session.place)}
      </span>
    </p>
  )
}

/** Another time for a session: the answer is there before it is asked for in earnest. */
export function MoveSession({ session, onClose }: { session: Session; onClose: () => void }) {
  const { t } = useWords()
  const { today, catalogue } = useSignedIn()
  const [to, setTo] = useState({ date: dateIn(session.start), time: timeIn(session.start), minutes: session.minutes })
  const { closed, onMonth } = useClosedDays(to.date || today)
  const start = to.date && to.time ? momentIn(catalogue.timeZone, to.date, to.time) : null
  const same = start === session.start && to.minutes === session.minutes
  const input =
    start && to.minutes > 0 && !same
      ? { start, ...(to.minutes === session.minutes ? {} : { minutes: to.minutes }) }
      : null
  return (
    <AskPanel
      title={t('portal.sessions.moveTitle')}
      about={`move ${session.id}`}
      version={session.version}
      input={JSON.stringify(input)}
      onClose={onClose}
      command={(accepted) =>
        input && moveSession(session.id, { ...input, ...(accepted.charges ? { acceptCharges: true } : {}) })
      }
      label={t('portal.sessions.moveDo')}
      labelCharged={t('portal.sessions.moveCharged')}
      prompt={t('portal.sessions.moveWaiting')}
    >
      {(faultOf) => (
        <>
          <Now session={session} />
          <DateField
            label={t('booking.date')}
            value={to.date}
            today={today}
            closed={closed}
            onMonth={onMonth}
            error={faultOf('start')}
            onChange={(date) => setTo({ ...to, date })}
          />
          <Beside>
            <TimeField
              label={t('booking.time')}
              value={to.time}
              wrong={t('booking.pastTime')}
              onChange={(time) => setTo({ ...to, time })}
            />
            <MinutesField
              label={t('portal.book.minutes')}
              value={to.minutes}
              error={faultOf('minutes')}
              onChange={(minutes) => setTo({ ...to, minutes })}
              note={
                to.time && to.minutes
                  ? t('booking.until', { time: clockText(minutesOf(to.time) + to.minutes) })
                  : undefined
              }
            />
          </Beside>
        </>
      )}
    </AskPanel>
  )
}

export function CancelSession({ session, onClose }: { session: Session; onClose: () => void }) {
  const { t, stretch } = useWords()
  const names = useNames()
  return (
    <AskPanel
      title={t('portal.sessions.cancelTitle')}
      about={`cancel ${session.id}`}
      version={session.version}
      input={session.id}
      onClose={onClose}
      command={() => cancelSession(session.id)}
      label={t('portal.sessions.cancelDo')}
      danger
    >
      {() => (
        <p>
          {t('portal.sessions.cancelAbout', {
            when: stretch(session.start, session.end),
            kind: names.kind(session.kind),
          })}
        </p>
      )}
    </AskPanel>
  )
}
