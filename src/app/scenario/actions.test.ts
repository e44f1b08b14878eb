import { describe, expect, it } from 'vitest'
import { actionSchemas } from './action-fields.ts'
import { requestOf } from './actions.ts'
import { REFERENCE_VOCABULARY } from './vocabulary.ts'

const names = {
  id: (type: string, handle: string) => `${type}~${handle}`,
  moment: (wallClock: string) => `${wallClock}:00+09:00`,
}

/** One example of every action, and the request that it becomes. */
const EXAMPLES: [action: string, fields: Record<string, unknown>, method: string, path: string, body?: object][] = [
  [
    'staff.create',
    { staff: 't', name: '担当 丙', role: 'trainer', partner: '架空研修' },
    'POST',
    '/api/staff',
    { name: '担当 丙', role: 'trainer', partner: '架空研修' },
  ],
  [
    'account.create',
    { account: 'a', name: 'A', prefecture: '東京都', existingCustomer: true },
    'POST',
    '/api/accounts',
    { name: 'A', prefecture: '東京都', existingCustomer: true },
  ],
  [
    'holiday.add',
    { date: '2025-04-02', name: '創立記念日' },
    'POST',
    '/api/closures',
    { date: '2025-04-02', name: '創立記念日' },
  ],
  [
    'contract.quote',
    { contract: 'q', account: 'a', plan: 'basic', start: '2025-04-01' },
    'POST',
    '/api/contracts/quote',
    { accountId: 'account~a', plan: 'basic', start: '2025-04-01' },
  ],
  [
    'contract.open',
    {
      contract: 'k',
      account: 'a',
      plan: 'advanced',
      start: '2025-04-01',
      baseOffice: 'kansai',
      responsible: 'c',
      options: ['survey'],
      addOns: [{ order: 'o', addOn: 'option-support', options: ['survey'], acceptTerms: true }],
      acceptTerms: true,
    },
    'POST',
    '/api/contracts',
    {
      accountId: 'account~a',
      plan: 'advanced',
      start: '2025-04-01',
      baseOffice: 'kansai',
      responsibleId: 'staff~c',
      options: ['survey'],
      addOns: [{ addOn: 'option-support', options: ['survey'], acceptTerms: true }],
      acceptTerms: true,
    },
  ],
  [
    'contract.change',
    { contract: 'k', on: '2025-06-02', plan: 'premier', acceptCharges: true },
    'POST',
    '/api/contracts/contract~k/change',
    { on: '2025-06-02', plan: 'premier', acceptCharges: true },
  ],
  ['contract.end', { contract: 'k', on: '2025-06-02' }, 'POST', '/api/contracts/contract~k/end', { on: '2025-06-02' }],
  [
    'addon.order',
    {
      order: 'o',
      account: 'a',
      addOn: 'data-integration',
      tenant: 't',
      target: ' ＳＡＴｏｒｉ ',
      start: '2025-06-02',
      acceptTerms: true,
    },
    'POST',
    '/api/orders',
    {
      accountId: 'account~a',
      addOn: 'data-integration',
      tenant: 't',
      target: ' ＳＡＴｏｒｉ ',
      start: '2025-06-02',
      acceptTerms: true,
    },
  ],
  [
    'project.start',
    { project: 'p', contract: 'k', tenant: 't', target: 'x', start: '2025-06-02' },
    'POST',
    '/api/projects',
    { contractId: 'contract~k', tenant: 't', target: 'x', start: '2025-06-02' },
  ],
  [
    'session.book',
    {
      session: 's',
      project: 'p',
      kind: 'meeting',
      place: 'customer-site',
      start: '2025-06-05T13:00',
      minutes: 60,
      prefecture: '北海道',
      baseOffice: 'hq',
      language: 'en',
      staff: 'c',
      acceptCharges: true,
    },
    'POST',
    '/api/sessions',
    {
      projectId: 'project~p',
      kind: 'meeting',
      place: 'customer-site',
      start: '2025-06-05T13:00:00+09:00',
      minutes: 60,
      prefecture: '北海道',
      office: 'hq',
      language: 'en',
      staffId: 'staff~c',
      acceptCharges: true,
    },
  ],
  [
    'session.move',
    { session: 's', start: '2025-06-06T13:00', minutes: 30 },
    'POST',
    '/api/sessions/session~s/move',
    { start: '2025-06-06T13:00:00+09:00', minutes: 30 },
  ],
  ['session.cancel', { session: 's' }, 'POST', '/api/sessions/session~s/cancel', {}],
  ['session.no-show', { session: 's' }, 'POST', '/api/sessions/session~s/no-show', {}],
  ['session.complete', { session: 's', minutes: 45 }, 'POST', '/api/sessions/session~s/complete', { minutes: 45 }],
  ['balance.read', { order: 'o' }, 'GET', '/api/balances?orderId=order%7Eo'],
  [
    'ledger.adjust',
    { contract: 'k', allowance: 'meetings', minutes: 60, reason: '弊社都合', by: 'c', approvedBy: 'd' },
    'POST',
    '/api/ledger/adjustments',
    {
      contractId: 'contract~k',
      allowance: 'meetings',
      minutes: 60,
      reason: '弊社都合',
    },
  ],
  [
    'charge.refund',
    { charge: 'data-conversion', intake: 'i', reason: 'import-fault' },
    'POST',
    '/api/charges/refunds',
    { intakeId: 'intake~i', charge: 'data-conversion', reason: 'import-fault' },
  ],
  [
    'desk.close',
    { date: '2025-04-18', from: '15:00' },
    'POST',
    '/api/desk/closures',
    { date: '2025-04-18', from: '15:00' },
  ],
  [
    'desk.call',
    { account: 'a', surface: 'pc', about: 'fault' },
    'POST',
    '/api/desk/calls',
    { accountId: 'account~a', surface: 'pc', about: 'fault' },
  ],
  [
    'intake.request',
    { intake: 'i', contract: 'k', way: 'visit', minutesAway: 20 },
    'POST',
    '/api/intakes',
    { contractId: 'contract~k', way: 'visit', minutesAway: 20 },
  ],
  [
    'intake.survey',
    { intake: 'i', holder: '利用者 壱', cards: 50 },
    'POST',
    '/api/intakes/intake~i/surveys',
    { holder: '利用者 壱', cards: 50 },
  ],
  [
    'intake.order',
    { intake: 'i', workDays: ['2024-10-30'], acceptTerms: true },
    'POST',
    '/api/intakes/intake~i/order',
    { workDays: ['2024-10-30'], acceptTerms: true },
  ],
  [
    'intake.kit',
    { intake: 'i', kit: 'kit1', holder: '利用者 壱', nameOnKit: '利用者壱' },
    'POST',
    '/api/intakes/intake~i/kits',
    { kit: 'kit1', holder: '利用者 壱', nameOnKit: '利用者壱' },
  ],
  [
    'intake.send',
    { intake: 'i', consignment: 'c 1', direction: 'to-vendor', kits: ['kit1'] },
    'POST',
    '/api/intakes/intake~i/consignments',
    { consignment: 'c 1', direction: 'to-vendor', kits: ['kit1'] },
  ],
  [
    'intake.receive',
    { intake: 'i', consignment: 'c 1', direction: 'to-vendor', kits: ['kit1'], cards: { kit1: 3 } },
    'POST',
    '/api/intakes/intake~i/consignments/c%201/receipt',
    { direction: 'to-vendor', kits: ['kit1'], cards: { kit1: 3 } },
  ],
  [
    'intake.sign-slip',
    { intake: 'i', consignment: 'c1', method: 'pdf' },
    'POST',
    '/api/intakes/intake~i/consignments/c1/slip',
    { method: 'pdf' },
  ],
  [
    'intake.import',
    { intake: 'i', stage: 1, kit: 'kit1', imported: 118, unreadable: 1 },
    'POST',
    '/api/intakes/intake~i/imports',
    { stage: 1, kit: 'kit1', imported: 118, unreadable: 1 },
  ],
  [
    'intake.change',
    { intake: 'i', startWeek: '2025-06-25' },
    'POST',
    '/api/intakes/intake~i/change',
    { startWeek: '2025-06-25' },
  ],
  [
    'intake.cancel',
    { intake: 'i', acceptCharges: true },
    'POST',
    '/api/intakes/intake~i/cancel',
    { acceptCharges: true },
  ],
  [
    'intake.work-day',
    { intake: 'i', day: '2024-10-30', presentAtStart: ['甲'], presentAtEnd: [] },
    'POST',
    '/api/intakes/intake~i/work-days',
    { day: '2024-10-30', presentAtStart: ['甲'], presentAtEnd: [] },
  ],
  ['intake.close', { intake: 'i' }, 'POST', '/api/intakes/intake~i/close', {}],
  [
    'terms.announce',
    { version: 'v2', effective: '2025-05-01', set: [{ clause: 'basic.11', value: 300 }] },
    'POST',
    '/api/terms/announcements',
    { version: 'v2', effective: '2025-05-01', set: [{ clause: 'basic.11', value: 300 }] },
  ],
  ['terms.consent', { contract: 'k', version: 'v2' }, 'POST', '/api/contracts/contract~k/consents', { version: 'v2' }],
  ['terms.read', { contract: 'k' }, 'GET', '/api/contracts/contract~k/terms'],
]

const schemas = actionSchemas(REFERENCE_VOCABULARY)

describe('the table of actions', () => {
  it('has an example here for every action of the language', () => {
    expect(EXAMPLES.map(([action]) => action)).toEqual(Object.keys(schemas))
  })

  it.each(EXAMPLES)('%s becomes its request', (action, fields, method, path, body) => {
    const name = action as keyof typeof schemas
    const read = schemas[name].parse(fields) as Record<string, unknown>
    const { as: _, next: __, ...request } = requestOf(name, read, names)
    expect(request).toEqual({ method, path, ...(body && { body }) })
  })

  it('a correction is asked for by one person and approved by another', () => {
    const fields = { contract: 'k', allowance: 'meetings', minutes: 60, reason: '弊社都合', by: 'c', approvedBy: 'd' }
    const { as, next } = requestOf('ledger.adjust', fields, names)
    expect(as).toBe('staff~c')
    expect(next?.('a1')).toEqual({
      method: 'POST',
      path: '/api/ledger/adjustments/a1/approve',
      body: {},
      as: 'staff~d',
    })
  })
})
