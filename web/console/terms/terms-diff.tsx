import { Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTermsDiff, useTermsVersions } from '../../api/queries.ts'
import type { TermsVersion } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { datumText } from '../../ui/datum.ts'
import { Seal } from '../../ui/seal.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import css from './terms.module.css'

const page = getRouteApi('/terms/diff')

const effectiveOf = (versions: readonly TermsVersion[], name: string | undefined) =>
  versions.find((v) => v.version === name)?.effective ?? ''

/** The version that stood before this one; before the first none did, so that it is the one after. */
function neighbourOf(byDate: readonly TermsVersion[], name: string | undefined) {
  const at = byDate.findIndex((v) => v.version === name)
  return byDate[at - 1] ?? byDate[at + 1]
}

/** What changes between two versions, said in sentences, with the figure before and after. */
function Diff({ versions }: { versions: readonly TermsVersion[] }) {
  const { t, day } = useWords()
  const search = page.useSearch()
  const navigate = page.useNavigate()
  const byDate = [...versions].sort((a, b) => a.effective.localeCompare(b.effective))
  const to = search.to ?? byDate.at(-1)?.version
  const from = search.from ?? neighbourOf(byDate, to)?.version
  const backwards = effectiveOf(byDate, from) > effectiveOf(byDate, to)
  const diff = useTermsDiff(from, to)
  const choices = byDate.map((v) => ({
    value: v.version,
    label: `${v.version} · ${day(v.effective, { weekday: false })}`,
  }))
  const set = (part: Record<string, string | undefined>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true })
  return (
    <Card flush>
      <div className={css.pick}>
        <Select
          miw={260}
          label={t('terms.from')}
          data={choices}
          value={from ?? null}
          onChange={(v) => set({ from: v ?? undefined })}
        />
        <span aria-hidden="true">→</span>
        <Select
          miw={260}
          label={t('terms.to')}
          data={choices}
          value={to ?? null}
          onChange={(v) => set({ to: v ?? undefined })}
        />
      </div>
      {from && to && backwards ? (
        <p className={css.backwards} role="status">
          {t('terms.backwards', { from, to })}
          <Button onClick={() => set({ from: to, to: from })}>{t('terms.turn')}</Button>
        </p>
      ) : null}
      {!from || !to || from === to ? (
        <Empty title={t('terms.pickTwo')} />
      ) : (
        <Shown of={diff}>
          {(changes) =>
            changes.length === 0 ? (
              <Empty title={t('terms.noChange')} />
            ) : (
              <ol>
                {changes.map((c) => (
                  <li key={`${c.clause} ${c.path}`} className={css.change}>
                    {c.clause ? <Seal id={c.clause} version={to} /> : <span />}
                    <div>
                      <p>{c.sentence}</p>
                      <p className={css.path}>
                        <code>{c.path}</code> <del>{datumText(c.before)}</del> → <ins>{datumText(c.after)}</ins>
                      </p>
                    </div>
                  </li>
                ))}
              </ol>
            )
          }
        </Shown>
      )}
    </Card>
  )
}

export default function TermsDiff() {
  const versions = useTermsVersions()
  return <Shown of={versions}>{(list) => <Diff versions={list} />}</Shown>
}
