import { NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import {
  type AuditEntry,
  type AuditFilter,
  auditFile,
  useAudit,
  useAuditProof,
  useAuditWords,
} from '../../api/audit.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useSignedIn } from '../../ui/me-context.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { Seals } from '../../ui/seal.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { When } from '../../ui/times.tsx'
import css from './audit.module.css'
import { PageHead } from './page-head.tsx'
import { useView } from './use-view.ts'

const DateField = lazy(() => import('../../ui/form/date-field.tsx'))

const TONES: Record<NonNullable<AuditEntry['outcome']>, Tone> = { allowed: 'ok', charged: 'in', refused: 'no' }

/** Whether every link still fits, and the end of the chain to write down somewhere else. */
function Proof() {
  const { t } = useWords()
  const proof = useAuditProof()
  const { data } = proof
  return (
    <Card title={t('audit.chain')}>
      <div className={css.proof}>
        <p className="quiet">{t('audit.chainText')}</p>
        <Button busy={proof.isPending} onClick={() => proof.mutate()}>
          {t('audit.verify')}
        </Button>
        {proof.error ? <Failure error={proof.error} /> : null}
        {data ? (
          <div role="status" className={css.proved}>
            <p data-whole={data.faults.length === 0 ? '' : undefined}>
              <Icon name={data.faults.length === 0 ? 'yes' : 'no'} size={16} />
              {data.faults.length === 0
                ? t('audit.whole', { links: data.links })
                : t('audit.faulty', { links: data.links, faults: data.faults.length })}
            </p>
            {data.faults.length > 0 ? (
              <ul>
                {data.faults.map((fault) => (
                  <li key={`${fault.seq} ${fault.rowId} ${fault.what}`}>
                    {fault.seq === null ? '' : `#${fault.seq} `}
                    <FaultName what={fault.what} /> <code>{fault.rowId}</code>
                  </li>
                ))}
              </ul>
            ) : null}
            <p className="quiet">
              {t('audit.head')} <code>{data.head}</code>
            </p>
          </div>
        ) : null}
      </div>
    </Card>
  )
}

const FaultName = ({ what }: { what: string }) => <>{useWords().wordFor('audit.fault', what)}</>

const textOf = (value: unknown) =>
  value === null || value === undefined || value === ''
    ? '–'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

/** Each field that changed: what it was, what it is. */
function Sides({ before, after }: Pick<AuditEntry, 'before' | 'after'>) {
  const { t, wordFor } = useWords()
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  if (fields.length === 0) return null
  return (
    <table className={css.sides}>
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          <th scope="col">{t('audit.before')}</th>
          <th scope="col">{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{wordFor('audit.fields', field)}</th>
            <td>{textOf(before?.[field])}</td>
            <td>{textOf(after?.[field])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Entry({ entry, open, onToggle }: { entry: AuditEntry; open: boolean; onToggle: () => void }) {
  const { t, wordFor } = useWords()
  return (
    <li className={css.entry}>
      <button type="button" className={css.line} aria-expanded={open} onClick={onToggle}>
        <Icon name={open ? 'down' : 'right'} size={13} />
        <When at={entry.at} />
        <b>{wordFor('action', entry.action)}</b>
        <span className={css.who}>{entry.by.name}</span>
        <span className={css.account}>{entry.account?.name}</span>
        {entry.outcome ? <Pill tone={TONES[entry.outcome]}>{t(`audit.outcome.${entry.outcome}`)}</Pill> : <span />}
      </button>
      {open ? (
        <div className={css.more}>
          <Sides before={entry.before} after={entry.after} />
          {entry.reason ? (
            <p>
              <b>{t('audit.reason')}</b> {entry.reason}
            </p>
          ) : null}
          {entry.cites.length > 0 ? <Seals ids={entry.cites} version={entry.termsVersion ?? undefined} /> : null}
          <p className={css.foot}>
            <span>
              {t('audit.link', { seq: entry.seq })}
              {entry.subject ? ` · ${entry.subject.type} ${entry.subject.id}` : ''}
            </span>
            {entry.account ? (
              <Link to="/accounts/$accountId" params={{ accountId: entry.account.id }}>
                {t('audit.toAccount')}
              </Link>
            ) : null}
          </p>
        </div>
      ) : null}
    </li>
  )
}

function Filters({
  filter,
  change,
}: {
  filter: AuditFilter
  change: (part: Record<string, string | undefined>) => void
}) {
  const { t, wordFor } = useWords()
  const { today } = useSignedIn()
  const words = useAuditWords()
  return (
    <search className={css.filters}>
      <NativeSelect
        label={t('audit.action')}
        value={filter.action ?? ''}
        onChange={(e) => change({ action: e.currentTarget.value || undefined })}
        data={[
          { value: '', label: t('audit.all') },
          ...(words.data?.actions ?? []).map((action) => ({ value: action, label: wordFor('action', action) })),
        ]}
      />
      <NativeSelect
        label={t('audit.by')}
        value={filter.by ?? ''}
        onChange={(e) => change({ by: e.currentTarget.value || undefined })}
        data={[
          { value: '', label: t('audit.everybody') },
          ...(words.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Suspense fallback={<Loading lines={2} />}>
        <DateField
          label={t('audit.from')}
          value={filter.from ?? ''}
          today={today}
          onChange={(from) => change({ from: from || undefined })}
        />
        <DateField
          label={t('audit.until')}
          value={filter.until ?? ''}
          today={today}
          onChange={(until) => change({ until: until || undefined })}
        />
      </Suspense>
    </search>
  )
}

/** Who changed what, when, from what to what, and why; with the proof that nothing was altered afterwards. */
export default function AuditPage() {
  const { t } = useWords()
  const { view, change } = useView()
  const filter: AuditFilter = {
    accountId: view.account,
    action: view.action,
    by: view.by,
    from: view.from,
    until: view.until,
  }
  const list = useAudit(filter)
  const [open, setOpen] = useState<number | null>(null)
  const entries = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={css.page}>
      <PageHead title={t('audit.title')} about={t('audit.about')}>
        <a className={buttonClass({ size: 'small' })} href={auditFile(filter, 'csv')} download>
          CSV
        </a>
        <a className={buttonClass({ size: 'small' })} href={auditFile(filter, 'jsonl')} download>
          JSON
        </a>
      </PageHead>
      <Proof />
      <Card flush>
        <Filters filter={filter} change={change} />
        {list.error ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
        {list.isPending ? <Loading lines={10} /> : null}
        {list.data && entries.length === 0 ? <Empty title={t('audit.none')}>{t('audit.noneText')}</Empty> : null}
        <ol className={css.entries}>
          {entries.map((entry) => (
            <Entry
              key={entry.seq}
              entry={entry}
              open={open === entry.seq}
              onToggle={() => setOpen(open === entry.seq ? null : entry.seq)}
            />
          ))}
        </ol>
        {list.hasNextPage ? (
          <p className={css.next}>
            <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('audit.more')}
            </Button>
          </p>
        ) : null}
      </Card>
    </div>
  )
}
