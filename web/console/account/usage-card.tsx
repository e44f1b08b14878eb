import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useLedger } from '../../api/queries.ts'
import type { LedgerEntry, Meter, Usage } from '../../api/types.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { TextButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { BurnDown } from '../../ui/charts/burn-down.tsx'
import { forecastOf, type Point } from '../../ui/charts/forecast.ts'
import { UsageBars } from '../../ui/charts/usage-bars.tsx'
import { type Column, DataTable } from '../../ui/data-table/data-table.tsx'
import { useNames, useSignedIn } from '../../ui/me-context.ts'
import { Seal } from '../../ui/seal.tsx'
import { Span } from '../../ui/times.tsx'
import css from './overview.module.css'

const page = getRouteApi('/accounts/$accountId/')

/** What was left after each change of one window, oldest first, one point a day. */
export function pointsOf(entries: readonly LedgerEntry[], window: Meter): Point[] {
  const mine = entries.filter(
    (e) =>
      e.holder.id === window.holder.id &&
      e.allowance === window.allowance &&
      e.window.from === window.from &&
      e.kind !== 'grant',
  )
  const byDay = new Map<string, number>()
  for (const entry of [...mine].reverse()) byDay.set(dateIn(entry.at), entry.leftAfter)
  return [...byDay].map(([date, left]) => ({ date, left })).sort((a, b) => a.date.localeCompare(b.date))
}

function WindowTable({ windows, name }: { windows: readonly Meter[]; name: string }) {
  const { t, amount } = useWords()
  const columns = useMemo((): Column<Meter>[] => {
    const number = (id: 'granted' | 'consumed' | 'held' | 'lapsed' | 'left'): Column<Meter> => ({
      id,
      head: t(`chart.${id}`),
      end: true,
      text: (w) => String(w[id]),
      cell: (w) => amount(w[id], w.unit),
    })
    return [
      {
        id: 'window',
        head: t('chart.window'),
        cell: (w) => <Span from={w.from} until={w.until} />,
        text: (w) => `${w.from}/${w.until ?? ''}`,
      },
      number('granted'),
      number('consumed'),
      number('held'),
      number('lapsed'),
      number('left'),
    ]
  }, [t, amount])
  return (
    <DataTable
      name={name}
      columns={columns}
      rows={windows}
      keyOf={(w) => w.from}
      view={{}}
      onView={() => {}}
      empty={null}
      plain
    />
  )
}

function Outlook({ window, today }: { window: Meter; today: string }) {
  const { t, day, amount } = useWords()
  const forecast = forecastOf(window, today)
  if (!forecast) return null
  return (
    <p className={css.forecast}>
      {'usedUpOn' in forecast
        ? t('meter.usedUpOn', { date: day(forecast.usedUpOn) })
        : t('meter.leftAtEnd', { amount: amount(forecast.leftAtEnd, window.unit) })}
    </p>
  )
}

/** How each allowance was used: bars where windows follow each other, a line of what is left where there is one. */
export default function UsageCard({ accountId, usage }: { accountId: string; usage: readonly Usage[] }) {
  const { t } = useWords()
  const names = useNames()
  const { today } = useSignedIn()
  const { show } = page.useSearch()
  const navigate = page.useNavigate()
  const ledger = useLedger(accountId)
  const keyOf = (u: Usage) => `${u.allowance}.${u.holder.id.slice(-6)}`
  const [key, form] = (show ?? '').split(':')
  const chosen = usage.find((u) => keyOf(u) === key) ?? usage[0]!
  const asTable = form === 'table'
  const set = (next: string, table: boolean) =>
    void navigate({
      search: (now) => ({ ...now, show: table ? `${next}:table` : next }),
      replace: true,
      resetScroll: false,
    })
  const name = names.allowance(chosen.allowance)
  const last = chosen.windows.at(-1)
  const single = chosen.windows.length === 1 && last?.until ? { ...last, until: last.until } : null
  return (
    <Card
      title={
        <>
          {t('account.usage')} <Seal id={chosen.clause} />
        </>
      }
      flush
      aside={
        <TextButton onClick={() => set(keyOf(chosen), !asTable)}>
          {asTable ? t('chart.asChart') : t('chart.asTable')}
        </TextButton>
      }
    >
      {usage.length > 1 ? (
        <div className={css.pick}>
          {usage.map((u) => (
            <button key={keyOf(u)} type="button" aria-pressed={u === chosen} onClick={() => set(keyOf(u), asTable)}>
              {names.allowance(u.allowance)}
              {usage.some((o) => o !== u && o.allowance === u.allowance) ? ` · ${names.holderShort(u.holder)}` : ''}
            </button>
          ))}
        </div>
      ) : null}
      {asTable ? (
        <WindowTable windows={chosen.windows} name={name} />
      ) : (
        <div className={css.usage}>
          {single ? (
            <>
              <BurnDown
                meter={single}
                points={pointsOf(ledger.data ?? [], single)}
                today={today}
                label={t('chart.burnDown', { name })}
              />
              <Outlook window={single} today={today} />
            </>
          ) : (
            <UsageBars windows={chosen.windows.slice(-12)} today={today} label={t('chart.usage', { name })} />
          )}
        </div>
      )}
    </Card>
  )
}
