/** Why a program of ours does not go on, as a sentence for the person who started it. Never a fault of ours. */
import { Problem } from '../kernel/failure.ts'
import { TermsLoadError } from '../terms/index.ts'

export class Refusal extends Error {}

/** The sentence of what went wrong; the message of an error that nobody foresaw, without its stack. */
export function sentenceOf(error: unknown): string {
  if (error instanceof TermsLoadError) return `the catalogue cannot be used:\n${error.message}`
  if (error instanceof Problem && error.code === 'unavailable') return 'the database does not answer'
  if (error instanceof AggregateError && error.errors.length > 0) return sentenceOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
