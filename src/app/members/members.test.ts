import iconv from 'iconv-lite'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { must } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { type As, DAY, NOW, openTown, PASSWORD, type Town } from './members.fixture.ts'

type Role = { id: string; role: string; department: { name: string } | null; lastDay: string | null; state: string }
type Member = { userId: string; name: string; email: string; state: string; staffId: string | null; roles: Role[] }
type List<T> = { items: T[]; next: string | null }

let town: Town
let admin: As
let accounts: { id: string }[]
let promotion: As
let other: As

beforeAll(async () => {
  town = await openTown()
  admin = await town.person({ side: 'vendor', roles: ['admin'] })
  accounts = []
  for (const name of ['甲社', '乙社']) {
    const made = await admin.post<{ id: string }>('/api/accounts', { name, prefecture: '東京都' })
    accounts.push(made.body)
  }
  promotion = await town.person({ side: 'customer', roles: ['promotion'], accountId: accounts[0]!.id })
  other = await town.person({ side: 'customer', roles: ['promotion'], accountId: accounts[1]!.id })
})
afterAll(() => town.close())
beforeEach(() => town.clock.set(NOW))

const membersOf = async (as: As, query = '') => (await as.get<List<Member>>(`/api/members${query}`)).body.items
const memberOf = async (as: As, email: string, query = '') =>
  must(
    (await membersOf(as, query)).find((m) => m.email === email),
    `a member ${email}`,
  )
const department = async (name: string, as = promotion) =>
  (await as.post<{ id: string; version: number }>('/api/departments', { name })).body

const inviteOne = (as: As, email: string, roles: object[], query = '') =>
  as.post<{ ids: string[] }>(`/api/invitations${query}`, { people: [{ email, name: '新人', roles }] })

async function joined(as: As, email: string, roles: object[], query = ''): Promise<As> {
  expect((await inviteOne(as, email, roles, query)).status).toBe(201)
  const token = await town.tokenFor(email)
  const accepted = await town.anybody('/api/invitations/accept', { token, name: '新人', password: PASSWORD })
  expect(accepted).toMatchObject({ status: 200, body: { email } })
  return town.signIn(email)
}

describe('departments', () => {
  test('have one name each, however it is written, and are changed under the version that was seen', async () => {
    const made = await department('営業部 第一')
    expect(await promotion.post('/api/departments', { name: '営業部第一' })).toMatchObject({
      status: 409,
      body: { code: 'already-exists', field: 'name' },
    })
    const renamed = await promotion.post(`/api/departments/${made.id}`, { name: '営業一部', active: false }, 'PATCH')
    expect(renamed).toMatchObject({ status: 200, body: { name: '営業一部', active: false, version: 2 } })
  })

  test("are the own account's alone", async () => {
    const made = await department('法務部')
    const foreign = await other.post(`/api/departments/${made.id}`, { name: 'x' }, 'PATCH')
    const unknown = await other.post(`/api/departments/${newId(NOW)}`, { name: 'x' }, 'PATCH')
    expect(foreign.body).toEqual(unknown.body)
    expect(foreign.status).toBe(404)
    expect((await other.get<List<unknown>>('/api/departments')).body.items).toEqual([])
    expect((await other.get(`/api/departments?account=${accounts[0]!.id}`)).status).toBe(404)
    expect((await admin.get('/api/departments')).body).toMatchObject({ code: 'invalid-field', field: 'account' })
  })
})

describe('an invitation', () => {
  test('makes a person with the roles that it gives, once', async () => {
    const sales = await department('販売部')
    const asked = await inviteOne(promotion, 'New.Leader@town.example', [{ role: 'leader', departmentId: sales.id }])
    expect(asked.status).toBe(201)
    const token = await town.tokenFor('new.leader@town.example')
    expect(await town.anybody('/api/invitations/look', { token })).toMatchObject({
      status: 200,
      body: {
        organisation: '甲社',
        side: 'customer',
        email: 'new.leader@town.example',
        roles: ['leader'],
        known: false,
      },
    })
    const weak = await town.anybody('/api/invitations/accept', { token, name: '部長', password: 'short' })
    expect(weak).toMatchObject({ status: 400, body: { code: 'invalid-field', field: 'password' } })
    const accept = { token, name: '部長', password: PASSWORD }
    const both = await Promise.all([1, 2].map(() => town.anybody('/api/invitations/accept', accept)))
    expect(both.map((b) => b.status).sort()).toEqual([200, 410])
    expect((await town.anybody('/api/invitations/look', { token })).body.code).toBe('link-used')
    const leader = await town.signIn('new.leader@town.example')
    expect((await membersOf(leader)).map((m) => m.email)).toEqual(['new.leader@town.example'])
    expect((await leader.post('/api/departments', { name: 'x' })).status).toBe(403)
    expect((await leader.get<List<{ name: string }>>('/api/departments')).body.items.map((d) => d.name)).toEqual([
      '販売部',
    ])
  })

  test('says why it opens nothing: expired, withdrawn, replaced, never made', async () => {
    const look = async (token: string) => (await town.anybody('/api/invitations/look', { token })).body.code
    const made = await inviteOne(promotion, 'late@town.example', [{ role: 'owner' }])
    const id = made.body.ids[0]!
    const first = await town.tokenFor('late@town.example')
    town.clock.set(NOW + 15 * DAY)
    const later = await town.signIn(promotion.email)
    expect(await look(first)).toBe('link-expired')
    expect((await later.post(`/api/invitations/${id}/resend`)).status).toBe(200)
    const second = await town.tokenFor('late@town.example')
    expect(await look(first)).toBe('link-unknown')
    expect(await look(second)).toBeUndefined()
    expect((await later.post(`/api/invitations/${id}/withdraw`)).status).toBe(200)
    expect(await look(second)).toBe('link-unknown')
    expect(await look('x'.repeat(43))).toBe('link-unknown')
    expect((await later.post(`/api/invitations/${id}/resend`)).status).toBe(404)
  })

  test('to somebody who works elsewhere adds the organisation after a sign-in, and tells the inviter nothing', async () => {
    const asked = await inviteOne(promotion, other.email, [{ role: 'owner' }])
    expect(asked.status).toBe(201)
    const token = await town.tokenFor(other.email)
    expect((await town.anybody('/api/invitations/look', { token })).body.known).toBe(true)
    const asNew = await town.anybody('/api/invitations/accept', { token, name: 'x', password: PASSWORD })
    expect(asNew).toMatchObject({ status: 409, body: { code: 'sign-in-first' } })
    expect((await promotion.post('/api/invitations/join', { token })).body.code).toBe('link-of-another')
    expect((await other.post('/api/invitations/join', { token })).status).toBe(200)
    expect((await other.post('/api/invitations/join', { token })).body.code).toBe('link-used')
    expect(await memberOf(promotion, other.email)).toMatchObject({ state: 'active', roles: [{ role: 'owner' }] })
    expect((await membersOf(other)).map((m) => m.email)).toEqual([other.email])
  })

  test.each([
    [{ role: 'admin' }, 'people[0].roles[0].role'],
    [{ role: 'leader' }, 'people[0].roles[0].departmentId'],
    [{ role: 'promotion', departmentId: newId(NOW) }, 'people[0].roles[0].departmentId'],
    [{ role: 'leader', departmentId: newId(NOW) }, 'people[0].roles[0].departmentId'],
    [{ role: 'owner', lastDay: '2025-04-13' }, 'lastDay'],
  ])('with %j is refused at %s', async (role, field) => {
    const made = await inviteOne(promotion, 'bad@town.example', [role])
    expect(made.status).toBeGreaterThanOrEqual(400)
    expect(made.body.field).toBe(field)
  })

  test('is sent once to an address, and to nobody who belongs already', async () => {
    expect((await inviteOne(promotion, 'twice@town.example', [{ role: 'owner' }])).status).toBe(201)
    expect((await inviteOne(promotion, 'TWICE@town.example', [{ role: 'owner' }])).body.code).toBe('already-invited')
    expect((await inviteOne(promotion, promotion.email, [{ role: 'owner' }])).body.code).toBe('already-member')
  })

  test('to an address that no mail server takes is refused at its field', async () => {
    const made = await inviteOne(promotion, `${'a'.repeat(65)}@town.example`, [{ role: 'owner' }])
    expect(made).toMatchObject({ status: 400, body: { field: 'people[0].email' } })
    const file = Buffer.from(`email,role\n${'a'.repeat(65)}@town.example,owner\n`)
    const taken = await promotion.file('/api/members/file', file)
    expect(taken).toMatchObject({ status: 200, body: { applied: false, findings: [{ code: 'not-an-address' }] } })
  })

  test('holds no personal data but the address, and its token behind the fragment', async () => {
    await inviteOne(promotion, 'clean@town.example', [{ role: 'owner' }])
    const rows = await town.database.db.read({ vendor: true }, (tx) =>
      tx.query<{ subject: string; text: string }>(
        "select subject, text from app.outbox where recipient = 'clean@town.example'",
      ),
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]!.text).toMatch(/https:\/\/bansou\.example\/invite#[\w-]{43}/)
    expect(`${rows[0]!.subject} ${rows[0]!.text}`).not.toMatch(/新人|山田|town\.example/)
  })
})

describe('roles', () => {
  test('are given from a day until a day, several at a time, and ended', async () => {
    const hr = await department('人事部')
    const person = await joined(promotion, 'roles@town.example', [{ role: 'owner' }])
    const give = (body: object) => promotion.post(`/api/members/${person.userId}/roles`, body)
    expect(
      (await give({ role: 'leader', departmentId: hr.id, firstDay: '2025-05-01', lastDay: '2025-06-30' })).status,
    ).toBe(201)
    expect((await give({ role: 'leader', departmentId: hr.id, firstDay: '2025-06-30' })).body).toMatchObject({
      code: 'already-exists',
      field: 'role',
    })
    expect((await give({ role: 'trainer' })).body.field).toBe('role')
    const { roles } = await memberOf(promotion, person.email)
    expect(roles).toMatchObject([
      { role: 'owner', state: 'held', lastDay: null },
      {
        role: 'leader',
        state: 'upcoming',
        firstDay: '2025-05-01',
        lastDay: '2025-06-30',
        department: { name: '人事部' },
      },
    ])
    const [owner] = roles
    const set = await promotion.post(`/api/roles/${owner!.id}/last-day`, { lastDay: '2025-04-20' }, 'PUT')
    expect(set.status).toBe(200)
    expect((await promotion.post(`/api/roles/${owner!.id}/end`)).status).toBe(200)
    expect((await person.get('/api/me')).status).toBe(401)
    expect((await promotion.post(`/api/roles/${owner!.id}/last-day`, { lastDay: null }, 'PUT')).body.code).toBe(
      'role-is-over',
    )
    expect((await memberOf(promotion, person.email)).state).toBe('upcoming')
  })

  test('of another organisation are as unknown as none', async () => {
    const [theirs] = await membersOf(other)
    const [role] = theirs!.roles
    const answers = await Promise.all([
      promotion.post(`/api/roles/${role!.id}/end`),
      promotion.post(`/api/roles/${newId(NOW)}/end`),
      promotion.post(`/api/members/${admin.userId}/roles`, { role: 'owner' }),
      promotion.post(`/api/members/${admin.userId}/end`),
      promotion.post(`/api/members/${admin.userId}/hand-over/preview`, {}),
      promotion.get(`/api/members?account=${accounts[1]!.id}`),
      promotion.get(`/api/members?account=${newId(NOW)}`),
      promotion.get(`/api/invitations?partner=${newId(NOW)}`),
      admin.get(`/api/members?account=${newId(NOW)}`),
      inviteOne(promotion, 'x@town.example', [{ role: 'owner' }], `?account=${accounts[1]!.id}`),
    ])
    expect(answers.map((a) => [a.status, a.body.code])).toEqual(answers.map(() => [404, 'unknown-reference']))
  })

  test('of an administrator who begins later leave no days without one', async () => {
    const later = await town.person({ side: 'vendor', roles: ['csm'] })
    const give = (firstDay: string) => admin.post(`/api/members/${later.userId}/roles`, { role: 'admin', firstDay })
    expect((await give('2025-07-01')).status).toBe(201)
    const [self] = (await memberOf(admin, admin.email)).roles
    const second = await town.person({ side: 'vendor', roles: ['admin'] })
    const [theirs] = (await memberOf(admin, second.email)).roles
    const last = (lastDay: string) => second.post(`/api/roles/${self!.id}/last-day`, { lastDay }, 'PUT')
    expect((await admin.post(`/api/roles/${theirs!.id}/last-day`, { lastDay: '2025-04-30' }, 'PUT')).status).toBe(200)
    expect((await last('2025-06-29')).body.code).toBe('last-administrator')
    expect((await last('2025-06-30')).status).toBe(200)
    expect((await last('2025-12-31')).status).toBe(200)
    expect((await second.post(`/api/roles/${self!.id}/last-day`, { lastDay: null }, 'PUT')).status).toBe(200)
    expect((await admin.post(`/api/members/${later.userId}/end`)).status).toBe(200)
    expect((await admin.post(`/api/roles/${theirs!.id}/end`)).status).toBe(200)
  })

  test('with which people are managed are never the last, and never taken from oneself', async () => {
    const [self] = (await memberOf(admin, admin.email)).roles
    expect((await admin.post(`/api/roles/${self!.id}/end`)).body.code).toBe('last-administrator')
    expect((await admin.post(`/api/members/${admin.userId}/end`, { lastDay: '2025-12-31' })).body.code).toBe(
      'last-administrator',
    )
    const second = await town.person({ side: 'vendor', roles: ['admin'] })
    expect((await admin.post(`/api/roles/${self!.id}/end`)).body.code).toBe('own-last-role')
    const [theirs] = (await memberOf(admin, second.email)).roles
    const both = await Promise.all([
      admin.post(`/api/roles/${theirs!.id}/end`),
      second.post(`/api/roles/${self!.id}/end`),
    ])
    expect(both.map((b) => b.status).sort()).toEqual([200, expect.any(Number)])
    expect(both.filter((b) => b.status === 200)).toHaveLength(1)
    const [mine] = (await memberOf(promotion, promotion.email)).roles
    expect((await promotion.post(`/api/roles/${mine!.id}/end`)).body.code).toBe('own-last-role')
    // Whichever lost, the rest of the tests goes on with an administrator.
    if (both[1]!.status === 200) admin = second
  })
})

describe('a file of people', () => {
  const take = (text: string, dryRun: boolean, bytes: Uint8Array = Buffer.from(text)) =>
    promotion.file<{
      applied: boolean
      counts: Record<string, number>
      newDepartments: string[]
      findings: { row: number; field: string | null; code: string; sentence: string }[]
      rows: { row: number; outcome: string }[]
    }>(`/api/members/file${dryRun ? '?dryRun=true' : ''}`, bytes)
  const FILE = [
    '担当者一覧,,,',
    'メールアドレス,氏名,部門,役割',
    'ichi@town.example,市川,総務部,部門の責任者',
    'ni@town.example,仁科,総務部,owner',
    ',,経理部,',
    'ni@town.example,仁科,,推進担当',
  ].join('\r\n')

  test('is taken in CP932, asked first, and changes nothing the second time', async () => {
    const bytes = iconv.encode(FILE, 'cp932')
    const asked = await take('', true, bytes)
    expect(asked.body).toMatchObject({
      applied: false,
      counts: { invite: 3, department: 1, unchanged: 0, fault: 0 },
      newDepartments: ['総務部', '経理部'],
      findings: [],
    })
    expect(
      (await promotion.get<List<{ email: string }>>('/api/invitations')).body.items.map((i) => i.email),
    ).not.toContain('ichi@town.example')
    expect((await take('', false, bytes)).body.applied).toBe(true)
    const again = await take('', false, bytes)
    expect(again.body).toMatchObject({
      applied: true,
      counts: { invite: 0, 'add-role': 0, department: 0, unchanged: 4 },
    })
    const invited = (await promotion.get<List<{ email: string; roles: unknown[] }>>('/api/invitations')).body.items
    expect(invited.find((i) => i.email === 'ni@town.example')?.roles).toHaveLength(2)
  })

  test('with faults takes nothing, and names each row', async () => {
    const bad = [
      'email,name,department,role',
      'good@town.example,よし,,owner',
      'not-an-address,だれ,,owner',
      'x@town.example,だれ,,boss',
      'y@town.example,だれ,,leader',
      'z@town.example,だれ,総務部,promotion',
      'good@town.example,よし,,owner',
      ',だれ,,owner',
    ].join('\n')
    const answer = await take(bad, false)
    expect(answer.body.applied).toBe(false)
    expect(answer.body.findings.map((f) => [f.row, f.code])).toEqual([
      [3, 'not-an-address'],
      [4, 'unknown-role'],
      [5, 'department-missing'],
      [6, 'department-not-here'],
      [7, 'twice'],
      [8, 'email-missing'],
    ])
    expect(answer.body.findings[1]!.sentence).toContain('boss')
    const invited = (await promotion.get<List<{ email: string }>>('/api/invitations')).body.items
    expect(invited.map((i) => i.email)).not.toContain('good@town.example')
    expect((await take('<script>', false)).body.findings[0]).toMatchObject({ code: 'no-columns' })
    expect((await take('', false, Buffer.from([0, 1, 2]))).body.findings[0]).toMatchObject({ code: 'file-not-text' })
  })
})

describe('handing over', () => {
  test('moves contracts and sessions to others, ends the roles, and lists what clashes', async () => {
    const staff = async (name: string) =>
      (await admin.post<{ id: string }>('/api/staff', { name, role: 'csm', baseOffice: 'hq' })).body.id
    const [leaving, next, third] = [await staff('去る人'), await staff('継ぐ人'), await staff('三人目')]
    const person = await town.person({ side: 'vendor', roles: ['csm'], staffId: leaving })
    const contractOf = async (accountId: string, responsibleId: string) => {
      const body = { accountId, plan: 'premier', start: '2025-04-14', responsibleId, acceptTerms: true }
      const made = await admin.post<{ subject: { id: string } }>('/api/contracts', body)
      expect(made).toMatchObject({ status: 201 })
      return made.body.subject.id
    }
    const contract = await contractOf(accounts[0]!.id, leaving)
    const elsewhere = await contractOf(accounts[1]!.id, next)
    const book = async (contractId: string, start: string) => {
      const body = { contractId, kind: 'meeting', place: 'online', start, minutes: 60, acceptCharges: true }
      const made = await admin.post<{ subject: { id: string } }>('/api/sessions', body)
      expect(made).toMatchObject({ status: 201 })
      return made.body.subject.id
    }
    const free = await book(contract, '2025-05-12T10:00:00+09:00')
    const clash = await book(contract, '2025-05-13T10:00:00+09:00')
    await book(elsewhere, '2025-05-13T10:30:00+09:00')
    const path = `/api/members/${person.userId}/hand-over`
    type Shown = { counts: object; roles: number; items: { id: string; trouble: string | null }[] }
    const asked = await admin.post<Shown>(`${path}/preview`, { successor: next, lastDay: '2025-04-30' })
    expect(asked.body).toMatchObject({ roles: 1, counts: { contracts: 1, sessions: 2, troubles: 1 } })
    expect(asked.body.items.find((i) => i.id === clash)?.trouble).toBe('busy')
    expect((await admin.post(path, { successor: next, lastDay: '2025-04-30' })).body.code).toBe('handover-open')
    expect((await admin.post(path, { lastDay: '2025-04-30' })).body.code).toBe('handover-open')
    expect((await admin.post(path, { successor: leaving })).body.field).toBe('successor')
    const choices = [{ type: 'session', id: clash, successor: third }]
    const done = await admin.post<Shown>(path, { successor: next, lastDay: '2025-04-30', choices })
    expect(done).toMatchObject({ status: 200, body: { applied: true } })
    const sessions = (
      await admin.get<List<{ id: string; staff: { id: string } }>>(`/api/accounts/${accounts[0]!.id}/sessions`)
    ).body.items
    expect(new Map(sessions.map((s) => [s.id, s.staff.id]))).toEqual(
      new Map([
        [free, next],
        [clash, third],
      ]),
    )
    expect((await memberOf(admin, person.email)).roles).toMatchObject([{ lastDay: '2025-04-30', state: 'held' }])
    town.clock.set(NOW + 17 * DAY)
    expect((await person.get('/api/me')).status).toBe(401)
  })

  test("of a customer's person gives role and department to another", async () => {
    const dept = await department('研究部')
    const old = await joined(promotion, 'old@town.example', [{ role: 'leader', departmentId: dept.id }])
    const young = await joined(promotion, 'young@town.example', [{ role: 'owner' }])
    const path = `/api/members/${old.userId}/hand-over`
    expect((await promotion.post(path, { successor: admin.userId })).status).toBe(404)
    expect((await promotion.post(path, { successor: young.userId })).status).toBe(200)
    expect((await old.get('/api/me')).status).toBe(401)
    expect((await memberOf(promotion, young.email)).roles.map((r) => [r.role, r.department?.name])).toEqual([
      ['owner', undefined],
      ['leader', '研究部'],
    ])
  })
})

describe('partners', () => {
  test("are made, renamed and closed; their manager sees and invites the partner's people only", async () => {
    const made = await admin.post<{ id: string; version: number }>('/api/partners', { name: '研修アルファ' })
    expect(made.status).toBe(201)
    expect((await admin.post('/api/partners', { name: '研修ｱﾙﾌｧ' })).body.code).toBe('already-exists')
    const at = `?partner=${made.body.id}`
    const manager = await joined(admin, 'manager@alpha.example', [{ role: 'manager' }], at)
    expect((await membersOf(manager)).map((m) => m.email)).toEqual([manager.email])
    const trainer = await joined(manager, 'trainer@alpha.example', [{ role: 'trainer' }])
    const shown = await memberOf(manager, trainer.email)
    expect(shown.staffId).not.toBeNull()
    expect((await manager.get(`/api/members?partner=${newId(NOW)}`)).status).toBe(404)
    const closed = await admin.post(`/api/partners/${made.body.id}`, { active: false }, 'PATCH')
    expect(closed.body).toMatchObject({ active: false, version: 2 })
    expect((await inviteOne(admin, 'late@alpha.example', [{ role: 'trainer' }], at)).status).toBe(404)
  })
})

describe("the vendor's own organisation", () => {
  test('has a name that everybody reads and an administrator writes', async () => {
    expect((await promotion.post('/api/organisation', { name: 'x', language: 'ja' }, 'PUT')).status).toBe(403)
    const body = { name: '伴走サービス株式会社', language: 'en' }
    expect((await admin.post('/api/organisation', body, 'PUT')).body).toEqual(body)
    expect((await promotion.get('/api/organisation')).body).toEqual(body)
  })
})
