/**
 * Looking at the portal as a customer, by somebody of the vendor. Which account is looked at is this tab's alone: the address
 * says it once, the tab keeps it, and every request of the tab names it; the cookie that it picks is no script's to read.
 */

const KEPT = 'bansou.viewing'
const PARAMETER = 'viewing'

/** The account that this tab looks at; null where it does not. The console never does. */
export function viewedAccount(): string | null {
  if (!location.pathname.startsWith('/portal')) return null
  const address = new URLSearchParams(location.search)
  const named = address.get(PARAMETER)
  if (named === null) return sessionStorage.getItem(KEPT)
  sessionStorage.setItem(KEPT, named)
  return named
}

export const portalOf = (accountId: string) => `/portal/?${PARAMETER}=${accountId}`

/** Back to the account's page in the console, as oneself. */
export function leaveView(accountId: string): void {
  sessionStorage.removeItem(KEPT)
  location.replace(`/console/accounts/${accountId}`)
}
