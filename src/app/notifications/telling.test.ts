/** From what happens to who is told, through the routes and on a real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDb, timestampOf } from '../../kernel/transaction.ts'
import { recordAnswers } from '../../notices/index.ts'
import { tell } from './index.ts'
import { GAP_LASTS, passed } from './mark.ts'
import { browserOf } from './new-browsers.ts'
import { at, openTown, type Person, type Town } from './town.fixture.ts'

let town: Town
let account: string
let contract: string
let hanako: Person
let csm: Person
let trainer: Person
let csmStaff: string

beforeAll(async () => {
  town = await openTown('2026-04-06T09:00')
  account = await town.account()
  csmStaff = await town.staff('csm')
  contract = await town.contract(account, { responsibleId: csmStaff })
  hanako = await town.person({ side: 'customer', roles: ['promotion'], accountId: account })
  csm = await town.person({ side: 'vendor', roles: ['csm'], staffId: csmStaff })
  const partnerStaff = await town.staff('trainer', { partner: '株式会社研修舎' })
  trainer = await town.person({ side: 'partner', roles: ['trainer'], staffId: partnerStaff })
  await town.tell()
  await town.forgetLetters()
})
afterAll(() => town.close())
beforeEach(() => town.forgetLetters())

async function list(person: Person, language = 'ja') {
  const answer = await person.get('/api/notices', language)
  expect(answer.body).toMatchObject({ items: expect.any(Array) })
  return answer.body
}
const titles = async (person: Person, language = 'ja') =>
  (await list(person, language)).items.map((n: { title: string }) => n.title)

describe('of a session', () => {
  it('the customer’s promotion people and the staff are told, and not who booked it', async () => {
    const booked = await town.book(csm, contract, '2026-04-13T10:00')
    expect(booked.status).toBe(201)
    expect(await town.tell()).toBe('told 1')
    const [newest] = (await list(hanako)).items
    expect(newest).toMatchObject({
      kind: 'session-booked',
      title: '予定が入りました：打ち合わせ',
      body: '2026年4月13日(月) 10:00から1時間、オンライン。',
      page: `/sessions?session=${booked.body.subject.id}`,
      read: false,
    })
    expect((await list(hanako, 'en')).items[0]).toMatchObject({
      title: expect.stringMatching(/^Booked: \w/),
      body: expect.stringMatching(/^Mon 13 Apr 2026 10:00, 1 h, /),
    })
    expect(await titles(csm)).not.toContain('予定が入りました：打ち合わせ')
    expect((await list(trainer)).items).toEqual([])
  })

  it('moves, ends and records are told to the other side, with the company’s name for whoever serves many', async () => {
    const { body } = await town.book(hanako, contract, '2026-04-14T10:00')
    const id = body.subject.id
    await town.tell()
    await hanako.post(`/api/sessions/${id}/move`, { start: '2026-04-14T13:00:00+09:00' })
    await town.tell()
    await hanako.post(`/api/sessions/${id}/cancel`)
    await town.tell()
    const [cancelled, moved, booked] = (await list(csm)).items
    expect(cancelled).toMatchObject({ kind: 'session-cancelled', page: `/accounts/${account}/sessions` })
    expect(moved).toMatchObject({ kind: 'session-moved' })
    expect(moved.body).toMatch(/^株式会社見本\d。新しい日時は2026年4月14日\(火\) 13:00から1時間/)
    expect(booked).toMatchObject({ kind: 'session-booked' })
  })

  it('another company hears nothing, though both are told of in one go', async () => {
    const other = await town.account()
    const theirs = await town.contract(other, { responsibleId: csmStaff })
    const taro = await town.person({ side: 'customer', roles: ['promotion'], accountId: other })
    await town.tell()
    const before = [(await list(hanako)).items.length, (await list(taro)).items.length]
    const own = await town.book(csm, contract, '2026-04-22T10:00')
    const foreign = await town.book(csm, theirs, '2026-04-22T13:00')
    await town.tell()
    const pagesOf = async (person: Person) => (await list(person)).items.map((n: { page: string }) => n.page)
    expect((await pagesOf(hanako)).slice(0, -before[0]!)).toEqual([`/sessions?session=${own.body.subject.id}`])
    expect((await pagesOf(taro)).slice(0, (await pagesOf(taro)).length - before[1]!)).toEqual([
      `/sessions?session=${foreign.body.subject.id}`,
    ])
  })

  it('a refusal and a preview are nobody’s news', async () => {
    const before = (await list(hanako)).items.length
    const refused = await town.book(csm, contract, '2026-04-12T10:00')
    expect(refused.status).toBe(422)
    await town.tell()
    expect((await list(hanako)).items).toHaveLength(before)
  })
})

it('of a contract that was opened or changed, both sides are told', async () => {
  const other = await town.account()
  const taro = await town.person({ side: 'customer', roles: ['promotion'], accountId: other })
  const id = await town.contract(other, { responsibleId: csmStaff, plan: 'basic' })
  await town.admin.post(`/api/contracts/${id}/end`, { on: '2026-05-31' })
  await town.tell()
  expect((await titles(taro)).map((title: string) => title.slice(0, 8))).toEqual([
    'ご契約の内容が変',
    'ご契約を登録しま',
  ])
  const [ended] = (await list(csm)).items
  expect(ended.kind).toMatch(/^contract-/)
})

describe('each is told once', () => {
  it('by three instances at a time, again and again', async () => {
    const before = (await list(hanako)).items.length
    for (const hour of ['10', '11', '13', '14']) await town.book(csm, contract, `2026-04-15T${hour}:00`)
    const others = [town.another(), town.another(), town.another()]
    for (let i = 0; i < 3; i++) await Promise.all(others.map((db) => town.tell(db)))
    expect((await list(hanako)).items).toHaveLength(before + 4)
    const letters = (await town.letters()).filter((l) => l.to === hanako.email)
    expect(letters).toHaveLength(4)
    await Promise.all(others.map((db) => db.close()))
  })

  it('though the decision was committed after later ones had been told of', async () => {
    const slow = openDb({ connectionString: town.database.connectionString, max: 1 })
    const { body } = await town.book(csm, contract, '2026-04-16T10:00')
    await town.tell()
    const before = (await list(hanako)).items.length
    let commit = () => {}
    const mayCommit = new Promise<void>((resolve) => {
      commit = resolve
    })
    let written = () => {}
    const isWritten = new Promise<void>((resolve) => {
      written = resolve
    })
    const late = slow.transaction({ vendor: true }, async (tx) => {
      const decision = { applied: true, subject: body.subject } as never
      await recordAnswers(tx, [
        {
          accountId: account,
          at: town.clock.now(),
          action: 'session.cancel',
          version: 'v',
          byUser: null,
          byName: '-',
          decision,
        },
      ])
      written()
      await mayCommit
    })
    await isWritten
    await town.book(csm, contract, '2026-04-16T13:00')
    await town.tell()
    expect((await list(hanako)).items).toHaveLength(before + 1)
    commit()
    await late
    await town.tell()
    expect(await titles(hanako)).toContain('取り消されました：打ち合わせ')
    expect((await list(hanako)).items).toHaveLength(before + 2)
    await slow.close()
  })

  it('what is missing for long was never written, and is looked for no more', () => {
    const first = passed({ kept: 10, gaps: new Map() }, [11, 14], 0)
    expect(first).toEqual({
      kept: 14,
      gaps: new Map([
        [12, 0],
        [13, 0],
      ]),
    })
    const found = passed(first, [12], 1000)
    expect([...found.gaps.keys()]).toEqual([13])
    expect(passed(found, [], GAP_LASTS).gaps.size).toBe(0)
  })
})

describe('choices', () => {
  it('of how to be told hold from then on', async () => {
    const kind = 'session-booked'
    const chosen = await hanako.post('/api/notices/choices', {
      kind,
      inApp: false,
      mail: 'off',
      slack: false,
      teams: false,
    })
    expect(chosen.body.items.find((c: { kind: string }) => c.kind === kind)).toMatchObject({
      inApp: false,
      mail: 'off',
    })
    const before = (await list(hanako)).items.length
    await town.book(csm, contract, '2026-04-17T10:00')
    await town.tell()
    expect((await list(hanako)).items).toHaveLength(before)
    expect((await town.letters()).filter((l) => l.to === hanako.email)).toEqual([])
    await hanako.post('/api/notices/choices', { kind, inApp: true, mail: 'once', slack: false, teams: false })
  })

  it('are offered for what can reach the person, and never for the own security', async () => {
    const { items } = (await trainer.get('/api/notices/choices')).body
    const kinds = items.map((c: { kind: string }) => c.kind)
    expect(kinds).toContain('session-booked')
    expect(kinds).not.toContain('contract-ending')
    const off = { inApp: false, mail: 'off', slack: false, teams: false }
    expect(await trainer.post('/api/notices/choices', { kind: 'new-browser', ...off })).toMatchObject({
      status: 400,
      body: { code: 'invalid-field' },
    })
    expect((await trainer.post('/api/notices/choices', { kind: 'contract-ending', ...off })).status).toBe(400)
  })
})

describe('a letter', () => {
  it('is in the person’s language, names nobody else, and says how to end such letters', async () => {
    await town.db.transaction({ vendor: true }, (tx) =>
      tx.query("update identity.users set language = 'en' where id = $1", [hanako.userId]),
    )
    const { body } = await town.book(csm, contract, '2026-04-20T10:00')
    await town.tell()
    const [letter] = (await town.letters()).filter((l) => l.to === hanako.email)
    expect(letter).toMatchObject({
      channel: 'mail',
      kind: 'session-booked',
      language: 'en',
      subject: expect.stringMatching(/^Bansou: Booked: /),
      unsubscribe: 'https://bansou.example/portal/notifications?show=choices',
    })
    expect(letter!.text).toMatch(new RegExp(`\n\nhttps://bansou.example/portal/sessions\\?session=${body.subject.id}$`))
    expect(letter!.text).not.toMatch(/見本|担当|試し/)
    await town.db.transaction({ vendor: true }, (tx) =>
      tx.query('update identity.users set language = null where id = $1', [hanako.userId]),
    )
  })

  it('is not sent of what is a day old by the time it is told', async () => {
    await town.book(csm, contract, '2026-04-21T10:00')
    town.clock.set(at('2026-04-07T09:30'))
    await town.tell()
    expect(await town.letters()).toEqual([])
    expect((await list(hanako)).unread).toBeGreaterThan(0)
    town.clock.set(at('2026-04-06T09:00'))
  })
})

describe('security', () => {
  const CHROME =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
  const NEWER = CHROME.replace('141', '142')
  const IPHONE =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'

  it('a browser is known by its make and system, not by its version', () => {
    expect(browserOf(CHROME)).toBe('Chrome, Windows')
    expect(browserOf(NEWER)).toBe(browserOf(CHROME))
    expect(browserOf(IPHONE)).toBe('Safari, iPhone')
    expect(browserOf('curl/8.0')).toBe('')
    expect(browserOf(null)).toBe('')
  })

  it('a sign-in from a new browser is told of, at once and by mail; the first ever and a known one are not', async () => {
    const someone = await town.person({ side: 'customer', roles: ['owner'], accountId: account })
    const signedIn = (agent: string) =>
      town.db.transaction({ vendor: true }, (tx) =>
        tx.query(
          `insert into identity.sign_ins (token_hash, id, user_id, side, account_id, agent, created_at, expires_at)
           values (sha256($1::uuid::text::bytea), $1, $2, 'customer', $3, $4, $5, $5::timestamptz + interval '1 day')`,
          [town.id(), someone.userId, account, agent, timestampOf(town.clock.now())],
        ),
      )
    await signedIn(CHROME)
    await town.tell()
    await signedIn(NEWER)
    await town.tell()
    const ours = async () => (await list(someone)).items.filter((n: { kind: string }) => n.kind === 'new-browser')
    expect((await ours()).length).toBeLessThan(2)
    const before = (await ours()).length
    await signedIn(IPHONE)
    await town.tell()
    await town.tell()
    expect(await ours()).toHaveLength(before + 1)
    expect((await ours())[0]).toMatchObject({ page: '/security', body: expect.stringContaining('Safari, iPhone') })
    const letters = (await town.letters()).filter((l) => l.to === someone.email && l.text.includes('iPhone'))
    expect(letters).toMatchObject([{ kind: 'new-browser', unsubscribe: null }])
  })
})

describe('what other rooms have people told of', () => {
  it('stands or falls with its cause, and reaches each of its audience once', async () => {
    const happening = {
      kind: 'adjustment-waiting' as const,
      cause: 'adjustment 1',
      at: town.clock.now(),
      accountId: account,
      audience: { vendorRoles: ['admin', 'csm'], staff: [csmStaff], except: town.admin.userId },
      facts: { allowance: 'meetings', minutes: 90 },
    }
    const undone = town.db.transaction({ accountId: account }, async (tx) => {
      await tell(tx, [happening])
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await town.tell()
    expect(await titles(csm)).not.toContain('枠の調整が承認を待っています')
    await town.db.transaction({ accountId: account }, (tx) => tell(tx, [happening, happening]))
    await town.tell()
    const found = (await list(csm)).items.filter((n: { kind: string }) => n.kind === 'adjustment-waiting')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ page: `/accounts/${account}/ledger` })
    expect(found[0].body).toContain('1時間30分')
    expect((await list(town.admin)).items.filter((n: { kind: string }) => n.kind === 'adjustment-waiting')).toEqual([])
    await town.db.transaction({ accountId: account }, (tx) => tell(tx, [happening]))
    await town.tell()
    expect((await town.letters()).filter((l) => l.to === csm.email && l.kind === 'adjustment-waiting')).toHaveLength(1)
  })
})

describe('the list', () => {
  it('is one’s own: counted, paged, marked', async () => {
    const { items, unread } = await list(hanako)
    expect(unread).toBe(items.filter((n: { read: boolean }) => !n.read).length)
    const ids = items.slice(0, 2).map((n: { id: string }) => n.id)
    expect((await csm.post('/api/notices/read', { ids })).status).toBe(200)
    expect((await list(hanako)).unread).toBe(unread)
    expect((await hanako.post('/api/notices/read', { ids })).body.unread).toBe(unread - 2)
    expect((await hanako.post('/api/notices/read', { ids: [ids[0]], read: false })).body.unread).toBe(unread - 1)
    const page = (await hanako.get('/api/notices?limit=3')).body
    const next = (await hanako.get(`/api/notices?limit=3&cursor=${page.next}`)).body
    expect([...page.items, ...next.items].map((n) => n.id)).toEqual(items.slice(0, 6).map((n: { id: string }) => n.id))
    expect((await hanako.post('/api/notices/read', { upTo: items[0].id })).body.unread).toBe(0)
    expect((await hanako.get('/api/notices?unread=true')).body.items).toEqual([])
  })

  it.each([
    ['neither ids nor a bound', {}],
    ['both', { ids: ['00000000-0000-7000-8000-000000000000'], upTo: '00000000-0000-7000-8000-000000000000' }],
    ['an id that is none', { ids: ['x'] }],
  ])('is marked with %s: a specific answer', async (_, body) => {
    expect(await hanako.post('/api/notices/read', body)).toMatchObject({ status: 400, body: { code: 'invalid-field' } })
  })

  it('goes on from cursors of ours only', async () => {
    expect((await hanako.get('/api/notices?cursor=x')).status).toBe(400)
    expect((await hanako.get(`/api/notices?cursor=${Buffer.from('["x"]').toString('base64url')}`)).status).toBe(400)
  })
})
