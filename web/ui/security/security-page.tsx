import { useMutation, useQuery } from '@tanstack/react-query'
import { useBecome } from '../../api/queries.ts'
import { actFor, type OwnOrganisation, securityQuery } from '../../api/sign-in.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Pill } from '../pill.tsx'
import { Failure, Loading } from '../states.tsx'
import { FactorCard } from './factor-card.tsx'
import { PasskeysCard } from './passkeys-card.tsx'
import { PasswordCard } from './password-card.tsx'
import css from './security.module.css'
import { SignInsCard } from './sign-ins-card.tsx'

function OrganisationsCard({ of, mayChange }: { of: readonly OwnOrganisation[]; mayChange: boolean }) {
  const { t } = useWords()
  const become = useBecome()
  const switching = useMutation({ mutationFn: actFor, onSuccess: become })
  return (
    <Card title={t('security.organisations.title')}>
      <p className={css.lead}>{t('security.organisations.lead')}</p>
      <ul className={css.rows} aria-label={t('security.organisations.title')}>
        {of.map((organisation) => (
          <li key={`${organisation.accountId} ${organisation.partnerId}`}>
            <div className={css.what}>
              <b>{organisation.name}</b>
              <p>{t(`side.${organisation.side}`)}</p>
            </div>
            {organisation.current ? <Pill tone="ok">{t('security.organisations.current')}</Pill> : null}
            {mayChange && !organisation.current ? (
              <Button size="small" busy={switching.isPending} onClick={() => switching.mutate(organisation)}>
                {t('security.organisations.change')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What one signs in with, where one is signed in, and for whom one acts; each entry sets its own head above it. */
export function Security() {
  const { t } = useWords()
  const read = useQuery(securityQuery)
  if (read.error && !read.data) return <Failure error={read.error} retry={() => void read.refetch()} />
  if (!read.data) return <Loading lines={8} />
  const { password, secondFactor, passkeys, signIns, organisations, mayChange } = read.data
  return (
    <div className={css.page}>
      {mayChange ? null : <p className={css.note}>{t('security.bound')}</p>}
      {organisations.length > 1 ? <OrganisationsCard of={organisations} mayChange={mayChange} /> : null}
      <PasswordCard has={password} mayChange={mayChange} />
      <FactorCard factor={secondFactor} mayChange={mayChange} />
      <PasskeysCard passkeys={passkeys} mayChange={mayChange} />
      <SignInsCard signIns={signIns} mayChange={mayChange} />
    </div>
  )
}
