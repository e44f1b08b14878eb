import { type ReactNode, useId } from 'react'
import css from './card.module.css'

type Props = { title?: ReactNode; aside?: ReactNode; children: ReactNode; flush?: boolean; as?: 'section' | 'aside' }

/** A sheet of paper with a heading; `flush` lets tables and rows run to its edges. */
export function Card({ title, aside, children, flush, as: Tag = 'section' }: Props) {
  const id = useId()
  return (
    <Tag className={css.card} aria-labelledby={title ? id : undefined}>
      {title || aside ? (
        <header className={css.head}>
          <h2 id={id}>{title}</h2>
          {aside ? <div className={css.aside}>{aside}</div> : null}
        </header>
      ) : null}
      <div className={flush ? undefined : css.body}>{children}</div>
    </Tag>
  )
}
