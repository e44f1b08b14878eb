import type { ChargeLine } from '../../api/types.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Money } from '../../ui/amount.tsx'
import { Card } from '../../ui/card.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Seal } from '../../ui/seal.tsx'
import css from './records.module.css'

/** What was charged and why; a voided line stays, struck by its word. */
export function ChargeList({ lines }: { lines: readonly ChargeLine[] }) {
  const { t, wordFor, day } = useWords()
  const names = useNames()
  return (
    <Card title={t('portal.usage.costs')} flush>
      <ul>
        {lines.map((line) => (
          <li key={line.id} className={`${css.entry} ${css.charge}`}>
            <div className={css.text}>
              <p>
                {wordFor('charge.kind', line.kind)}{' '}
                {line.state === 'voided' ? <Pill tone="quiet">{t('charge.state.voided')}</Pill> : null}
              </p>
              <p className={css.quiet}>
                {day(dateIn(line.at))}
                {t('portal.gap')}
                {line.holder ? names.holder(line.holder) : ''}
              </p>
            </div>
            <div className={css.figures}>
              <span className={css.moved}>
                {line.amount === null && line.kind !== 'travel-expense' ? (
                  t('charge.unpriced')
                ) : (
                  <Money value={line.amount} currency={line.currency} />
                )}
              </span>
            </div>
            <div className={css.seal}>
              <Seal id={line.clause} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
