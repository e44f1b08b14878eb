/** Work that no request waits for. */
export { dailyAt } from './daily.ts'
export { type JobState, jobStates } from './ledger.ts'
export { jobRoutes } from './routes.ts'
export { type Job, type Jobs, type Loop, startJobs } from './runner.ts'
