import { type MouseEvent, memo, type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Failure, Loading } from '../states.tsx'
import { type Column, findRows, shownColumns, sortRows, type TableView } from './column.ts'
import { csvOf, saveCsv } from './csv.ts'
import css from './data-table.module.css'
import { Head } from './head.tsx'
import { isChosen, type Paged, type Selection, turned } from './rows.ts'
import { TableTools } from './tools.tsx'
import { useRowKeys } from './use-row-keys.ts'
import { useWindowRows } from './use-window-rows.ts'

export type { Column, TableView } from './column.ts'

type Common<Row> = {
  /** Names the table for screen readers and the exported file. */
  name: string
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  /** What a row is called where it is chosen. */
  nameOf?: (row: Row) => string
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
  /** Rows may be chosen; what can be done with them stands in `bulk`. */
  selection?: Selection<Row>
  onSelection?: (selection: Selection<Row>) => void
  bulk?: ReactNode
  onExport?: () => void
}
/** `rows` are all here; `paged` stay with the server, which finds and sorts them. */
type Props<Row> = Common<Row> & ({ rows: readonly Row[]; paged?: undefined } | { paged: Paged<Row>; rows?: undefined })

type Acts<Row> = { open: ((row: Row) => void) | undefined; choose: ((key: string, row: Row) => void) | undefined }
type RowProps = {
  row: unknown
  rowKey: string
  name: string
  index: number
  shown: readonly Column<never>[]
  quiet: boolean
  /** Whether it is chosen; undefined where rows are not. */
  chosen: boolean | undefined
  opens: boolean
  acts: RefObject<Acts<never>>
}

const isOwnPress = (event: MouseEvent) => (event.target as HTMLElement).closest('a, button, input, label') !== null

/** Drawn again only when something of it changed: while rows are scrolled through, most of them stay as they are. */
const TableRow = memo(function TableRow({ row, rowKey, name, index, shown, quiet, chosen, opens, acts }: RowProps) {
  const { t } = useWords()
  const own = row as never
  const choose = chosen === undefined ? undefined : () => acts.current.choose?.(rowKey, own)
  return (
    <tr
      data-row={index}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      tabIndex={opens || choose ? (index === 0 ? 0 : -1) : undefined}
      data-quiet={quiet ? '' : undefined}
      onClick={opens ? (e) => (isOwnPress(e) ? undefined : acts.current.open?.(own)) : undefined}
      onKeyDown={(e) => {
        if (e.target !== e.currentTarget) return
        if (e.key === 'Enter') acts.current.open?.(own)
        if ((e.key === ' ' || e.key === 'x') && choose) {
          e.preventDefault()
          choose()
        }
      }}
    >
      {choose ? (
        <td className={css.pick} data-phone="pick">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={chosen ?? false}
            aria-label={t('table.choose', { name })}
            onChange={choose}
          />
        </td>
      ) : null}
      {shown.map((c) => (
        <td
          key={c.id}
          data-head={c.phone ? undefined : c.head}
          data-phone={c.phone}
          className={c.end ? css.end : undefined}
        >
          {c.cell(own)}
        </td>
      ))}
    </tr>
  )
})

/** A row that is on its way: as high as the others, so that nothing jumps when it comes. */
const Awaited = ({ index, columns, height }: { index: number; columns: number; height: number }) => (
  <tr className={css.awaited} style={{ height }}>
    <td colSpan={columns}>
      <span style={{ width: `${60 + ((index * 37) % 35)}%` }} />
    </td>
  </tr>
)

export function DataTable<Row>(props: Props<Row>) {
  const { name, columns, rows, paged, view, onView, onOpen, empty, plain, selection, onSelection } = props
  const { t } = useWords()
  const body = useRef<HTMLTableSectionElement>(null)
  const { cols } = view
  const shown = useMemo(() => shownColumns(columns, { cols }), [columns, cols])
  const acts = useRef<Acts<Row>>({ open: undefined, choose: undefined })
  acts.current = {
    open: onOpen,
    choose: selection && onSelection ? (key, row) => onSelection(turned(selection, key, row)) : undefined,
  }
  const here = useMemo(
    () => (rows ? sortRows(findRows(rows, columns, view.find), columns, view) : null),
    [rows, columns, view],
  )
  const count = here ? here.length : (paged?.total ?? 0)
  const seen = useWindowRows(count, body)
  const { from, until, above, beneath, height } = seen
  const onSight = paged?.onSight
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when another part comes into sight
  useEffect(() => onSight?.(from, until), [from, until, count])
  const keys = useRowKeys(body, count, height)
  const width = shown.length + (selection ? 1 : 0)
  const room = (high: number) =>
    high > 0 ? (
      <tr>
        <td colSpan={width} style={{ height: high, padding: 0, border: 0 }} />
      </tr>
    ) : null
  const rowAt = (index: number) => (here ? here[index] : paged?.rowAt(index))
  const waits = paged !== undefined && paged.total === undefined
  const nothingThere = !waits && count === 0
  return (
    <div className={css.table} aria-busy={paged?.isOld || undefined} data-old={paged?.isOld ? '' : undefined}>
      {plain ? null : (
        <TableTools
          {...props}
          shown={shown}
          count={count}
          onExport={props.onExport ?? (() => saveCsv(name, csvOf(shown, here ?? [])))}
        />
      )}
      {props.bulk}
      {paged?.error && count > 0 ? (
        <p className={css.stale} role="status">
          {t('table.stale')}
        </p>
      ) : null}
      {waits ? (
        paged.error ? (
          <Failure error={paged.error} retry={paged.retry} />
        ) : (
          <Loading lines={12} />
        )
      ) : nothingThere ? (
        (rows?.length ?? 0) === 0 ? (
          empty
        ) : (
          <p className={css.none}>{t('table.noneFound')}</p>
        )
      ) : (
        <table aria-rowcount={count + 1} className={`${onOpen ? css.opens : ''} ${seen.virtual ? css.long : ''}`}>
          <caption className="hidden-text">{name}</caption>
          <Head
            columns={shown}
            view={view}
            onView={onView}
            {...(selection && onSelection ? { selection, onSelection, total: count } : {})}
          />
          <tbody ref={body} onKeyDown={keys}>
            {room(above)}
            {Array.from({ length: Math.max(0, until - from) }, (_, i) => from + i).map((index) => {
              const row = rowAt(index)
              return row === undefined ? (
                <Awaited key={`awaited ${index}`} index={index} columns={width} height={height} />
              ) : (
                <TableRow
                  key={props.keyOf(row)}
                  row={row}
                  rowKey={props.keyOf(row)}
                  name={props.nameOf?.(row) ?? props.keyOf(row)}
                  index={index}
                  shown={shown as readonly Column<never>[]}
                  quiet={props.quietRow?.(row) ?? false}
                  chosen={selection ? isChosen(selection, props.keyOf(row)) : undefined}
                  opens={onOpen !== undefined}
                  acts={acts as RefObject<Acts<never>>}
                />
              )
            })}
            {room(beneath)}
          </tbody>
        </table>
      )}
    </div>
  )
}
