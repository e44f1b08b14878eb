import type { ReactNode } from 'react'
import css from './page-head.module.css'

/** A page's name, and beside it what can be done with all of it. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className={css.head}>
      <h1>{title}</h1>
      {children ? <div className={css.acts}>{children}</div> : null}
    </header>
  )
}
