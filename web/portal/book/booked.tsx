import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Decision } from '../../api/types.ts'
import { clockText, minutesOf } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { AnswerCard } from '../../ui/answer-card.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNames } from '../../ui/me-context.ts'
import css from './book.module.css'
import type { BookingDraft } from './booking-draft.ts'

/** It is booked: the answer as it was kept, and where to find it again. */
export function Booked({ decision, what, onAgain }: { decision: Decision; what: BookingDraft; onAgain: () => void }) {
  const { t, day } = useWords()
  const names = useNames()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    window.scrollTo({ top: 0 })
  }, [])
  const id = decision.subject?.id
  return (
    <div className={css.booked}>
      <Card flush>
        <div className={css.bookedTop}>
          <span className={css.tick}>
            <Icon name="yes" size={22} />
          </span>
          <div>
            <h2 ref={heading} tabIndex={-1}>
              {t('portal.book.done')}
            </h2>
            <p className={css.bookedWhat}>
              <b className="whole">
                {day(what.date)} {what.time}–{clockText(minutesOf(what.time) + what.minutes)}
              </b>
              <span>
                {names.kind(what.kind)}
                {t('portal.gap')}
                {names.place(what.place)}
              </span>
            </p>
            <p>{t('portal.book.doneText')}</p>
          </div>
        </div>
        <AnswerCard
          decision={decision}
          mode="done"
          foot={
            <>
              <Button onClick={onAgain}>{t('portal.book.another')}</Button>
              <Link
                to="/sessions"
                search={id ? { session: id } : {}}
                className={`${buttonClass({ look: 'main' })} ${css.onAi}`}
              >
                {t('portal.book.toSessions')}
              </Link>
            </>
          }
        />
      </Card>
    </div>
  )
}
