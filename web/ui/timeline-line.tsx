import type { ReactNode } from 'react'
import { timeIn } from '../i18n/civil.ts'
import { Seals } from './seal.tsx'
import css from './timeline-line.module.css'

export type TimelineLineProps = {
  at: string
  type: 'session' | 'answer' | 'correction' | 'charge' | 'terms' | 'person'
  title: ReactNode
  note?: ReactNode
  by?: string | null
  clauses?: readonly string[]
  version?: string
  act?: ReactNode
  /** It lies ahead: dashed, not yet done. */
  coming?: boolean
}

/** One thing that happened or is to come, on the line of time: when, what, by whom, by which clause. */
export function TimelineLine({ at, type, title, note, by, clauses = [], version, act, coming }: TimelineLineProps) {
  return (
    <li className={css.line} data-type={type} data-coming={coming ? '' : undefined}>
      <time dateTime={at}>{timeIn(at)}</time>
      <i className={css.dot} aria-hidden="true" />
      <div className={css.what}>
        <p>{title}</p>
        {note || by ? (
          <p className={css.note}>
            {note}
            {note && by ? ' · ' : ''}
            {by}
          </p>
        ) : null}
      </div>
      <span className={css.aside}>
        <Seals ids={clauses} version={version} />
        {act}
      </span>
    </li>
  )
}
