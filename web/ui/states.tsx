import type { ReactNode } from 'react'
import { ApiProblem } from '../api/client.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from './button.tsx'
import css from './states.module.css'

/** Says what the thing is for and how to make the first one. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.empty}>
      <svg
        width="72"
        height="26"
        viewBox="0 0 72 26"
        fill="none"
        strokeWidth="2"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M2 15C20 15 24 5 42 5h28" stroke="var(--pace)" />
        <path d="M2 23c18 0 22-10 40-10h10" stroke="var(--line)" strokeDasharray="1 6" />
      </svg>
      <p className={css.title}>{title}</p>
      {children ? <div className={css.text}>{children}</div> : null}
      {action ? <div className={css.action}>{action}</div> : null}
    </div>
  )
}

/** Of lines of text, in percent; the last one is shorter. */
const WIDTHS = [84, 90, 63, 88, 71, 94, 67, 80, 92, 75, 86, 46]

/** The shape of what comes: so many lines of text, the last one shorter. */
export function Loading({ lines = 3, label }: { lines?: number; label?: string }) {
  const { t } = useWords()
  return (
    <div className={css.loading} role="status" aria-label={label ?? t('app.loading')}>
      {WIDTHS.slice(-lines).map((width) => (
        <span key={width} className={css.line} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}

/** What went wrong and what to do, with the way to try again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useWords()
  const problem = error instanceof ApiProblem ? error : null
  return (
    <div className={css.failure} role="alert">
      <p className={css.title}>{problem?.status === 404 ? t('error.notFound') : t('error.title')}</p>
      <p className={css.text}>{problem?.detail ?? t('error.bug')}</p>
      {retry && problem?.status !== 404 ? (
        <div className={css.action}>
          <Button size="small" onClick={retry}>
            {t('act.retry')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

type Read = { data: unknown; error: unknown; refetch: () => unknown }

/** One query on screen: its shape while loading, its failure, its content. */
export function Shown<Q extends Read>({
  of,
  lines,
  children,
}: {
  of: Q
  lines?: number
  children: (data: NonNullable<Q['data']>) => ReactNode
}) {
  if (of.data !== undefined && of.data !== null) return children(of.data as NonNullable<Q['data']>)
  if (of.error) return <Failure error={of.error} retry={() => void of.refetch()} />
  return <Loading {...(lines === undefined ? {} : { lines })} />
}
