/** Asks a room's own route, as HTTP does: shape checked by its contract, decided by its handler; what broke as findings. */
import { type Decision, mayApply } from '../../../kernel/decision.ts'
import { must, Problem } from '../../../kernel/failure.ts'
import type { Caller, Route } from '../../../kernel/route.ts'
import { type FieldError, fieldErrors } from '../../http/field-errors.ts'
import { problemOf } from '../../http/problem.ts'
import type { Vocabulary } from '../../words/arguments.ts'
import { fieldDetail, problemDetail, sentenceOf } from '../../words/render.ts'
import { fieldOf, type ImportKind } from './file-kinds.ts'
import type { Found } from './finding-codes.ts'

export type Asking = { kind: ImportKind; caller: Caller; vocabulary: Vocabulary }

export const routeOf = (routes: readonly Route[], method: Route['method'], path: string): Route =>
  must(
    routes.find((r) => r.method === method && r.path === path),
    `the route ${method} ${path}`,
  )

/** Which column a request's field came from, where they are not called the same. */
const CAME_FROM: Record<string, string> = {
  accountId: 'accountName',
  responsibleId: 'responsible',
  staffId: 'staff',
  office: 'baseOffice',
  on: 'noticeOn',
}

/** Which column a rule looked at. */
const LOOKED_AT: Record<string, string> = {
  oneRunningContract: 'start',
  optionsCovered: 'options',
  startsInPeriod: 'date',
  kindIncluded: 'kind',
  onePerContract: 'kind',
  trainingPrepared: 'kind',
  placeIncluded: 'place',
  lengthWithin: 'minutes',
  languageSupported: 'language',
  inServiceWindow: 'date',
  startsInFuture: 'date',
  fitsAllowance: 'minutes',
  staffFree: 'staff',
}

function columnOf(kind: ImportKind, requestField: string): string | null {
  const first = requestField.split(/[.[]/)[0] ?? ''
  const id = fieldOf(kind, first) ? first : (CAME_FROM[first] ?? '')
  return fieldOf(kind, id) ? id : null
}

const saidError = ({ kind, caller }: Asking, row: number, { field, code, facts }: FieldError): Found => {
  const column = columnOf(kind, field)
  const name = column === null ? field : (fieldOf(kind, column)?.name[caller.language] ?? field)
  const sentence = fieldDetail(code, name, caller.language, facts)
  return { row, field: column, code: 'invalid', said: { sentence, clauses: [], code } }
}

/** What a contract says of a body before anybody decides. */
export function shapeFaults(asking: Asking, route: Route, row: number, body: unknown): Found[] {
  const read = must(route.body, 'a command has a body').safeParse(body)
  return read.success ? [] : fieldErrors(read.error, body).map((error) => saidError(asking, row, error))
}

function saidRefusal({ kind, caller, vocabulary }: Asking, row: number, decision: Decision): Found[] {
  return decision.findings
    .filter((f) => f.verdict === 'broken')
    .map((f): Found => {
      const column = LOOKED_AT[f.rule]
      const sentence = sentenceOf(f, caller.language, vocabulary)
      return {
        row,
        field: column !== undefined && fieldOf(kind, column) ? column : null,
        code: 'refused',
        said: { sentence, clauses: f.clauses, code: f.code ?? 'refused' },
      }
    })
}

function saidProblem(asking: Asking, row: number, error: unknown): Found[] {
  // What a client could not have caused is not the row's: the import as a whole fails.
  if (!(error instanceof Problem) || error.code === 'unavailable' || error.code === 'internal') throw error
  const problem = problemOf(error)
  if (!(problem instanceof Problem)) return problem.errors.map((e) => saidError(asking, row, e))
  const { language } = asking.caller
  const sentence = problemDetail(problem.code, language, problem.field, problem.facts)
  const field = problem.field === undefined ? null : columnOf(asking.kind, problem.field)
  return [{ row, field, code: 'invalid', said: { sentence, clauses: [], code: problem.code } }]
}

export type Answered = { id: string } | { found: Found[] }

/** Carries a command out; charges and terms were agreed to when it really happened, so the body says that they are. */
export async function carryOut(
  asking: Asking,
  route: Route,
  row: number,
  body: unknown,
  params: unknown = {},
): Promise<Answered> {
  const read = must(route.body, 'a command has a body').safeParse(body)
  if (!read.success) return { found: fieldErrors(read.error, body).map((error) => saidError(asking, row, error)) }
  try {
    const call = { params, query: {}, body: read.data, caller: asking.caller, idempotency: null, ifMatch: null }
    const decision = (await route.handler(call)) as Decision
    if (decision.outcome === 'refused') return { found: saidRefusal(asking, row, decision) }
    must(decision.applied && mayApply(decision, true), 'a command that is not refused is carried out')
    return { id: must(decision.subject, 'a command says what it made').id }
  } catch (error) {
    return { found: saidProblem(asking, row, error) }
  }
}
