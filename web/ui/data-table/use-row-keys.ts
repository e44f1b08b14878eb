import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'

const STEPS: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 12, PageUp: -12 }

/**
 * Rows by keys: arrows and j, k move, Home and End go to the ends, Space chooses, Enter opens. A row that is not drawn is
 * scrolled to, and takes the focus once it is there.
 */
export function useRowKeys(body: RefObject<HTMLTableSectionElement | null>, count: number, height: number) {
  const waiting = useRef<number | null>(null)
  const rowOf = (index: number) => body.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)
  useEffect(() => {
    if (waiting.current === null) return
    const row = rowOf(waiting.current)
    if (!row) return
    waiting.current = null
    row.focus({ preventScroll: true })
    row.scrollIntoView({ block: 'nearest' })
  })
  return (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const target = event.target as HTMLElement
    if (target.dataset.row === undefined || event.metaKey || event.ctrlKey || event.altKey) return
    const now = Number(target.dataset.row)
    const step = STEPS[event.key]
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? count - 1 : step === undefined ? null : now + step
    if (next === null) return
    event.preventDefault()
    const to = Math.min(count - 1, Math.max(0, next))
    const row = rowOf(to)
    if (row) {
      row.focus({ preventScroll: true })
      row.scrollIntoView({ block: 'nearest' })
    } else {
      waiting.current = to
      const top = (body.current?.getBoundingClientRect().top ?? 0) + scrollY
      window.scrollTo({ top: top + to * height - innerHeight / 2 })
    }
  }
}
