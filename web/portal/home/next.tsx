import { Link } from '@tanstack/react-router'
import type { Session } from '../../api/types.ts'
import { dateIn, daysBetween } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { buttonClass } from '../../ui/button.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Empty } from '../../ui/states.tsx'
import { Stretch } from '../../ui/times.tsx'
import { Where } from '../sessions/where.tsx'
import { Who } from '../sessions/who.tsx'
import css from './next.module.css'

const SHOWN = 4

function First({ session, today }: { session: Session; today: string }) {
  const { t } = useWords()
  const names = useNames()
  const days = daysBetween(today, dateIn(session.start))
  return (
    <div className={css.first}>
      <p className={css.when}>
        <b>
          <Stretch start={session.start} end={session.end} year={false} />
        </b>
        <Pill tone="in">{t('portal.next.soon', { days })}</Pill>
      </p>
      <p className={css.what}>
        {names.kind(session.kind)}
        {t('portal.gap')}
        <Where session={session} />
      </p>
      <p className={css.what}>
        <Who staff={session.staff} />
      </p>
      <Link to="/sessions" search={{ session: session.id }} className={`${buttonClass({ size: 'small' })} ${css.open}`}>
        {t('portal.sessions.details')}
      </Link>
    </div>
  )
}

/** What comes next: the nearest session in full, the ones after it in a line each. */
export function Next({ sessions, now, today }: { sessions: readonly Session[]; now: string; today: string }) {
  const { t } = useWords()
  const names = useNames()
  const ahead = sessions
    .filter((s) => s.state === 'booked' && s.end > now)
    .sort((a, b) => a.start.localeCompare(b.start))
  const [first, ...later] = ahead
  if (!first) return <Empty title={t('portal.next.none')}>{t('portal.next.noneText')}</Empty>
  return (
    <>
      <First session={first} today={today} />
      {later.length > 0 ? (
        <ul className={css.later} aria-label={t('portal.next.later')}>
          {later.slice(0, SHOWN - 1).map((s) => (
            <li key={s.id}>
              <Link to="/sessions" search={{ session: s.id }}>
                <span className={css.laterWhen}>
                  <Stretch start={s.start} end={s.end} year={false} />
                </span>
                <span className={css.laterWhat}>
                  {names.kind(s.kind)}
                  {t('portal.gap')}
                  {names.place(s.place)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

export function AllSessions() {
  const { t } = useWords()
  return <Link to="/sessions">{t('portal.next.all')}</Link>
}
