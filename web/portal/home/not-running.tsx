import { Link } from '@tanstack/react-router'
import type { Account, Contract } from '../../api/types.ts'
import { daysBetween } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Empty } from '../../ui/states.tsx'
import { lastDay } from '../../ui/times.tsx'
import { useAskWhom } from '../account/ask-whom.ts'
import { BookLink } from '../book-link.tsx'
import css from './lead.module.css'

/** In place of the big number where nothing can be used today: not begun, over, or no contract. */
export function NotRunning({
  account,
  contract,
  today,
}: {
  account: Account
  contract: Contract | undefined
  today: string
}) {
  const { t, day } = useWords()
  const names = useNames()
  const ask = useAskWhom(account)
  if (!contract) {
    return (
      <Card flush>
        <Empty title={t('portal.none.title')}>
          <p>{t('portal.none.text')}</p>
          <p>{ask}</p>
        </Empty>
      </Card>
    )
  }
  const plan = names.plan(contract.plan)
  if (contract.state === 'upcoming') {
    const from = contract.start ?? contract.period.from
    return (
      <Card title={t('portal.upcoming.title', { plan })}>
        <p className={css.number}>{t('portal.upcoming.days', { days: daysBetween(today, from) })}</p>
        <p className={css.sentence}>{t('portal.upcoming.text', { date: day(from) })}</p>
        <BookLink word="portal.lead.book" size="large" wide className={css.book} />
      </Card>
    )
  }
  const last = contract.endsOn ?? contract.period.until
  return (
    <Card flush>
      <Empty
        title={t('portal.ended.title')}
        action={
          <Link to="/usage" className={buttonClass({})}>
            {t('portal.ended.records')}
          </Link>
        }
      >
        <p>{t('portal.ended.text', { plan, date: last ? day(lastDay(last)) : '' })}</p>
        <p>{ask}</p>
      </Empty>
    </Card>
  )
}
