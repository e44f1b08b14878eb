/** An answer of the routes → what came out of the step, or why there is nothing to judge. */

import { formatCivilTime } from '../../kernel/civil.ts'
import { civilAt, parseInstant } from '../../kernel/clock.ts'
import type { CameOut } from './expectation.ts'
import type { Said } from './problem.ts'

export type Answer = { status: number; body: unknown }
type Body = Record<string, unknown>

/** `decision` is the whole Decision as the route gave it, for an answer card; null where the route has none. */
export type Judged = { cameOut: CameOut; decision: Body | null; failure?: Said }

const bodyOf = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {})
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** The fields of the specification, without the clause that each line carries besides: `exactly` compares in full. */
const CHARGE_FIELDS = ['kind', 'amount', 'currency', 'quantity', 'unit']
const DRAW_FIELDS = ['allowance', 'minutes', 'count']
const only = (names: string[], value: unknown): Body[] =>
  (Array.isArray(value) ? value : []).map((item) =>
    Object.fromEntries(Object.entries(bodyOf(item)).filter(([key, v]) => names.includes(key) && v !== undefined)),
  )

/** Deadlines are compared on the wall clock, also where the route gives them as RFC 3339. */
function wallClock(value: string, zone: string): string {
  const instant = parseInstant(value)
  return instant === null ? value : formatCivilTime(civilAt(instant, zone))
}

const TEXT_FIELDS = ['version', 'consent', 'phase', 'state'] as const

function ofDecision(decision: Body, zone: string): CameOut {
  const cameOut: CameOut = {
    outcome: String(decision.outcome),
    applied: decision.applied === true,
    because: texts(decision.because),
    cites: texts(decision.cites),
    remedies: texts(decision.remedies),
    warnings: texts(decision.warnings),
    charges: only(CHARGE_FIELDS, decision.charges),
    draws: only(DRAW_FIELDS, decision.draws),
    remaining: bodyOf(decision.remaining) as Record<string, number>,
  }
  for (const field of TEXT_FIELDS) if (typeof decision[field] === 'string') cameOut[field] = decision[field]
  if (typeof decision.deadline === 'string') cameOut.deadline = wallClock(decision.deadline, zone)
  if (typeof decision.lapsed === 'object' && decision.lapsed !== null)
    cameOut.lapsed = decision.lapsed as Record<string, number>
  const period = decision.period as { from: string; until?: string | null } | null | undefined
  if (period) cameOut.period = { from: period.from, until: period.until ?? null }
  return cameOut
}

/** A route that makes or reads something without a rule to ask: it is done, and nothing was drawn or charged. */
const plainlyDone = (body: Body, zone: string): CameOut => {
  const terms = typeof body.consent === 'string' ? { version: body.version, consent: body.consent } : {}
  return ofDecision({ outcome: 'allowed', applied: true, ...terms }, zone)
}

/** An id that names nothing, or a right that is missing, is a refusal in the language of scenarios. */
const REFUSING_PROBLEMS = ['unknown-reference', 'not-permitted']

function ofProblem({ status, body }: Answer, zone: string, route: string): Judged {
  const problem = bodyOf(body)
  const code = typeof problem.code === 'string' ? problem.code : undefined
  if (code !== undefined && REFUSING_PROBLEMS.includes(code)) {
    const refused = { outcome: 'refused', because: [code], cites: problem.clauses, remedies: problem.remedies }
    return { cameOut: ofDecision(refused, zone), decision: null }
  }
  if ([404, 405, 501].includes(status)) {
    const en = `not available: ${route} is no route of this version`
    return { cameOut: {}, decision: null, failure: { en, ja: `この版では使えません: ${route}` } }
  }
  const field = typeof problem.field === 'string' ? ` at ${problem.field}` : ''
  const detail = typeof problem.detail === 'string' ? problem.detail : problem.title
  const about = `${status}${code ? ` ${code}` : ''}${field}`
  return {
    cameOut: {},
    decision: null,
    failure: {
      en: `no decision: ${about}: ${String(detail ?? 'no detail given')}`,
      ja: `判定がありません: ${about}: ${String(detail ?? '説明がありません')}`,
    },
  }
}

/** 2xx: the Decision or the thing made. 409 and 422: the decision inside the problem. Anything else judges nothing. */
export function judged(answer: Answer, zone: string, route: string): Judged {
  const body = bodyOf(answer.body)
  const ok = answer.status >= 200 && answer.status < 300
  const inside = ok ? body : bodyOf(body.decision)
  if (typeof inside.outcome === 'string') return { cameOut: ofDecision(inside, zone), decision: inside }
  return ok ? { cameOut: plainlyDone(body, zone), decision: null } : ofProblem(answer, zone, route)
}

/** The id of what a step made: of a decision's subject, or of the thing itself. */
export function idMade(body: unknown): string | undefined {
  const { subject, id } = bodyOf(body) as { subject?: { id?: unknown }; id?: unknown }
  const found = subject?.id ?? id
  return typeof found === 'string' ? found : undefined
}
