/** The outbox on screen: who may look, what can be done. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTown, type Town } from '../notifications/town.fixture.ts'
import { markDead, takeDue } from './ledger.ts'
import { postLetters } from './post.ts'

let town: Town
const VENDOR = { vendor: true } as const
beforeAll(async () => {
  town = await openTown('2026-04-06T09:00')
})
afterAll(() => town.close())

const LETTER = {
  to: 'hanako@mihon.example',
  language: 'ja' as const,
  kind: 'invitation',
  subject: 'ご招待',
  text: '本文\n\nhttps://bansou.example/welcome#token',
}
const post = () => town.db.transaction(VENDOR, (tx) => postLetters(tx, [LETTER], town.clock.now()))

it('lists letters newest first, opens one, and marks it as seen to', async () => {
  const ids = [...(await post()), ...(await post()), ...(await post())]
  const page = (await town.admin.get('/api/outbox?limit=2')).body
  expect(page).toMatchObject({ sends: false, counts: { waiting: 3 } })
  expect(page.items.map((row: { id: string }) => row.id)).toEqual([ids[2], ids[1]])
  expect(page.items[0]).not.toHaveProperty('text')
  const rest = (await town.admin.get(`/api/outbox?limit=2&cursor=${page.next}`)).body
  expect(rest.items.map((row: { id: string }) => row.id)).toEqual([ids[0]])
  expect((await town.admin.get(`/api/outbox/${ids[0]}`)).body).toMatchObject({ text: LETTER.text, state: 'waiting' })
  expect((await town.admin.post(`/api/outbox/${ids[0]}/handled`)).body).toMatchObject({ state: 'handled' })
  expect((await town.admin.get('/api/outbox?state=handled')).body.items).toHaveLength(1)
})

it('tries a dead letter anew', async () => {
  const [id] = await post()
  await town.db.transaction(VENDOR, (tx) => markDead(tx, id!, town.clock.now(), '550 no such user'))
  expect((await town.admin.get(`/api/outbox/${id}`)).body).toMatchObject({ state: 'dead', fault: '550 no such user' })
  expect((await town.admin.post(`/api/outbox/${id}/again`)).body).toMatchObject({ state: 'waiting', tries: 0 })
  const now = town.clock.now()
  const due = await town.db.transaction(VENDOR, (tx) =>
    takeDue(tx, { channels: ['mail'], now, until: now + 1000, limit: 100 }),
  )
  expect(due.map((letter) => letter.id)).toContain(id)
})

it('is the administrator’s alone, and says of an unknown letter that it is unknown', async () => {
  const csm = await town.person({ side: 'vendor', roles: ['csm'] })
  const hanako = await town.person({ side: 'customer', roles: ['promotion'], accountId: await town.account() })
  const [id] = await post()
  for (const who of [csm, hanako]) {
    for (const url of ['/api/outbox', `/api/outbox/${id}`, '/api/jobs'])
      expect(await who.get(url)).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
    expect((await who.post(`/api/outbox/${id}/handled`)).status).toBe(403)
  }
  expect(await town.admin.get(`/api/outbox/${town.id()}`)).toMatchObject({ status: 404 })
  expect(await town.admin.post(`/api/outbox/${town.id()}/again`)).toMatchObject({ status: 404 })
  expect(await town.admin.get('/api/outbox?cursor=x')).toMatchObject({ status: 400 })
})

it('shows how the jobs stand', async () => {
  await town.db.transaction(VENDOR, (tx) =>
    tx.query(
      "insert into app.jobs (name, next_at, failures, fault) values ('digests', '2026-04-07T08:00:00+09:00', 2, 'no line')",
    ),
  )
  expect((await town.admin.get('/api/jobs')).body.items).toMatchObject([
    {
      name: 'digests',
      state: 'failing',
      nextAt: '2026-04-07T08:00:00+09:00',
      failures: 2,
      fault: 'no line',
      doneAt: null,
    },
  ])
})
