import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useSessions } from '../../api/queries.ts'
import type { Session } from '../../api/types.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useSignedIn } from '../../ui/me-context.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { useOwnAccount, useOwnId } from '../account/own-account.ts'
import { BookLink } from '../book-link.tsx'
import { Choice } from '../choice.tsx'
import { PageHead } from '../page-head.tsx'
import { SessionRow } from './session-row.tsx'
import css from './sessions.module.css'

const SessionSheet = lazy(() => import('./session-sheet.tsx'))

/** Sessions under the month they stand in. */
function byMonth(sessions: readonly Session[]): [string, Session[]][] {
  return [...Map.groupBy(sessions, (s) => dateIn(s.start).slice(0, 7))]
}

function List({ sessions, past }: { sessions: readonly Session[]; past: boolean }) {
  const { t, month } = useWords()
  if (sessions.length === 0) {
    return past ? (
      <Card flush>
        <Empty title={t('portal.sessions.noPast')}>{t('portal.sessions.noPastText')}</Empty>
      </Card>
    ) : (
      <Card flush>
        <Empty title={t('portal.sessions.noUpcoming')} action={<BookLink word="portal.nav.book" />}>
          {t('portal.sessions.noUpcomingText')}
        </Empty>
      </Card>
    )
  }
  return byMonth(sessions).map(([name, rows]) => (
    <Card key={name} title={month(`${name}-01`, true)} flush>
      <ul>
        {rows.map((s) => (
          <SessionRow key={s.id} session={s} />
        ))}
      </ul>
    </Card>
  ))
}

/** What is booked, what was held or cancelled; one of them open beside the list. */
export default function SessionsPage() {
  const { t } = useWords()
  const { now } = useSignedIn()
  const sessions = useSessions(useOwnId())
  const account = useOwnAccount()
  const { show, session: open, do: doing } = useSearch({ from: '/sessions' })
  const navigate = useNavigate()
  useTitle(t('portal.sessions.title'))
  const past = show === 'past'
  const isAhead = (s: Session) => s.state === 'booked' && s.end > now
  const close = () =>
    void navigate({
      to: '/sessions',
      search: (was) => ({ ...was, session: undefined, do: undefined }),
      resetScroll: false,
    })
  return (
    <div className={css.page}>
      <PageHead title={t('portal.sessions.title')}>
        <Choice
          look="halves"
          legend={t('portal.sessions.which')}
          hideLegend
          value={past ? 'past' : 'upcoming'}
          options={[
            { value: 'upcoming', label: t('portal.sessions.upcoming') },
            { value: 'past', label: t('portal.sessions.past') },
          ]}
          onChange={(value) =>
            void navigate({ to: '/sessions', search: value === 'past' ? { show: 'past' } : {}, replace: true })
          }
        />
      </PageHead>
      <div className={css.months}>
        <Shown of={sessions} lines={7}>
          {(all) => {
            const ahead = all.filter(isAhead).sort((a, b) => a.start.localeCompare(b.start))
            const gone = all.filter((s) => !isAhead(s)).sort((a, b) => b.start.localeCompare(a.start))
            return <List sessions={past ? gone : ahead} past={past} />
          }}
        </Shown>
      </div>
      <Suspense fallback={null}>
        {open && sessions.data && account.data ? (
          <SessionSheet
            key={open}
            account={account.data}
            session={sessions.data.find((s) => s.id === open)}
            doing={doing}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </div>
  )
}
