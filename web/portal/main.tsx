import { accountQuery } from '../api/queries.ts'
import { startApp } from '../ui/start.tsx'
import { PortalPages, portalRouter } from './router.tsx'

await startApp(
  'portal',
  PortalPages,
  () => portalRouter.load(),
  // Asked for as soon as it is known whose it is, while the page is still being put together.
  (client, { user, may }) => {
    if (user.accountId && may['accounts.read']) void client.prefetchQuery(accountQuery(user.accountId))
  },
)
