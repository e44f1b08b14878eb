import { Link } from '@tanstack/react-router'
import type { Session } from '../../api/types.ts'
import { dateIn, timeIn } from '../../i18n/civil.ts'
import { formatDay } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Icon } from '../../ui/icon.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'
import css from './sessions.module.css'
import { Where } from './where.tsx'
import { Who } from './who.tsx'

const TONES: Record<Session['state'], Tone> = { booked: 'in', completed: 'ok', cancelled: 'quiet', 'no-show': 'warn' }

export function StatePill({ state }: { state: Session['state'] }) {
  const { wordFor } = useWords()
  return <Pill tone={TONES[state]}>{wordFor('state', state)}</Pill>
}

/** The day as on a wall calendar: number, weekday. */
function DayBlock({ date }: { date: string }) {
  const { language } = useWords()
  const weekday = language === 'ja' ? formatDay(date, 'ja').slice(-2, -1) : formatDay(date, 'en').slice(0, 3)
  return (
    <time dateTime={date} className={css.day} aria-hidden="true">
      <b>{+date.slice(8)}</b>
      <span>{weekday}</span>
    </time>
  )
}

export function SessionRow({ session }: { session: Session }) {
  const { t, day, wordFor } = useWords()
  const names = useNames()
  return (
    <li className={css.row} data-gone={session.state === 'cancelled' ? '' : undefined}>
      <Link to="/sessions" search={(was) => ({ ...was, session: session.id })} resetScroll={false}>
        <span className="hidden-text">{day(dateIn(session.start))} </span>
        <DayBlock date={dateIn(session.start)} />
        <span className={css.text}>
          <span className={css.line}>
            <b>{names.kind(session.kind)}</b>
            <span className={css.time}>
              {timeIn(session.start)}–{timeIn(session.end)}
            </span>
          </span>
          <span className={css.quiet}>
            <Where session={session} />
            {t('portal.gap')}
            <Who staff={session.staff} />
          </span>
        </span>
        <span className={css.end}>
          {session.charges.length > 0 && session.state !== 'cancelled' ? (
            <Pill tone="warn" icon="yen">
              {wordFor('charge.kind', session.charges[0]!.kind)}
            </Pill>
          ) : null}
          <StatePill state={session.state} />
          <Icon name="right" size={14} />
        </span>
      </Link>
    </li>
  )
}
