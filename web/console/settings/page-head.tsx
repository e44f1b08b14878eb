import type { ReactNode } from 'react'
import css from './settings.module.css'

/** A page's name, what it is about, and what can be done with all of it. */
export function PageHead({ title, about, children }: { title: string; about?: ReactNode; children?: ReactNode }) {
  return (
    <header className={css.head}>
      <div>
        <h1>{title}</h1>
        {about ? <p className="quiet">{about}</p> : null}
      </div>
      {children ? <div className={css.acts}>{children}</div> : null}
    </header>
  )
}
