/** What others change appears without a reload: the server says over one long answer what to read again. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useMay } from '../me-context.ts'

type Change = { accounts: string[]; things: string[]; notices: boolean; everything: boolean }

/** Queries whose key holds an account's id after the thing's name, and lists that show a part of many accounts. */
const OVER_ACCOUNTS = ['accounts', 'sessions', 'today', 'calendar']
/** Things by the first word of their address, where the queries that show them are called otherwise. */
const CALLED: Record<string, string[]> = {
  notices: ['notices'],
  accounts: ['accounts', 'account'],
  sessions: ['sessions', 'today', 'calendar'],
  views: ['views', 'saved-views'],
  outbox: ['outbox', 'jobs'],
}
/** Reading again in one go what changed within so many milliseconds. */
const GATHER = 400
/** The page comes first: it has read what it shows before the long answer begins. */
const QUIET = 1_500

/** Whether a query shows something of the change. */
export function isTouched(key: readonly unknown[], change: Change): boolean {
  if (change.everything) return key[0] !== 'me'
  const name = String(key[0])
  if (change.notices && name === 'notices') return true
  if (change.things.some((thing) => (CALLED[thing] ?? [thing]).includes(name))) return true
  if (change.accounts.length === 0) return false
  return OVER_ACCOUNTS.includes(name) || key.some((part) => change.accounts.includes(String(part)))
}

const merged = (a: Change, b: Change): Change => ({
  accounts: [...a.accounts, ...b.accounts],
  things: [...a.things, ...b.things],
  notices: a.notices || b.notices,
  everything: a.everything || b.everything,
})

/** Mounted once an entry, beneath the sign-in. A browser that loses the line comes back by itself. */
export function useLive(): void {
  const client = useQueryClient()
  const may = useMay('notifications.own')
  useEffect(() => {
    if (!may) return
    let source: EventSource | undefined
    let waiting: Change | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      const change = waiting
      waiting = undefined
      timer = undefined
      if (change) void client.invalidateQueries({ predicate: ({ queryKey }) => isTouched(queryKey, change) })
    }
    const hear = (event: MessageEvent<string>) => {
      const change = JSON.parse(event.data) as Change
      waiting = waiting ? merged(waiting, change) : change
      timer ??= setTimeout(read, GATHER)
    }
    let quietSince = performance.now()
    const looking = setInterval(() => {
      if (client.isFetching() > 0 || document.readyState !== 'complete') quietSince = performance.now()
      if (performance.now() - quietSince < QUIET) return
      clearInterval(looking)
      source = new EventSource('/api/events')
      source.addEventListener('change', hear)
    }, 200)
    return () => {
      clearInterval(looking)
      clearTimeout(timer)
      source?.close()
    }
  }, [client, may])
}
