import { getRouteApi, useNavigate } from '@tanstack/react-router'

const content = getRouteApi('/settings/$page')

/** What a page of the settings keeps in the address. */
export function useView() {
  const view = content.useSearch()
  const navigate = useNavigate()
  const change = (part: Partial<typeof view>) =>
    void navigate({ to: '.', search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false })
  return { view, change }
}
