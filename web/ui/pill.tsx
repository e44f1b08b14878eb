import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import css from './pill.module.css'

export type Tone = 'ok' | 'warn' | 'no' | 'in' | 'quiet'

/** A state in a word. Colour is never the only sign: the word says it, a sign may stand before it. */
export function Pill({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`${css.pill} ${css[tone]}`}>
      {icon ? <Icon name={icon} size={13} /> : null}
      {children}
    </span>
  )
}
