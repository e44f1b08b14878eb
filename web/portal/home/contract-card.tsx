import type { Account, Contract } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Span } from '../../ui/times.tsx'
import css from './facts.module.css'

const TONES = { active: 'ok', upcoming: 'in', 'notice-given': 'warn', ended: 'quiet' } as const

export function ContractCard({ account, contract }: { account: Account; contract: Contract }) {
  const { t, wordFor } = useWords()
  const names = useNames()
  const responsible = account.responsible ?? contract.responsible
  return (
    <Card
      title={t('portal.contract.title')}
      aside={
        <Pill tone={TONES[contract.state as keyof typeof TONES] ?? 'quiet'}>{wordFor('state', contract.state)}</Pill>
      }
    >
      <dl className={css.facts}>
        <div>
          <dt>{t('portal.contract.plan')}</dt>
          <dd>{names.plan(contract.plan)}</dd>
        </div>
        {contract.phase ? (
          <div>
            <dt>{t('portal.contract.phase')}</dt>
            <dd>{wordFor('phase', contract.phase)}</dd>
          </div>
        ) : null}
        <div>
          <dt>{t('portal.contract.period')}</dt>
          <dd>
            <Span {...contract.period} />
          </dd>
        </div>
        {responsible ? (
          <div>
            <dt>{t('portal.contract.contact')}</dt>
            <dd>{responsible.name}</dd>
          </div>
        ) : null}
      </dl>
    </Card>
  )
}
