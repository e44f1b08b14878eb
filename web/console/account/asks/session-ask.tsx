import { useState } from 'react'
import { type Command, cancelSession, completeSession, markNoShow, moveSession } from '../../../api/commands.ts'
import { useSessions } from '../../../api/queries.ts'
import type { Account, Session } from '../../../api/types.ts'
import { dateIn, timeIn } from '../../../i18n/civil.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { momentIn } from '../../../i18n/zone.ts'
import { AskPanel } from '../../../ui/ask/ask-panel.tsx'
import DateField from '../../../ui/form/date-field.tsx'
import { MinutesField } from '../../../ui/form/minutes-field.tsx'
import { Beside } from '../../../ui/form/rows.tsx'
import { TimeField } from '../../../ui/form/time-field.tsx'
import { useClosedDays } from '../../../ui/form/use-closed-days.ts'
import { useNames, useSignedIn } from '../../../ui/me-context.ts'
import { Empty, Loading } from '../../../ui/states.tsx'
import { Stretch } from '../../../ui/times.tsx'

type Props = { account: Account; act: string; sessionId: string; onClose: () => void; onRemedy: (id: string) => void }
type ActProps = { session: Session; onClose: () => void; onRemedy: (id: string) => void }

function About({ session }: { session: Session }) {
  const names = useNames()
  return (
    <p className="quiet">
      <b>
        <Stretch start={session.start} end={session.end} />
      </b>
      <br />
      {names.kind(session.kind)} · {names.place(session.place)}
      {session.staff ? ` · ${session.staff.name}` : ''}
    </p>
  )
}

function Move({ session, onClose, onRemedy }: ActProps) {
  const { t } = useWords()
  const { today, catalogue } = useSignedIn()
  const [to, setTo] = useState({ date: dateIn(session.start), time: timeIn(session.start), minutes: session.minutes })
  const { closed, onMonth } = useClosedDays(to.date || today)
  const change = (part: Partial<typeof to>) => setTo((now) => ({ ...now, ...part }))
  const start = to.date && to.time ? momentIn(catalogue.timeZone, to.date, to.time) : null
  const moved = start !== null && to.minutes > 0 && (start !== session.start || to.minutes !== session.minutes)
  const input = moved ? { start, minutes: to.minutes } : null
  return (
    <AskPanel
      title={t('session.act.move')}
      about={`move ${session.id}`}
      version={session.version}
      input={JSON.stringify(input)}
      onClose={onClose}
      onRemedy={onRemedy}
      prompt={t('session.movePrompt')}
      command={(accepted) =>
        input && moveSession(session.id, { ...input, ...(accepted.charges ? { acceptCharges: true } : {}) })
      }
      label={t('session.moveDo')}
      labelCharged={t('session.moveCharged')}
    >
      {(faultOf) => (
        <>
          <About session={session} />
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
              label={t('booking.minutes')}
              value={to.minutes}
              error={faultOf('minutes')}
              onChange={(minutes) => change({ minutes })}
            />
          </Beside>
        </>
      )}
    </AskPanel>
  )
}

function Complete({ session, onClose, onRemedy }: ActProps) {
  const { t } = useWords()
  const [minutes, setMinutes] = useState(session.minutes)
  return (
    <AskPanel
      title={t('session.act.complete')}
      about={`complete ${session.id}`}
      version={session.version}
      input={String(minutes)}
      onClose={onClose}
      onRemedy={onRemedy}
      command={() => (minutes > 0 ? completeSession(session.id, minutes) : null)}
      label={t('session.completeDo')}
    >
      {(faultOf) => (
        <>
          <About session={session} />
          <MinutesField label={t('session.actual')} value={minutes} error={faultOf('minutes')} onChange={setMinutes} />
        </>
      )}
    </AskPanel>
  )
}

function Plain({
  session,
  onClose,
  onRemedy,
  act,
  command,
}: ActProps & { act: 'cancel' | 'no-show'; command: Command }) {
  const { t } = useWords()
  return (
    <AskPanel
      title={t(`session.act.${act}`)}
      about={`${act} ${session.id}`}
      version={session.version}
      input=""
      onClose={onClose}
      onRemedy={onRemedy}
      command={() => command}
      danger
      label={t(`session.do.${act}`)}
    >
      {() => <About session={session} />}
    </AskPanel>
  )
}

/** Move, cancel, complete, no-show: each shows what it gives back or takes before it is done. */
export default function SessionAsk({ account, act, sessionId, ...rest }: Props) {
  const { t } = useWords()
  const sessions = useSessions(account.id)
  const [first, keep] = useState<Session>()
  const session = first ?? sessions.data?.find((s) => s.id === sessionId)
  if (!session) return sessions.data ? <Empty title={t('error.notFound')} /> : <Loading />
  // What the form was opened on stays on it, also after the list was read again.
  if (!first) keep(session)
  if (act === 'move') return <Move session={session} {...rest} />
  if (act === 'complete') return <Complete session={session} {...rest} />
  if (act === 'cancel') return <Plain session={session} act="cancel" command={cancelSession(session.id)} {...rest} />
  if (act === 'no-show') return <Plain session={session} act="no-show" command={markNoShow(session.id)} {...rest} />
  return null
}
