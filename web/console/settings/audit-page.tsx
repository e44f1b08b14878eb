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
import { useAccount } from '../../api/queries.ts'
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
import { Sides } from './audit-sides.tsx'
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

type EntryProps = { entry: AuditEntry; people: Record<string, string>; open: boolean; onToggle: () => void }

function Entry({ entry, people, open, onToggle }: EntryProps) {
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
          <Sides before={entry.before} after={entry.after} people={people} />
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

/** The list is of one customer, as its page asked for. */
function OneAccount({ id, onEnd }: { id: string; onEnd: () => void }) {
  const { t } = useWords()
  const account = useAccount(id)
  return (
    <p className={css.one}>
      <span>{t('audit.ofAccount', { name: account.data?.name ?? '…' })}</span>
      <Button size="small" onClick={onEnd}>
        {t('audit.everyAccount')}
      </Button>
    </p>
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
  const people: Record<string, string> = Object.assign({}, ...(list.data?.pages.map((page) => page.names) ?? []))
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
        {filter.accountId ? <OneAccount id={filter.accountId} onEnd={() => change({ account: undefined })} /> : null}
        {list.error ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
        {list.isPending ? <Loading lines={10} /> : null}
        {list.data && entries.length === 0 ? <Empty title={t('audit.none')}>{t('audit.noneText')}</Empty> : null}
        <ol className={css.entries}>
          {entries.map((entry) => (
            <Entry
              key={entry.seq}
              entry={entry}
              people={people}
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
