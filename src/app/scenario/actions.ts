/** Each action of the language as a request to the routes that console and portal use. Routes are named nowhere else. */
import type { ActionName, Fields } from './action-fields.ts'
import type { HandleType } from './handles.ts'

/** `as`: the member of staff who asks. `then`: what somebody does next with what was made; its answer is the step's. */
export type Call = {
  method: 'GET' | 'POST'
  path: string
  body?: Record<string, unknown>
  as?: string
  next?: (madeId: string) => Call
}

/** What a request needs beside the file's own words: ids for handles, and moments for wall-clock times. */
export type Names = { id(type: HandleType, handle: string): string; moment(wallClock: string): string }

type Requests = { [A in ActionName]: (fields: Fields<A>, names: Names) => Call }

const post = (path: string, body: Record<string, unknown>): Call => ({
  method: 'POST',
  path,
  body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)),
})
const get = (path: string): Call => ({ method: 'GET', path })

type Holding = {
  contract?: string | undefined
  order?: string | undefined
  project?: string | undefined
  intake?: string | undefined
}

/** The one holder that a step names, under the field of the routes. */
function holderOf(fields: Holding, names: Names): Record<string, string> {
  for (const type of ['contract', 'order', 'project', 'intake'] as const) {
    const handle = fields[type]
    if (handle !== undefined) return { [`${type}Id`]: names.id(type, handle) }
  }
  return {}
}

const staffId = (handle: string | undefined, names: Names) =>
  handle === undefined ? undefined : names.id('staff', handle)

type AddOn = NonNullable<Fields<'contract.open'>['addOns']>[number]
/** An add-on inside a contract: an order without its handle, which is the file's own. */
const addOnsOf = (addOns: AddOn[] | undefined) => addOns?.map(({ order: _handle, ...rest }) => rest)

const quoteBody = (f: Fields<'contract.quote'>, names: Names) => ({
  accountId: names.id('account', f.account),
  plan: f.plan,
  start: f.start,
  baseOffice: f.baseOffice,
  responsibleId: staffId(f.responsible, names),
  options: f.options,
  addOns: addOnsOf(f.addOns),
})

const of = (type: HandleType, handle: string, names: Names) => `/api/${type}s/${names.id(type, handle)}`
const consignmentOf = (f: { intake: string; consignment: string }, names: Names) =>
  `${of('intake', f.intake, names)}/consignments/${encodeURIComponent(f.consignment)}`

const REQUESTS: Requests = {
  'staff.create': ({ staff: _handle, ...person }) => post('/api/staff', person),
  'account.create': ({ account: _handle, ...account }) => post('/api/accounts', account),
  'holiday.add': (f) => post('/api/closures', f),

  'contract.quote': (f, names) => post('/api/contracts/quote', quoteBody(f, names)),
  'contract.open': (f, names) => post('/api/contracts', { ...quoteBody(f, names), acceptTerms: f.acceptTerms }),
  'contract.change': ({ contract, addOns, ...rest }, names) =>
    post(`${of('contract', contract, names)}/change`, { ...rest, addOns: addOnsOf(addOns) }),
  'contract.end': (f, names) => post(`${of('contract', f.contract, names)}/end`, { on: f.on }),
  'addon.order': ({ order: _handle, account, ...rest }, names) =>
    post('/api/orders', { accountId: names.id('account', account), ...rest }),
  'project.start': ({ project: _handle, contract, ...rest }, names) =>
    post('/api/projects', { contractId: names.id('contract', contract), ...rest }),

  'session.book': (f, names) =>
    post('/api/sessions', {
      ...holderOf(f, names),
      kind: f.kind,
      place: f.place,
      start: names.moment(f.start),
      minutes: f.minutes,
      prefecture: f.prefecture,
      office: f.baseOffice,
      language: f.language,
      staffId: staffId(f.staff, names),
      acceptCharges: f.acceptCharges,
    }),
  'session.move': ({ session, start, ...rest }, names) =>
    post(`${of('session', session, names)}/move`, { start: names.moment(start), ...rest }),
  'session.cancel': (f, names) => post(`${of('session', f.session, names)}/cancel`, {}),
  'session.no-show': (f, names) => post(`${of('session', f.session, names)}/no-show`, {}),
  'session.complete': (f, names) => post(`${of('session', f.session, names)}/complete`, { minutes: f.minutes }),

  'balance.read': (f, names) => get(`/api/balances?${new URLSearchParams(holderOf(f, names))}`),
  // Two persons, each signed in as oneself.
  'ledger.adjust': (f, names) => ({
    ...post('/api/ledger/adjustments', {
      ...holderOf(f, names),
      allowance: f.allowance,
      minutes: f.minutes,
      count: f.count,
      reason: f.reason,
    }),
    as: names.id('staff', f.by),
    next: (id) => ({ ...post(`/api/ledger/adjustments/${id}/approve`, {}), as: names.id('staff', f.approvedBy) }),
  }),
  'charge.refund': (f, names) =>
    post('/api/charges/refunds', { ...holderOf(f, names), charge: f.charge, reason: f.reason }),

  'desk.close': (f) => post('/api/desk/closures', f),
  'desk.call': ({ account, ...rest }, names) =>
    post('/api/desk/calls', { accountId: names.id('account', account), ...rest }),

  'intake.request': (f, names) =>
    post('/api/intakes', {
      ...holderOf({ contract: f.contract, order: f.order }, names),
      way: f.way,
      settings: f.settings,
      minutesAway: f.minutesAway,
    }),
  'intake.survey': ({ intake, ...rest }, names) => post(`${of('intake', intake, names)}/surveys`, rest),
  'intake.order': ({ intake, ...rest }, names) => post(`${of('intake', intake, names)}/order`, rest),
  'intake.kit': ({ intake, ...rest }, names) => post(`${of('intake', intake, names)}/kits`, rest),
  'intake.send': ({ intake, ...rest }, names) => post(`${of('intake', intake, names)}/consignments`, rest),
  'intake.receive': ({ intake, consignment, ...rest }, names) =>
    post(`${consignmentOf({ intake, consignment }, names)}/receipt`, rest),
  'intake.sign-slip': (f, names) => post(`${consignmentOf(f, names)}/slip`, { method: f.method }),
  'intake.import': ({ intake, ...rest }, names) => post(`${of('intake', intake, names)}/imports`, rest),
  'intake.change': ({ intake, ...rest }, names) => post(`${of('intake', intake, names)}/change`, rest),
  'intake.cancel': ({ intake, ...rest }, names) => post(`${of('intake', intake, names)}/cancel`, rest),
  'intake.work-day': ({ intake, ...rest }, names) => post(`${of('intake', intake, names)}/work-days`, rest),
  'intake.close': (f, names) => post(`${of('intake', f.intake, names)}/close`, {}),

  'terms.announce': (f) => post('/api/terms/announcements', f),
  'terms.consent': (f, names) => post(`${of('contract', f.contract, names)}/consents`, { version: f.version }),
  'terms.read': (f, names) => get(`${of('contract', f.contract, names)}/terms`),
}

/** The request of one step. The fields were judged against the same action, which the table's type cannot know. */
export function requestOf(action: ActionName, fields: Record<string, unknown>, names: Names): Call {
  const make = REQUESTS[action] as (fields: unknown, names: Names) => Call
  return make(fields, names)
}
