import type { ReactNode } from 'react'
import css from './form.module.css'

/** Fields beneath each other, or two beside each other. */
export const Rows = ({ children }: { children: ReactNode }) => <div className={css.rows}>{children}</div>
export const Beside = ({ children }: { children: ReactNode }) => <div className={css.pair}>{children}</div>
