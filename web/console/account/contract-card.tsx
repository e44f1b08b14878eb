import type { Contract } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Seal } from '../../ui/seal.tsx'
import { Span, When } from '../../ui/times.tsx'
import css from './overview.module.css'

/** The agreement in short: period, plan's history, options, who accepted which terms. */
export function ContractCard({ contract }: { contract: Contract }) {
  const { t, wordFor } = useWords()
  const names = useNames()
  return (
    <Card title={t('account.contract')} aside={wordFor('state', contract.state)}>
      <dl className={css.facts}>
        <div>
          <dt>{t('contract.plan')}</dt>
          <dd>{names.plan(contract.plan)}</dd>
        </div>
        <div>
          <dt>{t('contract.period')}</dt>
          <dd>
            <Span {...contract.period} />
          </dd>
        </div>
        {contract.segments.length > 1 ? (
          <div>
            <dt>{t('contract.history')}</dt>
            <dd>
              {contract.segments.map((s) => (
                <span key={s.from} className={css.segment}>
                  {names.plan(s.plan)} <Span {...s} />
                </span>
              ))}
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{t('contract.baseOffice')}</dt>
          <dd>{names.office(contract.baseOffice)}</dd>
        </div>
        {contract.options.length > 0 ? (
          <div>
            <dt>{t('contract.options')}</dt>
            <dd>{contract.options.map(names.option).join(t('contract.join'))}</dd>
          </div>
        ) : null}
        <div>
          <dt>{t('contract.accepted')}</dt>
          <dd>
            {contract.acceptance ? (
              <>
                {contract.acceptance.by}
                <br />
                <When at={contract.acceptance.at} /> <Seal id="scope.1" version={contract.acceptance.version} />
              </>
            ) : (
              t('contract.notAccepted')
            )}
          </dd>
        </div>
      </dl>
    </Card>
  )
}
