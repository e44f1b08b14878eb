import { getRouteApi, Link } from '@tanstack/react-router'
import type { Session } from '../../api/types.ts'
import { type Today, useToday } from '../../api/work.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useSignedIn } from '../../ui/me-context.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageTop } from '../page-top.tsx'
import { DeadlineRow, EndingRow, Section, SessionRow, StandingRow, UnconfirmedRow } from './rows.tsx'
import css from './today.module.css'

const page = getRouteApi('/')

function Whose({ now }: { now: Today['whose'] }) {
  const { t } = useWords()
  return (
    <nav className={css.whose} aria-label={t('today.whose')}>
      {(['mine', 'all'] as const).map((whose) => (
        <Link
          key={whose}
          to="/"
          search={(s) => ({ ...s, whose })}
          replace
          activeOptions={{ explicitUndefined: true }}
          activeProps={{}}
          aria-current={whose === now ? 'true' : undefined}
        >
          {t(`today.${whose}`)}
        </Link>
      ))}
    </nav>
  )
}

/** The sessions of the coming days under their day, today's first. */
function Week({ sessions, total, whose }: { sessions: readonly Session[]; total: number; whose: Today['whose'] }) {
  const { t, day } = useWords()
  const { today, may } = useSignedIn()
  const days = Map.groupBy(sessions, (s) => dateIn(s.start))
  const first = days.get(today) ?? []
  const rest = [...days].filter(([date]) => date !== today)
  const more = total - sessions.length
  return (
    <>
      <Card
        title={t('today.sessions')}
        flush
        aside={first.length > 0 ? t('today.count', { count: first.length }) : null}
      >
        {first.length > 0 ? (
          <ol className={css.rows}>
            {first.map((s) => (
              <SessionRow key={s.id} session={s} />
            ))}
          </ol>
        ) : (
          <Empty title={t('today.noSessions')}>
            {t(whose === 'mine' ? 'today.noSessionsMine' : 'today.noSessionsAll')}
          </Empty>
        )}
      </Card>
      <Card
        title={t('today.week')}
        flush
        aside={
          may['sessions.read'] ? (
            <Link to="/calendar" search={whose === 'mine' ? { show: 'mine' } : {}}>
              {t('today.calendar')}
            </Link>
          ) : null
        }
      >
        {rest.length > 0 ? (
          <>
            {rest.map(([date, list]) => (
              <section key={date} className={css.day}>
                <h3>{day(date, { year: false })}</h3>
                <ol className={css.rows}>
                  {list.map((s) => (
                    <SessionRow key={s.id} session={s} />
                  ))}
                </ol>
              </section>
            ))}
            {more > 0 ? <p className={css.more}>{t('today.more', { count: more })}</p> : null}
          </>
        ) : (
          <p className={css.more}>{t('today.noWeek')}</p>
        )}
      </Card>
    </>
  )
}

/** What turns red next, the most pressing first; what is empty is said in one line at the end. */
function Next({ data }: { data: Today }) {
  const { t } = useWords()
  const { unconfirmed, ending, nearlyUsed, lapsing, deadlines } = data
  const all = [unconfirmed, ending, nearlyUsed, lapsing, deadlines]
  const nothing = all.every((s) => s === null || s.items.length === 0)
  if (nothing)
    return (
      <Card title={t('today.next')} flush>
        <Empty title={t('today.nothing')}>
          {t(
            ending === null && nearlyUsed === null
              ? 'today.nothingAssigned'
              : data.whose === 'mine'
                ? 'today.nothingMine'
                : 'today.nothingAll',
          )}
        </Empty>
      </Card>
    )
  return (
    <>
      <Section title={t('today.unconfirmed')} note={t('today.unconfirmedNote')} of={unconfirmed} tone="warn">
        {(s) => <UnconfirmedRow key={s.id} session={s} />}
      </Section>
      <Section title={t('today.ending')} note={t('today.endingNote')} of={ending}>
        {(e) => <EndingRow key={e.contractId} row={e} />}
      </Section>
      <Section title={t('today.deadlines')} note={t('today.deadlinesNote')} of={deadlines}>
        {(d) => <DeadlineRow key={d.intakeId} row={d} />}
      </Section>
      <Section title={t('today.nearlyUsed')} note={t('today.nearlyUsedNote')} of={nearlyUsed}>
        {(s) => <StandingRow key={`${s.holder.id} ${s.allowance} ${s.from}`} row={s} />}
      </Section>
      <Section title={t('today.lapsing')} note={t('today.lapsingNote')} of={lapsing}>
        {(s) => <StandingRow key={`${s.holder.id} ${s.allowance} ${s.from}`} row={s} />}
      </Section>
    </>
  )
}

/** What a day begins with: who is met today, and what turns red next. */
export default function TodayPage() {
  const { t, day } = useWords()
  const { today, user } = useSignedIn()
  const { whose } = page.useSearch()
  const read = useToday(whose)
  useTitle(t('nav.today'))
  return (
    <>
      <PageTop crumbs={[{ label: t('nav.today') }]} />
      <header className={css.head}>
        <div>
          <h1>{day(today)}</h1>
          <p className="quiet">{t('today.greeting', { name: user.name })}</p>
        </div>
        {read.data?.hasOwn ? <Whose now={read.data.whose} /> : null}
      </header>
      <Shown of={read} lines={10}>
        {(data) => (
          <div className={css.cols}>
            <div>
              <Week sessions={data.sessions.items} total={data.sessions.total} whose={data.whose} />
            </div>
            <div>
              <Next data={data} />
            </div>
          </div>
        )}
      </Shown>
    </>
  )
}
