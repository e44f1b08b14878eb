import { useSignedIn } from '../../ui/me-context.ts'
import { SETTINGS_PAGES } from './pages.ts'

/** The pages that this person may use. */
export function usePages() {
  const { may } = useSignedIn()
  return SETTINGS_PAGES.filter((page) => page.may.some((action) => may[action] !== undefined))
}
