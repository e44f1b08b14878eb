/**
 * What each address of the API is asked, for every company's things. An address that is not here has no expectations, and
 * the matrix fails: whoever adds a route says here what it is about.
 */
import type { Side } from '../../src/kernel/access.ts'
import type { Subject } from './world.ts'

export type Request = { path: string; body?: unknown }
/** `about`: a company's things, of the own, the other or none. Without it, the request names nothing of anybody's. */
export type Asking = {
  about?: (s: Subject) => Request
  plain?: () => Request
  /** Sides that have nothing of the kind, whatever the table says of other things under the same action: unknown to them. */
  without?: Side
  /** Whoever may ask about every account is answered an empty list of one that is none. */
  ofNothing?: 'none'
}

const UNKNOWN = '0196a000-0000-7000-8000-000000000000'
const START = '2025-05-12T10:00:00+09:00'

const about = (make: (s: Subject) => [string, unknown?]): Asking => ({
  about: (s) => {
    const [path, body] = make(s)
    return { path, body }
  },
})
const plain = (path: string, body?: unknown): Asking => ({ plain: () => ({ path, body }) })

const account = (rest: string, body?: unknown) => about((s) => [`/api/accounts/${s.account}${rest}`, body])
const session = (step: string, body: unknown) => about((s) => [`/api/sessions/${s.session}/${step}`, body])
const intake = (rest: string, body?: unknown) => about((s) => [`/api/intakes/${s.intake}${rest}`, body])
const organisation = (path: string, body?: unknown) => about((s) => [`${path}?${s.organisation}`, body])
const member = (rest: string, body: unknown) => about((s) => [`/api/members/${s.user}${rest}?${s.organisation}`, body])

const invitation = (step: string) => about((s) => [`/api/invitations/${s.invitation}/${step}?${s.organisation}`, {}])
const department = (make: (s: Subject) => [string, unknown?]): Asking => ({ ...about(make), without: 'partner' })

const booking = (s: Subject) => ({
  contractId: s.contract,
  kind: 'meeting',
  place: 'online',
  start: START,
  minutes: 60,
})
const opening = (s: Subject) => ({ accountId: s.account, plan: 'basic', start: '2026-05-01' })
const OPERATOR = { role: 'operator' }

export const REQUESTS: Record<string, Asking> = {
  // Oneself, and what is the same for everybody.
  'GET /api/me': plain('/api/me'),
  'GET /api/terms': plain('/api/terms'),
  'GET /api/terms/diff': plain('/api/terms/diff?from=2023-04-01&to=2024-08-01'),
  'GET /api/terms/:version': plain('/api/terms/2024-08-01'),
  'GET /api/clauses/:id': plain('/api/clauses/basic.11'),
  'GET /api/calendar': plain('/api/calendar?from=2025-04-01&until=2025-05-01'),
  'GET /api/calendar/coverage': plain('/api/calendar/coverage'),
  'GET /api/closures': plain('/api/closures'),
  'POST /api/closures': plain('/api/closures', { date: '2025-08-15', name: '休業' }),
  'DELETE /api/closures/:date': plain('/api/closures/2025-08-16'),
  'POST /api/calendar/holidays': plain('/api/calendar/holidays', { csvBase64: 'YQ==' }),
  'GET /api/permissions': plain('/api/permissions'),

  // Accounts, and what is read of them.
  'GET /api/accounts': plain('/api/accounts'),
  'POST /api/accounts': plain('/api/accounts', { name: '新規株式会社', prefecture: '東京都' }),
  'GET /api/accounts/:id': account(''),
  'PATCH /api/accounts/:id': account('', { existingCustomer: true }),
  'GET /api/accounts/:id/usage': account('/usage'),
  'GET /api/accounts/:id/sessions': account('/sessions'),
  'GET /api/accounts/:id/ledger': account('/ledger'),
  'GET /api/accounts/:id/charges': account('/charges'),
  'GET /api/accounts/:id/decisions': account('/decisions'),
  'GET /api/accounts/:id/timeline': account('/timeline'),
  'GET /api/accounts/:id/portal-views': account('/portal-views'),
  'POST /api/accounts/:id/view-as': account('/view-as', {}),
  'GET /api/today': plain('/api/today'),
  'GET /api/views': plain('/api/views?screen=accounts'),
  'POST /api/views': plain('/api/views', { screen: 'accounts', name: 'x', query: 'q=x' }),
  'PATCH /api/views/:id': plain(`/api/views/${UNKNOWN}`, { name: 'y' }),
  'DELETE /api/views/:id': plain(`/api/views/${UNKNOWN}`),

  // The agreement.
  'POST /api/contracts/quote': about((s) => ['/api/contracts/quote', opening(s)]),
  'POST /api/contracts': about((s) => ['/api/contracts', { ...opening(s), acceptTerms: true }]),
  'POST /api/contracts/:id/change': about((s) => [
    `/api/contracts/${s.contract}/change`,
    { on: '2025-05-01', addOptions: ['survey'] },
  ]),
  'POST /api/contracts/:id/end': about((s) => [`/api/contracts/${s.contract}/end`, { on: '2026-04-01' }]),
  'PUT /api/contracts/:id/responsible': about((s) => [
    `/api/contracts/${s.contract}/responsible`,
    { responsibleId: null },
  ]),
  'POST /api/orders': about((s) => ['/api/orders', { accountId: s.account, addOn: 'training-3h', acceptTerms: true }]),
  'POST /api/projects': about((s) => [
    '/api/projects',
    { contractId: s.contract, tenant: 'prod', target: 'crm', start: '2025-05-01' },
  ]),

  'GET /api/offers': about((s) => [`/api/offers?accountId=${s.account}`]),
  'POST /api/offers': about((s) => [
    '/api/offers',
    { accountId: s.account, order: { addOn: 'training-3h' }, lastDay: '2025-05-31' },
  ]),
  'POST /api/offers/:id/accept': about((s) => [`/api/offers/${s.offer}/accept`, { acceptTerms: true }]),
  'POST /api/offers/:id/decline': about((s) => [`/api/offers/${s.offer}/decline`, {}]),
  'POST /api/offers/:id/withdraw': about((s) => [`/api/offers/${s.offer}/withdraw`, {}]),
  'GET /api/accounts/:id/agreed': account('/agreed'),
  'GET /api/documents': about((s) => [`/api/documents?accountId=${s.account}`]),
  'POST /api/documents': about((s) => ['/api/documents', { kind: 'confirmation', contractId: s.contract }]),
  'GET /api/documents/:id/file': about((s) => [`/api/documents/${s.document}/file`]),

  // The ledger.
  'GET /api/balances': about((s) => [`/api/balances?contractId=${s.contract}`]),
  'GET /api/ledger/adjustments': about((s) => [`/api/ledger/adjustments?accountId=${s.account}`]),
  'POST /api/ledger/adjustments': about((s) => [
    '/api/ledger/adjustments',
    { contractId: s.contract, allowance: 'meetings', minutes: 30, reason: 'x' },
  ]),
  'POST /api/ledger/adjustments/:id/approve': about((s) => [`/api/ledger/adjustments/${s.adjustment}/approve`, {}]),
  'POST /api/ledger/adjustments/:id/decline': about((s) => [`/api/ledger/adjustments/${s.adjustment}/decline`, {}]),

  // Sessions.
  'GET /api/sessions': plain('/api/sessions?from=2025-04-01T00:00:00Z&until=2025-06-01T00:00:00Z'),
  'POST /api/sessions/preview': about((s) => ['/api/sessions/preview', booking(s)]),
  'POST /api/sessions': about((s) => ['/api/sessions', booking(s)]),
  'POST /api/sessions/:id/move': session('move', { start: START }),
  'POST /api/sessions/:id/cancel': session('cancel', {}),
  'POST /api/sessions/:id/complete': session('complete', { minutes: 60 }),
  'POST /api/sessions/:id/no-show': session('no-show', {}),

  'POST /api/slots': about((s) => [
    '/api/slots',
    {
      contractId: s.contract,
      kind: 'meeting',
      place: 'online',
      minutes: 60,
      from: START,
      until: '2025-05-20T10:00:00+09:00',
    },
  ]),

  // Intake.
  'GET /api/intakes': about((s) => [`/api/intakes?accountId=${s.account}`]),
  'POST /api/intakes': about((s) => ['/api/intakes', { contractId: s.contract, way: 'mail' }]),
  'GET /api/intakes/:id': intake(''),
  'POST /api/intakes/:id/surveys': intake('/surveys', { holder: '太郎', cards: 10 }),
  'POST /api/intakes/:id/order': intake('/order', { startWeek: '2025-06-02', acceptTerms: true }),

  // People.
  'GET /api/staff': plain('/api/staff'),
  'POST /api/staff': plain('/api/staff', { name: '担当 新', role: 'csm' }),
  'PATCH /api/staff/:id': plain(`/api/staff/${UNKNOWN}`, { active: false }),
  'GET /api/staff/:id/working-time': plain(`/api/staff/${UNKNOWN}/working-time`),
  'PUT /api/staff/:id/working-time': plain(`/api/staff/${UNKNOWN}/working-time`, {}),
  'POST /api/staff/:id/absences': plain(`/api/staff/${UNKNOWN}/absences`, {
    kind: 'leave',
    days: { first: '2025-05-01', last: '2025-05-02' },
  }),
  'DELETE /api/staff/:id/absences/:absenceId': plain(`/api/staff/${UNKNOWN}/absences/${UNKNOWN}`),
  'GET /api/partners': plain('/api/partners'),
  'POST /api/partners': plain('/api/partners', { name: '新協力社' }),
  'PATCH /api/partners/:id': plain(`/api/partners/${UNKNOWN}`, { active: false }),
  'GET /api/departments': department((s) => [`/api/departments?account=${s.account}`]),
  'POST /api/departments': department((s) => [`/api/departments?account=${s.account}`, { name: '新設部' }]),
  'PATCH /api/departments/:id': department((s) => [
    `/api/departments/${s.department}?account=${s.account}`,
    { active: false },
  ]),
  'GET /api/members': organisation('/api/members'),
  'GET /api/invitations': organisation('/api/invitations'),
  'POST /api/members/:userId/roles': member('/roles', OPERATOR),
  'POST /api/members/:userId/end': member('/end', {}),
  'POST /api/members/:userId/hand-over/preview': member('/hand-over/preview', {}),
  'POST /api/members/:userId/hand-over': member('/hand-over', {}),
  'PUT /api/roles/:id/last-day': about((s) => [`/api/roles/${s.role}/last-day?${s.organisation}`, { lastDay: null }]),
  'POST /api/roles/:id/end': about((s) => [`/api/roles/${s.role}/end?${s.organisation}`, {}]),
  'POST /api/invitations': organisation('/api/invitations', {
    people: [{ email: 'new@example.invalid', roles: [OPERATOR] }],
  }),
  'POST /api/invitations/:id/resend': invitation('resend'),
  'POST /api/invitations/:id/withdraw': invitation('withdraw'),
  'POST /api/invitations/join': plain('/api/invitations/join', { token: UNKNOWN }),
  'POST /api/members/file': organisation(
    '/api/members/file',
    Buffer.from('email,role\nnew@example.invalid,operator\n'),
  ),
  'GET /api/organisation': plain('/api/organisation'),
  'PUT /api/organisation': plain('/api/organisation', { name: '見本', language: 'ja' }),
  'GET /api/personal-links': { ...department((s) => [`/api/personal-links?account=${s.account}`]), ofNothing: 'none' },
  'POST /api/personal-links': department((s) => [
    `/api/personal-links?account=${s.account}`,
    { userId: s.user, scopes: ['self.manage'], days: 1 },
  ]),
  'POST /api/personal-links/:id/withdraw': department((s) => [
    `/api/personal-links/${s.link}/withdraw?account=${s.account}`,
    {},
  ]),

  // One's own sign-in.
  'POST /api/auth/second-factor/recovery-codes': plain('/api/auth/second-factor/recovery-codes', {}),
  'POST /api/auth/second-factor/remove': plain('/api/auth/second-factor/remove', {}),
  'POST /api/auth/passkeys/:id/rename': plain(`/api/auth/passkeys/${UNKNOWN}/rename`, { name: 'x' }),
  'POST /api/auth/passkeys/:id/remove': plain(`/api/auth/passkeys/${UNKNOWN}/remove`, {}),
  'GET /api/auth/security': plain('/api/auth/security'),
  'POST /api/auth/password': plain('/api/auth/password', {}),
  'POST /api/auth/sign-ins/:id/end': plain(`/api/auth/sign-ins/${UNKNOWN}/end`, {}),
  'POST /api/auth/sign-ins/end-others': plain('/api/auth/sign-ins/end-others', {}),
  'GET /api/auth/organisations': plain('/api/auth/organisations'),
  'POST /api/auth/organisation': plain('/api/auth/organisation', {}),

  // The installation's settings.
  'GET /api/audit': plain('/api/audit'),
  'GET /api/audit/words': plain('/api/audit/words'),
  'GET /api/audit/verification': plain('/api/audit/verification'),
  'GET /api/audit/export': plain('/api/audit/export'),
  'GET /api/settings/security': plain('/api/settings/security'),
  'PUT /api/settings/security': plain('/api/settings/security', {}),
  'POST /api/settings/people/:id/second-factor/remove': plain(
    `/api/settings/people/${UNKNOWN}/second-factor/remove`,
    {},
  ),
  'GET /api/settings/providers': plain('/api/settings/providers'),
  'POST /api/settings/providers': plain('/api/settings/providers', {}),
  'PUT /api/settings/providers/:id': plain(`/api/settings/providers/${UNKNOWN}`, {}),
  'DELETE /api/settings/providers/:id': plain(`/api/settings/providers/${UNKNOWN}`),
  'GET /api/settings/service-accounts': plain('/api/settings/service-accounts'),
  'POST /api/settings/service-accounts': plain('/api/settings/service-accounts', {}),
  'POST /api/settings/service-accounts/:id/disable': plain(`/api/settings/service-accounts/${UNKNOWN}/disable`, {}),
  'POST /api/settings/service-accounts/:id/keys': plain(`/api/settings/service-accounts/${UNKNOWN}/keys`, {}),
  'POST /api/settings/keys/:id/revoke': plain(`/api/settings/keys/${UNKNOWN}/revoke`, {}),
  'POST /api/imports': plain('/api/imports?kind=accounts'),
  'GET /api/import-mappings': plain('/api/import-mappings'),
  'PUT /api/import-mappings': plain('/api/import-mappings', {}),
  'GET /api/outbox': plain('/api/outbox'),
  'GET /api/outbox/:id': plain(`/api/outbox/${UNKNOWN}`),
  'POST /api/outbox/:id/handled': plain(`/api/outbox/${UNKNOWN}/handled`, {}),
  'POST /api/outbox/:id/again': plain(`/api/outbox/${UNKNOWN}/again`, {}),
  'GET /api/jobs': plain('/api/jobs'),

  // What a person is told of.
  'GET /api/notices': plain('/api/notices'),
  'POST /api/notices/read': plain('/api/notices/read', {}),
  'GET /api/notices/choices': plain('/api/notices/choices'),
  'POST /api/notices/choices': plain('/api/notices/choices', {}),
  'GET /api/webhooks': plain('/api/webhooks'),
  'POST /api/webhooks': plain('/api/webhooks', {}),
  'POST /api/webhooks/:id/test': plain(`/api/webhooks/${UNKNOWN}/test`, {}),
  'POST /api/webhooks/:id/remove': plain(`/api/webhooks/${UNKNOWN}/remove`, {}),
}
