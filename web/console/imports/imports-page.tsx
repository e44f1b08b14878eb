import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ApiProblem } from '../../api/client.ts'
import { type ColumnMapping, type ImportKind, importFile, judgeFile } from '../../api/imports.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useMay } from '../../ui/me-context.ts'
import { Empty } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageTop } from '../page-top.tsx'
import { ColumnMap } from './column-map.tsx'
import { FileDrop } from './file-drop.tsx'
import { FindingTable } from './finding-table.tsx'
import css from './imports.module.css'
import { Verdict } from './verdict.tsx'

const page = getRouteApi('/imports')
const KINDS: readonly ImportKind[] = ['accounts', 'contracts', 'sessions']

const ABOUT_COLUMNS = new Set(['column-missing', 'column-twice', 'no-header'])

const kindIn = (text: string | undefined): ImportKind => KINDS.find((k) => k === text) ?? 'accounts'

/** The file, what its columns were said to mean, and what the server says of it. Another kind is another question. */
function useImport(kind: ImportKind) {
  const { language } = useWords()
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [columns, setColumns] = useState<ColumnMapping>({})
  const judging = useMutation({
    mutationFn: (asked: { file: File; columns: ColumnMapping }) => judgeFile(asked.file, { kind, ...asked }),
  })
  const running = useMutation({
    mutationFn: (asked: { file: File; columns: ColumnMapping }) => importFile(asked.file, { kind, ...asked }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['accounts'] }),
  })
  const { mutate: judge, reset: forgetJudged } = judging
  const { reset: forgetRun } = running
  // biome-ignore lint/correctness/useExhaustiveDependencies: another kind or language is asked anew
  useEffect(() => {
    forgetRun()
    if (file) judge({ file, columns })
    else forgetJudged()
  }, [file, columns, kind, language, judge, forgetJudged, forgetRun])
  return {
    file,
    columns,
    judging,
    running,
    report: running.data ?? judging.data ?? null,
    choose: (next: File | null) => {
      setColumns({})
      setFile(next)
    },
    say: (part: ColumnMapping) => setColumns((now) => ({ ...now, ...part })),
    use: setColumns,
    run: () => {
      if (file) running.mutate({ file, columns })
    },
  }
}

function Kinds({ kind }: { kind: ImportKind }) {
  const { t } = useWords()
  return (
    <nav className={css.kinds} aria-label={t('imports.what')}>
      {KINDS.map((k) => (
        <Link
          key={k}
          to="/imports"
          search={{ kind: k }}
          aria-current={k === kind ? 'page' : undefined}
          activeProps={{}}
        >
          {t(`imports.kind.${k}`)}
          <small>{t(`imports.about.${k}`)}</small>
        </Link>
      ))}
    </nav>
  )
}

function Work({ kind }: { kind: ImportKind }) {
  const { t } = useWords()
  const work = useImport(kind)
  const { report, judging, running } = work
  const problem = running.error ?? judging.error
  const findings = report && report.findings.length > 0 ? <FindingTable report={report} /> : null
  const columns =
    report && report.columns.length > 0 && !report.applied ? (
      <ColumnMap kind={kind} report={report} chosen={work.columns} onSay={work.say} onUse={work.use} />
    ) : null
  // What the columns mean comes first while that is what keeps the file out, or nothing does.
  const meaningFirst = !report?.findings.some((f) => !ABOUT_COLUMNS.has(f.code))
  return (
    <div className={css.cols}>
      <div className={css.main}>
        <FileDrop file={work.file} report={report} onFile={work.choose} />
        {problem ? (
          <p className={css.problem} role="alert">
            {problem instanceof ApiProblem ? problem.detail : t('error.bug')}
          </p>
        ) : null}
        {meaningFirst ? columns : findings}
        {meaningFirst ? findings : columns}
        {work.file ? null : (
          <Card title={t('imports.howTitle')}>
            <ul className={css.how}>
              {(['encoding', 'head', 'days', 'twice', 'whole'] as const).map((point) => (
                <li key={point}>{t(`imports.how.${point}`)}</li>
              ))}
            </ul>
          </Card>
        )}
      </div>
      {work.file ? (
        <Verdict
          report={report}
          judging={judging.isPending}
          running={running.isPending}
          onRun={work.run}
          onAgain={() => work.choose(null)}
        />
      ) : null}
    </div>
  )
}

/** A file of another system is read, judged row by row as a booking on screen would be, and then imported whole or not at all. */
export default function ImportsPage() {
  const { t } = useWords()
  const may = useMay('imports.run')
  const kind = kindIn(page.useSearch().kind)
  useTitle(t('imports.title'))
  return (
    <>
      <PageTop crumbs={[{ label: t('nav.accounts'), to: '/accounts' }, { label: t('imports.title') }]} />
      <header className={css.head}>
        <h1>{t('imports.title')}</h1>
        <p className="quiet">{t('imports.lead')}</p>
      </header>
      {may ? (
        <>
          <Kinds kind={kind} />
          <Work key={kind} kind={kind} />
        </>
      ) : (
        <Card flush>
          <Empty title={t('imports.notYours')}>{t('imports.notYoursText')}</Empty>
        </Card>
      )}
    </>
  )
}
