import { useAccount, useSessions } from '../../api/queries.ts'
import type { Session } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useNames, useSignedIn } from '../../ui/me-context.ts'
import { MeterCard } from '../../ui/meter.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { Stretch } from '../../ui/times.tsx'
import { useTitle } from '../../ui/use-title.ts'
import css from './home-page.module.css'

function Next({ sessions, now }: { sessions: Session[]; now: string }) {
  const { t } = useWords()
  const names = useNames()
  const next = sessions.filter((s) => s.state === 'booked' && s.end > now).sort((a, b) => a.start.localeCompare(b.start)).slice(0, 4)
  if (next.length === 0) return <Empty title={t('portal.noNext')}>{t('portal.noNextText')}</Empty>
  return (
    <ul className={css.next}>
      {next.map((s) => (
        <li key={s.id}>
          <b><Stretch start={s.start} end={s.end} year={false} /></b>
          <span>
            {names.kind(s.kind)} · {names.place(s.place)}
            {s.staff ? <> · {t('portal.deliveredBy', { name: s.staff.name })}</> : null}{' '}
            {s.staff?.partner ? <Pill tone="in">{t('portal.partner')}</Pill> : null}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What is left and until when; what comes next. */
export default function HomePage() {
  const { t } = useWords()
  const { user, now, today } = useSignedIn()
  const account = useAccount(user.accountId ?? '')
  const sessions = useSessions(user.accountId ?? '')
  useTitle(t('portal.home'))
  return (
    <div className={css.page}>
      <h1 className="hidden-text">{t('portal.home')}</h1>
      <Card title={t('portal.left')} flush>
        <Shown of={account}>
          {(data) => data.meters.length === 0
            ? <Empty title={t('portal.noContract')}>{t('portal.noContractText')}</Empty>
            : <div className={css.meters}>{data.meters.map((m) => <MeterCard key={`${m.holder.id}-${m.allowance}-${m.from}`} meter={m} today={today} />)}</div>}
        </Shown>
      </Card>
      <Card title={t('portal.next')} flush>
        <Shown of={sessions}>{(data) => <Next sessions={data} now={now} />}</Shown>
      </Card>
    </div>
  )
}
