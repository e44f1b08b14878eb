import { useWords } from '../../i18n/use-words.ts'
import { Icon } from '../icon.tsx'
import { type Column, type TableView, turned as turnedOrder } from './column.ts'
import css from './data-table.module.css'
import { chosenCount, nothing, type Selection } from './rows.ts'

type Props<Row> = {
  columns: readonly Column<Row>[]
  view: TableView
  onView: (view: TableView) => void
  selection?: Selection<Row>
  onSelection?: (selection: Selection<Row>) => void
  total?: number
}

function ChooseAll<Row>({
  selection,
  onSelection,
  total,
}: Required<Pick<Props<Row>, 'selection' | 'onSelection' | 'total'>>) {
  const { t } = useWords()
  const count = chosenCount(selection, total)
  const all = count === total && total > 0
  return (
    <input
      type="checkbox"
      aria-label={t('table.chooseAll', { count: total })}
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && !all
      }}
      onChange={() => onSelection(all ? nothing : { ...nothing, all: true })}
    />
  )
}

/** Headings that stay in sight; one that is pressed orders the rows: up, down, as they were. */
export function Head<Row>({ columns, view, onView, selection, onSelection, total }: Props<Row>) {
  return (
    <thead className={css.head}>
      <tr>
        {selection && onSelection ? (
          <th scope="col" className={css.pick}>
            <ChooseAll selection={selection} onSelection={onSelection} total={total ?? 0} />
          </th>
        ) : null}
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
                  onClick={() => onView({ ...view, sort: turnedOrder(view.sort, c.id) })}
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
