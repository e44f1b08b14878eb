/** Webhooks, from the screen's request to what Slack and Teams would take. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { outboxLoop } from '../outbox/index.ts'
import { type Channels, startChannels } from './channel.fixture.ts'
import { slackMessage, teamsMessage } from './messages.ts'
import { openTown, type Person, type Town } from './town.fixture.ts'
import { hookSender } from './webhooks.ts'

const SLACK = 'https://hooks.slack.com/services/T000/B000/very-secret'
const TEAMS = 'https://prod-07.japaneast.logic.azure.com/workflows/abc/triggers/manual/paths/invoke?sig=very-secret'

let channels: Channels
let town: Town
let account: string
let contract: string
let hanako: Person
let csm: Person

beforeAll(async () => {
  channels = await startChannels()
  town = await openTown('2026-04-06T09:00', { reach: channels.reach })
  account = await town.account()
  const staff = await town.staff('csm')
  contract = await town.contract(account, { responsibleId: staff })
  hanako = await town.person({ side: 'customer', roles: ['promotion'], accountId: account })
  csm = await town.person({ side: 'vendor', roles: ['csm'], staffId: staff })
  await town.tell()
})
afterAll(async () => {
  await town.close()
  await channels.stop()
})
beforeEach(async () => {
  channels.answer(null)
  channels.posted.length = 0
  await town.forgetLetters()
  await town.db.transaction({ vendor: true }, (tx) => tx.query('delete from app.webhooks'))
})

const add = (by: Person, more: object = {}) =>
  by.post('/api/webhooks', { service: 'slack', label: '#伴走', url: SLACK, ...more })
function round() {
  const { db, clock } = town
  const sender = hookSender({ db, clock, secrets: town.identity.sealer, reach: channels.reach })
  const loop = outboxLoop({ db, clock, senders: { slack: sender, teams: sender } })
  return loop.round(new AbortController().signal)
}
const later = (ms: number) => town.clock.set(town.clock.now() + ms)
const hooksOf = async (by: Person) => (await by.get('/api/webhooks')).body.items
const states = () =>
  town.db.read({ vendor: true }, (tx) =>
    tx.query<{ state: string; tries: number; fault: string | null }>(
      "select state, tries, fault from app.outbox where channel <> 'mail' order by id",
    ),
  )

describe('setting one up', () => {
  it('keeps its address sealed, and answers it to nobody', async () => {
    const made = await add(csm)
    expect(made.status).toBe(201)
    expect(made.body.items).toMatchObject([{ service: 'slack', label: '#伴走', host: 'hooks.slack.com', own: true }])
    expect(JSON.stringify(made.body)).not.toContain('secret')
    const rows = await town.db.read({ vendor: true }, (tx) =>
      tx.query<{ row: string; sealed: Buffer }>('select w::text as row, sealed from app.webhooks w'),
    )
    expect(rows[0]!.row).not.toContain('secret')
    expect(rows[0]!.sealed.toString('latin1')).not.toContain('secret')
  })

  it.each([
    'http://hooks.slack.com/services/x',
    'https://169.254.169.254/latest/meta-data',
    'https://hooks.slack.com.attacker.example/x',
    'https://localhost:5432/',
  ])('at %s is refused with a sentence', async (url) => {
    const answer = await add(csm, { url })
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid-field', errors: [{ field: 'url', code: 'not-a-webhook' }] },
    })
    expect(await hooksOf(csm)).toEqual([])
  })

  it('for the organisation is for who looks after it; another company’s is as unknown as none', async () => {
    expect(await add(csm, { forOrganisation: true, kinds: ['session-booked'] })).toMatchObject({ status: 403 })
    const own = await add(hanako, { forOrganisation: true, kinds: ['session-booked'] })
    expect(own.status).toBe(201)
    const other = await town.person({ side: 'customer', roles: ['promotion'], accountId: await town.account() })
    expect(await hooksOf(other)).toEqual([])
    expect(await hooksOf(town.admin)).toEqual([])
    for (const step of ['test', 'remove'])
      expect(await other.post(`/api/webhooks/${own.body.id}/${step}`)).toMatchObject({
        status: 404,
        body: { code: 'unknown-reference' },
      })
    expect((await hanako.post(`/api/webhooks/${own.body.id}/remove`)).body.items).toEqual([])
  })
})

describe('what is posted', () => {
  it('Slack and Teams take as it is, with a button to the page', async () => {
    await add(csm)
    await add(csm, { service: 'teams', url: TEAMS, label: 'チーム' })
    const { body } = await town.book(hanako, contract, '2026-04-13T10:00')
    await town.tell()
    expect(await round()).toBe('sent 2, to be tried again 0, dead 0')
    const [slack, teams] = [...channels.posted].sort((a) => (a.host === 'hooks.slack.com' ? -1 : 1))
    expect(slack).toMatchObject({ path: '/services/T000/B000/very-secret' })
    expect(slack!.body.blocks[0].text.text).toBe('【伴走】予定が入りました：打ち合わせ')
    expect(slack!.body.blocks.at(-1).elements[0].url).toBe(
      `https://bansou.example/console/accounts/${account}/sessions`,
    )
    expect(teams!.path).toContain('sig=very-secret')
    expect(teams!.body.attachments[0].content.body[1].text).toContain('2026年4月13日')
    expect(body.applied).toBe(true)
  })

  it('an organisation’s channel is told of its own account, of the kinds chosen, once', async () => {
    const elsewhere = await town.account()
    const foreign = await town.person({ side: 'customer', roles: ['promotion'], accountId: elsewhere })
    await add(hanako, { forOrganisation: true, kinds: ['session-booked'] })
    await add(foreign, { forOrganisation: true, kinds: ['session-booked'] })
    const { body } = await town.book(csm, contract, '2026-04-14T10:00')
    await csm.post(`/api/sessions/${body.subject.id}/cancel`)
    await town.tell()
    await town.tell()
    await round()
    expect(channels.posted).toHaveLength(1)
    expect(channels.posted[0]!.body.text).toContain('予定が入りました')
    expect(JSON.stringify(channels.posted)).not.toContain('株式会社見本')
  })

  it('signs that the services read otherwise are written as themselves', () => {
    const content = {
      subject: '<!channel> & <b>',
      text: '*bold* [a](https://x.example) <@U1>\n\nhttps://b.example/x',
      language: 'ja' as const,
    }
    // Plain text is shown as it is; what Slack reads for signs of its own is `text` and the section.
    expect(slackMessage(content)).toMatchObject({
      text: '&lt;!channel&gt; &amp; &lt;b&gt;',
      blocks: [{ text: { type: 'plain_text' } }, { text: { text: '*bold* [a](https://x.example) &lt;@U1&gt;' } }, {}],
    })
    const teams = JSON.stringify(teamsMessage(content))
    expect(teams).toContain('\\\\*bold\\\\*')
    expect(teams).not.toContain('[a](https')
  })

  it('is a test when one is asked for', async () => {
    const { body } = await add(csm)
    expect((await csm.post(`/api/webhooks/${body.id}/test`)).status).toBe(202)
    await round()
    expect(channels.posted).toHaveLength(1)
  })
})

describe('a service', () => {
  it('gets one message a second for each webhook, and waiting for one’s turn is no try', async () => {
    const { body } = await add(csm)
    for (let i = 0; i < 3; i++) await csm.post(`/api/webhooks/${body.id}/test`)
    await round()
    expect(channels.posted).toHaveLength(1)
    expect((await states()).map((s) => s.tries).sort()).toEqual([0, 0, 1])
    later(500)
    await round()
    expect(channels.posted).toHaveLength(1)
    later(500)
    await round()
    expect(channels.posted).toHaveLength(2)
    later(1000)
    await round()
    expect(channels.posted).toHaveLength(3)
  })

  it('that says 429 is left in peace for as long as it says', async () => {
    const { body } = await add(csm)
    await csm.post(`/api/webhooks/${body.id}/test`)
    channels.answer({ status: 429, text: 'rate_limited', headers: { 'retry-after': '30' } })
    await round()
    expect(await states()).toMatchObject([{ state: 'waiting', fault: '429 rate_limited' }])
    channels.answer(null)
    await csm.post(`/api/webhooks/${body.id}/test`)
    later(29_000)
    await round()
    expect(channels.posted).toEqual([])
    later(1_000)
    await round()
    expect(channels.posted).toHaveLength(1)
  })

  it.each([
    [404, 'no_service'],
    [410, 'channel_is_archived'],
    [403, 'action_prohibited'],
  ])('that says %i for good gets no more: the webhook is marked', async (status, text) => {
    const { body } = await add(csm)
    await csm.post(`/api/webhooks/${body.id}/test`)
    channels.answer({ status, text })
    await round()
    expect(await states()).toMatchObject([{ state: 'dead', fault: `${status} ${text}` }])
    expect((await hooksOf(csm))[0]).toMatchObject({ broken: true })
    await town.book(hanako, contract, `2026-05-${(status % 10) + 11}T11:00`)
    await town.tell()
    expect(await states()).toHaveLength(1)
  })

  it('that has a fault of its own is asked again', async () => {
    const { body } = await add(csm)
    await csm.post(`/api/webhooks/${body.id}/test`)
    channels.answer({ status: 503, text: 'rollup_error' })
    await round()
    expect(await states()).toMatchObject([{ state: 'waiting', tries: 1 }])
    channels.answer(null)
    later(60_000)
    await round()
    expect(await states()).toMatchObject([{ state: 'sent' }])
  })

  it('that sends us elsewhere is not followed', async () => {
    const { body } = await add(csm)
    await csm.post(`/api/webhooks/${body.id}/test`)
    channels.answer({ status: 302, headers: { location: 'http://169.254.169.254/' } })
    await round()
    expect(await states()).toMatchObject([{ state: 'waiting', tries: 1, fault: '302' }])
  })
})

it('what waits for a webhook that was removed is not sent', async () => {
  const { body } = await add(csm)
  await csm.post(`/api/webhooks/${body.id}/test`)
  await csm.post(`/api/webhooks/${body.id}/remove`)
  await round()
  expect(channels.posted).toEqual([])
  expect(await states()).toMatchObject([{ state: 'dead', fault: 'the webhook was removed' }])
})
