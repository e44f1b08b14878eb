import { Link } from '@tanstack/react-router'
import type { Session } from '../../api/types.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Icon } from '../../ui/icon.tsx'
import { useSignedIn } from '../../ui/me-context.ts'
import { Empty } from '../../ui/states.tsx'
import css from './calendar.module.css'
import type { Actions, DayInfo } from './calendar-page.tsx'
import type { Person } from './people.ts'
import { SessionChip } from './session-chip.tsx'

type Props = { days: readonly DayInfo[]; sessions: readonly Session[]; people: readonly Person[]; acts: Actions }

export function DayHead({ day: d }: { day: DayInfo }) {
  const { day, t } = useWords()
  const { today } = useSignedIn()
  return (
    <th scope="col" data-closed={d.business ? undefined : ''} data-today={d.date === today ? '' : undefined}>
      <Link to="/calendar" search={(s) => ({ ...s, view: 'day', date: d.date })}>
        {day(d.date, { year: false })}
      </Link>
      {d.business ? null : <small>{d.name ?? t('calendar.closed')}</small>}
    </th>
  )
}

/** A week of the team: people as rows, days as columns; a free place books there. */
export function TeamWeek({ days, sessions, people, acts }: Props) {
  const { t, day } = useWords()
  const { today } = useSignedIn()
  const at = Map.groupBy(sessions, (s) => `${s.staff?.id ?? ''} ${dateIn(s.start)}`)
  if (people.length === 0) return <Empty title={t('calendar.noPeople')}>{t('calendar.noneText')}</Empty>
  return (
    <div className={css.scroll}>
      <table className={css.team}>
        <caption className="hidden-text">{t('nav.calendar')}</caption>
        <thead>
          <tr>
            <th scope="col" className={css.corner}>
              {t('calendar.people')}
            </th>
            {days.map((d) => (
              <DayHead key={d.date} day={d} />
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((p) => (
            <tr key={p.id ?? 'nobody'}>
              <th scope="row">
                {p.id ? (
                  <Link to="/calendar" search={(s) => ({ ...s, show: `person:${p.id}` })}>
                    {p.name}
                  </Link>
                ) : (
                  t('calendar.unassigned')
                )}
                {p.partner ? <small>{p.partner}</small> : null}
              </th>
              {days.map((d) => (
                <td
                  key={d.date}
                  data-closed={d.business ? undefined : ''}
                  data-today={d.date === today ? '' : undefined}
                >
                  {(at.get(`${p.id ?? ''} ${d.date}`) ?? []).map((s) => (
                    <SessionChip key={s.id} session={s} onOpen={acts.open} />
                  ))}
                  {acts.book && d.business && d.date >= today ? (
                    <button
                      type="button"
                      className={css.add}
                      aria-label={t('calendar.bookOn', {
                        date: day(d.date, { year: false }),
                        name: p.name || t('calendar.unassigned'),
                      })}
                      onClick={() => acts.book?.(d.date, undefined, p.id)}
                    >
                      <Icon name="plus" size={13} />
                    </button>
                  ) : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
