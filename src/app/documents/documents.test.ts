import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, at, type House, openHouse } from '../../../test/support/house.ts'
import { readPdf } from './pdf-text.fixture.ts'

let house: House
let account: string
let contractId: string
let customer: Ask
beforeAll(async () => {
  house = await openHouse('2024-09-02T09:00')
  account = (
    await house.ask('POST', '/api/accounts', { name: '株式会社 #set page() $x$ *見本*', prefecture: '東京都' })
  ).body.id
  const staffId = await house.staff('csm', { name: '担当 朝日' })
  contractId = await house.contract(account, 'premier', '2024-09-02', { responsibleId: staffId })
  await house.order(account, 'training-3h', { language: 'en' })
  const session = { contractId, kind: 'meeting', place: 'online', minutes: 90, staffId }
  const booked = await house.book({ ...session, start: '2024-09-10T10:00:00+09:00' })
  await house.book({ ...session, minutes: 60, start: '2024-09-20T10:00:00+09:00' })
  house.clock.set(at('2024-09-10T12:00'))
  await house.ask('POST', `/api/sessions/${booked.body.subject.id}/complete`, { minutes: 80 })
  customer = house.as(await house.signUp('customer', account))
})
afterAll(() => house.close())

const make = (body: object, ask: Ask = customer) => ask('POST', '/api/documents', { contractId, ...body })
const file = async (id: string, ask: Ask = customer) => {
  const answer = await house.server.inject({
    url: `/api/documents/${id}/file`,
    headers: { authorization: `Bearer ${house.vendorToken}` },
  })
  expect((await ask('GET', `/api/documents/${id}/file`)).status).toBe(200)
  return answer
}
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const set = (text: string) => text.replaceAll(/\s/g, '')

describe('the confirmation of a contract', () => {
  it('says in Japanese what was agreed, with figures, clauses and the acceptance', async () => {
    const made = await make({ kind: 'confirmation', language: 'ja' })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(made.body).toMatchObject({ kind: 'confirmation', language: 'ja', isNew: true, madeBy: 'customer' })
    const answer = await file(made.body.id)
    expect(answer.headers['content-type']).toBe('application/pdf')
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="confirmation-${made.body.number}.pdf"`)
    const { pages, title } = await readPdf(answer.rawPayload)
    expect(pages).toHaveLength(made.body.pages)
    expect(title).toBe('契約内容確認書')
    const text = pages.join('')
    // A name is a name, whatever it would mean to the typesetter.
    expect(text).toContain(set('株式会社 #set page() $x$ *見本* 御中'))
    for (const said of [
      '契約内容確認書',
      '2024年9月2日',
      '担当朝日',
      'トレーニング（3時間）',
      '2024-08-01版',
      '承諾の記録',
    ])
      expect(text).toContain(said)
    expect(text).toContain('100,000円')
    for (const clause of ['scope.1', 'training.5']) expect(text).toContain(clause)
    const plan = house.catalogues.on('2024-09-10').plan('premier')
    for (const { support } of plan.phases)
      for (const a of Object.values(house.catalogues.on('2024-09-10').support(support).allowances))
        expect(text).toContain(a.clause)
  })

  it('is the same paper, byte for byte, until something on it changes', async () => {
    const [first, again] = [await make({ kind: 'confirmation' }), await make({ kind: 'confirmation' })]
    expect(first.body.language).toBe('en')
    expect(again.body).toEqual({ ...first.body, isNew: false })
    const bytes = (await file(first.body.id)).rawPayload
    expect(digest((await file(first.body.id)).rawPayload)).toBe(digest(bytes))
    const { pages, title } = await readPdf(bytes)
    expect(title).toBe('Confirmation of contract')
    expect(pages.join('')).toContain(set('¥100,000'))
    house.clock.set(at('2024-09-11T09:00'))
    expect((await make({ kind: 'confirmation' })).body.id).toBe(first.body.id)
    await house.order(account, 'training-3h', { language: 'ja' })
    const later = await make({ kind: 'confirmation' })
    expect(later.body).toMatchObject({ isNew: true })
    expect(later.body.number).toMatch(/^K-20240911-[0-9A-F]{6}$/)
    expect(digest((await file(first.body.id)).rawPayload)).toBe(digest(bytes))
  })
})

describe('the record of use', () => {
  it('adds up, window by window, with each session and its clause', async () => {
    const made = await make({ kind: 'usage', language: 'ja' })
    const { pages } = await readPdf((await file(made.body.id)).rawPayload)
    const text = pages.join('')
    const account_ = (await customer('GET', `/api/accounts/${account}`)).body
    const meter = account_.meters.find((m: { consumed: number }) => m.consumed === 80)
    expect(meter).toMatchObject({ held: 60 })
    for (const said of ['利用実績', '1時間20分', '1時間', '2024年9月10日', '−1時間20分', meter.clause])
      expect(text).toContain(said)
    const hours = (minutes: number) => `${Math.floor(minutes / 60)}時間${minutes % 60 ? `${minutes % 60}分` : ''}`
    expect(text).toContain(`${hours(meter.granted)}1時間20分1時間0分${hours(meter.left)}`)
  })
})

describe('papers', () => {
  it('are listed newest first, and open beside being saved', async () => {
    const { items } = (await customer('GET', '/api/documents')).body
    expect(items.length).toBeGreaterThanOrEqual(3)
    expect(items.map((d: { id: string }) => d.id)).toEqual(
      items
        .map((d: { id: string }) => d.id)
        .toSorted()
        .toReversed(),
    )
    const opened = await customer('GET', `/api/documents/${items[0].id}/file?open=true`)
    expect(opened.headers['content-disposition']).toMatch(/^inline; filename="/)
  })

  it('are another company’s as little as its contracts', async () => {
    const stranger = house.as(await house.signUp('customer', await house.account()))
    const { id } = (await customer('GET', '/api/documents')).body.items[0]
    expect((await stranger('GET', `/api/documents/${id}/file`)).status).toBe(404)
    expect((await stranger('GET', `/api/documents?accountId=${account}`)).status).toBe(404)
    expect((await make({ kind: 'usage' }, stranger)).status).toBe(404)
    expect((await stranger('GET', '/api/documents')).body.items).toEqual([])
  })

  it('are made of contracts, not of orders, and known kinds', async () => {
    const order = (await customer('GET', `/api/accounts/${account}`)).body.orders[0].id
    expect((await make({ kind: 'usage', contractId: order })).status).toBe(404)
    expect((await make({ kind: 'poem' })).status).toBe(400)
  })

  it('two made at once are one', async () => {
    const another = await house.contract(await house.account(), 'basic', '2024-10-01')
    const both = await Promise.all([1, 2].map(() => make({ kind: 'usage', contractId: another }, house.ask)))
    expect(both.map((b) => b.status)).toEqual([201, 201])
    expect(both[0]!.body.id).toBe(both[1]!.body.id)
  })
})
