import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { ApiProblem } from '../../api/client.ts'
import { playScenario } from '../../api/commands.ts'
import { useScenarios } from '../../api/queries.ts'
import type { ScenarioEntry } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { FindField } from '../../ui/data-table/tools.tsx'
import { Icon } from '../../ui/icon.tsx'
import { runKey } from '../../ui/palette-context.ts'
import { Seals } from '../../ui/seal.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageTop } from '../page-top.tsx'
import { Played } from './played.tsx'
import css from './scenarios.module.css'
import { ScriptField } from './script-field.tsx'

const page = getRouteApi('/scenarios')

function grouped(list: readonly ScenarioEntry[], find: string | undefined) {
  const words = (find ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const found = list.filter((s) =>
    words.every((w) => `${s.file} ${s.name} ${s.clauses.join(' ')}`.toLowerCase().includes(w)),
  )
  return Map.groupBy(found, (s) => s.file)
}

function Library({ list, find }: { list: readonly ScenarioEntry[]; find: string | undefined }) {
  const files = useMemo(() => [...grouped(list, find)], [list, find])
  const { t } = useWords()
  if (files.length === 0) return <p className={css.none}>{t('table.noneFound')}</p>
  return (
    <div className={css.library}>
      {files.map(([file, scenarios]) => (
        <section key={file}>
          <h3>{file}</h3>
          <ul>
            {scenarios.map((s) => (
              <li key={s.name}>
                <Link
                  to="/scenarios"
                  search={(now) => ({ ...now, file: s.file, name: s.name })}
                  activeOptions={{ includeSearch: true }}
                  resetScroll={false}
                >
                  {s.name}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** Why nothing was played: what the request lacked, or that one play is running already. */
function faultsOf(error: unknown): string[] {
  if (!(error instanceof ApiProblem)) return []
  return error.errors.length > 0 ? error.errors.map((e) => e.detail) : [error.detail]
}

/** The terms, played: a story step by step, each answer as a card, on a database of its own that touches nothing real. */
export default function ScenariosPage() {
  const { t } = useWords()
  const { file, name, find } = page.useSearch()
  const navigate = page.useNavigate()
  const scenarios = useScenarios()
  const chosen = scenarios.data?.find((s) => s.file === file && s.name === name)
  const [text, setText] = useState(() => sessionStorage.getItem('bansou.draft.scenario') ?? '')
  const playing = useMutation({ mutationFn: (script: string) => playScenario(script) })
  const { reset } = playing
  useTitle(t('nav.scenarios'))
  useEffect(() => {
    if (!chosen) return
    setText(chosen.source)
    reset()
  }, [chosen, reset])
  useEffect(() => sessionStorage.setItem('bansou.draft.scenario', text), [text])
  const faults = [...faultsOf(playing.error), ...(playing.data?.problems ?? [])]
  const run = () => {
    if (text.trim() && !playing.isPending) playing.mutate(text)
  }
  return (
    <>
      <PageTop crumbs={[{ label: t('nav.scenarios') }]} />
      <header className={css.head}>
        <h1>{t('nav.scenarios')}</h1>
        <p className="quiet">{t('scenario.lead')}</p>
      </header>
      <div className={css.cols}>
        <Card title={t('scenario.builtIn')} flush>
          <div className={css.find}>
            <FindField
              label={t('scenario.find')}
              value={find}
              onChange={(words) => void navigate({ search: (now) => ({ ...now, find: words }), replace: true })}
            />
          </div>
          <Shown of={scenarios} lines={8}>
            {(list) => <Library list={list} find={find} />}
          </Shown>
        </Card>
        <div className={css.work}>
          <Card
            title={chosen && chosen.source === text ? chosen.name : t('scenario.own')}
            aside={chosen && chosen.source === text ? <Seals ids={chosen.clauses} /> : undefined}
            flush
          >
            <ScriptField value={text} onChange={setText} label={t('scenario.script')} onRun={run} />
            {faults.length > 0 ? (
              <div role="alert" className={css.problem}>
                {faults.map((fault) => (
                  <p key={fault}>{fault}</p>
                ))}
              </div>
            ) : null}
            <div className={css.foot}>
              <span className="quiet small">{t('scenario.runHint', { key: runKey })}</span>
              <Button look="main" busy={playing.isPending} disabled={!text.trim()} onClick={run}>
                <Icon name="play" size={13} />
                {playing.isPending ? t('scenario.running') : t('scenario.run')}
              </Button>
            </div>
          </Card>
          {playing.data ? (
            <Played scenarios={playing.data.scenarios} />
          ) : text.trim() ? null : (
            <Card flush>
              <Empty title={t('scenario.empty')}>{t('scenario.emptyText')}</Empty>
            </Card>
          )}
        </div>
      </div>
    </>
  )
}
