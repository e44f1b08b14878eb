/** Addresses within the front end that is shown: both have their pages of notices under the same name. */
import { useRouter } from '@tanstack/react-router'
import type { MouseEvent } from 'react'

/** A link's address and what a plain press on it does: the router goes there, other presses are the browser's. */
export function usePlace() {
  const router = useRouter()
  const base = router.basepath
  return (page: string, then?: () => void) => {
    const href = `${base}${page}`
    return {
      href,
      onClick: (event: MouseEvent) => {
        then?.()
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        router.history.push(href)
      },
    }
  }
}
