import { ApiProblem } from '../../api/client.ts'
import { isDeclined } from '../../api/sign-in.ts'
import { translate } from '../../i18n/words.ts'

/** What an error says at a field of a form; undefined where it is not about that field. */
export function faultAt(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined
  return error.errors.find((e) => e.field === field)?.detail ?? (error.field === field ? error.detail : undefined)
}

/** What an error says that is about none of these fields. */
export function faultBeside(error: unknown, ...fields: string[]): string | undefined {
  if (!error || fields.some((field) => faultAt(error, field) !== undefined)) return undefined
  return error instanceof ApiProblem ? error.detail : translate('error.bug')
}

/** The same for a passkey, whose own failures come from the browser and name nothing that helps. */
export function passkeyFault(error: unknown): string | undefined {
  if (!error) return undefined
  if (error instanceof ApiProblem) return error.detail
  return translate(isDeclined(error) ? 'signIn.passkeyDeclined' : 'signIn.passkeyBroken')
}
