/** Card intake: from the request over the survey to the order. */
export type { IntakeServices } from './commands.ts'
export type { Intake, IntakeState, Way } from './model.ts'
export { intakeRoutes } from './routes.ts'
