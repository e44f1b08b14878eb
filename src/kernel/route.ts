/** Routes as contract objects: one declaration that the server, the API reference and the web client read. */
import type { z } from 'zod'
import { type Action, CONFIRM_DAYS, type Relation, type Role, type Side } from './access.ts'
import type { Instant } from './clock.ts'
import type { Decision } from './decision.ts'
import { must, Problem } from './failure.ts'
import type { IdempotencyRef } from './idempotency.ts'
import { decision } from './shapes.ts'
import type { Scope } from './transaction.ts'

export type { Side } from './access.ts'
export type Language = 'ja' | 'en'

/** Who asks, as the sign-in says, in the organisation that the person acts for. */
export type Caller = {
  userId: string
  name: string
  side: Side
  roles: Role[]
  /** How far the route's action reaches for this caller; the furthest that any of the roles allows. */
  relation: Relation
  /** The customer's account; set for its people only. */
  accountId: string | null
  /** The partner organisation; set for its people only. */
  partnerId: string | null
  /** The person as somebody who delivers services. */
  staffId: string | null
  /** Those whose sessions the caller answers for: oneself, and for a partner's manager the partner's people. */
  staffIds: string[]
  /** The departments that a customer's leader leads. */
  departmentIds: string[]
  /** When the request came: what is assigned is so at a moment. */
  at: Instant
  language: Language
  /** Set while somebody of the vendor looks at the portal as this customer: it may be read, nothing else. */
  viewedBy: { userId: string; name: string } | null
}

/**
 * One request, checked. `ifMatch` is the version that the client saw; `idempotency` what a command must hand to
 * `replayOf` and `remember` in its transaction, null where the client sent no key.
 */
export type Call<Params, Query, Body> = {
  params: Params
  query: Query
  body: Body
  caller: Caller
  idempotency: IdempotencyRef | null
  ifMatch: number | null
}

/** A route that exists names the action that it is: there is no default that lets somebody in. */
type Common = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: `/api/${string}`
  summary: string
  tag: string
  may: Action
  /** The body is a file as it is, of at most so many bytes, instead of JSON; handlers get a Buffer. */
  file?: { bytes: number }
  /** Status of success, 200 unless said. */
  status?: number
}

/** An answer that is a file instead of JSON, sent as it is made. */
export class Download {
  readonly name: string
  readonly type: string
  readonly content: AsyncIterable<string | Uint8Array>
  /** Shown by the browser where it can, instead of saved. */
  readonly opens: boolean
  /** `name` is what the browser saves it under: ASCII. */
  constructor(name: string, type: string, content: AsyncIterable<string | Uint8Array>, opens = false) {
    this.name = name
    this.type = type
    this.content = content
    this.opens = opens
  }
}

type Handler<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, Answer> = (
  call: Call<z.output<P>, z.output<Q>, z.output<B>>,
) => Promise<Answer | Download>

type Requested<P, Q, B> = { params?: P; query?: Q; body?: B }

type Answering<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> =
  | { answersDecision?: never; asks?: never; response: R; handler: Handler<P, Q, B, z.input<R>> }
  /** `asks`: always a preview. Otherwise the query's `preview=true` makes it one, and previews always answer 200. */
  | { answersDecision: true; asks?: true; response?: R; handler: Handler<P, Q, B, Decision> }

/** A contract with its schemas forgotten, as the server registers it. */
export type Route = Common & {
  params: z.ZodType | undefined
  query: z.ZodType | undefined
  body: z.ZodType | undefined
  response: z.ZodType
  status: number
  answersDecision: boolean
  asks: boolean
  handler: (call: Call<unknown, unknown, unknown>) => Promise<unknown>
}

export function route<
  R extends z.ZodType,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(contract: Common & Requested<P, Q, B> & Answering<P, Q, B, R>): Route {
  return {
    ...contract,
    params: contract.params,
    query: contract.query,
    body: contract.body,
    response: contract.response ?? decision,
    status: contract.status ?? 200,
    answersDecision: contract.answersDecision ?? false,
    asks: contract.asks ?? false,
    handler: contract.handler as unknown as Route['handler'],
  }
}

const DAY = 86_400_000

/**
 * What the caller may see in the database. Another customer's account is as unknown as one that never was. Who is
 * assigned sees what the own sessions touch, and only while they do; what reaches no further than oneself needs no more.
 */
export function scopeOf(caller: Caller, accountId?: string): Scope {
  if (caller.side === 'customer') {
    const own = must(caller.accountId, "a customer's people have an account")
    if (accountId !== undefined && accountId !== own) throw new Problem('unknown-reference')
    if (caller.relation === 'account') return { accountId: own }
    return { accountId: own, departmentIds: caller.relation === 'department' ? caller.departmentIds : [] }
  }
  if (caller.side === 'vendor' && caller.relation !== 'assigned') return { vendor: true }
  return { staffIds: caller.staffIds, endedAfter: caller.at - CONFIRM_DAYS * DAY }
}

/** The one account of a scope; null: the vendor's, over all. Who is merely assigned neither asks nor books. */
export function ownAccount(scope: Scope): string | null {
  if ('staffIds' in scope) throw new Problem('not-permitted')
  return 'vendor' in scope ? null : scope.accountId
}

/** Guards a change by the version that the client saw; without one the change is free to go on. */
export function mustMatch(ifMatch: number | null, version: number): void {
  if (ifMatch !== null && ifMatch !== version) throw new Problem('stale-version', 'If-Match', { version })
}
