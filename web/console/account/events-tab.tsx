import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { type EventType, type TimelineItem, useTimeline } from '../../api/work.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Amount, Money } from '../../ui/amount.tsx'
import { OutcomePill } from '../../ui/answer-card.tsx'
import { Card } from '../../ui/card.tsx'
import { FindField } from '../../ui/data-table/tools.tsx'
import { useNames, useSignedIn } from '../../ui/me-context.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { TimelineLine, type TimelineLineProps } from '../../ui/timeline-line.tsx'
import { Stretch } from '../../ui/times.tsx'
import css from './events.module.css'
import { SessionMenu } from './session-menu.tsx'

const page = getRouteApi('/accounts/$accountId/timeline')

const TYPES: readonly [EventType, string][] = [
  ['session', 'sessions.read'],
  ['answer', 'decisions.read'],
  ['correction', 'ledger.read'],
  ['charge', 'charges.read'],
  ['terms', 'contracts.read'],
  ['person', 'members.read'],
]
const TONES: Record<string, Tone> = { booked: 'in', completed: 'ok', cancelled: 'quiet', 'no-show': 'warn' }

type Told = Pick<TimelineLineProps, 'title' | 'note' | 'clauses' | 'version' | 'act'>

/** What one thing is called, and what stands beneath and beside it. */
function useTold(accountId: string): (item: TimelineItem) => Told {
  const { t, wordFor, day } = useWords()
  const names = useNames()
  return ({ session: s, answer: a, correction: c, charge, terms, person }) => {
    if (s)
      return {
        title: (
          <>
            <b>{names.kind(s.kind)}</b> <Pill tone={TONES[s.state] ?? 'quiet'}>{t(`state.${s.state}`)}</Pill>
          </>
        ),
        note: (
          <>
            <Stretch start={s.start} end={s.end} year={false} /> · {names.place(s.place)}
            {s.place === 'customer-site' && s.prefecture ? ` (${names.prefecture(s.prefecture)})` : ''} ·{' '}
            {s.staff?.name ?? t('session.unassigned')}
          </>
        ),
        clauses: [...new Set([...s.draws, ...s.charges].map((d) => d.clause))],
        act: <SessionMenu session={s} />,
      }
    if (a) {
      const first =
        a.decision.findings.find((f) => f.verdict === 'broken') ??
        a.decision.findings.find((f) => f.verdict !== 'holds')
      return {
        title: (
          <>
            <b>{wordFor('action', a.action)}</b> <OutcomePill decision={a.decision} done />
          </>
        ),
        note: first?.sentence,
        clauses: (first?.clauses ?? []).slice(0, 2),
        version: a.version,
        act: (
          <Link
            className={css.open}
            to="/accounts/$accountId/decisions"
            params={{ accountId }}
            search={{ decision: a.id }}
            aria-label={t('events.openAnswer')}
          >
            {t('act.open')}
          </Link>
        ),
      }
    }
    if (c)
      return {
        title: (
          <>
            <b>{wordFor('ledger.kind', c.kind)}</b> {names.allowance(c.allowance)}{' '}
            <Amount value={c.amount} unit={c.unit} signed={c.kind === 'adjust'} />
          </>
        ),
        note: [c.holder?.label, c.reason, c.approvedBy ? t('ledger.approvedBy', { name: c.approvedBy }) : null]
          .filter(Boolean)
          .join(' · '),
        clauses: [c.clause],
      }
    if (charge)
      return {
        title: (
          <>
            <b>{wordFor('charge.kind', charge.kind)}</b>{' '}
            <Money value={charge.amount} currency={charge.currency} kind={charge.kind} />{' '}
            {charge.state === 'voided' ? <Pill tone="quiet">{t('charge.state.voided')}</Pill> : null}
          </>
        ),
        note: charge.holder?.label,
        clauses: [charge.clause],
      }
    if (terms) return { title: t('events.accepted', terms), clauses: [] }
    if (person)
      return {
        title: t('events.joined', { name: person.name, role: wordFor('role', person.role) }),
        note: person.until ? t('events.until', { date: day(dateIn(person.until)) }) : undefined,
      }
    return { title: '' }
  }
}

/** Asks for the next page when the end of the list comes near. */
function More({ onSight, busy }: { onSight: () => void; busy: boolean }) {
  const { t } = useWords()
  const end = useRef<HTMLDivElement>(null)
  const ask = useRef(onSight)
  ask.current = onSight
  useEffect(() => {
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && ask.current(), { rootMargin: '900px' })
    if (end.current) watch.observe(end.current)
    return () => watch.disconnect()
  }, [])
  return (
    <div ref={end} className={css.more} role="status">
      {busy ? t('events.more') : ''}
    </div>
  )
}

function Filters({ set }: { set: (part: Record<string, string | undefined>) => void }) {
  const { t } = useWords()
  const { may } = useSignedIn()
  const { types, refused, find } = page.useSearch()
  const chosen = new Set(types?.split(',') ?? [])
  const toggle = (type: EventType) => {
    const next = new Set(chosen)
    if (!next.delete(type)) next.add(type)
    set({ types: [...next].join(',') || undefined })
  }
  return (
    <div className={css.tools}>
      <FindField label={t('events.find')} value={find} onChange={(words) => set({ find: words })} />
      <fieldset className={css.types}>
        <legend className="hidden-text">{t('events.filter')}</legend>
        {TYPES.filter(([, action]) => may[action]).map(([type]) => (
          <button key={type} type="button" aria-pressed={chosen.has(type)} onClick={() => toggle(type)}>
            {t(`events.type.${type}`)}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={refused !== undefined}
          onClick={() => set({ refused: refused === undefined ? 'true' : undefined })}
        >
          {t('events.refused')}
        </button>
      </fieldset>
    </div>
  )
}

/** Everything that happened with an account and is to come, latest first; the address holds what is looked for. */
export default function EventsTab() {
  const { t, day } = useWords()
  const { accountId } = page.useParams()
  const { types, refused, find } = page.useSearch()
  const navigate = page.useNavigate()
  const { now } = useSignedIn()
  const events = useTimeline(accountId, { types, refused, q: find })
  const told = useTold(accountId)
  const set = (part: Record<string, string | undefined>) =>
    void navigate({ search: (s) => ({ ...s, ...part }), replace: true, resetScroll: false })
  const filtered = Boolean(types || refused || find)
  return (
    <Card flush>
      <Filters set={set} />
      <Shown of={events} lines={10}>
        {(data) => {
          const items = data.pages.flatMap((p) => p.items)
          if (items.length === 0)
            return filtered ? (
              <p className={css.none}>{t('table.noneFound')}</p>
            ) : (
              <Empty title={t('events.none')}>{t('events.noneText')}</Empty>
            )
          return (
            <div className={css.timeline} aria-busy={events.isPlaceholderData || undefined}>
              {[...Map.groupBy(items, (i) => dateIn(i.at))].map(([date, list]) => (
                <section key={date} className={css.day}>
                  <h2>
                    {day(date)} {list[0]!.at > now ? <Pill tone="in">{t('events.coming')}</Pill> : null}
                  </h2>
                  <ol>
                    {list.map((item) => (
                      <TimelineLine
                        key={`${item.type} ${item.id}`}
                        at={item.at}
                        type={item.type}
                        by={item.type === 'session' ? null : item.by}
                        coming={item.at > now}
                        {...told(item)}
                      />
                    ))}
                  </ol>
                </section>
              ))}
              {events.hasNextPage ? (
                <More
                  busy={events.isFetchingNextPage}
                  onSight={() => {
                    if (!events.isFetchingNextPage) void events.fetchNextPage()
                  }}
                />
              ) : (
                <p className={css.more}>{t('events.end')}</p>
              )}
            </div>
          )
        }}
      </Shown>
    </Card>
  )
}
