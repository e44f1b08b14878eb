import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useSignedIn } from '../../ui/me-context.ts'
import { useTitle } from '../../ui/use-title.ts'
import { useCompanyName } from '../account/own-account.ts'
import { PageHead } from '../page-head.tsx'
import css from './narrow.module.css'
import { Nothing } from './nothing.tsx'

/** A card owner's one page: who one is here, what is asked of one, and when one is to be somewhere. */
export default function OwnerHome() {
  const { t, wordFor } = useWords()
  const { user } = useSignedIn()
  const company = useCompanyName()
  useTitle(t('portal.owner.title'))
  const facts = [
    [t('portal.owner.name'), user.name],
    [t('portal.owner.company'), company ?? ''],
    [t('portal.owner.role'), user.roles.map((role) => wordFor('people.role.customer', role)).join(' · ')],
    [t('portal.owner.email'), user.email],
  ] as const
  return (
    <>
      <PageHead title={t('portal.owner.title')} />
      <div className={css.page}>
        <Nothing title={t('portal.owner.asked')} said={t('portal.owner.askedNone')}>
          {t('portal.owner.askedText')}
        </Nothing>
        <Nothing title={t('portal.owner.training')} said={t('portal.owner.trainingNone')}>
          {t('portal.owner.trainingText')}
        </Nothing>
        <Card title={t('portal.owner.who')}>
          <dl className={css.facts}>
            {facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Card>
      </div>
    </>
  )
}
