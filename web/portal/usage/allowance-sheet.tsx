import { useState } from 'react'
import type { LedgerEntry, Meter, Usage } from '../../api/types.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Amount } from '../../ui/amount.tsx'
import { TextButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { BurnDown } from '../../ui/charts/burn-down.tsx'
import { UsageBars } from '../../ui/charts/usage-bars.tsx'
import { useNames } from '../../ui/me-context.ts'
import { MeterBar } from '../../ui/meter.tsx'
import { Seal } from '../../ui/seal.tsx'
import css from './usage.module.css'
import { WindowTable } from './window-table.tsx'

/** The window that a person means today: the running one, else the next, else the last. */
const windowNow = (windows: readonly Meter[], today: string) =>
  windows.find((w) => w.from <= today && (w.until === null || today < w.until)) ??
  windows.find((w) => w.from > today) ??
  windows.at(-1)!

/** What was left after each movement of one window, oldest first. */
function pointsOf(entries: readonly LedgerEntry[], window: Meter) {
  return entries
    .filter(
      (e) => e.holder.id === window.holder.id && e.allowance === window.allowance && e.window.from === window.from,
    )
    .map((e) => ({ date: dateIn(e.at) < window.from ? window.from : dateIn(e.at), left: e.leftAfter }))
    .reverse()
}

function Chart({
  windows,
  now,
  entries,
  today,
  name,
}: {
  windows: readonly Meter[]
  now: Meter
  entries: readonly LedgerEntry[]
  today: string
  name: string
}) {
  const { t } = useWords()
  if (windows.length > 1)
    return <UsageBars windows={windows.slice(-12)} today={today} label={t('chart.usage', { name })} />
  if (now.until === null || now.unit === 'count')
    return (
      <div className={css.bar}>
        <MeterBar meter={now} />
      </div>
    )
  return (
    <BurnDown
      meter={{ ...now, until: now.until }}
      points={pointsOf(entries, now)}
      today={today}
      label={t('chart.burnDown', { name })}
    />
  )
}

export function AllowanceSheet({
  usage,
  entries,
  today,
}: {
  usage: Usage
  entries: readonly LedgerEntry[]
  today: string
}) {
  const { t, period, day } = useWords()
  const names = useNames()
  const [asTable, setAsTable] = useState(false)
  const now = windowNow(usage.windows, today)
  const name = names.allowance(usage.allowance)
  return (
    <Card title={name} aside={<Seal id={now.clause} />} flush>
      <div className={css.top}>
        <p className={css.about}>
          {names.holder(usage.holder)}
          {t('portal.gap')}
          {now.until === null ? t('portal.book.from', { date: day(now.from) }) : period(now)}
        </p>
        <p>
          <span className="hidden-text">{t('portal.usage.left')} </span>
          <Amount value={now.left} unit={usage.unit} of={now.granted} big />
        </p>
      </div>
      <div className={css.chart}>
        {asTable ? (
          <WindowTable windows={usage.windows} name={name} />
        ) : (
          <Chart windows={usage.windows} now={now} entries={entries} today={today} name={name} />
        )}
      </div>
      <p className={css.turn}>
        <TextButton aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'chart.asChart' : 'chart.asTable')}
        </TextButton>
      </p>
    </Card>
  )
}
