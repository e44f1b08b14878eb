import { useMemo, useState } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Amount } from '../amount.tsx'
import { type Column, DataTable, type TableView } from '../data-table/data-table.tsx'
import { nothing, type Selection } from '../data-table/rows.ts'
import { PairBar } from '../pair-bar.tsx'
import { Pill } from '../pill.tsx'

type Row = { id: string; name: string; left: number; state: 'active' | 'notice-given' | 'ended' }

const STATES = ['active', 'notice-given', 'ended'] as const

/** The table with everything that it can: order, choice, columns, keys, a quiet row. */
export function SampleTable() {
  const { t } = useWords()
  const [view, setView] = useState<TableView>({})
  const [chosen, setChosen] = useState<Selection<Row>>({ ...nothing, picked: new Map([['2', undefined as never]]) })
  const rows = useMemo(
    () =>
      [1, 2, 3, 4].map(
        (n): Row => ({
          id: String(n),
          name: `${t('gallery.company')} ${n}`,
          left: n * 90,
          state: STATES[(n - 1) % 3]!,
        }),
      ),
    [t],
  )
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'name',
        head: t('accounts.name'),
        fixed: true,
        phone: 'bare',
        cell: (r) => <b>{r.name}</b>,
        text: (r) => r.name,
        order: (r) => r.name,
      },
      {
        id: 'left',
        head: t('accounts.hoursLeft'),
        width: '220px',
        cell: (r) => <PairBar thin pace={0.5} used={1 - r.left / 600} label={r.name} />,
        text: (r) => String(r.left),
      },
      {
        id: 'amount',
        head: t('meter.left'),
        end: true,
        cell: (r) => <Amount value={r.left} unit="minutes" of={600} />,
        order: (r) => r.left,
        text: (r) => String(r.left),
      },
      {
        id: 'state',
        head: t('accounts.state'),
        phone: 'corner',
        cell: (r) => (
          <Pill tone={r.state === 'active' ? 'ok' : r.state === 'ended' ? 'quiet' : 'warn'}>
            {t(`state.${r.state}`)}
          </Pill>
        ),
        text: (r) => r.state,
      },
    ],
    [t],
  )
  return (
    <DataTable
      name={t('gallery.parts.table')}
      columns={columns}
      rows={rows}
      keyOf={(r) => r.id}
      nameOf={(r) => r.name}
      view={view}
      onView={setView}
      findLabel={t('table.find')}
      quietRow={(r) => r.state === 'ended'}
      selection={chosen}
      onSelection={setChosen}
      empty={null}
    />
  )
}
