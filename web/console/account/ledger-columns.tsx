import { useMemo } from 'react'
import { useSessions } from '../../api/queries.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Amount } from '../../ui/amount.tsx'
import type { Column } from '../../ui/data-table/data-table.tsx'
import type { Movement } from '../../ui/ledger.ts'
import { useNames } from '../../ui/me-context.ts'
import { Seal } from '../../ui/seal.tsx'
import { Span, When } from '../../ui/times.tsx'
import css from './ledger.module.css'

type Caused = { cause: Movement['cause']; holder: Movement['holder'] }

/** What caused an entry, in words: a session by its kind, place and day, an agreement by its name. */
export function useCause(accountId: string): (about: Caused) => string {
  const names = useNames()
  const { day } = useWords()
  const sessions = useSessions(accountId)
  return useMemo(() => {
    const known = new Map((sessions.data ?? []).map((s) => [s.id, s]))
    return ({ cause, holder }) => {
      const session = cause ? known.get(cause.id) : undefined
      if (session)
        return `${names.kind(session.kind)} · ${names.place(session.place)} · ${day(dateIn(session.start), { year: false })}`
      if (cause?.type === 'session' && cause.label) return names.kind(cause.label)
      return names.holder(holder)
    }
  }, [sessions.data, names, day])
}

/** One entry a row: when, what happened, how much, what was left, the clause behind it. */
export function useLedgerColumns(accountId: string, { short = false }: { short?: boolean } = {}): Column<Movement>[] {
  const { t, minutes } = useWords()
  const names = useNames()
  const causeOf = useCause(accountId)
  return useMemo(() => {
    const settled = (e: Movement) => (e.kind === 'settle' && e.unit === 'minutes' ? ` ${minutes(e.amount)}` : '')
    const all: Column<Movement>[] = [
      {
        id: 'at',
        head: t('ledger.at'),
        fixed: true,
        phone: 'bare',
        order: (e) => e.at,
        text: (e) => e.at,
        cell: (e) => <When at={e.at} year={!short} weekday={!short} />,
      },
      {
        id: 'what',
        head: t('ledger.what'),
        fixed: true,
        phone: 'bare',
        text: (e) => [t(`ledger.kind.${e.kind}`), causeOf(e), e.reason].filter(Boolean).join(' '),
        cell: (e) => (
          <>
            <span className={css.kind} data-kind={e.kind}>
              {t(`ledger.kind.${e.kind}`)}
            </span>{' '}
            {causeOf(e)}
            <span className="quiet whole">{settled(e)}</span>
            {e.reason ? (
              <span className={css.reason}>
                {e.reason}
                {e.approvedBy ? ` · ${t('ledger.approvedBy', { name: e.approvedBy })}` : ''}
              </span>
            ) : null}
          </>
        ),
      },
      {
        id: 'allowance',
        head: t('ledger.allowance'),
        order: (e) => e.allowance,
        text: (e) => names.allowance(e.allowance),
        cell: (e) => <span className="quiet">{names.allowance(e.allowance)}</span>,
      },
      {
        id: 'holder',
        head: t('ledger.holder'),
        extra: true,
        order: (e) => e.holder.label,
        text: (e) => names.holder(e.holder),
        cell: (e) => names.holder(e.holder),
      },
      {
        id: 'window',
        head: t('ledger.window'),
        extra: true,
        order: (e) => e.window.from,
        text: (e) => `${e.window.from}/${e.window.until ?? ''}`,
        cell: (e) => <Span {...e.window} />,
      },
      {
        id: 'amount',
        head: t('ledger.amount'),
        end: true,
        order: (e) => e.change,
        text: (e) => String(e.change),
        cell: (e) =>
          e.change === 0 ? <span className="quiet">—</span> : <Amount value={e.change} unit={e.unit} signed />,
      },
      {
        id: 'left',
        head: t('ledger.left'),
        end: true,
        order: (e) => e.leftAfter,
        text: (e) => String(e.leftAfter),
        cell: (e) => <Amount value={e.leftAfter} unit={e.unit} />,
      },
      {
        id: 'by',
        head: t('ledger.by'),
        extra: true,
        order: (e) => e.by,
        text: (e) => e.by ?? '',
        cell: (e) => e.by ?? <span className="quiet">—</span>,
      },
      {
        id: 'clause',
        head: t('ledger.clause'),
        fixed: true,
        order: (e) => e.clause,
        text: (e) => e.clause,
        cell: (e) => <Seal id={e.clause} />,
      },
    ]
    return short ? all.filter((c) => !c.extra && c.id !== 'allowance').map(({ order: _, ...rest }) => rest) : all
  }, [t, minutes, names, causeOf, short])
}
