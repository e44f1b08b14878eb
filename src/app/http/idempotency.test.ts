import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forgetBefore, type IdempotencyRef, rememberMany, replayMany } from '../../kernel/idempotency.ts'
import { newId } from '../../kernel/ids.ts'
import { effects, NOW, openStage, type Stage } from './server.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
beforeEach(() => {
  effects.notes = 0
})

const keep = (text: string, key: string, token?: string) =>
  stage.ask(
    'POST',
    '/api/notes',
    { text },
    { 'idempotency-key': key, ...(token && { authorization: `Bearer ${token}` }) },
  )

describe('a command sent with a key', () => {
  it('answers the same and does nothing when it is repeated', async () => {
    const first = await keep('a', 'k1')
    const again = await keep('a', 'k1')
    expect([again.statusCode, again.json()]).toEqual([201, first.json()])
    expect(effects.notes).toBe(1)
  })

  it('is the same whatever the order of its fields', async () => {
    const send = (body: object) => stage.ask('POST', '/api/notes', body, { 'idempotency-key': 'order' })
    const first = await send({ text: 'a', minutes: 5 })
    expect((await send({ minutes: 5, text: 'a' })).json()).toEqual(first.json())
  })

  it('with other content under the key: 422, and nothing done', async () => {
    await keep('a', 'k2')
    const other = await keep('b', 'k2')
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency-key-reused', field: 'Idempotency-Key' })
    expect(effects.notes).toBe(1)
  })

  it('belongs to its user', async () => {
    await keep('a', 'k3')
    expect((await keep('b', 'k3', stage.tokens.customer)).statusCode).toBe(201)
    expect(effects.notes).toBe(2)
  })

  it('sent ten times at once takes effect once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => keep('slow', 'k4')))
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array(10).fill(201))
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1)
    expect(effects.notes).toBe(1)
  })

  it('that was rolled back leaves its key free', async () => {
    const ref: IdempotencyRef = { userId: newId(NOW), key: 'k5', hash: 'h', at: NOW }
    const { db } = stage.database
    await expect(
      db.transaction({ vendor: true }, async (tx) => {
        await replayMany(tx, [ref])
        throw new Error('gone')
      }),
    ).rejects.toThrow('gone')
    expect(await db.transaction({ vendor: true }, (tx) => replayMany(tx, [ref]))).toEqual([{ run: true }])
  })
})

describe('a group of commands', () => {
  const userId = newId(NOW)
  const ref = (key: string, hash = 'h'): IdempotencyRef => ({ userId, key, hash, at: NOW })
  const group = (refs: IdempotencyRef[], answers: [number, unknown][]) =>
    stage.database.db.transaction({ vendor: true }, async (tx) => {
      const claims = await replayMany(tx, refs)
      await rememberMany(
        tx,
        answers.map(([i, body]) => ({ ref: refs[i]!, status: 201, body })),
      )
      return claims
    })

  it('tells the new from the known, the reused and the doubled', async () => {
    expect(
      await group(
        [ref('a'), ref('b')],
        [
          [0, { made: 'a' }],
          [1, null],
        ],
      ),
    ).toEqual([{ run: true }, { run: true }])
    expect(await group([ref('c'), ref('a'), ref('b', 'other'), ref('c'), ref('b')], [[0, 1]])).toEqual([
      { run: true },
      { replay: { status: 201, body: { made: 'a' } } },
      { reused: true },
      { sameAs: 0 },
      { replay: { status: 201, body: null } },
    ])
  })

  it('two groups with the same keys in opposite order do not block each other', async () => {
    const keys = Array.from({ length: 50 }, (_, i) => ref(`x${i}`))
    const [one, two] = await Promise.all([
      group(
        keys,
        keys.map((_, i) => [i, i]),
      ),
      group(
        keys.toReversed(),
        keys.map((_, i) => [i, i]),
      ),
    ])
    const ran = [...one, ...two].filter((claim) => 'run' in claim)
    expect(ran).toHaveLength(50)
  })

  it('keys are forgotten by age', async () => {
    await group([{ ...ref('old'), at: NOW - 1000 }], [[0, 'x']])
    await stage.database.db.transaction({ vendor: true }, (tx) => forgetBefore(tx, NOW - 500))
    expect(await group([ref('old', 'new content'), ref('a')], [])).toEqual([
      { run: true },
      { replay: { status: 201, body: { made: 'a' } } },
    ])
  })
})
