import type { ComponentProps, ReactNode } from 'react'
import css from './button.module.css'

type Look = 'plain' | 'main' | 'bare' | 'danger'
type Props = { look?: Look; size?: 'small' | 'normal' | 'large'; wide?: boolean; hint?: string; busy?: boolean }

/** The classes of a button, for links of the router that look like one. */
export function buttonClass({ look = 'plain', size = 'normal', wide = false }: Props = {}) {
  return [css.button, css[look], css[size], wide ? css.wide : ''].filter(Boolean).join(' ')
}

/** `hint` is the key that does the same; `busy` keeps the button's width and says so to everybody. */
export function Button({
  look,
  size,
  wide,
  hint,
  busy,
  children,
  disabled,
  ...rest
}: Props & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={`${buttonClass({ ...(look ? { look } : {}), ...(size ? { size } : {}), ...(wide ? { wide } : {}) })} ${busy ? css.busy : ''}`}
    >
      {children}
      {hint ? <kbd className={css.hint}>{hint}</kbd> : null}
    </button>
  )
}

/** Looks like a link, acts on this page. */
export function TextButton({ children, className, ...rest }: ComponentProps<'button'> & { children: ReactNode }) {
  return (
    <button type="button" {...rest} className={`${css.text} ${className ?? ''}`}>
      {children}
    </button>
  )
}
