import { startApp } from '../ui/start.tsx'
import { ConsolePages } from './router.tsx'

await startApp('console', ConsolePages)
