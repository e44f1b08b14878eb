import { Link } from '@tanstack/react-router'
import { useSessions } from '../../api/queries.ts'
import type { Account, Session } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useNames, useSignedIn } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { Stretch } from '../../ui/times.tsx'
import { ContractCard } from './contract-card.tsx'
import css from './overview.module.css'
import { latestContract } from './running.ts'
import { SessionMenu } from './session-menu.tsx'

function Coming({ sessions }: { sessions: Session[] }) {
  const { t } = useWords()
  const names = useNames()
  if (sessions.length === 0) return <Empty title={t('account.noNext')}>{t('account.noNextText')}</Empty>
  return (
    <ul className={css.coming}>
      {sessions.map((s) => (
        <li key={s.id}>
          <div>
            <b>
              <Stretch start={s.start} end={s.end} year={false} />
            </b>
            <span>
              {names.kind(s.kind)} · {names.place(s.place)}
              {s.place === 'customer-site' && s.prefecture ? ` (${names.prefecture(s.prefecture)})` : ''}
            </span>
            <span>
              {s.staff ? s.staff.name : t('session.unassigned')}{' '}
              {s.staff?.partner ? <Pill tone="in">{s.staff.partner}</Pill> : null}
              {s.charges.length > 0 ? <Pill tone="warn">{t('session.withCharge')}</Pill> : null}
            </span>
          </div>
          <SessionMenu session={s} />
        </li>
      ))}
    </ul>
  )
}

/** What comes next, and the agreement that it all rests on. */
export function OverviewAside({ account }: { account: Account }) {
  const { t } = useWords()
  const { now } = useSignedIn()
  const sessions = useSessions(account.id)
  const contract = latestContract(account)
  return (
    <div className={css.aside}>
      <Card
        as="aside"
        title={t('account.next')}
        flush
        aside={
          <Link to="/accounts/$accountId/sessions" params={{ accountId: account.id }}>
            {t('account.all')}
          </Link>
        }
      >
        <Shown of={sessions}>
          {(list) => (
            <Coming
              sessions={list
                .filter((s) => s.state === 'booked' && s.end > now)
                .sort((a, b) => a.start.localeCompare(b.start))
                .slice(0, 5)}
            />
          )}
        </Shown>
      </Card>
      {contract ? <ContractCard contract={contract} /> : null}
    </div>
  )
}
