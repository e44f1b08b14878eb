import { Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useStaff } from '../../api/queries.ts'
import type { AccountRow } from '../../api/types.ts'
import { changeResponsible } from '../../api/work.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, TextButton } from '../../ui/button.tsx'
import type { Column } from '../../ui/data-table/column.ts'
import { csvOf, saveCsv } from '../../ui/data-table/csv.ts'
import { chosenCount, nothing, type Paged, type Selection } from '../../ui/data-table/rows.ts'
import { forEach, type useLongWork } from '../../ui/data-table/use-long-work.ts'
import { WorkBar } from '../../ui/data-table/work-bar.tsx'
import { useMay } from '../../ui/me-context.ts'
import css from './accounts-page.module.css'

export type Chosen = Selection<AccountRow>
type Work = ReturnType<typeof useLongWork>

/** The rows that are meant: those picked, or all that are found but the ones taken out. */
async function rowsMeant(
  paged: Paged<AccountRow>,
  chosen: Chosen,
  step: (n: number, of: number) => void,
  signal: AbortSignal,
) {
  if (!chosen.all) return [...chosen.picked.values()]
  return (await paged.readAll(step, signal)).filter((row) => !chosen.except.has(row.id))
}

/** Everything that is found, or what is chosen of it, as a file with the columns that are shown. */
export function useAccountExport(work: Work, paged: Paged<AccountRow>, columns: readonly Column<AccountRow>[]) {
  const { t } = useWords()
  return (chosen: Chosen) => {
    const whole = chosen.all || chosen.picked.size === 0 ? { ...chosen, all: true } : chosen
    const total = chosenCount(whole, paged.total ?? 0)
    void work.run(t('bulk.exporting'), total, async ({ step, signal }) => {
      const rows = await rowsMeant(paged, whole, step, signal)
      step(rows.length, rows.length)
      saveCsv(t('nav.accounts'), csvOf(columns, rows))
      return undefined
    })
  }
}

type Done = { contractId: string; name: string; before: string | null; version: number }

/** Names another person for what is chosen, one contract after the other; what was changed can be set back. */
function useHandOver(work: Work, paged: Paged<AccountRow>) {
  const { t } = useWords()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['accounts'] })
  const undo = (done: readonly Done[]) =>
    void work.run(t('bulk.undoing'), done.length, async (report) => {
      await forEach(
        done,
        report,
        (d) => d.name,
        async (d) => {
          await changeResponsible(d.contractId, d.before, d.version)
        },
      )
      await refresh()
      return undefined
    })
  return (chosen: Chosen, staffId: string) => {
    const total = chosenCount(chosen, paged.total ?? 0)
    void work.run(t('bulk.changing'), total, async (report) => {
      const rows = await rowsMeant(paged, chosen, () => {}, report.signal)
      const done: Done[] = []
      await forEach(
        rows,
        report,
        (row) => row.name,
        async (row) => {
          if (!row.contract || row.state === 'ended') throw new Error(t('bulk.noContract'))
          if (row.responsible?.id === staffId) return
          const { before, version } = await changeResponsible(row.contract.id, staffId, row.contract.version)
          done.push({ contractId: row.contract.id, name: row.name, before, version })
        },
      )
      await refresh()
      return done.length > 0 ? { undo: () => undo(done) } : undefined
    })
  }
}

type Props = {
  chosen: Chosen
  onChosen: (chosen: Chosen) => void
  paged: Paged<AccountRow>
  work: Work
  onExport: (chosen: Chosen) => void
}

/** What can be done with several accounts at once, and how far it is. */
export function AccountBulk({ chosen, onChosen, paged, work, onExport }: Props) {
  const { t } = useWords()
  const mayChange = useMay('contracts.write')
  const staff = useStaff()
  const [person, setPerson] = useState<string | null>(null)
  const handOver = useHandOver(work, paged)
  const count = chosenCount(chosen, paged.total ?? 0)
  const running = work.work?.state === 'running'
  return (
    <>
      {work.work ? <WorkBar work={work.work} onCancel={work.cancel} onClose={work.close} /> : null}
      {count > 0 ? (
        <section className={css.bulk} aria-label={t('bulk.title')}>
          <b role="status">{t('bulk.chosen', { count })}</b>
          {mayChange ? (
            <span className={css.handOver}>
              <Select
                size="xs"
                searchable
                aria-label={t('bulk.newResponsible')}
                placeholder={t('bulk.newResponsible')}
                value={person}
                data={(staff.data ?? []).map((s) => ({ value: s.id, label: s.name }))}
                onChange={setPerson}
              />
              <Button
                size="small"
                disabled={person === null || running}
                onClick={() => person && handOver(chosen, person)}
              >
                {t('bulk.change')}
              </Button>
            </span>
          ) : null}
          <Button size="small" disabled={running} onClick={() => onExport(chosen)}>
            {t('bulk.export')}
          </Button>
          <TextButton className="small" onClick={() => onChosen(nothing)}>
            {t('bulk.none')}
          </TextButton>
        </section>
      ) : null}
    </>
  )
}
