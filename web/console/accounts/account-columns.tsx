import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { AccountRow, AccountState, Meter } from '../../api/types.ts'
import { daysBetween } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Amount } from '../../ui/amount.tsx'
import type { Column } from '../../ui/data-table/data-table.tsx'
import { useNames, useSignedIn } from '../../ui/me-context.ts'
import { MeterBar } from '../../ui/meter.tsx'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { lastDay } from '../../ui/times.tsx'
import css from './accounts-page.module.css'

export const STATE_TONES: Record<AccountState, Tone> = {
  active: 'ok',
  upcoming: 'in',
  'notice-given': 'warn',
  ended: 'quiet',
  none: 'quiet',
}

function Hours({ meter }: { meter: Meter }) {
  return (
    <div className={css.hours}>
      <MeterBar meter={meter} thin />
      <Amount value={meter.left} unit={meter.unit} of={meter.granted} />
    </div>
  )
}

/** Days until the period ends; null where none runs. */
const daysLeft = (row: AccountRow, today: string) =>
  row.period?.until && row.state !== 'ended' && row.state !== 'none' ? daysBetween(today, row.period.until) : null

export function useAccountColumns(): Column<AccountRow>[] {
  const { t, day } = useWords()
  const names = useNames()
  const { today } = useSignedIn()
  return useMemo(
    () => [
      {
        id: 'name',
        head: t('accounts.name'),
        fixed: true,
        phone: 'bare',
        order: (row) => row.name,
        text: (row) => row.name,
        cell: (row) => (
          <Link className={css.name} to="/accounts/$accountId" params={{ accountId: row.id }}>
            {row.name}
          </Link>
        ),
      },
      {
        id: 'prefecture',
        head: t('accounts.prefecture'),
        phone: 'none',
        order: (row) => names.prefecture(row.prefecture),
        text: (row) => names.prefecture(row.prefecture),
        cell: (row) => <span className="quiet">{names.prefecture(row.prefecture)}</span>,
      },
      {
        id: 'plan',
        head: t('accounts.plan'),
        order: (row) => (row.plan ? names.plan(row.plan) : null),
        text: (row) => (row.plan ? names.plan(row.plan) : ''),
        cell: (row) => (row.plan ? names.plan(row.plan) : <span className="quiet">—</span>),
      },
      {
        id: 'phase',
        head: t('accounts.phase'),
        phone: 'none',
        order: (row) => row.phase,
        text: (row) => (row.phase === 'onboarding' || row.phase === 'success' ? t(`phase.${row.phase}`) : ''),
        cell: (row) =>
          row.phase === 'onboarding' || row.phase === 'success' ? (
            t(`phase.${row.phase}`)
          ) : (
            <span className="quiet">—</span>
          ),
      },
      {
        id: 'period',
        head: t('accounts.periodLeft'),
        end: true,
        order: (row) => daysLeft(row, today),
        text: (row) => String(daysLeft(row, today) ?? ''),
        cell: (row) => {
          const left = daysLeft(row, today)
          if (left === null || !row.period?.until) return <span className="quiet">—</span>
          return (
            <span className={css.days} data-soon={left <= 30 ? '' : undefined}>
              <small>
                {day(lastDay(row.period.until), {
                  weekday: false,
                  year: row.period.until.slice(0, 4) !== today.slice(0, 4),
                })}
              </small>
              <b>{t('accounts.days', { count: left })}</b>
            </span>
          )
        },
      },
      {
        id: 'hours',
        head: t('accounts.hoursLeft'),
        width: '250px',
        order: (row) => row.hours?.left ?? null,
        text: (row) => String(row.hours?.left ?? ''),
        cell: (row) => (row.hours ? <Hours meter={row.hours} /> : <span className="quiet">—</span>),
      },
      {
        id: 'responsible',
        head: t('accounts.responsible'),
        order: (row) => row.responsible?.name ?? null,
        text: (row) => row.responsible?.name ?? '',
        cell: (row) => <span className="whole">{row.responsible?.name ?? '—'}</span>,
      },
      {
        id: 'state',
        head: t('accounts.state'),
        phone: 'corner',
        order: (row) => row.state,
        text: (row) => t(`state.${row.state}`),
        cell: (row) => <Pill tone={STATE_TONES[row.state]}>{t(`state.${row.state}`)}</Pill>,
      },
    ],
    [t, day, names, today],
  )
}
