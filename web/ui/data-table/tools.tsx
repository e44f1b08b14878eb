import { Checkbox, Popover, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { type Column, shownColumns, type TableView } from './column.ts'
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

export function ColumnChoice<Row>({ columns, view, onView }: ChoiceProps<Row>) {
  const { t } = useWords()
  const shown = new Set(shownColumns(columns, view).map((c) => c.id))
  const toggle = (id: string) => {
    const next = columns.filter((c) => (c.id === id ? !shown.has(id) : shown.has(c.id))).map((c) => c.id)
    const usual = columns.filter((c) => !c.extra).map((c) => c.id)
    onView({ ...view, cols: next.join() === usual.join() ? undefined : next.join(',') })
  }
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button size="small" look="bare">
          <Icon name="columns" size={14} />
          {t('table.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={css.choice}>
          {columns.map((c) => (
            <Checkbox
              key={c.id}
              size="xs"
              label={c.head}
              checked={shown.has(c.id)}
              disabled={c.fixed ?? false}
              onChange={() => toggle(c.id)}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** On a phone, where there are no headings to press: what the cards are sorted by, either way. */
export function OrderChoice<Row>({ columns, view, onView }: ChoiceProps<Row>) {
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
