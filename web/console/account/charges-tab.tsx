import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useCharges } from '../../api/queries.ts'
import type { ChargeLine } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Money } from '../../ui/amount.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table/data-table.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Seal } from '../../ui/seal.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { Day } from '../../ui/times.tsx'
import { dateIn } from '../../i18n/civil.ts'

const page = getRouteApi('/accounts/$accountId/charges')

function useColumns(): Column<ChargeLine>[] {
  const { t, wordFor } = useWords()
  return useMemo(() => [
    { id: 'at', head: t('charge.at'), order: (c) => c.at, text: (c) => c.at, cell: (c) => <Day date={dateIn(c.at)} /> },
    { id: 'kind', head: t('charge.what'), fixed: true, bare: true, order: (c) => c.kind, text: (c) => wordFor('charge.kind', c.kind), cell: (c) => <b>{wordFor('charge.kind', c.kind)}</b> },
    { id: 'cause', head: t('charge.cause'), text: (c) => c.cause?.label ?? '', cell: (c) => <span className="quiet">{c.cause?.label ?? c.holder.label}</span> },
    { id: 'quantity', head: t('charge.quantity'), end: true, order: (c) => c.quantity, text: (c) => String(c.quantity), cell: (c) => `${c.quantity} ${wordFor('charge.unit', c.unit)}` },
    { id: 'amount', head: t('charge.amount'), end: true, order: (c) => c.amount, text: (c) => String(c.amount ?? ''), cell: (c) => (c.amount === null && c.kind === 'service-fee' ? <span className="quiet">{t('charge.unpriced')}</span> : <Money value={c.amount} currency={c.currency} />) },
    { id: 'state', head: t('answer.state'), order: (c) => c.state, text: (c) => t(`charge.state.${c.state}`), cell: (c) => <Pill tone={c.state === 'raised' ? 'in' : 'quiet'}>{t(`charge.state.${c.state}`)}</Pill> },
    { id: 'clause', head: t('ledger.clause'), order: (c) => c.clause, text: (c) => c.clause, cell: (c) => <Seal id={c.clause} /> },
  ], [t, wordFor])
}

/** What is owed and why: a line for each cause, voided ones kept. */
export default function ChargesTab() {
  const { t } = useWords()
  const { accountId } = page.useParams()
  const view = page.useSearch()
  const navigate = page.useNavigate()
  const charges = useCharges(accountId)
  const columns = useColumns()
  return (
    <Card flush>
      <Shown of={charges} lines={6}>
        {(list) => (
          <DataTable
            name={t('account.tab.charges')} columns={columns} rows={list} keyOf={(c) => c.id} view={{ sort: '-at', ...view }} findLabel={t('charge.find')}
            onView={(next) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true, resetScroll: false })} quietRow={(c) => c.state === 'voided'}
            empty={<Empty title={t('charge.none')}>{t('charge.noneText')}</Empty>}
          />
        )}
      </Shown>
    </Card>
  )
}
