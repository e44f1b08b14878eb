import { getRouteApi } from '@tanstack/react-router'
import { useDecisions } from '../../api/queries.ts'
import type { DecisionRecord } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { AnswerCard, OutcomePill } from '../../ui/answer-card.tsx'
import { Card } from '../../ui/card.tsx'
import { FindField } from '../../ui/data-table/tools.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Seals } from '../../ui/seal.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { When } from '../../ui/times.tsx'
import css from './decisions.module.css'

const page = getRouteApi('/accounts/$accountId/decisions')

const textOf = (record: DecisionRecord) =>
  [
    record.action,
    record.by,
    record.version,
    ...record.decision.cites,
    ...record.decision.because,
    ...record.decision.findings.map((f) => f.sentence ?? ''),
  ]
    .join('\n')
    .toLowerCase()

function Row({ record, open, onToggle }: { record: DecisionRecord; open: boolean; onToggle: () => void }) {
  const { t, wordFor } = useWords()
  const first =
    record.decision.findings.find((f) => f.verdict === 'broken') ??
    record.decision.findings.find((f) => f.verdict !== 'holds') ??
    record.decision.findings[0]
  return (
    <li className={css.row}>
      <div className={css.line}>
        <button type="button" className={css.toggle} aria-expanded={open} onClick={onToggle}>
          <Icon name={open ? 'down' : 'right'} size={13} />
          <When at={record.at} />
          <b>{wordFor('action', record.action)}</b>
          <OutcomePill decision={record.decision} done />
          {open ? null : <span className={css.first}>{first?.sentence}</span>}
        </button>
        {open ? null : <Seals ids={(first?.clauses ?? []).slice(0, 2)} version={record.version} />}
      </div>
      {open ? (
        <div className={css.card}>
          <AnswerCard
            decision={record.decision}
            mode="kept"
            version={record.version}
            head={
              <>
                {record.by ? `${record.by} · ` : ''}
                {t('clause.version', { version: record.version })}
              </>
            }
          />
        </div>
      ) : null}
    </li>
  )
}

/** Every answer that was given, word for word, under the terms that held then: why it was allowed, charged, refused. */
export default function DecisionsTab() {
  const { t } = useWords()
  const { accountId } = page.useParams()
  const { find, decision } = page.useSearch()
  const navigate = page.useNavigate()
  const decisions = useDecisions(accountId)
  const set = (part: Record<string, string | undefined>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false })
  return (
    <Card flush>
      <Shown of={decisions} lines={8}>
        {(list) => {
          const found = find ? list.filter((d) => textOf(d).includes(find.toLowerCase())) : list
          if (list.length === 0) return <Empty title={t('decisions.none')}>{t('decisions.noneText')}</Empty>
          return (
            <>
              <div className={css.tools}>
                <FindField label={t('decisions.find')} value={find} onChange={(words) => set({ find: words })} />
                <span role="status">{t('table.count', { count: found.length })}</span>
              </div>
              <ol>
                {found.map((d) => (
                  <Row
                    key={d.id}
                    record={d}
                    open={decision === d.id}
                    onToggle={() => set({ decision: decision === d.id ? undefined : d.id })}
                  />
                ))}
              </ol>
            </>
          )
        }}
      </Shown>
    </Card>
  )
}
