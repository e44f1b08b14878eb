import { useEffect, useRef, useState } from 'react'

export type LongWork = {
  title: string
  done: number
  total: number
  /** Seconds that it will still take at the pace so far; null until there is one. */
  secondsLeft: number | null
  state: 'running' | 'cancelled' | 'done' | 'failed'
  failed: { what: string; why: string }[]
  /** Sets back what was done, where that is honest. */
  undo?: () => void
}

type Report = {
  step: (done: number, total: number) => void
  failed: (what: string, why: string) => void
  signal: AbortSignal
}

/** Side by side: enough that the network is not waited for, few enough that others are not. */
const AT_ONCE = 4

/** Work on many rows, one at a time to whoever watches: a count, the time left, and the way to stop it. */
export function useLongWork() {
  const [work, setWork] = useState<LongWork | null>(null)
  const ending = useRef<AbortController | null>(null)
  useEffect(() => () => ending.current?.abort(), [])
  async function run(
    title: string,
    total: number,
    job: (report: Report) => Promise<{ undo?: () => void } | undefined>,
  ) {
    const stop = new AbortController()
    ending.current = stop
    const began = performance.now()
    setWork({ title, done: 0, total, secondsLeft: null, state: 'running', failed: [] })
    const change = (part: (now: LongWork) => Partial<LongWork>) => setWork((now) => now && { ...now, ...part(now) })
    try {
      const end = await job({
        signal: stop.signal,
        step: (done, of) =>
          change(() => ({
            done,
            total: of,
            secondsLeft: done === 0 ? null : ((performance.now() - began) / 1000 / done) * (of - done),
          })),
        failed: (what, why) => change((now) => ({ failed: [...now.failed, { what, why }] })),
      })
      change(() => ({ state: stop.signal.aborted ? 'cancelled' : 'done', ...(end?.undo ? { undo: end.undo } : {}) }))
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      change((now) =>
        stop.signal.aborted
          ? { state: 'cancelled' }
          : { state: 'failed', failed: [...now.failed, { what: title, why }] },
      )
    }
  }
  return { work, run, cancel: () => ending.current?.abort(), close: () => setWork(null) }
}

/** Does something to each, a few side by side, and says how far it is; what fails is told and does not end the rest. */
export async function forEach<Item>(
  items: readonly Item[],
  report: Report,
  nameOf: (item: Item) => string,
  each: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0
  let done = 0
  const lane = async () => {
    for (let item = items[next++]; item !== undefined && !report.signal.aborted; item = items[next++]) {
      try {
        await each(item)
      } catch (error) {
        report.failed(nameOf(item), error instanceof Error ? error.message : String(error))
      }
      report.step(++done, items.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}
