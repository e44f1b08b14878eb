import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import type { LongWork } from './use-long-work.ts'
import css from './work-bar.module.css'

type Props = { work: LongWork; onCancel: () => void; onClose: () => void }

/** How far work on many rows is, how long it still takes, and the way to stop it or to set it back. */
export function WorkBar({ work, onCancel, onClose }: Props) {
  const { t } = useWords()
  const { title, done, total, secondsLeft, state, failed, undo } = work
  const left = secondsLeft === null ? '' : t('work.left', { seconds: Math.max(1, Math.ceil(secondsLeft)) })
  return (
    <div className={css.work} role="status" data-state={state}>
      <div className={css.line}>
        <b>{title}</b>
        <span>{t('work.count', { done, total })}</span>
        <span className="quiet">{state === 'running' ? left : t(`work.${state}`)}</span>
        <span className={css.acts}>
          {state === 'running' ? (
            <Button size="small" onClick={onCancel}>
              {t('work.cancel')}
            </Button>
          ) : (
            <>
              {undo ? (
                <Button size="small" onClick={undo}>
                  {t('work.undo')}
                </Button>
              ) : null}
              <Button size="small" look="bare" onClick={onClose}>
                {t('act.close')}
              </Button>
            </>
          )}
        </span>
      </div>
      <progress className={css.bar} value={done} max={Math.max(1, total)} aria-label={title} />
      {failed.length > 0 ? (
        <ul className={css.failed} aria-label={t('work.failedRows', { count: failed.length })}>
          {failed.slice(0, 5).map((f) => (
            <li key={`${f.what} ${f.why}`}>
              <b>{f.what}</b> {f.why}
            </li>
          ))}
          {failed.length > 5 ? <li>{t('work.more', { count: failed.length - 5 })}</li> : null}
        </ul>
      ) : null}
    </div>
  )
}
