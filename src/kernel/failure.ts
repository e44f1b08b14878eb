/** Requests that cannot be judged, and bugs. A refusal is neither: it is a Decision. */

/** Codes of requests that never reach a rule. The HTTP layer maps each to its status and its sentence. */
export type ProblemCode =
  | 'malformed-body'
  | 'invalid-field'
  | 'body-too-large'
  | 'not-signed-in'
  | 'role-ended'
  | 'second-factor-needed'
  | 'second-factor-missing'
  | 'code-wrong'
  | 'passkey-refused'
  | 'passkey-elsewhere'
  | 'bound-to-provider'
  | 'scope-missing'
  | 'link-unknown'
  | 'link-used'
  | 'link-expired'
  | 'sign-in-first'
  | 'link-of-another'
  | 'already-member'
  | 'already-invited'
  | 'last-administrator'
  | 'own-last-role'
  | 'role-is-over'
  | 'handover-open'
  | 'not-permitted'
  | 'read-only-view'
  | 'unknown-reference'
  | 'already-exists'
  | 'stale-version'
  | 'idempotency-key-reused'
  | 'too-many-requests'
  | 'unavailable'
  | 'no-databases'
  | 'method-not-allowed'
  | 'unsupported-media-type'
  | 'not-found'
  | 'internal'

/** `field` is the path in the request (`with.start`), `facts` fill the sentence. Never carries personal data. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly field: string | undefined
  readonly facts: Record<string, string | number>
  constructor(code: ProblemCode, field?: string, facts: Record<string, string | number> = {}) {
    super(field ? `${code}: ${field}` : code)
    this.code = code
    this.field = field
    this.facts = facts
  }
}

/** Asserts what the code itself guarantees. A failure is a bug: the transaction is gone. */
export function must<T>(value: T | null | undefined | false, claim: string): T {
  if (value === null || value === undefined || value === false) throw new Error(`assertion failed: ${claim}`)
  return value
}
