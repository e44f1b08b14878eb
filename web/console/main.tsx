import { startApp } from '../ui/start.tsx'
import { ConsolePages, consoleRouter } from './router.tsx'

await startApp('console', ConsolePages, () => consoleRouter.load())
