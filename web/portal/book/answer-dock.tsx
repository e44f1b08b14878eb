import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { OutcomePill } from '../../ui/answer-card.tsx'
import { Button } from '../../ui/button.tsx'
import { useNames } from '../../ui/me-context.ts'
import css from './book.module.css'
import type { Asking } from './use-asking.ts'

/** Whether the place at the form's end has come into view; the bar that stands for it then goes. */
function useReached() {
  const end = useRef<HTMLDivElement>(null)
  const [reached, setReached] = useState(false)
  useEffect(() => {
    if (!end.current) return
    const watch = new IntersectionObserver(([entry]) => setReached(entry?.isIntersecting ?? false))
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [])
  return { end, reached }
}

/** On a phone the answer stays in sight while the form is filled in: its word, what is left after, the way on. */
export function AnswerDock({ asking, onShow }: { asking: Asking; onShow: () => void }) {
  const { t, amount } = useWords()
  const names = useNames()
  const { end, reached } = useReached()
  const { told } = asking
  const drawn = told?.draws[0]
  const after = drawn ? told.remaining[drawn.allowance] : undefined
  const action = !told
    ? null
    : told.outcome === 'refused'
      ? 'portal.book.seeReason'
      : told.outcome === 'charged'
        ? 'portal.book.seeCharges'
        : 'portal.book.seeAnswer'
  return (
    <>
      <div ref={end} className={css.end} />
      <div className={css.dock} data-reached={reached ? '' : undefined} aria-hidden={reached || undefined}>
        <span className={css.dockText}>
          {told ? (
            <OutcomePill decision={told} />
          ) : (
            <span className={css.dockQuiet}>{asking.asking ? t('answer.asking') : t('portal.book.waiting')}</span>
          )}
          {drawn && after !== undefined ? (
            <span className={css.dockQuiet}>
              {t('answer.leftAfter')} <b>{amount(after, names.unitOf(drawn.allowance))}</b>
            </span>
          ) : null}
        </span>
        {action ? (
          <Button look={told?.outcome === 'refused' ? 'plain' : 'main'} onClick={onShow} tabIndex={reached ? -1 : 0}>
            {t(action)}
          </Button>
        ) : null}
      </div>
    </>
  )
}
