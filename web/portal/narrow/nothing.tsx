import type { ReactNode } from 'react'
import { Card } from '../../ui/card.tsx'
import css from './narrow.module.css'

/** A place that is empty today, said plainly, with what will stand in it. */
export function Nothing({ title, said, children }: { title: string; said: string; children: ReactNode }) {
  return (
    <Card title={title}>
      <p>{said}</p>
      <p className={css.quiet}>{children}</p>
    </Card>
  )
}
