/** What is done to people, lists, the calendar and letters, each once with success. */
import { must } from '../../src/kernel/failure.ts'
import { COMPANY, type Deed, LATIN, MARK, type Town } from './town.ts'

async function invitation(t: Town): Promise<{ id: string; email: string; account: string }> {
  const [account, email] = [await t.account(), t.email()]
  const people = [{ email, name: `${MARK} 招待`, roles: [{ role: 'owner' }] }]
  const { body } = await t.admin.ask('POST', `/api/invitations?account=${account}`, { people })
  return { id: must(body.ids?.[0], 'an invitation'), email, account }
}

/** A company with one of its people. */
export async function member(t: Town) {
  const account = await t.account()
  await t.person('customer', 'promotion', { accountId: account })
  const who = await t.person('customer', 'owner', { accountId: account })
  return { account, ...who, query: `account=${account}` }
}

const roleOf = (t: Town, userId: string) =>
  t.idOf('select id from identity.memberships where user_id = $1 order by id limit 1', [userId])

const view = (t: Town) => ({ screen: 'accounts', name: `${MARK} の一覧 ${t.next()}`, query: { q: MARK }, shared: true })

const hook = () => ({
  service: 'slack',
  label: `${MARK} の部屋`,
  url: `https://hooks.slack.com/services/T000/B000/${LATIN}`,
  kinds: [],
})

async function deadLetter(t: Town, state: 'waiting' | 'dead'): Promise<string> {
  const { email } = await invitation(t)
  const id = await t.idOf('select id from app.outbox where recipient = $1', [email])
  if (state === 'dead')
    await t.house.db.transaction({ vendor: true }, (tx) =>
      tx.query("update app.outbox set state = 'dead', ended_at = created_at where id = $1", [id]),
    )
  return id
}

const csv = (text: string): Pick<Deed, 'body' | 'type'> => ({ body: Buffer.from(text), type: 'text/csv' })

export const named = (t: Town, what: string) => `${MARK} ${what} ${t.next()}`

export const PEOPLE_DEEDS: Record<string, (t: Town) => Promise<Deed>> = {
  'POST /api/staff': async (t) => ({ path: '/api/staff', body: { name: named(t, '担当'), role: 'csm' } }),
  'PATCH /api/staff/:id': async (t) => ({ path: `/api/staff/${await t.staff()}`, body: { name: named(t, '新姓') } }),
  'PUT /api/staff/:id/working-time': async (t) => ({
    path: `/api/staff/${await t.staff()}/working-time`,
    body: { hours: [{ weekday: 'mon', from: '10:00', until: '16:00' }], bufferAfter: 15 },
  }),
  'POST /api/staff/:id/absences': async (t) => ({
    path: `/api/staff/${await t.staff()}/absences`,
    body: { kind: 'leave', days: { first: '2025-05-01', last: '2025-05-02' } },
  }),
  'DELETE /api/staff/:id/absences/:absenceId': async (t) => {
    const id = await t.staff()
    const body = { kind: 'leave', days: { first: '2025-05-01', last: '2025-05-02' } }
    return { path: `/api/staff/${id}/absences/${await t.make(`/api/staff/${id}/absences`, body)}` }
  },
  'POST /api/partners': async (t) => ({ path: '/api/partners', body: { name: `${COMPANY} 協力 ${t.next()}` } }),
  'PATCH /api/partners/:id': async (t) => {
    const id = await t.make('/api/partners', { name: `${COMPANY} 協力 ${t.next()}` })
    return { path: `/api/partners/${id}`, body: { name: `${COMPANY} 新協力 ${t.next()}` } }
  },
  'POST /api/departments': async (t) => ({
    path: `/api/departments?account=${await t.account()}`,
    body: { name: named(t, '部') },
  }),
  'PATCH /api/departments/:id': async (t) => {
    const account = await t.account()
    const id = await t.make(`/api/departments?account=${account}`, { name: named(t, '部') })
    return { path: `/api/departments/${id}?account=${account}`, body: { name: named(t, '新部') } }
  },
  'POST /api/closures': async () => ({ path: '/api/closures', body: { date: '2025-08-14', name: `${MARK} の日` } }),
  'DELETE /api/closures/:date': async (t) => {
    await t.admin.ask('POST', '/api/closures', { date: '2025-08-15', name: `${MARK} の日` })
    return { path: '/api/closures/2025-08-15' }
  },
  'POST /api/calendar/holidays': async () => {
    const rows = '国民の祝日・休日月日,国民の祝日・休日名称\r\n2030/1/1,元日\r\n'
    return { path: '/api/calendar/holidays', body: { csvBase64: Buffer.from(rows).toString('base64') } }
  },

  'POST /api/views': async (t) => ({ path: '/api/views', body: view(t) }),
  'PATCH /api/views/:id': async (t) => ({
    path: `/api/views/${await t.make('/api/views', view(t))}`,
    body: { name: named(t, '一覧') },
  }),
  'DELETE /api/views/:id': async (t) => ({ path: `/api/views/${await t.make('/api/views', view(t))}` }),
  'POST /api/members/:userId/roles': async (t) => {
    const { userId, query } = await member(t)
    return { path: `/api/members/${userId}/roles?${query}`, body: { role: 'promotion' } }
  },
  'PUT /api/roles/:id/last-day': async (t) => {
    const { userId, query } = await member(t)
    return { path: `/api/roles/${await roleOf(t, userId)}/last-day?${query}`, body: { lastDay: '2025-12-31' } }
  },
  'POST /api/roles/:id/end': async (t) => {
    const { userId, query } = await member(t)
    return { path: `/api/roles/${await roleOf(t, userId)}/end?${query}`, body: {} }
  },
  'POST /api/members/:userId/end': async (t) => {
    const { userId, query } = await member(t)
    return { path: `/api/members/${userId}/end?${query}`, body: {} }
  },
  'POST /api/invitations': async (t) => ({
    path: `/api/invitations?account=${await t.account()}`,
    body: { people: [{ email: t.email(), name: `${MARK} 招待`, roles: [{ role: 'owner' }] }] },
  }),
  'POST /api/invitations/:id/resend': async (t) => {
    const { id, account } = await invitation(t)
    return { path: `/api/invitations/${id}/resend?account=${account}`, body: {} }
  },
  'POST /api/invitations/:id/withdraw': async (t) => {
    const { id, account } = await invitation(t)
    return { path: `/api/invitations/${id}/withdraw?account=${account}`, body: {} }
  },
  'POST /api/members/file': async (t) => ({
    path: `/api/members/file?account=${await t.account()}`,
    ...csv(`email,name,department,role\r\n${t.email()},${MARK} 行,${MARK}部,owner\r\n`),
  }),
  'POST /api/members/:userId/hand-over': async (t) => {
    const { userId, account, query } = await member(t)
    const { userId: successor } = await t.person('customer', 'owner', { accountId: account })
    return { path: `/api/members/${userId}/hand-over?${query}`, body: { successor } }
  },
  'PUT /api/organisation': async () => ({
    path: '/api/organisation',
    body: { name: `${COMPANY} 本社`, language: 'ja' },
  }),
  'POST /api/invitations/accept': async (t) => {
    const token = await t.tokenFor((await invitation(t)).email)
    const body = { token, name: `${MARK} 承諾`, password: `${LATIN} lantern 6 harbour` }
    return { path: '/api/invitations/accept', token: null, body }
  },
  'POST /api/invitations/join': async (t) => {
    const who = await t.person('customer', 'owner', { accountId: await t.account() })
    const people = [{ email: who.email, roles: [{ role: 'owner' }] }]
    await t.admin.ask('POST', `/api/invitations?account=${await t.account()}`, { people })
    return { path: '/api/invitations/join', token: who.token, body: { token: await t.tokenFor(who.email) } }
  },

  'POST /api/imports': async (t) => ({
    path: '/api/imports?kind=accounts',
    ...csv(`externalId,name,prefecture\r\n${LATIN}-${t.next()},${COMPANY} 行,東京都\r\n`),
  }),
  'PUT /api/import-mappings': async (t) => ({
    path: '/api/import-mappings',
    body: { kind: 'accounts', name: named(t, '対応'), columns: { [`${MARK} 列`]: 'name' } },
  }),
  'POST /api/outbox/:id/handled': async (t) => ({
    path: `/api/outbox/${await deadLetter(t, 'waiting')}/handled`,
  }),
  'POST /api/outbox/:id/again': async (t) => ({ path: `/api/outbox/${await deadLetter(t, 'dead')}/again` }),
  'POST /api/webhooks': async () => ({ path: '/api/webhooks', body: hook() }),
  'POST /api/webhooks/:id/remove': async (t) => ({
    path: `/api/webhooks/${await t.make('/api/webhooks', hook())}/remove`,
  }),
}
