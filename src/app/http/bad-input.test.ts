import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../kernel/transaction.ts'
import { openIdentity } from '../identity/identity.ts'
import { effects, openStage, PASSWORD, type Stage } from './server.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const post = (body: unknown, headers?: Record<string, string>) => stage.ask('POST', '/api/notes', body, headers)

describe('a body that is not what the route takes', () => {
  const wrong: [string, unknown, { field: string; code: string }[]][] = [
    ['a missing field', {}, [{ field: 'text', code: 'required' }]],
    ['an unknown field', { text: 'a', colour: 'red' }, [{ field: 'colour', code: 'unknown-field' }]],
    [
      'an unknown field further in',
      { text: 'a', part: { count: 1, x: 1 } },
      [{ field: 'part.x', code: 'unknown-field' }],
    ],
    ['a wrong type', { text: 5 }, [{ field: 'text', code: 'wrong-type' }]],
    ['null', { text: null }, [{ field: 'text', code: 'wrong-type' }]],
    ['an empty text', { text: '  ' }, [{ field: 'text', code: 'too-short' }]],
    ['a long text', { text: 'a'.repeat(21) }, [{ field: 'text', code: 'too-long' }]],
    ['a control character', { text: 'a\u0000b' }, [{ field: 'text', code: 'control-character' }]],
    ['an impossible date', { text: 'a', on: '2025-02-30' }, [{ field: 'on', code: 'impossible-date' }]],
    ['something else than a date', { text: 'a', on: '14.4.2025' }, [{ field: 'on', code: 'not-a-date' }]],
    ['a time without zone', { text: 'a', at: '2025-04-14T10:00' }, [{ field: 'at', code: 'needs-time-zone' }]],
    [
      'a time on an impossible day',
      { text: 'a', at: '2025-02-30T10:00+09:00' },
      [{ field: 'at', code: 'impossible-date' }],
    ],
    ['something else than a time', { text: 'a', at: 'tomorrow' }, [{ field: 'at', code: 'not-a-time' }]],
    ['negative minutes', { text: 'a', minutes: -30 }, [{ field: 'minutes', code: 'must-be-positive' }]],
    ['no minutes', { text: 'a', minutes: 0 }, [{ field: 'minutes', code: 'must-be-positive' }]],
    ['fractional minutes', { text: 'a', minutes: 30.5 }, [{ field: 'minutes', code: 'must-be-whole' }]],
    ['minutes beyond a column', { text: 'a', minutes: 1e9 }, [{ field: 'minutes', code: 'too-big' }]],
    ['minutes as text', { text: 'a', minutes: '30' }, [{ field: 'minutes', code: 'wrong-type' }]],
    ['an id that is none', { text: 'a', account: 'acme' }, [{ field: 'account', code: 'not-an-id' }]],
    ['a value outside a list', { text: 'a', language: 'fr' }, [{ field: 'language', code: 'not-one-of' }]],
    ['a wrong item', { text: 'a', tags: ['ok', '<b>'] }, [{ field: 'tags[1]', code: 'not-text-id' }]],
    ['too many items', { text: 'a', tags: ['a', 'b', 'c', 'd'] }, [{ field: 'tags', code: 'too-many' }]],
    ['a list', [], [{ field: '', code: 'wrong-type' }]],
    [
      'two mistakes at once',
      { minutes: 1.5, on: '2025-02-30' },
      [
        { field: 'text', code: 'required' },
        { field: 'on', code: 'impossible-date' },
        { field: 'minutes', code: 'must-be-whole' },
      ],
    ],
  ]
  it.each(wrong)('%s is named', async (_, body, errors) => {
    const before = effects.notes
    const answer = await post(body)
    const problem = answer.json()
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(problem).toMatchObject({
      type: 'urn:bansou:problem:invalid-field',
      code: 'invalid-field',
      status: 400,
      field: errors[0]!.field,
      errors,
    })
    expect(problem.errors).toHaveLength(errors.length)
    for (const error of problem.errors) expect(error.detail).toMatch(/\.$/)
    expect(effects.notes).toBe(before)
  })

  it('speaks Japanese unless asked otherwise', async () => {
    const answer = await post({ text: 'a', on: '2025-02-30' }, { 'accept-language': 'fr, ja;q=0.5' })
    expect(answer.json()).toMatchObject({ title: '入力内容の誤り', detail: '「on」の日時は実在しません。' })
    const both = await post({}, { 'accept-language': 'ja;q=0.2, en-GB;q=0.9' })
    expect(both.json().detail).toBe('“text” is required.')
  })

  it('an error found behind the schema has the same form', async () => {
    const answer = await stage.ask('POST', '/api/faults', { how: 'late-field' })
    expect(answer.json()).toMatchObject({
      status: 400,
      field: 'addOns[0].start',
      errors: [{ field: 'addOns[0].start', code: 'required' }],
    })
  })

  it('text that the database cannot hold is the client’s error', async () => {
    const answer = await stage.ask('POST', '/api/faults', { how: 'nul' })
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid-field', errors: [{ code: 'control-character' }] })
  })

  it('a parameter that the route does not know is refused', async () => {
    expect((await stage.ask('GET', '/api/notes?limit=10&sort=x')).json()).toMatchObject({
      errors: [{ field: 'sort', code: 'unknown-field' }],
    })
    expect((await stage.ask('GET', '/api/notes?limit=500')).json()).toMatchObject({
      errors: [{ field: 'limit', code: 'too-big' }],
    })
    expect((await stage.ask('GET', '/api/notes?cursor=abc')).json()).toMatchObject({
      errors: [{ field: 'cursor', code: 'not-a-cursor' }],
    })
    expect((await stage.ask('POST', '/api/faults?x=1', { how: 'bug' })).json()).toMatchObject({
      errors: [{ field: 'x', code: 'unknown-field' }],
    })
  })
})

describe('a request that cannot be read', () => {
  it.each([
    ['broken JSON', '{"text": '],
    ['a prototype', '{"text": "a", "__proto__": {"admin": true}}'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ])('%s: malformed-body', async (_, body) => {
    const answer = await post(body)
    expect(answer.json()).toMatchObject({ status: 400, code: 'malformed-body' })
    expect(answer.body).not.toContain('stack')
  })

  it('an empty body is none, so its fields are missing', async () => {
    expect((await post('')).json()).toMatchObject({ code: 'invalid-field', field: 'text' })
    expect((await stage.ask('POST', '/api/notes')).json()).toMatchObject({ code: 'invalid-field', field: 'text' })
    expect((await post('null')).json()).toMatchObject({
      code: 'invalid-field',
      errors: [{ field: '', code: 'wrong-type' }],
    })
  })

  it('another content type: 415', async () => {
    expect((await post('text=a', { 'content-type': 'application/x-www-form-urlencoded' })).json()).toMatchObject({
      status: 415,
      code: 'unsupported-media-type',
    })
    expect((await post('a', { 'content-type': 'text/plain' })).json()).toMatchObject({ status: 415 })
  })

  it('headers that say nothing readable are named', async () => {
    expect((await post({ text: 'a' }, { 'idempotency-key': 'a b' })).json()).toMatchObject({
      status: 400,
      field: 'Idempotency-Key',
    })
    const made = (await post({ text: 'a' })).json()
    expect(
      (await stage.ask('PUT', `/api/notes/${made.id}`, { text: 'b' }, { 'if-match': '"x"' })).json(),
    ).toMatchObject({ status: 400, field: 'If-Match' })
  })
})

describe('addresses', () => {
  it('what is not there: 404 as a problem', async () => {
    const answer = await stage.ask('GET', '/api/nothing?token=x')
    expect(answer.json()).toMatchObject({ status: 404, code: 'not-found', title: 'Not found' })
    expect((await stage.ask('GET', '/nothing')).json()).toMatchObject({ status: 404 })
    expect((await stage.ask('GET', '/api/%zz')).json()).toMatchObject({ status: 404 })
  })

  it('a method that the address does not take: 405 with those that it takes', async () => {
    const answer = await stage.ask('DELETE', '/api/notes')
    expect(answer.json()).toMatchObject({ status: 405, code: 'method-not-allowed' })
    expect(answer.json().detail).toContain('DELETE')
    expect(String(answer.headers.allow).split(', ').sort()).toEqual(['GET', 'HEAD', 'POST'])
  })

  it('unknown ids, written badly or well, and those of another customer, are one answer', async () => {
    const put = (id: string) => stage.ask('PUT', `/api/notes/${id}`, { text: 'b' })
    expect((await put('abc')).json()).toMatchObject({ status: 404, code: 'unknown-reference', field: 'id' })
    expect((await put('01900000-0000-7000-8000-000000000000')).json()).toMatchObject({
      status: 404,
      code: 'unknown-reference',
    })
  })
})

describe('changed in the meantime', () => {
  it('a version that is not the present one: 412, and nothing changed', async () => {
    const { id } = (await post({ text: 'a' })).json()
    const put = (version?: string) =>
      stage.ask('PUT', `/api/notes/${id}`, { text: 'b' }, version ? { 'if-match': version } : {})
    expect((await put('"1"')).json()).toEqual({ version: 2 })
    const stale = await put('"1"')
    expect(stale.json()).toMatchObject({ status: 412, code: 'stale-version' })
    expect((await put('"2"')).json()).toEqual({ version: 3 })
    expect((await put()).json()).toEqual({ version: 4 })
  })
})

describe('faults of ours', () => {
  it('a bug answers 500 with a number to report, and nothing of its inside', async () => {
    const answer = await stage.ask('POST', '/api/faults', { how: 'bug' })
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal' })
    expect(answer.json().detail).toContain(answer.headers['x-request-id'])
    expect(answer.body).not.toMatch(/secret|stack|\.ts|at /)
  })

  it('a database that does not answer: 503, safe to try again', async () => {
    const answer = await stage.ask('POST', '/api/faults', { how: 'database-down' })
    expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' })
    expect(answer.headers['retry-after']).toBe('2')
  })

  it('health and a sign-in without a database: 503', async () => {
    const db = openDb({ connectionString: 'postgres://nobody@127.0.0.1:1/none' })
    const cut = await openStage({
      services: { db, clock: stage.clock },
      identity: openIdentity({ db, clock: stage.clock, passwordCost: { log2N: 10, r: 8, p: 1 } }),
    })
    const payload = { email: 'vendor@example.jp', password: PASSWORD }
    expect((await cut.app.inject('/api/health')).json()).toMatchObject({ status: 503, code: 'unavailable' })
    const signIn = await cut.app.inject({ method: 'POST', url: '/api/auth/sign-in', payload })
    expect(signIn.json()).toMatchObject({ status: 503, code: 'unavailable' })
    expect((await cut.ask('GET', '/api/me')).statusCode).toBe(503)
    await cut.close()
    await db.close()
  })

  it('an answer that is not as declared is found by a checking server', async () => {
    expect((await stage.ask('POST', '/api/faults', { how: 'wrong-answer' })).statusCode).toBe(500)
  })
})
