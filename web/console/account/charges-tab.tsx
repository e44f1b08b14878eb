import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useCharges } from '../../api/queries.ts'
import type { ChargeLine } from '../../api/types.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Money } from '../../ui/amount.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table/data-table.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Seal } from '../../ui/seal.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { Day } from '../../ui/times.tsx'
import { useCause } from './ledger-columns.tsx'

const page = getRouteApi('/accounts/$accountId/charges')

function useColumns(accountId: string): Column<ChargeLine>[] {
  const { t, wordFor } = useWords()
  const causeOf = useCause(accountId)
  return useMemo(
    () => [
      {
        id: 'at',
        head: t('chargeList.at'),
        order: (c) => c.at,
        text: (c) => c.at,
        cell: (c) => <Day date={dateIn(c.at)} />,
      },
      {
        id: 'kind',
        head: t('chargeList.what'),
        fixed: true,
        phone: 'bare',
        order: (c) => c.kind,
        text: (c) => wordFor('charge.kind', c.kind),
        cell: (c) => <b>{wordFor('charge.kind', c.kind)}</b>,
      },
      {
        id: 'cause',
        head: t('chargeList.cause'),
        text: causeOf,
        cell: (c) => <span className="quiet">{causeOf(c)}</span>,
      },
      {
        id: 'quantity',
        head: t('chargeList.quantity'),
        end: true,
        order: (c) => c.quantity,
        text: (c) => String(c.quantity),
        cell: (c) => `${c.quantity} ${wordFor('charge.unit', c.unit)}`,
      },
      {
        id: 'amount',
        head: t('chargeList.amount'),
        end: true,
        order: (c) => c.amount,
        text: (c) => String(c.amount ?? ''),
        cell: (c) => <Money value={c.amount} currency={c.currency} kind={c.kind} />,
      },
      {
        id: 'state',
        head: t('answer.state'),
        order: (c) => c.state,
        text: (c) => t(`charge.state.${c.state}`),
        cell: (c) => <Pill tone={c.state === 'raised' ? 'in' : 'quiet'}>{t(`charge.state.${c.state}`)}</Pill>,
      },
      {
        id: 'clause',
        head: t('ledger.clause'),
        order: (c) => c.clause,
        text: (c) => c.clause,
        cell: (c) => <Seal id={c.clause} />,
      },
    ],
    [t, wordFor, causeOf],
  )
}

/** What is owed and why: a line for each cause, voided ones kept. */
export default function ChargesTab() {
  const { t } = useWords()
  const { accountId } = page.useParams()
  const view = page.useSearch()
  const navigate = page.useNavigate()
  const charges = useCharges(accountId)
  const columns = useColumns(accountId)
  return (
    <Card flush>
      <Shown of={charges} lines={6}>
        {(list) => (
          <DataTable
            name={t('account.tab.charges')}
            columns={columns}
            rows={list}
            keyOf={(c) => c.id}
            view={{ sort: '-at', ...view }}
            findLabel={t('chargeList.find')}
            onView={(next) =>
              void navigate({ search: (now) => ({ ...now, ...next }), replace: true, resetScroll: false })
            }
            quietRow={(c) => c.state === 'voided'}
            empty={<Empty title={t('chargeList.none')}>{t('chargeList.noneText')}</Empty>}
          />
        )}
      </Shown>
    </Card>
  )
}
