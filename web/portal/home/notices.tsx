import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Seal } from '../../ui/seal.tsx'
import { keyOf, type Notice } from '../account/allowances.ts'
import css from './notices.module.css'

const SIGNS: Record<Notice['kind'], IconName> = {
  trip: 'yen',
  lapse: 'clock',
  used: 'draw',
  ends: 'alert',
  given: 'alert',
  renews: 'hint',
}

function useSentence() {
  const { t, amount, day } = useWords()
  const names = useNames()
  return (notice: Notice): string => {
    switch (notice.kind) {
      case 'trip':
        return t('portal.notice.trip')
      case 'lapse':
        return t('portal.notice.lapse', {
          name: names.allowance(notice.meter.allowance),
          amount: amount(notice.meter.left, notice.meter.unit),
          date: day(notice.on, { year: false }),
        })
      case 'used':
        return t('portal.notice.used', {
          name: names.allowance(notice.meter.allowance),
          date: day(notice.on, { year: false }),
        })
      case 'ends':
      case 'given':
      case 'renews':
        return t(`portal.notice.${notice.kind}`, { date: day(notice.on) })
    }
  }
}

const clauseOf = (notice: Notice) =>
  notice.kind === 'trip' ? notice.clause : 'meter' in notice ? notice.meter.clause : null

/** What should be known before it happens; amounts and dates are the server's. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  const { t } = useWords()
  const sentence = useSentence()
  return (
    <Card title={t('portal.notice.title')} flush>
      <ul className={css.list}>
        {notices.map((notice) => {
          const clause = clauseOf(notice)
          return (
            <li key={`${notice.kind} ${'meter' in notice ? keyOf(notice.meter) : ''}`} className={css.item}>
              <span className={notice.kind === 'renews' ? css.quiet : css.sign}>
                <Icon name={SIGNS[notice.kind]} />
              </span>
              <p>
                {sentence(notice)}
                {'days' in notice ? (
                  <>
                    {' '}
                    <b className={css.days}>{t('portal.notice.lapseIn', { days: notice.days })}</b>
                  </>
                ) : null}
              </p>
              {clause ? <Seal id={clause} /> : null}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
