/** Card intake: from the request over the survey to the order. */
export type { Intake, IntakeState, Way } from './model.ts'
export { intakeRoutes } from './routes.ts'
export type { IntakeServices } from './stage.ts'
