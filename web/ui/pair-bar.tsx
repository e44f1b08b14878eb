import { formatShare } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import css from './pair-bar.module.css'

type Props = {
  /** Shares of the whole, 0 to 1: of the period gone by, used up, and held by bookings. */
  pace: number | null
  used: number
  held?: number
  label?: string
  thin?: boolean
}

const percent = (share: number) => `${Math.min(1, Math.max(0, share)) * 100}%`

/** Two lines side by side: above how far the period has run, beneath it how much is used (full) and booked (hatched). */
export function PairBar({ pace, used, held = 0, label, thin }: Props) {
  const { t } = useWords()
  const spoken = [
    label,
    pace === null ? null : t('meter.paceIs', { share: formatShare(pace) }),
    t('meter.usedIs', { share: formatShare(used) }),
    held > 0 ? t('meter.heldIs', { share: formatShare(held) }) : null,
  ]
  return (
    <div
      className={`${css.pair} ${thin ? css.thin : ''}`}
      role="img"
      aria-label={spoken.filter(Boolean).join(t('meter.join'))}
    >
      <i className={css.ground} />
      {pace === null ? null : <i className={css.pace} style={{ width: percent(pace) }} />}
      <i className={`${css.used} ${held > 0 ? css.joined : ''}`} style={{ width: percent(used) }} />
      {held > 0 ? (
        <i className={css.held} style={{ left: percent(used), width: percent(Math.min(held, 1 - used)) }} />
      ) : null}
      {pace === null ? null : <span className={css.now} style={{ left: percent(pace) }} />}
    </div>
  )
}

/** What the lines mean, beside a set of them. */
export function PairLegend() {
  const { t } = useWords()
  return (
    <span className={css.legend}>
      <span>
        <i className={css.keyPace} />
        {t('meter.legendPace')}
      </span>
      <span>
        <i className={css.keyUsed} />
        {t('meter.legendUsed')}
      </span>
      <span>
        <i className={css.keyHeld} />
        {t('meter.legendHeld')}
      </span>
    </span>
  )
}
