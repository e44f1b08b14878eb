import { type RefObject, useEffect, useState } from 'react'

const ALL_UP_TO = 200
const AROUND = 18
const SPARE = 4

export type Seen = { virtual: boolean; from: number; until: number; above: number; beneath: number; height: number }

/** Of the rows that are drawn, on average: names may take two lines, and what is drawn next must not move what is seen. */
function heightOf(rows: HTMLElement): number {
  const drawn = rows.querySelectorAll('[data-row]')
  const [first, last] = [drawn[0], drawn[drawn.length - 1]]
  if (!first || !last) return 42
  return (last.getBoundingClientRect().bottom - first.getBoundingClientRect().top) / drawn.length
}

/** Beyond 200 rows only those near the window are drawn; the rest is room above and beneath. */
export function useWindowRows(count: number, body: RefObject<HTMLTableSectionElement | null>): Seen {
  const virtual = count > ALL_UP_TO
  const [seen, setSeen] = useState({ from: 0, until: 60, height: 42 })
  useEffect(() => {
    if (!virtual) return
    let frame = 0
    let height = 0
    let width = 0
    const measure = () => {
      frame = 0
      const rows = body.current
      if (!rows) return
      // Measured once a width, so that the room does not change while somebody scrolls.
      if (width !== innerWidth && rows.querySelector('[data-row]')) {
        width = innerWidth
        height = heightOf(rows)
      }
      height ||= 42
      const above = -rows.getBoundingClientRect().top
      const first = Math.max(0, Math.floor(above / height))
      const last = Math.ceil((above + innerHeight) / height)
      // Drawn anew only when what is drawn runs out: most steps of a scroll find their rows already there.
      setSeen((now) => {
        const enough = now.height === height && now.from <= Math.max(0, first - SPARE) && now.until >= last + SPARE
        return enough ? now : { from: Math.max(0, first - AROUND), until: last + AROUND, height }
      })
    }
    const later = () => {
      frame ||= requestAnimationFrame(measure)
    }
    measure()
    window.addEventListener('scroll', later, { passive: true })
    window.addEventListener('resize', later)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('scroll', later)
      window.removeEventListener('resize', later)
    }
  }, [virtual, body])
  if (!virtual) return { virtual, from: 0, until: count, above: 0, beneath: 0, height: seen.height }
  const from = Math.min(seen.from, Math.max(0, count - 1))
  const until = Math.min(seen.until, count)
  const { height } = seen
  return { virtual, from, until, above: from * height, beneath: (count - until) * height, height }
}
