import type { CSSProperties } from 'react'
import type { Session } from '../../api/types.ts'
import { timeIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useNames } from '../../ui/me-context.ts'
import css from './calendar.module.css'

type Props = { session: Session; onOpen: (session: Session) => void; style?: CSSProperties; withStaff?: boolean }

/** A session as it lies in the calendar: from when, whose, what. Its state is said, not only coloured. */
export function SessionChip({ session: s, onOpen, style, withStaff }: Props) {
  const { t } = useWords()
  const names = useNames()
  return (
    <button
      type="button"
      className={css.chip}
      data-state={s.state}
      data-place={s.place}
      data-short={s.minutes < 45 && style ? '' : undefined}
      style={style}
      onClick={() => onOpen(s)}
      title={`${timeIn(s.start)}–${timeIn(s.end)} ${s.accountName}`}
    >
      <b>
        {timeIn(s.start)}
        <span className={css.until}>–{timeIn(s.end)}</span>
      </b>
      <span className={css.account}>{s.accountName}</span>
      <small className={css.kind}>
        {names.kind(s.kind)} · {names.place(s.place)}
        {withStaff ? ` · ${s.staff?.name ?? t('session.unassigned')}` : ''}
        {s.state === 'booked' ? '' : ` · ${t(`state.${s.state}`)}`}
      </small>
    </button>
  )
}
