import { useState } from 'react'
import { type Command, cancelSession, completeSession, markNoShow, moveSession } from '../../../api/commands.ts'
import { useSessions } from '../../../api/queries.ts'
import type { Account, Session } from '../../../api/types.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { AskPanel } from '../../../ui/ask/ask-panel.tsx'
import { NewTimeFields, useNewTime } from '../../../ui/booking/new-time.tsx'
import { MinutesField } from '../../../ui/form/minutes-field.tsx'
import { useNames } from '../../../ui/me-context.ts'
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
  const { to, change, input } = useNewTime(session)
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
          <NewTimeFields to={to} change={change} faultOf={faultOf} minutesLabel={t('booking.minutes')} />
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
