import { cancelSession, moveSession } from '../../api/commands.ts'
import type { Session } from '../../api/types.ts'
import { clockText, minutesOf } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { AskPanel } from '../../ui/ask/ask-panel.tsx'
import { NewTimeFields, useNewTime } from '../../ui/booking/new-time.tsx'
import { useNames } from '../../ui/me-context.ts'
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
  const { to, change, input } = useNewTime(session)
  const until = to.time && to.minutes ? clockText(minutesOf(to.time) + to.minutes) : null
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
          <NewTimeFields
            to={to}
            change={change}
            faultOf={faultOf}
            minutesLabel={t('portal.book.minutes')}
            minutesNote={until ? t('booking.until', { time: until }) : undefined}
          />
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
