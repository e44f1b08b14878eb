import { Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem } from '../../api/client.ts'
import {
  type ColumnMapping,
  type ImportColumn,
  type ImportKind,
  type ImportReport,
  saveMapping,
  useMappings,
} from '../../api/imports.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Pill } from '../../ui/pill.tsx'
import css from './imports.module.css'

type Props = {
  kind: ImportKind
  report: ImportReport
  chosen: ColumnMapping
  onSay: (part: ColumnMapping) => void
  onUse: (columns: ColumnMapping) => void
}

function ColumnRow({ column, report, onSay }: { column: ImportColumn } & Pick<Props, 'report' | 'onSay'>) {
  const { t } = useWords()
  return (
    <li className={css.column} data-used={column.field ? '' : undefined}>
      <div className={css.columnHead}>
        <b>{column.head || t('imports.noHead')}</b>
        <span className={css.samples}>{column.samples.join(' ／ ')}</span>
      </div>
      <span className={css.arrow} aria-hidden="true">
        →
      </span>
      <Select
        size="xs"
        clearable
        aria-label={t('imports.means', { head: column.head })}
        placeholder={t('imports.leftOut')}
        value={column.field}
        data={report.fields.map((f) => ({ value: f.id, label: f.required ? `${f.name} *` : f.name }))}
        onChange={(field) => onSay({ [column.head]: field ?? '' })}
      />
    </li>
  )
}

/** Keeps what the columns mean under a name, for the next file of the same system. */
function SaveMapping({ kind, report }: Pick<Props, 'kind' | 'report'>) {
  const { t } = useWords()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const saving = useMutation({
    mutationFn: () => saveMapping({ kind, name: name.trim(), columns: report.mapping }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['import-mappings'] }),
  })
  return (
    <form
      className={css.save}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim()) saving.mutate()
      }}
    >
      <TextInput
        size="xs"
        aria-label={t('imports.mappingName')}
        placeholder={t('imports.mappingName')}
        value={name}
        error={saving.error instanceof ApiProblem ? saving.error.detail : undefined}
        onChange={(e) => {
          setName(e.currentTarget.value)
          saving.reset()
        }}
      />
      <Button type="submit" size="small" busy={saving.isPending} disabled={!name.trim()}>
        {t('imports.saveMapping')}
      </Button>
      <span role="status">
        {saving.isSuccess ? (
          <Pill tone="ok" icon="yes">
            {t('imports.mappingSaved')}
          </Pill>
        ) : null}
      </span>
    </form>
  )
}

/** What each column was taken for, and where it was taken wrongly what it is. */
export function ColumnMap({ kind, report, chosen, onSay, onUse }: Props) {
  const { t } = useWords()
  const saved = useMappings(kind)
  const used = saved.data?.find((m) => JSON.stringify(m.columns) === JSON.stringify(chosen))?.name ?? null
  return (
    <Card
      title={t('imports.columns')}
      aside={
        saved.data && saved.data.length > 0 ? (
          <Select
            size="xs"
            clearable
            aria-label={t('imports.savedMapping')}
            placeholder={t('imports.savedMapping')}
            value={used}
            data={saved.data.map((m) => m.name)}
            onChange={(name) => onUse(saved.data.find((m) => m.name === name)?.columns ?? {})}
          />
        ) : undefined
      }
      flush
    >
      <ul className={css.columns}>
        {report.columns.map((column) => (
          <ColumnRow key={column.at} column={column} report={report} onSay={onSay} />
        ))}
      </ul>
      <SaveMapping kind={kind} report={report} />
    </Card>
  )
}
