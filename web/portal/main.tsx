import { startApp } from '../ui/start.tsx'
import { PortalPages, portalRouter } from './router.tsx'

await startApp('portal', PortalPages, () => portalRouter.load())
