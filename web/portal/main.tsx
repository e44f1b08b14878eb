import { startApp } from '../ui/start.tsx'
import { PortalPages } from './router.tsx'

await startApp('portal', PortalPages)
