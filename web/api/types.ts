/** What the API sends and takes, as far as the screens use it. */

export type Side = 'vendor' | 'partner' | 'customer'
export type Translated = { ja: string; en: string }
/** A name in both languages, or one that is the same in each. */
export type Name = Translated | string
export type Named = { id: string; name: Name }
export type Unit = 'minutes' | 'count'
export type Period = { from: string; until: string | null }

/** `rule` says how long it runs, the rest which details an order of it states. */
export type AddOn = Named & {
  rule?: 'months' | 'extends' | 'stated' | 'delivered'
  connection?: boolean
  namesOptions?: boolean
  languages?: string[]
  bookable?: boolean
}

export type Catalogue = {
  id: string
  name: Name
  version: string
  currency: string
  timeZone: string
  languages: string[]
  places: (Named & { remote?: boolean; travels?: boolean })[]
  offices: Named[]
  /** When services are open: weekdays from 0 = Sunday, and the spans of such a day. */
  hours?: { id: string; days: number[]; windows: { from: string; until: string }[] }[]
  prefectures: (string | Named)[]
  /** Prefectures with the other names that they go by, some of them in Latin letters. */
  regions?: { name: string; names: Record<string, string>; aliases: string[] }[]
  plans: Named[]
  addOns: AddOn[]
  kinds: Named[]
  options?: Named[]
  allowances: (Named & { unit: Unit })[]
}

export type User = {
  id: string
  name: string
  email: string
  side: Side
  roles: string[]
  accountId: string | null
  staffId: string | null
  /** Somebody of the vendor who looks at the portal as this customer. */
  viewedBy?: { userId: string; name: string } | null
}
/** What somebody may do and how far it reaches, as the server's table says; an action that is missing is closed. */
export type May = Partial<Record<string, 'all' | 'account' | 'assigned' | 'department' | 'own'>>
export type Me = { user: User; may: May; now: string; today: string; catalogue: Catalogue }
export type DemoSignIn = {
  email: string
  password: string
  name?: string
  side?: Side
  label?: Name
  account?: string | null
}

export type Outcome = 'allowed' | 'charged' | 'refused'
export type Verdict = 'holds' | 'broken' | 'draws' | 'charges' | 'warns'
export type Charge = {
  kind: string
  amount: number | null
  currency: string
  quantity: number
  unit: string
  clause: string
}
export type Draw = { allowance: string; minutes?: number; count?: number; clause: string }
export type Finding = {
  rule: string
  verdict: Verdict
  code?: string
  clauses: string[]
  facts: Record<string, string | number | null>
  remedies?: string[]
  sentence?: string
}
export type Decision = {
  outcome: Outcome
  applied: boolean
  because: string[]
  cites: string[]
  remedies: string[]
  warnings: string[]
  charges: Charge[]
  draws: Draw[]
  remaining: Record<string, number>
  findings: Finding[]
  lapsed?: Record<string, number>
  period?: Period
  phase?: string
  state?: string
  deadline?: string
  version?: string
  subject?: { type: string; id: string; version?: number }
}

/** `label` is its name in the language asked for, `offer` the plan or add-on. */
export type Holder = { type: 'contract' | 'order' | 'project'; id: string; offer?: string; label: string }
export type Meter = {
  holder: Holder
  allowance: string
  /** Set where a reading keeps one pool for each travelling office. */
  office?: string
  unit: Unit
  granted: number
  held: number
  consumed: number
  lapsed: number
  left: number
  from: string
  until: string | null
  clause: string
  /** Share of the window that has gone by, 0 to 1. */
  pace: number
}
export type Usage = { holder: Holder; allowance: string; unit: Unit; clause: string; windows: Meter[] }

export type Person = { id: string; name: string; partner?: string | null }
export type Staff = Person & { role: string; partner: string | null; baseOffice: string | null; active: boolean }
export type AccountState = 'none' | 'upcoming' | 'active' | 'notice-given' | 'ended'
export type AccountRow = {
  id: string
  name: string
  prefecture: string
  plan: string | null
  phase: string | null
  period: Period | null
  state: AccountState
  responsible: Person | null
  /** The contract that the account is spoken of by. */
  contract: { id: string; version: number } | null
  /** The hours first asked about: the plan's own, else those of the first order. */
  hours: Meter | null
  meters: Meter[]
}
export type Acceptance = { version: string; at: string; by: string }
export type Contract = {
  id: string
  accountId: string
  plan: string
  state: string
  period: Period
  phase: string | null
  responsible: Person | null
  baseOffice: string
  options: string[]
  segments: { plan: string; from: string; until: string | null }[]
  /** The first day, the day after the last one where an end is fixed, and the day on which notice was given. */
  start?: string
  endsOn?: string | null
  noticeOn?: string | null
  acceptance: Acceptance | null
  version: number
}
export type Order = {
  id: string
  accountId: string
  addOn: string
  contractId: string | null
  included: boolean
  language: string
  connection: string | null
  target: string | null
  options: string[]
  coverage: Period[]
  state: string
  acceptance: Acceptance | null
  version: number
}
export type Account = AccountRow & {
  existingCustomer: boolean
  version: number
  createdAt: string
  contracts: Contract[]
  orders: Order[]
  /** Null where no contract binds them. */
  terms: { version: string; consent: string } | null
}

export type SessionState = 'booked' | 'completed' | 'cancelled' | 'no-show'
export type SessionMay = { move: boolean; cancel: boolean; complete: boolean; noShow: boolean }
export type Session = {
  id: string
  accountId: string
  accountName: string
  holder: Holder
  kind: string
  place: string
  prefecture: string | null
  office: string | null
  language: string
  start: string
  end: string
  minutes: number
  actualMinutes: number | null
  excessMinutes: number
  state: SessionState
  staff: (Person & { partner: string | null }) | null
  draws: Draw[]
  charges: Charge[]
  /** The terms under which it was decided. */
  termsVersion?: string
  version: number
  may: SessionMay
}

export type Cause = { type: string; id: string; label?: string | null }
export type LedgerKind = 'grant' | 'hold' | 'release' | 'settle' | 'lapse' | 'adjust' | 'carry'
/** `amount` is a magnitude: what it did to what was left follows from `leftAfter` and the entry before. */
export type LedgerEntry = {
  id: string
  at: string
  holder: Holder
  allowance: string
  unit: Unit
  window: Period
  kind: LedgerKind
  amount: number
  leftAfter: number
  clause: string
  cause: Cause | null
  by: string | null
  approvedBy?: string | null
  reason: string | null
}
export type ChargeLine = {
  id: string
  at: string
  kind: string
  amount: number | null
  currency: string
  quantity: number
  unit: string
  clause: string
  cause: Cause | null
  state: 'raised' | 'voided'
  holder: Holder
}
export type DecisionRecord = {
  id: string
  at: string
  action: string
  by: string | null
  version: string
  decision: Decision
}

export type TermsVersion = { version: string; effective: string; inForce: boolean }
export type Datum = {
  path: string
  value: unknown
  unit?: 'minutes' | 'count' | 'months' | 'money'
  reading?: string | null
  alternatives?: string[]
}
export type ClauseKind = 'enforce' | 'run' | 'inform' | 'record'
export type Clause = {
  id: string
  kind: ClauseKind
  kinds?: ClauseKind[]
  title: Partial<Translated>
  text: Partial<Translated>
  reading?: Partial<Translated> | null
  data: Datum[]
  rules: string[]
  scenarios: string[]
  screens: string[]
  version?: string
}
export type Terms = { version: string; clauses: Clause[] }
export type TermsChange = { clause: string | null; path: string; before: unknown; after: unknown; sentence: string }

export type ScenarioEntry = { file: string; name: string; clauses: string[]; source: string }
export type PlayedStep = {
  step: number
  at: string | null
  do: string
  with: Record<string, unknown>
  ok: boolean
  failures: string[]
  decision: Decision | null
}
export type PlayedScenario = { name: string; steps: PlayedStep[] }

export type Page<T> = { items: T[]; next: string | null }
export type Fault = { field: string; code: string; detail: string }
export type ProblemBody = {
  type?: string
  title?: string
  status?: number
  code?: string
  detail?: string
  field?: string
  errors?: Fault[]
  clauses?: string[]
  remedies?: string[]
  decision?: Decision
}
