/** What the parts are shown with: an invented company's figures, the same in every installation. */
import type { Decision, Finding, Meter } from '../../api/types.ts'
import { addDays } from '../../i18n/civil.ts'

type Told = { verdict: Finding['verdict']; sentence: string; clause: string }

const finding = ({ verdict, sentence, clause }: Told, i: number): Finding => ({
  rule: `sample${i}`,
  verdict,
  clauses: [clause],
  facts: {},
  sentence,
})

/** A decision as the server would send it; its sentences are given in the language shown. */
export function sampleDecision(
  outcome: Decision['outcome'],
  told: readonly Told[],
  more: Partial<Decision> = {},
): Decision {
  return {
    outcome,
    applied: false,
    because: [],
    cites: told.map((x) => x.clause),
    remedies: [],
    warnings: [],
    charges: [],
    draws: [],
    remaining: {},
    findings: told.map(finding),
    ...more,
  }
}

/** A window of an allowance that began so many days ago. */
export function sampleMeter(today: string, allowance: string, clause: string, more: Partial<Meter> = {}): Meter {
  const [from, until] = [addDays(today, -40), addDays(today, 50)]
  return {
    holder: { type: 'contract', id: 'sample', label: '' },
    allowance,
    unit: 'minutes',
    granted: 600,
    held: 90,
    consumed: 240,
    lapsed: 0,
    left: 270,
    from,
    until,
    clause,
    pace: 40 / 90,
    ...more,
  }
}
