import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useMe } from '../api/queries.ts'
import type { Me, Side } from '../api/types.ts'
import { leaveView, viewedAccount } from '../api/viewing.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Entry } from '../i18n/words.ts'
import { Mark } from './brand.tsx'
import { MeContext } from './me-context.ts'
import css from './sign-in.module.css'
import { Failure } from './states.tsx'

const SignIn = lazy(() => import('./sign-in.tsx'))

const HOMES: Record<Side, Entry> = { vendor: 'console', partner: 'console', customer: 'portal' }
/** Pages of links that were sent to somebody, signed in or not. */
const OF_LINKS = ['/reset', '/invite', '/open']
const isHere = (me: Me, entry: Entry) => HOMES[me.user.side] === entry && location.pathname.startsWith(`/${entry}`)

/** Everything beneath has somebody signed in, on the entry of their side; a link opened before the sign-in is kept. */
export function SignedIn({ entry, children }: { entry: Entry; children: ReactNode }) {
  const { t } = useWords()
  const me = useMe()
  const byLink = OF_LINKS.includes(location.pathname)
  const away = me.data && !byLink ? !isHere(me.data, entry) : false
  useEffect(() => {
    if (me.data && away) location.replace(`/${HOMES[me.data.user.side]}/`)
  }, [me.data, away])
  const splash = (
    <div className={css.splash} role="status" aria-label={t('app.loading')}>
      <Mark size={44} />
    </div>
  )
  // A look at a customer's portal is over: whoever looked goes on as oneself.
  const viewed = viewedAccount()
  if (me.data === null && viewed !== null) {
    leaveView(viewed)
    return splash
  }
  if (me.data === null || (me.data && byLink)) {
    return (
      <Suspense fallback={splash}>
        <SignIn entry={entry} me={me.data} />
      </Suspense>
    )
  }
  if (me.data && !away) return <MeContext value={me.data}>{children}</MeContext>
  if (me.error && me.data === undefined) return <Failure error={me.error} retry={() => void me.refetch()} />
  return splash
}
