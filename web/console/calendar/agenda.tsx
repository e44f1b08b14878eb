import type { Session } from '../../api/types.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Icon } from '../../ui/icon.tsx'
import { useSignedIn } from '../../ui/me-context.ts'
import css from './calendar.module.css'
import type { Actions, DayInfo } from './calendar-page.tsx'
import { SessionChip } from './session-chip.tsx'

type Props = { days: readonly DayInfo[]; sessions: readonly Session[]; acts: Actions }

/** The same days on a phone: one under the other, each with what is on it. */
export function Agenda({ days, sessions, acts }: Props) {
  const { t, day } = useWords()
  const { today } = useSignedIn()
  return (
    <ol className={css.agenda} aria-label={t('calendar.agenda')}>
      {days.map((d) => {
        const list = sessions.filter((s) => dateIn(s.start) === d.date)
        return (
          <li key={d.date} data-closed={d.business ? undefined : ''} data-today={d.date === today ? '' : undefined}>
            <h3>
              <span>{day(d.date, { year: false })}</span>
              {d.business ? null : <small>{d.name ?? t('calendar.closed')}</small>}
              {acts.book && d.business && d.date >= today ? (
                <button
                  type="button"
                  className={`${css.add} ${css.addHere}`}
                  aria-label={t('calendar.bookOn', { date: day(d.date, { year: false }), name: '' })}
                  onClick={() => acts.book?.(d.date, undefined, null)}
                >
                  <Icon name="plus" size={14} />
                </button>
              ) : null}
            </h3>
            {list.map((s) => (
              <SessionChip key={s.id} session={s} onOpen={acts.open} withStaff />
            ))}
            {list.length === 0 && d.business ? <p className="quiet small">{t('calendar.none')}</p> : null}
          </li>
        )
      })}
    </ol>
  )
}
