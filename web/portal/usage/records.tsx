import { Select } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { LedgerEntry, Usage } from '../../api/types.ts'
import { dateIn, timeIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Seal } from '../../ui/seal.tsx'
import css from './records.module.css'
import { usageKey } from './usage-page.tsx'

const STEP = 30
/** How an entry moves what is left; use turns what was set aside into what is used and moves nothing. */
const SIGN: Record<LedgerEntry['kind'], 1 | 0 | -1> = {
  grant: 1,
  release: 1,
  adjust: 1,
  hold: -1,
  lapse: -1,
  carry: -1,
  settle: 0,
}

function useSentence() {
  const { t, amount } = useWords()
  const names = useNames()
  return (e: LedgerEntry): string => {
    const cause = e.cause?.type === 'session' && e.cause.label ? names.kind(e.cause.label) : names.holder(e.holder)
    return t(`portal.usage.kind.${e.kind}`, { amount: amount(Math.abs(e.amount), e.unit), cause })
  }
}

function Entry({ entry }: { entry: LedgerEntry }) {
  const { t, amount, change } = useWords()
  const names = useNames()
  const sentence = useSentence()
  const moved = SIGN[entry.kind] * entry.amount
  return (
    <li className={css.entry}>
      <time className={css.time} dateTime={entry.at}>
        {timeIn(entry.at)}
      </time>
      <div className={css.text}>
        <p>{sentence(entry)}</p>
        <p className={css.quiet}>
          {names.allowance(entry.allowance)}
          {t('portal.gap')}
          {names.holder(entry.holder)}
        </p>
        {entry.reason ? <p className={css.quiet}>{t('portal.usage.adjustReason', { reason: entry.reason })}</p> : null}
      </div>
      <div className={css.figures}>
        <span className={css.moved}>{moved === 0 ? '±0' : change(moved, entry.unit)}</span>
        <span className={css.quiet}>
          {t('portal.usage.leftAfter', { amount: amount(entry.leftAfter, entry.unit) })}
        </span>
      </div>
      <div className={css.seal}>
        <Seal id={entry.clause} />
      </div>
    </li>
  )
}

/** The book in plain words, newest first, one day under another. */
export function Records({ usage, entries }: { usage: readonly Usage[]; entries: readonly LedgerEntry[] }) {
  const { t, day } = useWords()
  const names = useNames()
  const { of } = useSearch({ from: '/usage' })
  const navigate = useNavigate()
  const [shown, setShown] = useState(STEP)
  const own = of ? entries.filter((e) => usageKey(e) === of) : entries
  const days = [...Map.groupBy(own.slice(0, shown), (e) => dateIn(e.at))]
  const choices = [
    { value: '', label: t('portal.usage.all') },
    ...usage.map((u) => ({
      value: usageKey(u),
      label: `${names.allowance(u.allowance)}（${names.holder(u.holder)}）`,
    })),
  ]
  return (
    <Card title={t('portal.usage.records')} flush>
      <div className={css.filter}>
        <Select
          aria-label={t('portal.usage.of')}
          data={choices}
          value={of ?? ''}
          onChange={(value) =>
            void navigate({ to: '/usage', search: value ? { of: value } : {}, replace: true, resetScroll: false })
          }
        />
      </div>
      {own.length === 0 ? (
        <p className={css.none}>{t('portal.usage.noRecords')}</p>
      ) : (
        days.map(([date, list]) => (
          <section key={date} className={css.day} aria-label={day(date)}>
            <h3>{day(date)}</h3>
            <ol>
              {list.map((e) => (
                <Entry key={e.id} entry={e} />
              ))}
            </ol>
          </section>
        ))
      )}
      {own.length > shown ? (
        <p className={css.more}>
          <Button onClick={() => setShown(shown + STEP)}>{t('portal.usage.more')}</Button>
        </p>
      ) : null}
    </Card>
  )
}
