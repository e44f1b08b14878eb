import { Checkbox, Popover, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { type Column, columnsInAddress, shownColumns, type TableView } from './column.ts'
import css from './data-table.module.css'

/** Words typed reach the address a moment later, so that Back does not step through letters. */
export function FindField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string | undefined
  onChange: (find: string | undefined) => void
}) {
  const [typed, setTyped] = useState(value ?? '')
  useEffect(() => setTyped(value ?? ''), [value])
  useEffect(() => {
    if (typed === (value ?? '')) return
    const timer = setTimeout(() => onChange(typed || undefined), 250)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <TextInput
      className={css.find}
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      data-find
      leftSection={<Icon name="search" size={14} />}
      onChange={(e) => setTyped(e.currentTarget.value)}
    />
  )
}

type ChoiceProps<Row> = { columns: readonly Column<Row>[]; view: TableView; onView: (view: TableView) => void }

/** Which columns are shown, and in which order. */
function ColumnChoice<Row>({ columns, view, onView }: ChoiceProps<Row>) {
  const { t } = useWords()
  const shown = shownColumns(columns, view)
  const ids = shown.map((c) => c.id)
  const rest = columns.filter((c) => !ids.includes(c.id))
  const set = (next: string[]) => onView({ ...view, cols: columnsInAddress(columns, next) })
  const move = (at: number, to: number) => {
    const next = [...ids]
    next.splice(to, 0, ...next.splice(at, 1))
    set(next)
  }
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button size="small" look="bare">
          <Icon name="columns" size={14} />
          {t('table.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('table.columns')}>
        <div className={css.choice}>
          {[...shown, ...rest].map((c, at) => (
            <div key={c.id} className={css.chosen}>
              <Checkbox
                size="xs"
                label={c.head}
                checked={ids.includes(c.id)}
                disabled={c.fixed ?? false}
                onChange={() => set(ids.includes(c.id) ? ids.filter((id) => id !== c.id) : [...ids, c.id])}
              />
              {at < ids.length ? (
                <span>
                  <button
                    type="button"
                    disabled={at === 0}
                    aria-label={t('table.earlier', { name: c.head })}
                    onClick={() => move(at, at - 1)}
                  >
                    <Icon name="up" size={12} />
                  </button>
                  <button
                    type="button"
                    disabled={at === ids.length - 1}
                    aria-label={t('table.later', { name: c.head })}
                    onClick={() => move(at, at + 1)}
                  >
                    <Icon name="down" size={12} />
                  </button>
                </span>
              ) : null}
            </div>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** On a phone, where there are no headings to press: what the cards are sorted by, either way. */
function OrderChoice<Row>({ columns, view, onView }: ChoiceProps<Row>) {
  const { t } = useWords()
  const sortable = columns.filter((c) => c.order)
  if (sortable.length === 0) return null
  return (
    <select
      className={css.order}
      aria-label={t('table.order')}
      value={view.sort ?? ''}
      onChange={(e) => onView({ ...view, sort: e.currentTarget.value || undefined })}
    >
      <option value="">{t('table.order')}</option>
      {sortable.flatMap((c) => [
        <option key={c.id} value={c.id}>
          {t('table.upward', { name: c.head })}
        </option>,
        <option key={`-${c.id}`} value={`-${c.id}`}>
          {t('table.downward', { name: c.head })}
        </option>,
      ])}
    </select>
  )
}

type ToolsProps<Row> = ChoiceProps<Row> & {
  shown: readonly Column<Row>[]
  tools?: ReactNode
  findLabel?: string
  count: number
  onExport: () => void
}

/** Above the rows: what is looked for, how many there are, which columns, and the way out as a file. */
export function TableTools<Row>({ columns, view, onView, tools, findLabel, count, onExport }: ToolsProps<Row>) {
  const { t } = useWords()
  return (
    <div className={css.tools}>
      {findLabel ? (
        <FindField label={findLabel} value={view.find} onChange={(find) => onView({ ...view, find })} />
      ) : null}
      {tools}
      <OrderChoice columns={columns} view={view} onView={onView} />
      <span className={css.count} role="status">
        {t('table.count', { count })}
      </span>
      <span className={css.wideOnly}>
        <ColumnChoice columns={columns} view={view} onView={onView} />
      </span>
      <Button size="small" look="bare" onClick={onExport}>
        <Icon name="save" size={14} />
        {t('table.export')}
      </Button>
    </div>
  )
}
