/** Card intake: from the request over the survey to the order. */
export {
  type Intake,
  type IntakeState,
  SETTINGS as INTAKE_SETTINGS,
  STATES as INTAKE_STATES,
  WAYS as INTAKE_WAYS,
  type Way,
} from './model.ts'
export { intakeRoutes } from './routes.ts'
export type { IntakeServices } from './stage.ts'
