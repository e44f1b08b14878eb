import { useQueries } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Paged } from './rows.ts'

export type PageOf<Row> = { items: Row[]; total: number }
type Read<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<PageOf<Row>>

/** Rows of one page; the first screen needs no more, and a page is read in one go. */
const PAGE = 60
/** What others change appears without a reload, so many milliseconds later. */
const LIVE = 30_000

const span = (from: number, until: number) =>
  Array.from(
    { length: Math.max(1, Math.floor(Math.max(from, until - 1) / PAGE) - Math.floor(from / PAGE) + 1) },
    (_, i) => Math.floor(from / PAGE) + i,
  )

/**
 * A long list that stays with the server: pages are read as they come into sight, and only those in sight are kept
 * fresh. Another filter leaves what is shown in its place, marked as old, until the first page of the new one is there.
 */
export function usePagedRows<Row>(key: readonly unknown[], read: Read<Row>): Paged<Row> {
  const [sight, setSight] = useState({ from: 0, until: PAGE })
  const identity = JSON.stringify(key)
  const pages = useQueries({
    queries: span(sight.from, sight.until).map((page) => ({
      queryKey: [...key, page],
      queryFn: async ({ signal }: { signal: AbortSignal }) => ({ page, ...(await read(page * PAGE, PAGE, signal)) }),
      refetchInterval: LIVE,
    })),
  })
  const held = useRef({ identity: '', total: undefined as number | undefined, pages: new Map<number, Row[]>() })
  const fresh = pages.flatMap((p) => (p.data ? [p.data] : []))
  // Where another list is asked for, the rows of the last one stand until its first page comes.
  if (held.current.identity !== identity && (fresh.length > 0 || held.current.identity === ''))
    held.current = { identity, total: undefined, pages: new Map() }
  const { current } = held
  const isOld = current.identity !== identity
  if (!isOld) {
    for (const { page, items, total } of fresh) {
      current.pages.set(page, items)
      current.total = total
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its beginning
  useEffect(() => setSight({ from: 0, until: PAGE }), [identity])
  const error = pages.find((p) => p.error)?.error ?? null
  return {
    total: current.total,
    rowAt: (index) => current.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    isOld,
    error,
    retry: () => {
      for (const page of pages) void page.refetch()
    },
    onSight: (from, until) =>
      setSight((now) => (span(now.from, now.until).join() === span(from, until).join() ? now : { from, until })),
    async readAll(onProgress, signal) {
      const all: Row[] = []
      const step = 200
      for (let offset = 0; ; offset += step) {
        const page = await read(offset, step, signal)
        all.push(...page.items)
        onProgress(Math.min(all.length, page.total), page.total)
        if (all.length >= page.total || page.items.length === 0) return all
      }
    },
  }
}
