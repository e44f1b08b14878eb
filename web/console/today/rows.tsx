import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Session } from '../../api/types.ts'
import type { Deadline, Ending, Standing } from '../../api/work.ts'
import { dateIn, daysBetween, timeIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Amount } from '../../ui/amount.tsx'
import { Card } from '../../ui/card.tsx'
import { useNames, useSignedIn } from '../../ui/me-context.ts'
import { PairBar } from '../../ui/pair-bar.tsx'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { Seal } from '../../ui/seal.tsx'
import { Day, lastDay, Stretch } from '../../ui/times.tsx'
import css from './today.module.css'

type SectionProps<Item> = {
  title: string
  note: string
  of: { items: Item[]; total: number } | null
  tone?: 'warn'
  children: (item: Item) => ReactNode
}

/** A section that has something to say; one without rows is not shown. */
export function Section<Item>({ title, note, of, tone, children }: SectionProps<Item>) {
  const { t } = useWords()
  if (of === null || of.items.length === 0) return null
  return (
    <Card title={title} flush aside={<Pill tone={tone ?? 'quiet'}>{t('today.count', { count: of.total })}</Pill>}>
      <p className={css.note}>{note}</p>
      <ol className={css.rows}>{of.items.map(children)}</ol>
      {of.total > of.items.length ? (
        <p className={css.more}>{t('today.more', { count: of.total - of.items.length })}</p>
      ) : null}
    </Card>
  )
}

/** One session: when, with whom, what and where; it opens the account's sessions. */
export function SessionRow({ session: s }: { session: Session }) {
  const { t } = useWords()
  const names = useNames()
  return (
    <li className={css.row}>
      <span className={css.time}>
        <b>{timeIn(s.start)}</b>
        <small>–{timeIn(s.end)}</small>
      </span>
      <span className={css.what}>
        <Link to="/accounts/$accountId/sessions" params={{ accountId: s.accountId }}>
          {s.accountName}
        </Link>
        <small>
          {names.kind(s.kind)} · {names.place(s.place)}
          {s.place === 'customer-site' && s.prefecture ? ` (${names.prefecture(s.prefecture)})` : ''}
        </small>
      </span>
      <span className={css.who}>{s.staff?.name ?? <span className="quiet">{t('session.unassigned')}</span>}</span>
    </li>
  )
}

/** A session that is past and still needs the minutes it took. */
export function UnconfirmedRow({ session: s }: { session: Session }) {
  const { t } = useWords()
  const names = useNames()
  return (
    <li className={css.row}>
      <span className={css.what}>
        <Link
          to="/accounts/$accountId/sessions"
          params={{ accountId: s.accountId }}
          search={{ do: 'complete', on: s.id }}
        >
          {s.accountName}
        </Link>
        <small>
          <Stretch start={s.start} end={s.end} year={false} /> · {names.kind(s.kind)}
          {s.staff ? ` · ${s.staff.name}` : ''}
        </small>
      </span>
      <Link
        className={css.act}
        to="/accounts/$accountId/sessions"
        params={{ accountId: s.accountId }}
        search={{ do: 'complete', on: s.id }}
      >
        {t('session.act.complete')}
      </Link>
    </li>
  )
}

const URGENT: readonly [number, Tone][] = [
  [7, 'no'],
  [14, 'warn'],
]
const toneOf = (days: number): Tone => URGENT.find(([within]) => days <= within)?.[1] ?? 'quiet'

function DaysLeft({ until }: { until: string }) {
  const { t } = useWords()
  const { today } = useSignedIn()
  const days = daysBetween(today, until)
  return <Pill tone={toneOf(days)}>{t('today.inDays', { count: days })}</Pill>
}

export function EndingRow({ row }: { row: Ending }) {
  const { t } = useWords()
  const names = useNames()
  return (
    <li className={css.row}>
      <span className={css.what}>
        <Link to="/accounts/$accountId/contracts" params={{ accountId: row.accountId }}>
          {row.accountName}
        </Link>
        <small>
          {names.plan(row.plan)} · <Day date={lastDay(row.endsOn)} year={false} />
          {row.responsible ? ` · ${row.responsible.name}` : ''}
          {row.state === 'notice-given' ? ` · ${t('state.notice-given')}` : ''}
        </small>
      </span>
      <DaysLeft until={row.endsOn} />
    </li>
  )
}

/** An allowance that runs out or lapses: how much is left of how much, until when, by which clause. */
export function StandingRow({ row }: { row: Standing }) {
  const { t, day } = useWords()
  const names = useNames()
  const { today } = useSignedIn()
  const { granted, held, left, from, until } = row
  const pace = until === null ? null : daysBetween(from, today) / Math.max(1, daysBetween(from, until))
  return (
    <li className={css.row}>
      <span className={css.what}>
        <Link to="/accounts/$accountId" params={{ accountId: row.accountId }}>
          {row.accountName}
        </Link>
        <small>
          {names.allowance(row.allowance)}
          {until === null
            ? ''
            : ` · ${t('meter.until', { date: day(lastDay(until), { year: false, weekday: false }) })}`}{' '}
          <Seal id={row.clause} />
        </small>
      </span>
      <span className={css.left}>
        <Amount value={left} unit={row.unit} of={granted} />
        <PairBar
          thin
          pace={pace}
          used={(granted - left - held) / granted}
          held={held / granted}
          label={names.allowance(row.allowance)}
        />
      </span>
    </li>
  )
}

export function DeadlineRow({ row }: { row: Deadline }) {
  const { wordFor } = useWords()
  return (
    <li className={css.row}>
      <span className={css.what}>
        <Link to="/accounts/$accountId" params={{ accountId: row.accountId }}>
          {row.accountName}
        </Link>
        <small>
          {wordFor('today.way', row.way)} · <Day date={dateIn(row.deadline)} year={false} />
        </small>
      </span>
      <DaysLeft until={dateIn(row.deadline)} />
    </li>
  )
}
