import { Link } from '@tanstack/react-router'
import type { Session } from '../../api/types.ts'
import { clockText, minutesOf, timeIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useSignedIn } from '../../ui/me-context.ts'
import { Empty } from '../../ui/states.tsx'
import css from './calendar.module.css'
import type { Actions, DayInfo } from './calendar-page.tsx'
import type { Person } from './people.ts'
import { SessionChip } from './session-chip.tsx'
import { endMinute, hoursShown, placed } from './span.ts'

type Props = { day: DayInfo; sessions: readonly Session[]; people: readonly Person[]; acts: Actions }

/** A day by people: each a lane along the hours, so that who is free when is seen at once. */
export function DayLanes({ day: d, sessions, people, acts }: Props) {
  const { t, day } = useWords()
  const { today } = useSignedIn()
  const { from, until } = hoursShown(sessions, d.open)
  const share = (minute: number) => `${((minute - from) / (until - from)) * 100}%`
  const hours = Array.from({ length: (until - from) / 60 }, (_, i) => from + i * 60)
  const bookable = acts.book && d.date >= today
  if (people.length === 0) return <Empty title={t('calendar.noPeople')}>{t('calendar.noneText')}</Empty>
  return (
    <div className={css.scroll}>
      <div className={css.lanes}>
        {d.business ? null : <p className={css.closedNote}>{d.name ?? t('calendar.closed')}</p>}
        <div className={css.axis} aria-hidden="true">
          {hours.map((m) => (
            <span key={m} style={{ left: share(m) }}>
              {clockText(m)}
            </span>
          ))}
        </div>
        <ul>
          {people.map((p) => {
            const own = placed(sessions.filter((s) => (s.staff?.id ?? null) === p.id))
            const rows = Math.max(1, ...own.map((o) => o.lanes))
            return (
              <li key={p.id ?? 'nobody'} className={css.lane}>
                <span className={css.laneName}>
                  {p.id ? (
                    <Link to="/calendar" search={(s) => ({ ...s, view: undefined, show: `person:${p.id}` })}>
                      {p.name}
                    </Link>
                  ) : (
                    t('calendar.unassigned')
                  )}
                  {p.partner ? <small className={css.partner}>{p.partner}</small> : null}
                </span>
                <div className={css.track} style={{ height: rows * 62 + 6 }}>
                  {d.open.map((o) => (
                    <i
                      key={o.from}
                      className={css.openSpan}
                      style={{ left: share(o.from), width: `calc(${share(o.until)} - ${share(o.from)})` }}
                    />
                  ))}
                  {bookable
                    ? hours
                        .filter((m) => d.open.some((o) => o.from <= m && m < o.until))
                        .map((m) => (
                          <button
                            key={m}
                            type="button"
                            className={css.slot}
                            style={{ left: share(m), width: `calc(${share(m + 60)} - ${share(m)})`, top: 0, bottom: 0 }}
                            aria-label={`${t('calendar.bookAt', { date: day(d.date, { year: false }), time: clockText(m) })} ${p.name}`}
                            onClick={() => acts.book?.(d.date, clockText(m), p.id)}
                          />
                        ))
                    : null}
                  {own.map(({ session, lane }) => {
                    const begins = minutesOf(timeIn(session.start))
                    return (
                      <SessionChip
                        key={session.id}
                        session={session}
                        onOpen={acts.open}
                        style={{
                          position: 'absolute',
                          top: lane * 62 + 3,
                          height: 58,
                          left: share(begins),
                          width: `calc(${share(endMinute(session))} - ${share(begins)} - 2px)`,
                        }}
                      />
                    )
                  })}
                </div>
              </li>
            )
          })}
        </ul>
      </div>
    </div>
  )
}
