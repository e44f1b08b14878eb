import { Link } from '@tanstack/react-router'
import type { Account, Contract } from '../../api/types.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Consent } from '../terms/consent.tsx'
import css from './facts.module.css'

/** Which version of the terms binds, and how it was agreed to. */
export function TermsCard({ account, contract }: { account: Account; contract: Contract }) {
  const { t, day } = useWords()
  const version = account.terms?.version ?? contract.acceptance?.version
  if (!version) return null
  return (
    <Card title={t('portal.terms.title')} aside={<Consent consent={account.terms?.consent ?? null} />}>
      <p className={css.version}>
        <b>{t('portal.terms.version', { version })}</b>
      </p>
      {contract.acceptance ? (
        <p className={css.small}>
          {t('portal.terms.accepted', {
            date: day(dateIn(contract.acceptance.at), { weekday: false }),
            version: contract.acceptance.version,
          })}
        </p>
      ) : null}
      <Link to="/terms" className={`${buttonClass({ wide: true })} ${css.action}`}>
        {t('portal.terms.read')}
      </Link>
    </Card>
  )
}
