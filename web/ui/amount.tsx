import type { Unit } from '../api/types.ts'
import { useWords } from '../i18n/use-words.ts'
import css from './amount.module.css'

type Props = { value: number; unit: Unit; big?: boolean; of?: number; signed?: boolean }

/** An amount that never breaks: `1時間30分`, `2回`. `of` sets what it is part of beside it. */
export function Amount({ value, unit, big, of, signed }: Props) {
  const { amount, change, t } = useWords()
  return (
    <span className="whole">
      <span className={big ? css.big : undefined}>{signed ? change(value, unit) : amount(value, unit)}</span>
      {of === undefined ? null : (
        <span className={css.of}>
          {t('meter.of')}
          {amount(of, unit)}
        </span>
      )}
    </span>
  )
}

/** Money; where no price is held, that a fee has none yet and that anything else is charged at cost. */
export function Money({ value, currency, kind }: { value: number | null; currency: string; kind?: string }) {
  const { money, t } = useWords()
  return (
    <span className="whole">
      {value === null ? t(kind === 'service-fee' ? 'charge.unpriced' : 'charge.atCost') : money(value, currency)}
    </span>
  )
}
