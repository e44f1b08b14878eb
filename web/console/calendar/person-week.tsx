import type { Session } from '../../api/types.ts'
import { clockText, dateIn, minutesOf, timeIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useSignedIn } from '../../ui/me-context.ts'
import css from './calendar.module.css'
import type { Actions, DayInfo } from './calendar-page.tsx'
import { SessionChip } from './session-chip.tsx'
import { endMinute, hoursShown, placed } from './span.ts'
import { DayHead } from './team-week.tsx'

type Props = { days: readonly DayInfo[]; sessions: readonly Session[]; staffId: string; acts: Actions }

/** Pixels of a minute: an hour is as high as a chip of three lines. */
const MINUTE = 1.05

const halfHours = (from: number, until: number) => Array.from({ length: (until - from) / 30 }, (_, i) => from + i * 30)

/** A week of one person by the hour: what is open is light, what is closed is shaded; a free half hour books there. */
export function PersonWeek({ days, sessions, staffId, acts }: Props) {
  const { t, day } = useWords()
  const { today } = useSignedIn()
  const open = days.flatMap((d) => d.open)
  const { from, until } = hoursShown(sessions, open)
  const height = (until - from) * MINUTE
  const top = (minute: number) => (minute - from) * MINUTE
  return (
    <div className={css.scroll}>
      <table className={css.hours}>
        <caption className="hidden-text">{t('nav.calendar')}</caption>
        <thead>
          <tr>
            <td className={css.corner} />
            {days.map((d) => (
              <DayHead key={d.date} day={d} />
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className={css.clock} style={{ height }}>
              <span className="hidden-text">
                {t('calendar.serviceHours', { from: clockText(from), until: clockText(until) })}
              </span>
              {halfHours(from, until)
                .filter((m) => m % 60 === 0)
                .map((m) => (
                  <span key={m} aria-hidden="true" style={{ top: top(m) }}>
                    {clockText(m)}
                  </span>
                ))}
            </th>
            {days.map((d) => (
              <td key={d.date} className={css.column} data-today={d.date === today ? '' : undefined} style={{ height }}>
                {d.open.map((o) => (
                  <i
                    key={o.from}
                    className={css.openSpan}
                    style={{ top: top(o.from), height: (o.until - o.from) * MINUTE }}
                  />
                ))}
                {acts.book && d.date >= today
                  ? halfHours(from, until)
                      .filter((m) => d.open.some((o) => o.from <= m && m < o.until))
                      .map((m) => (
                        <button
                          key={m}
                          type="button"
                          className={css.slot}
                          style={{ top: top(m), height: 30 * MINUTE }}
                          aria-label={t('calendar.bookAt', { date: day(d.date, { year: false }), time: clockText(m) })}
                          onClick={() => acts.book?.(d.date, clockText(m), staffId)}
                        />
                      ))
                  : null}
                {placed(sessions.filter((s) => dateIn(s.start) === d.date)).map(({ session, lane, lanes }) => {
                  const begins = minutesOf(timeIn(session.start))
                  return (
                    <SessionChip
                      key={session.id}
                      session={session}
                      onOpen={acts.open}
                      style={{
                        position: 'absolute',
                        top: top(begins),
                        height: Math.max(26, (endMinute(session) - begins) * MINUTE - 2),
                        left: `calc(${(lane / lanes) * 100}% + 2px)`,
                        width: `calc(${100 / lanes}% - 4px)`,
                      }}
                    />
                  )
                })}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}
