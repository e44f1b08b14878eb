import { Select } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTermsDiff, useTermsVersions } from '../../api/queries.ts'
import type { TermsVersion } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { Seal } from '../../ui/seal.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import css from './terms.module.css'

function Between({ versions }: { versions: readonly TermsVersion[] }) {
  const { t, day } = useWords()
  const search = useSearch({ from: '/terms' })
  const navigate = useNavigate()
  const byDate = [...versions].sort((a, b) => a.effective.localeCompare(b.effective))
  const to = search.to ?? byDate.at(-1)?.version
  const before = byDate[byDate.findIndex((v) => v.version === to) - 1]
  const from = search.from ?? before?.version
  const diff = useTermsDiff(from, to)
  if (byDate.length < 2) return <Empty title={t('portal.agreed.oneVersion')} />
  const choices = byDate.map((v) => ({
    value: v.version,
    label: `${t('portal.terms.version', { version: v.version })} · ${t('portal.terms.effective', { date: day(v.effective, { weekday: false }) })}`,
  }))
  const set = (part: { from?: string; to?: string }) =>
    void navigate({ to: '/terms', search: (was) => ({ ...was, ...part }), replace: true, resetScroll: false })
  return (
    <>
      <div className={css.pick}>
        <Select
          label={t('portal.agreed.from')}
          data={choices}
          value={from ?? null}
          allowDeselect={false}
          onChange={(v) => v && set({ from: v })}
        />
        <Select
          label={t('portal.agreed.to')}
          data={choices}
          value={to ?? null}
          allowDeselect={false}
          onChange={(v) => v && set({ to: v })}
        />
      </div>
      {from && to && from !== to ? (
        <Shown of={diff}>
          {(changes) =>
            changes.length === 0 ? (
              <Empty title={t('portal.agreed.noChanges')} />
            ) : (
              <ol aria-label={t('portal.agreed.between', { from, to })}>
                {changes.map((c) => (
                  <li key={`${c.clause} ${c.path}`} className={css.change}>
                    <p>{c.sentence}</p>
                    {c.clause ? <Seal id={c.clause} version={to} /> : null}
                  </li>
                ))}
              </ol>
            )
          }
        </Shown>
      ) : (
        <Empty title={t('portal.agreed.noChanges')} />
      )}
    </>
  )
}

/** What changed from one version to another, in sentences, each with the clause that says it. */
export function Changes() {
  const { t } = useWords()
  const versions = useTermsVersions()
  return (
    <Card title={t('portal.agreed.changes')} flush>
      <Shown of={versions}>{(list) => <Between versions={list} />}</Shown>
    </Card>
  )
}
