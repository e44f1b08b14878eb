import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ImportFinding, ImportReport } from '../../api/imports.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table/data-table.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Seals } from '../../ui/seal.tsx'
import css from './imports.module.css'

const page = getRouteApi('/imports')

type Line = ImportFinding & { key: string }

function useFindingColumns(): Column<Line>[] {
  const { t } = useWords()
  return useMemo(
    () => [
      {
        id: 'row',
        head: t('imports.row'),
        width: '84px',
        order: (f) => f.row ?? 0,
        text: (f) => String(f.row ?? ''),
        phone: 'bare',
        cell: (f) => (
          <b className="whole">{f.row === null ? t('imports.wholeFile') : t('imports.rowNo', { row: f.row })}</b>
        ),
      },
      {
        id: 'column',
        head: t('imports.column'),
        width: '132px',
        order: (f) => f.column,
        text: (f) => f.column ?? '',
        cell: (f) => f.column ?? <span className="quiet">—</span>,
      },
      {
        id: 'what',
        head: t('imports.found'),
        text: (f) => f.sentence,
        cell: (f) => (
          <span className={css.found}>
            {f.sentence} {f.clauses.length > 0 ? <Seals ids={f.clauses} /> : null}
          </span>
        ),
      },
      {
        id: 'instead',
        head: t('imports.instead'),
        text: (f) => f.instead ?? '',
        cell: (f) => <span className="quiet">{f.instead ?? '—'}</span>,
      },
      {
        id: 'severity',
        head: t('imports.severity'),
        width: '96px',
        phone: 'corner',
        order: (f) => f.severity,
        text: (f) => t(`imports.is.${f.severity}`),
        cell: (f) => (
          <Pill tone={f.severity === 'error' ? 'no' : 'warn'} icon={f.severity === 'error' ? 'no' : 'alert'}>
            {t(`imports.is.${f.severity}`)}
          </Pill>
        ),
      },
    ],
    [t],
  )
}

/** Every finding with its row, its column, and what to write instead. It can be taken along as CSV. */
export function FindingTable({ report }: { report: ImportReport }) {
  const { t } = useWords()
  const columns = useFindingColumns()
  const { kind, sort, cols, find } = page.useSearch()
  const navigate = page.useNavigate()
  const lines = report.findings.map((f, i) => ({ ...f, key: `${i} ${f.row} ${f.code}` }))
  const more = report.errors + report.warnings - lines.length
  return (
    <Card title={t('imports.findings')} flush>
      <DataTable
        name={t('imports.findings')}
        columns={columns}
        rows={lines}
        keyOf={(f) => f.key}
        view={{ sort, cols, find }}
        onView={(view) => void navigate({ search: { kind, ...view }, replace: true })}
        findLabel={t('imports.findIn')}
        empty={null}
      />
      {more > 0 ? <p className={css.more}>{t('imports.moreFindings', { count: more })}</p> : null}
    </Card>
  )
}
