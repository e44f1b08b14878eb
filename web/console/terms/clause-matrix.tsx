import { Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTerms, useTermsVersions } from '../../api/queries.ts'
import type { Clause, Terms } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useClauses } from '../../ui/clause-context.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { useMay } from '../../ui/me-context.ts'
import { Shown } from '../../ui/states.tsx'
import { kindsOf, useClauseColumns } from './clause-columns.tsx'
import css from './terms.module.css'
import { Versions, versionInForce } from './versions.tsx'

const page = getRouteApi('/terms/')
const KINDS: Clause['kind'][] = ['enforce', 'run', 'inform', 'record']
const groupOf = (clause: Clause) => clause.id.split('.')[0]!

/** Clause × figures × rules × scenarios × screens: a clause that nothing proves stands out by its dashes. */
function Matrix({ terms }: { terms: Terms }) {
  const { t } = useWords()
  const { kind, group, find, sort, cols } = page.useSearch()
  const navigate = page.useNavigate()
  const clauses = useClauses()
  const columns = useClauseColumns(terms.version, useMay('terms.inside'))
  const groups = [...new Set(terms.clauses.map(groupOf))]
  const rows = useMemo(
    () =>
      terms.clauses.filter((c) => (!kind || kindsOf(c).some((k) => k === kind)) && (!group || groupOf(c) === group)),
    [terms, kind, group],
  )
  const set = (part: Record<string, string | undefined>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false })
  return (
    <Card flush>
      <DataTable
        name={`${t('terms.matrix')} ${terms.version}`}
        columns={columns}
        rows={rows}
        keyOf={(c) => c.id}
        view={{ find, sort, cols }}
        onView={(view) => set({ find: view.find, sort: view.sort, cols: view.cols })}
        findLabel={t('terms.find')}
        onOpen={(c) => clauses.open(c.id, terms.version)}
        empty={<p className={css.none}>{t('table.noneFound')}</p>}
        tools={
          <>
            <Select
              className={css.filter}
              size="xs"
              clearable
              placeholder={t('terms.group')}
              aria-label={t('terms.group')}
              data={groups}
              value={group ?? null}
              onChange={(id) => set({ group: id ?? undefined })}
            />
            <Select
              className={css.filter}
              size="xs"
              clearable
              placeholder={t('terms.kind')}
              aria-label={t('terms.kind')}
              value={kind ?? null}
              data={KINDS.map((k) => ({ value: k, label: t(`clause.kind.${k}`) }))}
              onChange={(id) => set({ kind: id ?? undefined })}
            />
          </>
        }
      />
    </Card>
  )
}

export default function ClauseMatrix() {
  const search = page.useSearch()
  const versions = useTermsVersions()
  const chosen = search.version ?? (versions.data ? versionInForce(versions.data) : undefined)
  const terms = useTerms(chosen)
  return (
    <Shown of={versions}>
      {(list) => (
        <>
          {chosen && list.length > 1 ? <Versions versions={list} chosen={chosen} /> : null}
          <Shown of={terms} lines={12}>
            {(data) => <Matrix terms={data} />}
          </Shown>
        </>
      )}
    </Shown>
  )
}
