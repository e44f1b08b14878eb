import { Checkbox } from '@mantine/core'
import type { Ref } from 'react'
import type { ApiProblem } from '../../api/client.ts'
import type { Account } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { AnswerCard } from '../../ui/answer-card.tsx'
import { Button } from '../../ui/button.tsx'
import { useRemedyAsk } from '../account/ask-whom.ts'
import css from './book.module.css'
import type { Asking } from './use-asking.ts'

function Faults({ problem }: { problem: ApiProblem }) {
  const { t } = useWords()
  return (
    <div className={css.faults} role="alert">
      <b>{t(problem.errors.length > 0 ? 'error.fields' : 'answer.notAnswered')}</b>
      {problem.errors.length > 0 ? (
        <ul>
          {problem.errors.map((e) => (
            <li key={`${e.field}-${e.code}`}>{e.detail}</li>
          ))}
        </ul>
      ) : (
        <p>{problem.detail}</p>
      )}
    </div>
  )
}

/** The answer to what is filled in, what it costs and that it is accepted, and the one button. */
export function AnswerSheet({ asking, account, ref }: { asking: Asking; account: Account; ref: Ref<HTMLElement> }) {
  const { t } = useWords()
  const remedyAsk = useRemedyAsk(account)
  const { told, charged } = asking
  return (
    <section className={css.answer} ref={ref} tabIndex={-1} aria-label={t('portal.book.answer')}>
      {asking.problem ? <Faults problem={asking.problem} /> : null}
      {told ? (
        <AnswerCard decision={told} mode="live" asking={asking.asking} />
      ) : asking.problem ? null : (
        <p className={css.waiting}>{asking.asking ? t('answer.asking') : t('portal.book.waiting')}</p>
      )}
      {told && told.outcome === 'refused' && told.remedies.length > 0 ? <p className={css.ask}>{remedyAsk}</p> : null}
      <footer className={css.foot}>
        {charged ? (
          <Checkbox
            checked={asking.accepted}
            label={t('portal.book.accept')}
            onChange={(e) => asking.accept(e.currentTarget.checked)}
          />
        ) : null}
        <Button type="submit" look="main" size="large" wide disabled={!asking.ready} busy={asking.busy}>
          {t(charged ? 'portal.book.doCharged' : 'portal.book.do')}
        </Button>
      </footer>
    </section>
  )
}
