import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { type Organisation, type PeopleFile, sendPeopleFile, useRefreshPeople } from '../../api/people.ts'
import type { Side } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, TextButton } from '../button.tsx'
import { saveCsv } from '../data-table/csv.ts'
import { Dialog } from './dialog.tsx'
import css from './people.module.css'
import { useRoleName } from './role-text.tsx'
import { faultsOf } from './use-faults.ts'

function Findings({ report }: { report: PeopleFile }) {
  const { t } = useWords()
  const { findings, counts, newDepartments } = report
  if (findings.length > 0)
    return (
      <div className={css.alert} role="alert">
        <b>{t('people.csv.faults', { count: findings.length })}</b>
        <ul>
          {findings.slice(0, 50).map((f) => (
            <li key={`${f.row} ${f.field} ${f.code}`}>
              {f.row === null ? null : <b>{t('people.csv.row', { row: f.row })}</b>} {f.sentence}
            </li>
          ))}
        </ul>
      </div>
    )
  return (
    <div role="status">
      <p>
        <b>{t('people.csv.result', { invite: counts.invite, add: counts['add-role'], same: counts.unchanged })}</b>
      </p>
      {newDepartments.length > 0 ? (
        <p className="quiet">{t('people.csv.departments', { names: newDepartments.join('、') })}</p>
      ) : null}
    </div>
  )
}

type Props = { of: Organisation; side: Side; onClose: () => void; onDone: () => void }

/** A list from a file: asked first, with every row that is not right; then all of it or nothing. */
export function PeopleFileDialog({ of, side, onClose, onDone }: Props) {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const roleName = useRoleName(side)
  const refresh = useRefreshPeople()
  const asking = useMutation({
    mutationFn: async (file: File) => ({ file, report: await sendPeopleFile(of, file, true) }),
  })
  const taking = useMutation({
    mutationFn: (file: File) => sendPeopleFile(of, file, false),
    onSuccess: async (report) => {
      if (!report.applied) return
      await refresh()
      onDone()
    },
  })
  const faults = faultsOf(taking.error ?? asking.error, () => false)
  const asked = asking.data
  const report = taking.data ?? asked?.report
  const sample = () => {
    const heads = [t('people.email'), t('people.name'), t('people.department'), t('people.roleOne')]
    const role = roleName(side === 'customer' ? 'owner' : side === 'partner' ? 'trainer' : 'csm')
    saveCsv(t('people.csv.title'), `${heads.join(',')}\r\nname@company.example,,,${role}\r\n`)
  }
  const does = report && report.counts.invite + report.counts['add-role'] + report.newDepartments.length > 0
  return (
    <Dialog title={t('people.csv.title')} size={560} onClose={onClose}>
      <div className={css.form}>
        <p className="prose">{t('people.csv.about')}</p>
        {faults.whole ? (
          <p role="alert" className={css.alert}>
            {faults.whole}
          </p>
        ) : null}
        <div className={css.acts}>
          <Button
            look={asked ? 'plain' : 'main'}
            busy={asking.isPending}
            data-autofocus
            onClick={() => input.current?.click()}
          >
            {t('people.csv.choose')}
          </Button>
          <TextButton className="small" onClick={sample}>
            {t('people.csv.sample')}
          </TextButton>
          {asked ? <span className="quiet small">{asked.file.name}</span> : null}
        </div>
        <input
          ref={input}
          className="hidden-text"
          type="file"
          accept=".csv,.tsv,.txt,.xlsx"
          tabIndex={-1}
          aria-label={t('people.csv.choose')}
          onChange={(event) => {
            const [first] = event.currentTarget.files ?? []
            if (first) {
              taking.reset()
              asking.mutate(first)
            }
            event.currentTarget.value = ''
          }}
        />
        {report ? <Findings report={report} /> : null}
        {report && report.findings.length === 0 && !does ? <p className="quiet">{t('people.csv.nothing')}</p> : null}
        <div className={css.foot}>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button
            look="main"
            busy={taking.isPending}
            disabled={!asked || !does || (report?.findings.length ?? 0) > 0}
            onClick={() => asked && taking.mutate(asked.file)}
          >
            {t('people.csv.do')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
