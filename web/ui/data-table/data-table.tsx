import { type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { type Column, findRows, shownColumns, sortRows, type TableView, turned } from './column.ts'
import { csvOf, saveCsv } from './csv.ts'
import css from './data-table.module.css'
import { ColumnChoice, FindField, OrderChoice } from './tools.tsx'
import { useWindowRows } from './use-window-rows.ts'

export type { Column, TableView } from './column.ts'

type Props<Row> = {
  /** Names the table for screen readers and the exported file. */
  name: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  view: TableView
  onView: (view: TableView) => void
  /** What Enter or a click on a row does; the first cell should hold the same as a link. */
  onOpen?: (row: Row) => void
  tools?: ReactNode
  findLabel?: string
  empty: ReactNode
  /** A short table inside another card: no tools, no counting. */
  plain?: boolean
  quietRow?: (row: Row) => boolean
}

function moveBetweenRows(event: KeyboardEvent<HTMLTableSectionElement>) {
  const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
  if (!row || event.target !== row) return
  const next =
    event.key === 'ArrowDown' || event.key === 'j'
      ? row.nextElementSibling
      : event.key === 'ArrowUp' || event.key === 'k'
        ? row.previousElementSibling
        : null
  if (next instanceof HTMLElement && next.dataset.row !== undefined) {
    event.preventDefault()
    next.focus()
  }
}

function Head<Row>({
  columns,
  view,
  onView,
}: {
  columns: readonly Column<Row>[]
  view: TableView
  onView: (view: TableView) => void
}) {
  return (
    <thead className={css.head}>
      <tr>
        {columns.map((c) => {
          const sorted = view.sort === c.id ? 'ascending' : view.sort === `-${c.id}` ? 'descending' : undefined
          return (
            <th
              key={c.id}
              scope="col"
              aria-sort={sorted}
              className={c.end ? css.end : undefined}
              style={c.width ? { width: c.width } : undefined}
            >
              {c.order ? (
                <button
                  type="button"
                  className={css.sort}
                  onClick={() => onView({ ...view, sort: turned(view.sort, c.id) })}
                >
                  {c.head}
                  <span className={css.arrow} data-on={sorted ? '' : undefined}>
                    <Icon name={sorted === 'descending' ? 'down' : 'up'} size={11} />
                  </span>
                </button>
              ) : (
                c.head
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

export function DataTable<Row>(props: Props<Row>) {
  const { name, columns, rows, keyOf, view, onView, onOpen, tools, findLabel, empty, plain, quietRow } = props
  const { t } = useWords()
  const body = useRef<HTMLTableSectionElement>(null)
  const shown = shownColumns(columns, view)
  const found = useMemo(() => sortRows(findRows(rows, columns, view.find), columns, view), [rows, columns, view])
  const { from, until, above, beneath } = useWindowRows(found.length, body)
  const room = (height: number) =>
    height > 0 ? (
      <tr>
        <td colSpan={shown.length} style={{ height, padding: 0, border: 0 }} />
      </tr>
    ) : null
  return (
    <div className={css.table}>
      {plain ? null : (
        <div className={css.tools}>
          {findLabel ? (
            <FindField label={findLabel} value={view.find} onChange={(find) => onView({ ...view, find })} />
          ) : null}
          {tools}
          <OrderChoice columns={columns} view={view} onView={onView} />
          <span className={css.count} role="status">
            {t('table.count', { count: found.length })}
          </span>
          <span className={css.wideOnly}>
            <ColumnChoice columns={columns} view={view} onView={onView} />
          </span>
          <Button size="small" look="bare" onClick={() => saveCsv(name, csvOf(shown, found))}>
            <Icon name="save" size={14} />
            {t('table.export')}
          </Button>
        </div>
      )}
      {found.length === 0 ? (
        rows.length === 0 ? (
          empty
        ) : (
          <p className={css.none}>{t('table.noneFound')}</p>
        )
      ) : (
        <table aria-rowcount={found.length + 1} className={onOpen ? css.opens : undefined}>
          <caption className="hidden-text">{name}</caption>
          <Head columns={shown} view={view} onView={onView} />
          <tbody ref={body} onKeyDown={moveBetweenRows}>
            {room(above)}
            {found.slice(from, until).map((row, i) => (
              <tr
                key={keyOf(row)}
                data-row=""
                aria-rowindex={from + i + 2}
                tabIndex={onOpen ? (from + i === 0 ? 0 : -1) : undefined}
                data-quiet={quietRow?.(row) ? '' : undefined}
                onClick={
                  onOpen
                    ? (e) => {
                        if (!(e.target as HTMLElement).closest('a, button, input')) onOpen(row)
                      }
                    : undefined
                }
                onKeyDown={
                  onOpen
                    ? (e) => {
                        if (e.key === 'Enter' && e.target === e.currentTarget) onOpen(row)
                      }
                    : undefined
                }
              >
                {shown.map((c) => (
                  <td
                    key={c.id}
                    data-head={c.phone ? undefined : c.head}
                    data-phone={c.phone}
                    className={c.end ? css.end : undefined}
                  >
                    {c.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
            {room(beneath)}
          </tbody>
        </table>
      )}
    </div>
  )
}
