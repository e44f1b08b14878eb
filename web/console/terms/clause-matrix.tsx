import { Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTerms, useTermsVersions } from '../../api/queries.ts'
import type { Clause, Terms } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { datumText } from '../../ui/clause-panel.tsx'
import { useClauses } from '../../ui/clause-context.ts'
import { type Column, DataTable } from '../../ui/data-table/data-table.tsx'
import { inLanguage } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Seal } from '../../ui/seal.tsx'
import { Shown } from '../../ui/states.tsx'
import css from './terms.module.css'
import { versionInForce, Versions } from './versions.tsx'

const page = getRouteApi('/terms/')
const KINDS: Clause['kind'][] = ['enforce', 'run', 'inform', 'record']
const groupOf = (clause: Clause) => clause.id.split('.')[0]!

/** `basic.11` sorts after `basic.2`, groups in the order of the text. */
const orderOf = (id: string) => {
  const [group, number] = id.split('.')
  return `${group} ${(number ?? '').padStart(4, '0')}`
}

const Few = ({ items }: { items: readonly string[] }) => {
  const { t } = useWords()
  if (items.length === 0) return <span className="quiet">—</span>
  return (
    <ul className={css.few}>
      {items.slice(0, 3).map((item) => <li key={item}>{item}</li>)}
      {items.length > 3 ? <li className="quiet">{t('terms.andMore', { count: items.length - 3 })}</li> : null}
    </ul>
  )
}

function useColumns(version: string): Column<Clause>[] {
  const { t, language } = useWords()
  return useMemo(() => [
    { id: 'id', head: t('terms.clause'), fixed: true, phone: 'bare', width: '104px', order: (c) => orderOf(c.id), text: (c) => c.id, cell: (c) => <Seal id={c.id} version={version} /> },
    { id: 'kind', head: t('terms.kind'), phone: 'corner', width: '92px', order: (c) => c.kind, text: (c) => t(`clause.kind.${c.kind}`), cell: (c) => <Pill tone={c.kind === 'enforce' ? 'in' : 'quiet'}>{t(`clause.kind.${c.kind}`)}</Pill> },
    {
      id: 'text', head: t('terms.says'), fixed: true, phone: 'bare', text: (c) => `${inLanguage(c.title, language)} ${inLanguage(c.text, language)}`,
      cell: (c) => <div className={css.says}><b>{inLanguage(c.title, language)}</b><span>{inLanguage(c.text, language)}</span></div>,
    },
    {
      id: 'data', head: t('terms.data'), width: '250px', text: (c) => c.data.map((d) => `${d.path} ${datumText(d.value)} ${d.reading ?? ''}`).join(' '),
      cell: (c) => c.data.length === 0 ? <span className="quiet">—</span> : (
        <ul className={css.data}>
          {c.data.slice(0, 3).map((d) => <li key={d.path}><code>{d.path}</code> <b>{datumText(d.value)}</b>{d.reading ? <span>{t('clause.readingIs', { reading: d.reading })}</span> : null}</li>)}
          {c.data.length > 3 ? <li className="quiet">{t('terms.andMore', { count: c.data.length - 3 })}</li> : null}
        </ul>
      ),
    },
    { id: 'rules', head: t('terms.rules'), text: (c) => c.rules.join(' '), cell: (c) => <Few items={c.rules} /> },
    { id: 'scenarios', head: t('terms.scenarios'), width: '230px', order: (c) => c.scenarios.length, text: (c) => c.scenarios.join(' / '), cell: (c) => <Few items={c.scenarios} /> },
    { id: 'screens', head: t('terms.screens'), extra: true, text: (c) => c.screens.join(' '), cell: (c) => <Few items={c.screens} /> },
  ], [t, language, version])
}

/** Clause × figures × rules × scenarios × screens: a clause that nothing proves stands out by its dashes. */
function Matrix({ terms }: { terms: Terms }) {
  const { t } = useWords()
  const { kind, group, find, sort, cols } = page.useSearch()
  const navigate = page.useNavigate()
  const clauses = useClauses()
  const columns = useColumns(terms.version)
  const groups = [...new Set(terms.clauses.map(groupOf))]
  const rows = useMemo(() => terms.clauses.filter((c) => (!kind || c.kind === kind) && (!group || groupOf(c) === group)), [terms, kind, group])
  const set = (part: Record<string, string | undefined>) => void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false })
  return (
    <Card flush>
      <DataTable
        name={`${t('terms.matrix')} ${terms.version}`} columns={columns} rows={rows} keyOf={(c) => c.id} view={{ find, sort, cols }}
        onView={(view) => set({ find: view.find, sort: view.sort, cols: view.cols })} findLabel={t('terms.find')} onOpen={(c) => clauses.open(c.id, terms.version)}
        empty={<p className={css.none}>{t('table.noneFound')}</p>}
        tools={
          <>
            <Select className={css.filter} size="xs" clearable placeholder={t('terms.group')} aria-label={t('terms.group')} data={groups} value={group ?? null} onChange={(id) => set({ group: id ?? undefined })} />
            <Select
              className={css.filter} size="xs" clearable placeholder={t('terms.kind')} aria-label={t('terms.kind')} value={kind ?? null}
              data={KINDS.map((k) => ({ value: k, label: t(`clause.kind.${k}`) }))} onChange={(id) => set({ kind: id ?? undefined })}
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
          <Shown of={terms} lines={12}>{(data) => <Matrix terms={data} />}</Shown>
        </>
      )}
    </Shown>
  )
}
