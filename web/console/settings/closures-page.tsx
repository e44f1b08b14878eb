import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, lazy, Suspense, useRef, useState } from 'react'
import {
  addClosure,
  type Closure,
  type Coverage,
  importHolidays,
  removeClosure,
  useClosures,
  useCoverage,
  useRefreshPeople,
} from '../../api/people.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, TextButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useMay, useSignedIn } from '../../ui/me-context.ts'
import { faultsOf } from '../../ui/people/use-faults.ts'
import { Loading, Shown } from '../../ui/states.tsx'
import { Day } from '../../ui/times.tsx'
import { PageHead } from './page-head.tsx'
import css from './settings.module.css'

const DateField = lazy(() => import('../../ui/form/date-field.tsx'))

function NewClosure() {
  const { t } = useWords()
  const { today } = useSignedIn()
  const refresh = useRefreshPeople()
  const [date, setDate] = useState('')
  const [name, setName] = useState('')
  const adding = useMutation({
    mutationFn: () => addClosure({ date, name: name.trim() }),
    onSuccess: async () => {
      await refresh()
      setDate('')
      setName('')
    },
  })
  const faults = faultsOf(adding.error, (field) => field === 'date' || field === 'name')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (date && name.trim()) adding.mutate()
  }
  return (
    <form onSubmit={submit} noValidate className={css.closure}>
      <Suspense fallback={<Loading lines={2} />}>
        <DateField
          label={t('settings.closures.date')}
          value={date}
          today={today}
          min={today}
          error={faults.at('date') ?? faults.whole}
          onChange={setDate}
        />
      </Suspense>
      <TextInput
        label={t('settings.closures.name')}
        value={name}
        maxLength={100}
        error={faults.at('name')}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <Button type="submit" look="main" busy={adding.isPending} disabled={!date || !name.trim()}>
        {t('settings.closures.add')}
      </Button>
    </form>
  )
}

function ClosedDay({ closure, canWrite }: { closure: Closure; canWrite: boolean }) {
  const { t } = useWords()
  const refresh = useRefreshPeople()
  const removing = useMutation({ mutationFn: () => removeClosure(closure.date), onSuccess: refresh })
  return (
    <li>
      <Day date={closure.date} />
      <b>{closure.name}</b>
      {canWrite ? (
        <TextButton
          className="small"
          aria-label={t('settings.closures.remove', { name: closure.name })}
          disabled={removing.isPending}
          onClick={() => removing.mutate()}
        >
          <Icon name="close" size={13} />
        </TextButton>
      ) : null}
    </li>
  )
}

const base64Of = async (file: File) => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096))
  return btoa(text)
}

function HolidayFile() {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const refresh = useRefreshPeople()
  const importing = useMutation({
    mutationFn: async (file: File) => importHolidays(await base64Of(file), file.name),
    onSuccess: refresh,
  })
  const fault = faultsOf(importing.error, () => false).whole
  return (
    <div className={css.stack}>
      <input
        ref={input}
        className="hidden-text"
        type="file"
        accept=".csv"
        tabIndex={-1}
        aria-label={t('settings.closures.import')}
        onChange={(event) => {
          const [first] = event.currentTarget.files ?? []
          if (first) importing.mutate(first)
          event.currentTarget.value = ''
        }}
      />
      <Button busy={importing.isPending} onClick={() => input.current?.click()}>
        {t('settings.closures.import')}
      </Button>
      {fault ? (
        <p role="alert" className={css.alert}>
          {fault}
        </p>
      ) : null}
      {importing.data ? (
        <p role="status" className={css.saved}>
          <Icon name="yes" size={14} />
          {t('settings.closures.imported', { days: importing.data.days })}
        </p>
      ) : null}
      {importing.data?.warnings.map((w) => (
        <p key={`${w.code} ${w.year}`} className={css.warn}>
          {t(`settings.closures.warn.${w.code}`, { year: String(w.year), days: w.days })}
        </p>
      ))}
    </div>
  )
}

function Holidays({ coverage, canWrite }: { coverage: Coverage; canWrite: boolean }) {
  const { t, day } = useWords()
  const until = coverage.coveredUntil
  return (
    <div className={css.stack}>
      <p className={coverage.covered ? undefined : css.warn}>
        {coverage.covered && until
          ? t('settings.closures.covered', { date: day(until, { weekday: false }) })
          : t('settings.closures.notCovered')}
      </p>
      <p className="quiet">{t('settings.closures.coverEnds')}</p>
      {coverage.imports.length > 0 ? (
        <ul className={css.imports}>
          {coverage.imports.slice(0, 5).map((i) => (
            <li key={i.id}>
              <Day date={i.at.slice(0, 10)} weekday={false} />
              <span>{i.source}</span>
              <span className="quiet">
                {t('settings.closures.source', { first: String(i.firstYear), last: String(i.lastYear), days: i.days })}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {canWrite ? <HolidayFile /> : null}
    </div>
  )
}

/** When nothing is open: the vendor's own days off, and how far the national holidays are known. */
export default function ClosuresPage() {
  const { t } = useWords()
  const { today } = useSignedIn()
  const canWrite = useMay('calendar.write')
  const closures = useClosures()
  const coverage = useCoverage()
  return (
    <>
      <PageHead title={t('settings.closures.title')} about={t('settings.closures.about')} />
      <div className={css.page}>
        <Card title={t('settings.closures.own')}>
          <p className="quiet">{t('settings.closures.ownNote')}</p>
          {canWrite ? <NewClosure /> : null}
          <Shown of={closures}>
            {(all) => {
              const ahead = all.filter((c) => c.date >= today)
              if (ahead.length === 0) return <p className="quiet">{t('settings.closures.none')}</p>
              return (
                <ul className={css.closed}>
                  {ahead.map((c) => (
                    <ClosedDay key={c.date} closure={c} canWrite={canWrite} />
                  ))}
                </ul>
              )
            }}
          </Shown>
        </Card>
        <Card title={t('settings.closures.holidays')}>
          <Shown of={coverage}>{(data) => <Holidays coverage={data} canWrite={canWrite} />}</Shown>
        </Card>
      </div>
    </>
  )
}
