import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import css from './small-menu.module.css'

export type MenuEntry = { id: string; label: ReactNode; current?: boolean; run: () => void }

type Props = {
  label: string
  button: ReactNode
  entries: readonly MenuEntry[]
  heading?: ReactNode
  className?: string
}

/** Beside its button in the window, so that no card cuts it off: beneath where there is room, towards the nearer side. */
function placeBeside(button: HTMLElement, rows: number): CSSProperties {
  const { top, bottom, left, right } = button.getBoundingClientRect()
  const height = rows * 36 + 16
  return {
    ...(bottom + height < innerHeight ? { top: bottom + 4 } : { bottom: innerHeight - top + 4 }),
    ...(left + right > innerWidth ? { right: Math.max(4, innerWidth - right) } : { left: Math.max(4, left) }),
  }
}

/** Closed by Esc, by a press elsewhere and by leaving it; the arrow keys move within it. */
function useMenu(open: boolean, close: () => void) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    box.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus({ preventScroll: true })
    const from = scrollY
    const away = () => {
      if (Math.abs(scrollY - from) > 16) close()
    }
    const elsewhere = (event: PointerEvent | FocusEvent) => {
      if (!box.current?.contains(event.target as Node)) close()
    }
    document.addEventListener('pointerdown', elsewhere)
    document.addEventListener('focusin', elsewhere)
    window.addEventListener('scroll', away, { passive: true })
    return () => {
      document.removeEventListener('pointerdown', elsewhere)
      document.removeEventListener('focusin', elsewhere)
      window.removeEventListener('scroll', away)
    }
  }, [open, close])
  const move = (event: KeyboardEvent) => {
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    items[(at + step + items.length) % items.length]?.focus()
  }
  return { box, move }
}

/** A short list of things to do, behind one button. */
export function SmallMenu({ label, button, entries, heading, className }: Props) {
  const id = useId()
  const [place, setPlace] = useState<CSSProperties | null>(null)
  const open = place !== null
  const trigger = useRef<HTMLButtonElement>(null)
  const [close] = useState(() => () => setPlace(null))
  const { box, move } = useMenu(open, close)
  const done = () => {
    close()
    trigger.current?.focus()
  }
  return (
    <div ref={box} className={css.box}>
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={(e) => setPlace(open ? null : placeBeside(e.currentTarget, entries.length + (heading ? 1 : 0)))}
      >
        {button}
      </button>
      {open ? (
        <div
          id={id}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          className={css.list}
          style={place}
          onKeyDown={(e) => {
            if (e.key === 'Escape') {
              e.stopPropagation()
              done()
            } else move(e)
          }}
        >
          {heading ? <p className={css.heading}>{heading}</p> : null}
          {entries.map((entry) => (
            <button
              key={entry.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              aria-current={entry.current || undefined}
              onClick={() => {
                done()
                entry.run()
              }}
            >
              {entry.label}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
