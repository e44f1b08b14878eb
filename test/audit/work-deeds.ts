/** What is done for a customer, each once with success. */
import { COMPANY, type Deed, MARK, MINUTES, type Town } from './town.ts'

const START = '2025-04-14T10:00:00+09:00'

const offer = async (t: Town) => {
  const accountId = await t.account()
  const id = await t.make('/api/offers', {
    accountId,
    order: { addOn: 'training-3h' },
    lastDay: '2025-04-30',
    note: `${MARK} の覚え書き`,
  })
  return { id, customer: await t.person('customer', 'promotion', { accountId }) }
}

const adjustment = async (t: Town, contractId?: string) => ({
  contractId: contractId ?? (await t.contract()),
  allowance: 'meetings',
  minutes: MINUTES,
  reason: `${MARK} の理由`,
})

const intake = async (t: Town) =>
  t.make('/api/intakes', { contractId: await t.contract(), way: 'mail', holders: [`${MARK} 壱`] })

export const WORK_DEEDS: Record<string, (t: Town) => Promise<Deed>> = {
  'POST /api/accounts': async (t) => ({
    path: '/api/accounts',
    body: { name: `${COMPANY} ${t.next()}`, prefecture: '東京都' },
  }),
  'PATCH /api/accounts/:id': async (t) => ({
    path: `/api/accounts/${await t.account()}`,
    body: { name: `${COMPANY} 新 ${t.next()}` },
  }),
  'POST /api/contracts': async (t) => ({
    path: '/api/contracts',
    body: { accountId: await t.account(), plan: 'basic', start: '2025-04-01', acceptTerms: true },
  }),
  'POST /api/contracts/:id/change': async (t) => ({
    path: `/api/contracts/${await t.contract(undefined, 'basic')}/change`,
    body: { on: '2025-05-01', plan: 'premier', acceptCharges: true },
  }),
  'POST /api/contracts/:id/end': async (t) => ({
    path: `/api/contracts/${await t.contract()}/end`,
    body: { on: '2025-06-01' },
  }),
  'PUT /api/contracts/:id/responsible': async (t) => ({
    path: `/api/contracts/${await t.contract()}/responsible`,
    body: { responsibleId: await t.staff('csm') },
  }),
  'POST /api/orders': async (t) => ({
    path: '/api/orders',
    body: { accountId: await t.account(), addOn: 'training-3h', acceptTerms: true, acceptCharges: true },
  }),
  'POST /api/projects': async (t) => ({
    path: '/api/projects',
    body: { contractId: await t.contract(), tenant: 'prod', target: `${MARK} の基盤`, start: '2025-04-01' },
  }),
  'POST /api/offers': async (t) => ({
    path: '/api/offers',
    body: {
      accountId: await t.account(),
      order: { addOn: 'training-3h' },
      lastDay: '2025-04-30',
      note: `${MARK} の覚え書き`,
    },
  }),
  'POST /api/offers/:id/accept': async (t) => {
    const { id, customer } = await offer(t)
    return {
      path: `/api/offers/${id}/accept`,
      token: customer.token,
      body: { acceptTerms: true, acceptCharges: true },
    }
  },
  'POST /api/offers/:id/decline': async (t) => {
    const { id, customer } = await offer(t)
    return { path: `/api/offers/${id}/decline`, token: customer.token, body: { reason: `${MARK} の理由` } }
  },
  'POST /api/offers/:id/withdraw': async (t) => ({ path: `/api/offers/${(await offer(t)).id}/withdraw`, body: {} }),
  'POST /api/ledger/adjustments': async (t) => ({ path: '/api/ledger/adjustments', body: await adjustment(t) }),
  'POST /api/ledger/adjustments/:id/approve': async (t) => {
    const id = await t.make('/api/ledger/adjustments', await adjustment(t))
    const { token } = await t.person('vendor', 'admin')
    return { path: `/api/ledger/adjustments/${id}/approve`, token, body: {} }
  },
  'POST /api/ledger/adjustments/:id/decline': async (t) => ({
    path: `/api/ledger/adjustments/${await t.make('/api/ledger/adjustments', await adjustment(t))}/decline`,
    body: {},
  }),

  'POST /api/sessions': async (t) => ({
    path: '/api/sessions',
    body: {
      contractId: await t.contract(),
      ...{ kind: 'meeting', place: 'online', start: START, minutes: 60, staffId: await t.staff('csm') },
    },
  }),
  'POST /api/sessions/:id/move': async (t) => ({
    path: `/api/sessions/${await t.session()}/move`,
    body: { start: '2025-04-15T10:00:00+09:00' },
  }),
  'POST /api/sessions/:id/cancel': async (t) => ({ path: `/api/sessions/${await t.session()}/cancel`, body: {} }),
  'POST /api/sessions/:id/complete': async (t) => {
    const id = await t.session()
    t.at('2025-04-14T11:30')
    return { path: `/api/sessions/${id}/complete`, body: { minutes: 45 } }
  },
  'POST /api/sessions/:id/no-show': async (t) => {
    const id = await t.session()
    t.at('2025-04-14T11:30')
    return { path: `/api/sessions/${id}/no-show`, body: {} }
  },

  'POST /api/intakes': async (t) => ({
    path: '/api/intakes',
    body: { contractId: await t.contract(), way: 'mail', holders: [`${MARK} 壱`] },
  }),
  'POST /api/intakes/:id/surveys': async (t) => ({
    path: `/api/intakes/${await intake(t)}/surveys`,
    body: { holder: `${MARK} 壱`, cards: 40 },
  }),
  'POST /api/intakes/:id/order': async (t) => {
    const id = await intake(t)
    await t.admin.ask('POST', `/api/intakes/${id}/surveys`, { holder: `${MARK} 壱`, cards: 40 })
    return {
      path: `/api/intakes/${id}/order`,
      body: { startWeek: '2025-06-04', acceptTerms: true, acceptCharges: true },
    }
  },

  'POST /api/documents': async (t) => ({
    path: '/api/documents',
    body: { kind: 'confirmation', contractId: await t.contract() },
  }),
}
