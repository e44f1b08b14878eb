import { useEffect, useState } from 'react'

/** What was filled in stays over a reload of the tab, until it is carried out or thrown away. */
export function useDraft<T extends object>(name: string, initial: T) {
  const key = `bansou.draft.${name}`
  const [draft, setDraft] = useState<T>(() => {
    try {
      const kept = sessionStorage.getItem(key)
      return kept ? { ...initial, ...(JSON.parse(kept) as Partial<T>) } : initial
    } catch {
      return initial
    }
  })
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(draft)), [key, draft])
  const change = (part: Partial<T>) => setDraft((now) => ({ ...now, ...part }))
  const forget = () => sessionStorage.removeItem(key)
  return { draft, change, forget, reset: () => setDraft(initial) }
}
