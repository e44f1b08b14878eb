import { type RefObject, useEffect, useState } from 'react'

const ALL_UP_TO = 200
const AROUND = 12

/** Beyond 200 rows only those near the window are drawn; the rest is room above and beneath. */
export function useWindowRows(count: number, body: RefObject<HTMLTableSectionElement | null>) {
  const virtual = count > ALL_UP_TO
  const [seen, setSeen] = useState({ from: 0, until: 60, height: 42 })
  useEffect(() => {
    if (!virtual) return
    let frame = 0
    const measure = () => {
      frame = 0
      const rows = body.current
      if (!rows) return
      const height = rows.querySelector<HTMLElement>('[data-row]')?.offsetHeight || 42
      const above = -rows.getBoundingClientRect().top
      const from = Math.max(0, Math.floor(above / height) - AROUND)
      const until = Math.ceil((above + innerHeight) / height) + AROUND
      setSeen((now) =>
        now.from === from && now.until === until && now.height === height ? now : { from, until, height },
      )
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
  if (!virtual) return { from: 0, until: count, above: 0, beneath: 0 }
  const from = Math.min(seen.from, Math.max(0, count - 1))
  const until = Math.min(seen.until, count)
  return { from, until, above: from * seen.height, beneath: (count - until) * seen.height }
}
