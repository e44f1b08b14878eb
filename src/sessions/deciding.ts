import { type Decision, decide } from '../kernel/decision.ts'
import type { Judged } from './rules.ts'

/** What a judged session is answered, nothing of it applied yet. */
export const decisionOn = ({ findings, draws, charges, remaining, stretch }: Judged): Decision =>
  decide(findings, { draws, charges, remaining, ...(stretch?.phase ? { phase: stretch.phase } : {}) })
