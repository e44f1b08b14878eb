import type { Account } from '../../api/types.ts'
import { daysBetween, monthOrdinal } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useNames, useSignedIn } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Seal } from '../../ui/seal.tsx'
import { lastDay } from '../../ui/times.tsx'
import { STATE_TONES } from '../accounts/account-columns.tsx'
import css from './account-page.module.css'
import { latestContract } from './running.ts'

/** The line beneath the name: plan, phase, how long still, who answers for it, which terms bind. */
export function AccountFacts({ account }: { account: Account }) {
  const { t, day } = useWords()
  const names = useNames()
  const { today } = useSignedIn()
  const contract = latestContract(account)
  const begun = contract?.segments[0]?.from ?? contract?.period.from
  const runs = account.state === 'active' || account.state === 'notice-given'
  const until = contract?.period.until ?? null
  return (
    <div className={css.facts}>
      {contract ? <b>{names.plan(contract.plan)}</b> : null}
      {account.state === 'active' ? null : <Pill tone={STATE_TONES[account.state]}>{t(`state.${account.state}`)}</Pill>}
      {runs && begun && (account.phase === 'onboarding' || account.phase === 'success') ? (
        <span>
          {t(`phase.${account.phase}`)}{' '}
          <b>{t('account.monthOf', { count: Math.max(1, monthOrdinal(begun, today)) })}</b>
        </span>
      ) : null}
      {runs && until ? (
        <span>
          {t('account.daysLeft')} <b>{t('accounts.days', { count: daysBetween(today, until) })}</b>{' '}
          {t('account.untilDay', { date: day(lastDay(until), { weekday: false }) })}
        </span>
      ) : null}
      {account.state === 'upcoming' && contract ? (
        <span>{t('meter.notStarted', { date: day(contract.period.from) })}</span>
      ) : null}
      <span>{names.prefecture(account.prefecture)}</span>
      {account.responsible ? (
        <span>
          {t('account.responsible')} <b>{account.responsible.name}</b>
        </span>
      ) : null}
      {account.terms ? (
        <span className={css.terms}>
          {t('account.terms')} <b>{account.terms.version}</b> <Seal id="scope.1" version={account.terms.version} />
        </span>
      ) : null}
    </div>
  )
}
