/** Nobody may act any more though somebody was signed in: what is missing, for the page that asks for it. */
import { ApiProblem } from './client.ts'

/** What is still needed after the password: a code, or setting up a second factor first. */
export type Step = 'code' | 'enrol'

/** Why nobody is signed in though somebody was: said on the sign-in page, once. */
let left: { step: Step | null; said: string | null } = { step: null, said: null }
const STEPS: Record<string, Step> = { 'second-factor-needed': 'code', 'second-factor-missing': 'enrol' }

/** Whether an answer means that nobody may act now; remembers what is missing. */
export function isOut(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false
  const step = STEPS[error.code]
  const gone = error.status === 401 && (error.code === 'not-signed-in' || error.code === 'role-ended')
  // With a field, it is what somebody typed that was not right.
  if (step === undefined && (!gone || error.field !== null)) return false
  left = { step: step ?? null, said: error.code === 'role-ended' ? error.detail : null }
  return true
}
export function whyOut(): typeof left {
  const was = left
  left = { step: null, said: null }
  return was
}
