import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import writeExcel from 'write-excel-file/node'
import { type House, openHouse } from '../../../../test/support/house.ts'

const SAMPLES = join(import.meta.dirname, '../../../../docs/samples')
const sample = (name: string) => readFileSync(join(SAMPLES, name))

let house: House
beforeAll(async () => {
  house = await openHouse('2025-08-20T09:00')
})
afterAll(() => house.close())

type Sent = { kind: string; dryRun?: boolean; columns?: object; mapping?: string; language?: string; key?: string }
async function send(bytes: Buffer | string, { kind, dryRun, columns, mapping, language = 'ja', key }: Sent) {
  const query = new URLSearchParams({ kind })
  if (dryRun) query.set('dryRun', 'true')
  if (columns) query.set('columns', JSON.stringify(columns))
  if (mapping) query.set('mapping', mapping)
  return house.ask('POST', `/api/imports?${query}`, Buffer.from(bytes), {
    'content-type': 'text/csv',
    'accept-language': language,
    ...(key ? { 'idempotency-key': key } : {}),
  })
}
const report = async (bytes: Buffer | string, sent: Sent) => {
  const answer = await send(bytes, sent)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}
type Line = {
  row: number | null
  field: string | null
  code: string
  severity: string
  sentence: string
  instead: string
}
const lines = (body: { findings: Line[] }) => body.findings.map((f) => `${f.row} ${f.field} ${f.code}`)
const accounts = async () => (await house.ask('GET', '/api/accounts?limit=200')).body.items as { name: string }[]

describe('the messy sample', () => {
  it('is read whatever it looks like, and every fault is named with its row', async () => {
    const body = await report(sample('customers-messy.csv'), { kind: 'accounts', dryRun: true })
    expect(body).toMatchObject({ encoding: 'cp932', headRow: 4, rows: 11, applied: false, unchanged: 0 })
    expect(lines(body)).toEqual([
      '7 prefecture unknown-prefecture',
      '8 name required',
      '9 externalId duplicate-id',
      '10 existingCustomer not-yes-no',
      '12 null duplicate-row',
      '13 name same-name-in-file',
    ])
    expect(body.findings[0]).toMatchObject({
      column: '本社所在地',
      value: '江戸県',
      sentence: '「江戸県」という都道府県はありません。',
      instead: '東京都、大阪 のような都道府県名',
    })
    expect(body.columns.map((c: { field: string }) => c.field)).toEqual([
      null,
      'externalId',
      'name',
      null,
      'prefecture',
      'existingCustomer',
      null,
    ])
    expect(await accounts()).toEqual([])
  })

  it('is not imported in part', async () => {
    const body = await report(sample('customers-messy.csv'), { kind: 'accounts', language: 'en' })
    expect(body).toMatchObject({ applied: false, created: 0, errors: 5, warnings: 1 })
    expect(body.findings[1].sentence).toBe('“Company” is empty.')
    expect(await accounts()).toEqual([])
  })
})

describe('the samples of the right form', () => {
  it('accounts: a dry run says what would be, the import makes it, a second one changes nothing', async () => {
    const dry = await report(sample('customers.csv'), { kind: 'accounts', dryRun: true })
    expect(dry).toMatchObject({ created: 5, errors: 0, applied: false, encoding: 'utf-8-bom' })
    expect(await accounts()).toEqual([])
    expect(await report(sample('customers.csv'), { kind: 'accounts' })).toMatchObject({ created: 5, applied: true })
    const again = await report(sample('customers.csv'), { kind: 'accounts' })
    expect(again).toMatchObject({ created: 0, unchanged: 5, errors: 0, warnings: 0 })
    expect(await accounts()).toHaveLength(5)
  })

  it('contracts: opened under the terms of their day, one ended, in the four ways to write a day', async () => {
    const body = await report(sample('contracts.csv'), { kind: 'contracts' })
    expect(body.findings).toEqual([])
    expect(body).toMatchObject({ created: 4, applied: true })
    const list = (await house.ask('GET', '/api/accounts?limit=200')).body.items
    const stateOf = (name: string) => list.find((a: { name: string }) => a.name === name)?.state
    expect(stateOf('株式会社青葉見本')).toBe('active')
    expect(stateOf('有限会社例示堂')).toBe('ended')
    expect(await report(sample('contracts.csv'), { kind: 'contracts' })).toMatchObject({ created: 0, unchanged: 4 })
  })

  it('sessions: completed, their allowance drawn, the ledger true', async () => {
    const dry = await report(sample('sessions.csv'), { kind: 'sessions', dryRun: true })
    expect(dry.findings).toEqual([])
    expect(await report(sample('sessions.csv'), { kind: 'sessions' })).toMatchObject({ created: 6, applied: true })
    const list = (await house.ask('GET', '/api/accounts?limit=200')).body.items
    const id = list.find((a: { name: string }) => a.name === 'みずほ野架空工業株式会社').id
    const sessions = (await house.ask('GET', `/api/accounts/${id}/sessions`)).body.items
    expect(sessions.map((s: { state: string; minutes: number }) => [s.state, s.minutes])).toEqual([
      ['completed', 45],
      ['completed', 90],
    ])
    const entries = (await house.ask('GET', `/api/accounts/${id}/ledger`)).body.items
    const settled = entries
      .filter((e: { kind: string }) => e.kind === 'settle')
      .map((e: { amount: number }) => e.amount)
    expect(settled).toEqual([45, 90])
    expect(await house.faults()).toEqual([])
    expect(await report(sample('sessions.csv'), { kind: 'sessions' })).toMatchObject({ created: 0, unchanged: 6 })
  })
})

describe('what the terms refuse', () => {
  it('is a finding at its row with its clause, and nothing is written', async () => {
    const text = `契約番号,顧客コード,プラン,開始日
K-900,0001,Basic,2025/05/01
K-901,0002,Basic,2025/06/15
K-902,0010,Basic,2025/05/01
`
    const body = await report(text, { kind: 'contracts', dryRun: true })
    expect(lines(body)).toEqual(['2 start overlaps', '3 start overlaps'])
    expect(body.findings[0].clauses).toContain('plans.1')
    expect(body.findings[0].sentence).not.toBe('')
    expect(body).toMatchObject({ created: 1, applied: false })
    const real = await report(text, { kind: 'contracts' })
    expect(real).toMatchObject({ applied: false, created: 0, errors: 2 })
    expect(await report(text.replace(/K-90[01].*\n/g, ''), { kind: 'contracts', dryRun: true })).toMatchObject({
      created: 1,
      unchanged: 0,
    })
  })

  it('sessions are judged in the order of time, whatever the order of the rows', async () => {
    const rows = [
      'a,0002,打ち合わせ,オンライン,2025/6/24,10:00,60',
      'b,0002,打ち合わせ,オンライン,2025/6/10,10:00,120',
      'c,0002,打ち合わせ,オンライン,2025/6/17,10:00,60',
      'd,0002,打ち合わせ,お客様先,2025/6/18,10:00,60',
      'e,0002,打ち合わせ,オンライン,2025/6/21,10:00,60',
      'f,0002,打ち合わせ,オンライン,2025/9/1,10:00,60',
      'g,0099,打ち合わせ,オンライン,2025/6/1,10:00,60',
      'h,0002,宴会,オンライン,2025/6/2,10:00,60',
    ]
    const text = `実施番号,顧客コード,種別,場所,実施日,開始時刻,所要時間\n${rows.join('\n')}\n`
    const body = await report(text, { kind: 'sessions', dryRun: true })
    expect(lines(body)).toEqual([
      '2 minutes allowance-exceeded',
      '5 place channel-not-included',
      '6 date not-a-business-day',
      '6 minutes allowance-exceeded',
      '7 date no-contract-then',
      '8 accountId unknown-account',
      '9 kind unknown-kind',
    ])
    expect(body.findings[6].instead).toContain('打ち合わせ')
    const future = text.replace(rows.join('\n'), 'z,0001,打ち合わせ,オンライン,2025/8/26,10:00,60')
    expect(lines(await report(future, { kind: 'sessions', dryRun: true }))).toEqual(['2 date not-in-the-past'])
  })
})

describe('numbers of the source system', () => {
  it('a row that says something else than before is said, and left as it is', async () => {
    const text = '顧客コード,会社名,都道府県\n0001,株式会社改名,東京都\n'
    const body = await report(text, { kind: 'accounts' })
    expect(lines(body)).toEqual(['2 externalId differs-from-imported'])
    expect(body).toMatchObject({ applied: true, created: 0, unchanged: 1 })
    expect((await accounts()).map((a) => a.name)).not.toContain('株式会社改名')
  })

  it('rows without number are known by their content', async () => {
    const text = '会社名,都道府県\n株式会社無番,東京都\n'
    expect(await report(text, { kind: 'accounts' })).toMatchObject({ created: 1, applied: true })
    expect(await report(text, { kind: 'accounts' })).toMatchObject({ created: 0, unchanged: 1 })
    const namesake = await report('会社名,都道府県\n株式会社無番,大阪府\n', { kind: 'accounts', dryRun: true })
    expect(lines(namesake)).toEqual(['2 name same-name-exists'])
  })
})

describe('mappings', () => {
  it('are saved under a name, listed, used, and replaced', async () => {
    const columns = { 'client#': 'externalId', what: 'name', home: 'prefecture', name: '' }
    const text = 'client#,what,home,name\n77,Alpha Sample Ltd,Osaka,whoever\n'
    const guessed = await report(text, { kind: 'accounts', dryRun: true, language: 'en' })
    expect(lines(guessed)).toContain('1 prefecture column-missing')
    const put = await house.ask('PUT', '/api/import-mappings', { kind: 'accounts', name: 'old crm', columns })
    expect(put.status).toBe(200)
    expect((await house.ask('GET', '/api/import-mappings?kind=accounts')).body.items).toMatchObject([
      { name: 'old crm', columns },
    ])
    const mapped = await report(text, { kind: 'accounts', dryRun: true, mapping: 'old crm' })
    expect(mapped).toMatchObject({ created: 1, errors: 0 })
    expect(mapped.mapping).toEqual(columns)
    expect((await send(text, { kind: 'accounts', mapping: 'none' })).status).toBe(404)
  })
})

describe('an Excel file', () => {
  it('is imported like a CSV, zeros and days as they are seen', async () => {
    const rows = [
      ['契約一覧', '', ''],
      ['顧客コード', 'プラン', '開始日'],
      ['0010', 'Basic', 45748],
    ].map((row, i) =>
      row.map((value) =>
        i === 2 && typeof value === 'number' ? { value, type: Number, format: 'yyyy/mm/dd' } : { value },
      ),
    )
    const bytes = await writeExcel(rows as never, {}).toBuffer()
    const body = await report(bytes, { kind: 'contracts' })
    expect(body).toMatchObject({ encoding: 'xlsx', headRow: 2, created: 1, errors: 0, applied: true })
    const accountId = (await house.ask('GET', '/api/accounts?q=見本十')).body.items[0].id
    const { contracts } = (await house.ask('GET', `/api/accounts/${accountId}`)).body
    expect(contracts[0].start).toBe('2025-04-01')
  })
})

describe('bad calls', () => {
  it.each([
    ['a kind that is none', 'kind=planets', 'text/csv', 400],
    ['no kind', '', 'text/csv', 400],
    ['columns that are no JSON', 'kind=accounts&columns=%7B', 'text/csv', 400],
    ['JSON instead of a file', 'kind=accounts', 'application/json', 415],
    ['a picture', 'kind=accounts', 'image/png', 415],
  ])('%s', async (_, query, type, status) => {
    const answer = await house.ask('POST', `/api/imports?${query}`, Buffer.from('{}'), { 'content-type': type })
    expect(answer.status).toBe(status)
  })

  it('no file at all', async () => {
    const answer = await house.ask('POST', '/api/imports?kind=accounts')
    expect([answer.status, answer.body.detail]).toEqual([400, '“file” is required.'])
    expect(lines(await report('', { kind: 'accounts' }))).toEqual(['null null file-empty'])
  })

  it('more than 30 MB is refused with the limit; a file elsewhere is no file', async () => {
    const big = await send(Buffer.alloc(31 * 1_048_576, 0x61), { kind: 'accounts', language: 'en' })
    expect([big.status, big.body.detail]).toEqual([413, 'The content is too large. Please send at most 30 MB.'])
    const elsewhere = await house.ask('POST', '/api/accounts', Buffer.from('a,b'), { 'content-type': 'text/csv' })
    expect(elsewhere.status).toBe(415)
  })

  it('is for the vendor’s administrators alone', async () => {
    for (const side of ['partner', 'customer'] as const) {
      const accountId = side === 'customer' ? await house.account() : null
      const ask = house.as(await house.signUp(side, accountId))
      const answer = await ask('POST', '/api/imports?kind=accounts', Buffer.from('a'), { 'content-type': 'text/csv' })
      expect(answer.status).toBe(403)
      expect((await ask('GET', '/api/import-mappings')).status).toBe(403)
    }
  })

  it('a repeated key answers what was answered', async () => {
    const text = '会社名,都道府県\n株式会社一度,東京都\n'
    const first = await report(text, { kind: 'accounts', key: 'one' })
    expect(await report(text, { kind: 'accounts', key: 'one' })).toEqual(first)
    expect((await send(`${text}株式会社二度,東京都\n`, { kind: 'accounts', key: 'one' })).status).toBe(422)
  })
})

/** 50,000 rows, 17 of them wrong in every way that there is. */
function manyRows(count: number): { text: string; wrong: string[] } {
  const wrong: string[] = []
  const prefectures = ['東京都', '大阪', '北海道', 'Fukuoka', '愛知県']
  const faults = [
    (n: number) => [`A${n},,東京都,はい`, 'name required'],
    (n: number) => [`A${n},株式会社${n}番,火星県,はい`, 'prefecture unknown-prefecture'],
    (n: number) => [`A${n},株式会社${n}番,東京都,多分`, 'existingCustomer not-yes-no'],
    (n: number) => [`A${n},${'長'.repeat(201)},東京都,はい`, 'name too-long'],
    (n: number) => [`A${n - 100},株式会社${n}番,東京都,はい`, 'externalId duplicate-id'],
    (n: number) => [`A${n},株式会社\u0001${n}番,東京都,はい`, 'name control-character'],
  ] as const
  const lines = ['顧客コード,会社名,都道府県,導入済み']
  for (let n = 1; n <= count; n++) {
    const fault = n % 2900 === 0 && wrong.length < 17 ? faults[wrong.length % faults.length] : undefined
    if (!fault) {
      lines.push(`A${n},株式会社${n}番,${prefectures[n % 5]},いいえ`)
      continue
    }
    const [line, what] = fault(n)
    lines.push(line!)
    wrong.push(`${n + 1} ${what}`)
  }
  return { text: `${lines.join('\n')}\n`, wrong }
}

describe('50,000 rows', () => {
  it('with 17 faults: exactly these, within ten seconds, nothing written', async () => {
    const { text, wrong } = manyRows(50_000)
    expect(wrong).toHaveLength(17)
    const before = await accounts()
    const started = performance.now()
    const body = await report(text, { kind: 'accounts', dryRun: true })
    const seconds = (performance.now() - started) / 1000
    process.stdout.write(`dry run of 50,000 rows: ${seconds.toFixed(1)} s\n`)
    expect(lines(body)).toEqual(wrong)
    expect(body).toMatchObject({ rows: 50_000, created: 49_983, errors: 17 })
    expect(seconds).toBeLessThan(10)
    expect(await accounts()).toEqual(before)
  }, 60_000)

  it('without a fault are written', async () => {
    const started = performance.now()
    const clean = Array.from({ length: 50_000 }, (_, n) => `B${n},株式会社${n}号,東京都`).join('\n')
    const made = await report(`顧客コード,会社名,都道府県\n${clean}\n`, { kind: 'accounts' })
    process.stdout.write(`import of 50,000 rows: ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
    expect(made).toMatchObject({ applied: true, created: 50_000 })
    expect(
      (await house.ask('GET', `/api/accounts?q=${encodeURIComponent('株式会社49999号')}`)).body.items,
    ).toHaveLength(1)
  }, 120_000)
})
