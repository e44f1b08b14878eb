import type { Adjustment } from '../../api/adjustments.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useNames } from '../../ui/me-context.ts'
import css from './adjustments.module.css'

/** `+1時間` of which allowance, why, and who asked when. */
export function AdjustmentFacts({ adjustment }: { adjustment: Adjustment }) {
  const { t, change, when } = useWords()
  const names = useNames()
  const { amount, unit, allowance, reason, askedBy, askedAt, decidedAt, decidedBy, state } = adjustment
  return (
    <div className={css.facts}>
      <p className={css.amount}>
        <b className="num">{change(amount, unit)}</b> {names.allowance(allowance)}
      </p>
      <p className={css.reason}>{reason}</p>
      <p className={css.who}>
        {t('adjust.askedBy', { name: askedBy.name, at: when(askedAt) })}
        {decidedAt && decidedBy && state !== 'pending'
          ? ` · ${t(`adjust.by.${state}`, { name: decidedBy, at: when(decidedAt) })}`
          : null}
      </p>
    </div>
  )
}
