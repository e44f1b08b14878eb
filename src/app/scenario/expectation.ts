/** What a step may be expected to come out with, and what it came out with. */
import type * as z from 'zod'
import { CHARGE_KINDS, REFUSAL_CODES, WARNING_CODES } from '../../kernel/decision.ts'
import { date, dateOrNull, fields, figure, flag, list, oneOf, text, time, whole, whole0OrNull } from './fields.ts'
import { CONSENTS, OUTCOMES, STATES, type Vocabulary } from './vocabulary.ts'

/** Allowance → number; only the allowances of the catalogue are known. */
const byAllowance = (words: Vocabulary) =>
  fields(
    Object.fromEntries(words.allowances.map((id) => [id, whole(0, 'minutes or counts').optional()])),
    'the allowances',
    { en: 'is no allowance', ja: '枠の名前ではありません' },
  )

/** The same fields stand under `expect` and under `exactly`. */
export const expectationSchema = (words: Vocabulary, under: 'expect' | 'exactly') =>
  fields(
    {
      outcome: oneOf(OUTCOMES).optional(),
      applied: flag().optional(),
      because: list(oneOf(REFUSAL_CODES), 'refusal codes').optional(),
      cites: list(text('the id of a clause'), 'clauses').optional(),
      remedies: list(oneOf([...words.plans, ...words.addOns]), 'plans and add-ons').optional(),
      warnings: list(oneOf(WARNING_CODES), 'warning codes').optional(),
      charges: list(
        fields(
          {
            kind: oneOf(CHARGE_KINDS).optional(),
            amount: whole0OrNull('currency units').optional(),
            currency: text('the currency').optional(),
            quantity: figure('a quantity').optional(),
            unit: text('the unit').optional(),
          },
          'a charge',
        ),
        'charges',
      ).optional(),
      draws: list(
        fields(
          {
            allowance: oneOf(words.allowances).optional(),
            minutes: whole(0, 'minutes').optional(),
            count: whole(0, 'sessions or trips').optional(),
          },
          'a draw',
        ),
        'draws',
      ).optional(),
      remaining: byAllowance(words).optional(),
      lapsed: byAllowance(words).optional(),
      version: text('the version').optional(),
      consent: oneOf(CONSENTS).optional(),
      period: fields({ from: date().optional(), until: dateOrNull().optional() }, 'a period').optional(),
      phase: oneOf(words.phases).optional(),
      deadline: time().optional(),
      state: oneOf(STATES).optional(),
    },
    under,
  )

export type Expectation = z.output<ReturnType<typeof expectationSchema>>

/** What came out of a step, in the specification's words and nothing else. Empty when there was no answer to judge. */
export type CameOut = {
  outcome?: string
  applied?: boolean
  because?: string[]
  cites?: string[]
  remedies?: string[]
  warnings?: string[]
  charges?: Record<string, unknown>[]
  draws?: Record<string, unknown>[]
  remaining?: Record<string, number>
  lapsed?: Record<string, number>
  version?: string
  consent?: string
  period?: { from: string; until: string | null }
  phase?: string
  deadline?: string
  state?: string
}
