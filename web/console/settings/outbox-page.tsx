import { Modal } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Fragment } from 'react'
import {
  type JobRow,
  type LetterState,
  type OutboxRow,
  useJobs,
  useLetter,
  useLetterStep,
  useOutbox,
} from '../../api/notices.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { Empty, Failure, Loading, Shown } from '../../ui/states.tsx'
import css from './outbox.module.css'

const STATES = ['waiting', 'dead', 'sent', 'handled'] as const
const TONES: Record<LetterState, Tone> = { waiting: 'in', dead: 'no', sent: 'ok', handled: 'quiet' }
const ADDRESS = /^https?:\/\/\S+$/

/** The text as it was written; its addresses are pressed here, where no mail is sent. */
function LetterText({ text }: { text: string }) {
  const lines = text.split('\n')
  return (
    <p className={css.text}>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that does not change.
        <Fragment key={i}>
          {ADDRESS.test(line.trim()) ? <a href={line.trim()}>{line.trim()}</a> : line}
          {'\n'}
        </Fragment>
      ))}
    </p>
  )
}

function Letter({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, when } = useWords()
  const letter = useLetter(id)
  const step = useLetterStep()
  const take = (name: 'handled' | 'again') => step.mutate({ id, step: name }, { onSuccess: onClose })
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={letter.data?.subject ?? t('outbox.letter')}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Shown of={letter} lines={6}>
        {(row) => (
          <div className={css.letter} lang={row.language}>
            <dl className={css.facts}>
              <div>
                <dt>{t('outbox.to')}</dt>
                <dd>{row.channel === 'mail' ? row.recipient : t(`notices.service.${row.channel}`)}</dd>
              </div>
              <div>
                <dt>{t('outbox.written')}</dt>
                <dd>{when(row.createdAt)}</dd>
              </div>
              {row.fault ? (
                <div>
                  <dt>{t('outbox.fault')}</dt>
                  <dd>{row.fault}</dd>
                </div>
              ) : null}
            </dl>
            {row.text === '' ? <p className="quiet">{t('outbox.forgotten')}</p> : <LetterText text={row.text} />}
            {step.error ? <Failure error={step.error} /> : null}
            <div className={css.acts}>
              {row.state === 'dead' ? (
                <Button busy={step.isPending} onClick={() => take('again')}>
                  {t('outbox.again')}
                </Button>
              ) : null}
              {row.state === 'waiting' || row.state === 'dead' ? (
                <Button look="main" busy={step.isPending} onClick={() => take('handled')}>
                  {t('outbox.handle')}
                </Button>
              ) : null}
            </div>
          </div>
        )}
      </Shown>
    </Modal>
  )
}

function LetterRow({ row, onOpen }: { row: OutboxRow; onOpen: () => void }) {
  const { t, when } = useWords()
  return (
    <li>
      <button type="button" className={css.row} onClick={onOpen}>
        <span className={css.subject}>
          <b lang={row.language}>{row.subject}</b>
          <span>
            {row.channel === 'mail' ? row.recipient : t(`notices.service.${row.channel}`)}
            {row.fault ? ` — ${row.fault}` : ''}
          </span>
        </span>
        <span className={css.when}>{when(row.createdAt, { year: false })}</span>
        <Pill tone={TONES[row.state]}>{t(`outbox.state.${row.state}`)}</Pill>
      </button>
    </li>
  )
}

const JOB_TONES: Record<JobRow['state'], Tone> = { waiting: 'ok', running: 'in', failing: 'no' }

function Jobs() {
  const { t, when, wordFor } = useWords()
  const jobs = useJobs()
  return (
    <Card title={t('outbox.jobs')} flush>
      <Shown of={jobs} lines={4}>
        {(all) => (
          <ul className={css.jobs}>
            {all.map((job) => (
              <li key={job.name}>
                <b>{wordFor('outbox.job', job.name)}</b>
                <span>
                  {job.doneAt
                    ? t('outbox.lastDone', { when: when(job.doneAt, { year: false }) })
                    : t('outbox.neverDone')}
                  {job.nextAt ? t('outbox.nextAt', { when: when(job.nextAt, { year: false }) }) : ''}
                  {job.fault ? ` — ${job.fault}` : ''}
                </span>
                <Pill tone={JOB_TONES[job.state]}>{t(`outbox.jobState.${job.state}`)}</Pill>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Card>
  )
}

/** What goes out by mail and to channels; where no mail server is configured, the place to read it instead. */
export default function OutboxPage() {
  const { t } = useWords()
  const search: { show?: string; on?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const state = STATES.find((s) => s === search.show)
  const letters = useOutbox(state)
  const rows = letters.data?.pages.flatMap((page) => page.items) ?? []
  const first = letters.data?.pages[0]
  const go = (next: { show?: string | undefined; on?: string | undefined }) =>
    void navigate({ to: '.', search: next as never, replace: true })
  return (
    <div className={css.page}>
      <header>
        <h1>{t('outbox.title')}</h1>
        <p className={css.lead}>{first?.sends ? t('outbox.leadSends') : t('outbox.leadKeeps')}</p>
      </header>
      <fieldset className={css.states}>
        <legend className="hidden-text">{t('outbox.filter')}</legend>
        {[undefined, ...STATES].map((each) => (
          <button key={each ?? 'all'} type="button" aria-pressed={each === state} onClick={() => go({ show: each })}>
            {t(each ? `outbox.state.${each}` : 'outbox.all')}
            {each && first?.counts[each] ? <span>{first.counts[each]}</span> : null}
          </button>
        ))}
      </fieldset>
      <Card flush>
        {letters.error && rows.length === 0 ? (
          <Failure error={letters.error} retry={() => void letters.refetch()} />
        ) : letters.isPending ? (
          <Loading lines={6} />
        ) : rows.length === 0 ? (
          <Empty title={t('outbox.none')}>{t('outbox.noneText')}</Empty>
        ) : (
          <ul className={css.rows} aria-label={t('outbox.title')}>
            {rows.map((row) => (
              <LetterRow key={row.id} row={row} onOpen={() => go({ show: state, on: row.id })} />
            ))}
          </ul>
        )}
      </Card>
      {letters.hasNextPage ? (
        <Button busy={letters.isFetchingNextPage} onClick={() => void letters.fetchNextPage()}>
          {t('outbox.earlier')}
        </Button>
      ) : null}
      <Jobs />
      {search.on ? <Letter id={search.on} onClose={() => go({ show: state })} /> : null}
    </div>
  )
}
