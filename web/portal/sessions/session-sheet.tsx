import { Drawer } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useDecisions } from '../../api/queries.ts'
import type { Account, Session } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { AnswerCard } from '../../ui/answer-card.tsx'
import { Button } from '../../ui/button.tsx'
import { useClauses } from '../../ui/clause-context.ts'
import { Icon } from '../../ui/icon.tsx'
import { useMay, useNames } from '../../ui/me-context.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { Stretch, When } from '../../ui/times.tsx'
import { useAskWhom } from '../account/ask-whom.ts'
import { useOwnId } from '../account/own-account.ts'
import { CancelSession, MoveSession } from './change-session.tsx'
import { SessionFacts } from './session-facts.tsx'
import { StatePill } from './session-row.tsx'
import css from './session-sheet.module.css'

/** Every answer that was given about this session, word for word, the newest first. */
function History({ session }: { session: Session }) {
  const { t, wordFor } = useWords()
  const decisions = useDecisions(useOwnId())
  return (
    <section aria-labelledby="session-history">
      <h3 id="session-history" className={css.part}>
        {t('portal.sessions.history')}
      </h3>
      <Shown of={decisions}>
        {(all) => {
          const own = all.filter((d) => d.decision.subject?.id === session.id)
          if (own.length === 0) return <p className={css.none}>{t('portal.sessions.historyNone')}</p>
          return own.map((d) => (
            <div key={d.id} className={css.answer}>
              <AnswerCard
                decision={d.decision}
                mode="kept"
                version={d.version}
                head={
                  <>
                    <b>{wordFor('portal.action', d.action)}</b>
                    {t('portal.gap')}
                    <When at={d.at} />
                  </>
                }
              />
            </div>
          ))
        }}
      </Shown>
    </section>
  )
}

function Contents({ session, account }: { session: Session; account: Account }) {
  const { t } = useWords()
  const names = useNames()
  const ask = useAskWhom(account)
  const mayChange = useMay('sessions.book')
  const navigate = useNavigate()
  const start = (what: 'move' | 'cancel') =>
    void navigate({ to: '/sessions', search: (was) => ({ ...was, do: what }), resetScroll: false })
  return (
    <>
      <div className={css.top}>
        <p className={css.when}>
          <Stretch start={session.start} end={session.end} />
        </p>
        <p className={css.kind}>
          {names.kind(session.kind)} <StatePill state={session.state} />
        </p>
      </div>
      <SessionFacts session={session} />
      {mayChange && (session.may.move || session.may.cancel) ? (
        <div className={css.acts}>
          {session.may.move ? <Button onClick={() => start('move')}>{t('portal.sessions.move')}</Button> : null}
          {session.may.cancel ? (
            <Button look="danger" onClick={() => start('cancel')}>
              {t('portal.sessions.cancel')}
            </Button>
          ) : null}
        </div>
      ) : null}
      <History session={session} />
      <p className={css.ask}>{ask}</p>
    </>
  )
}

type Props = { account: Account; session: Session | undefined; doing: string | undefined; onClose: () => void }

/** One session over the list: its facts, what can be done, what was answered about it. */
export default function SessionSheet({ account, session, doing, onClose }: Props) {
  const { t } = useWords()
  const clauses = useClauses()
  const navigate = useNavigate()
  const back = () =>
    void navigate({ to: '/sessions', search: (was) => ({ ...was, do: undefined }), resetScroll: false })
  const asking = session && ((doing === 'move' && session.may.move) || (doing === 'cancel' && session.may.cancel))
  const label = t(
    !asking
      ? 'portal.sessions.details'
      : doing === 'move'
        ? 'portal.sessions.moveTitle'
        : 'portal.sessions.cancelTitle',
  )
  return (
    // A clause that is opened from here stands over this sheet, scrolls, and is what Escape closes first.
    <Drawer.Root
      opened
      onClose={onClose}
      position="right"
      size="min(480px, 100%)"
      zIndex={15}
      closeOnEscape={!clauses.id}
      lockScroll={!clauses.id}
    >
      <Drawer.Overlay />
      <Drawer.Content aria-label={label} data-keep-clear="">
        <Drawer.Body className={css.body}>
          {asking && doing === 'move' ? (
            <MoveSession session={session} onClose={back} />
          ) : asking ? (
            <CancelSession session={session} onClose={back} />
          ) : (
            <>
              <div className={css.head}>
                <h2>{label}</h2>
                <button type="button" aria-label={t('act.close')} onClick={onClose}>
                  <Icon name="close" />
                </button>
              </div>
              {session ? <Contents session={session} account={account} /> : <Empty title={t('portal.sessions.gone')} />}
            </>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
