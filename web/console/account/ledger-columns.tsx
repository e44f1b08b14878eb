import { useMemo } from 'react'
import type { LedgerEntry } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Amount } from '../../ui/amount.tsx'
import type { Column } from '../../ui/data-table/data-table.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Seal } from '../../ui/seal.tsx'
import { Span, When } from '../../ui/times.tsx'
import css from './ledger.module.css'

/** One entry a row: when, what happened, how much, what was left, the clause behind it. */
export function useLedgerColumns({ short = false }: { short?: boolean } = {}): Column<LedgerEntry>[] {
  const { t } = useWords()
  const names = useNames()
  return useMemo(() => {
    const all: Column<LedgerEntry>[] = [
      {
        id: 'at', head: t('ledger.at'), fixed: true, order: (e) => e.at, text: (e) => e.at,
        cell: (e) => <When at={e.at} year={!short} weekday={!short} />,
      },
      {
        id: 'what', head: t('ledger.what'), fixed: true, bare: true, text: (e) => [t(`ledger.kind.${e.kind}`), e.cause?.label, e.reason].filter(Boolean).join(' '),
        cell: (e) => (
          <>
            <span className={css.kind} data-kind={e.kind}>{t(`ledger.kind.${e.kind}`)}</span> {e.cause?.label}
            {e.reason ? <span className={css.reason}>{e.reason}</span> : null}
          </>
        ),
      },
      { id: 'allowance', head: t('ledger.allowance'), order: (e) => e.allowance, text: (e) => names.allowance(e.allowance), cell: (e) => <span className="quiet">{names.allowance(e.allowance)}</span> },
      { id: 'holder', head: t('ledger.holder'), extra: true, order: (e) => e.holder.label, text: (e) => e.holder.label, cell: (e) => e.holder.label },
      { id: 'window', head: t('ledger.window'), extra: true, order: (e) => e.window.from, text: (e) => `${e.window.from}/${e.window.until ?? ''}`, cell: (e) => <Span {...e.window} /> },
      { id: 'amount', head: t('ledger.amount'), end: true, order: (e) => e.amount, text: (e) => String(e.amount), cell: (e) => <Amount value={e.amount} unit={e.unit} signed /> },
      { id: 'left', head: t('ledger.left'), end: true, order: (e) => e.leftAfter, text: (e) => String(e.leftAfter), cell: (e) => <Amount value={e.leftAfter} unit={e.unit} /> },
      { id: 'by', head: t('ledger.by'), extra: true, order: (e) => e.by, text: (e) => e.by ?? '', cell: (e) => e.by ?? <span className="quiet">—</span> },
      { id: 'clause', head: t('ledger.clause'), fixed: true, order: (e) => e.clause, text: (e) => e.clause, cell: (e) => <Seal id={e.clause} /> },
    ]
    return short ? all.filter((c) => !c.extra).map(({ order: _, ...rest }) => rest) : all
  }, [t, names, short])
}
