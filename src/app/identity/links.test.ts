import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { parseInstant } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { type LinkPurpose, lookAtLink, makeLink, redeemLink, withdrawLink } from './links.ts'

const NOW = must(parseInstant('2025-04-14T09:00:00+09:00'), 'a moment')
const HOUR = 3_600_000

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const inTx = <T>(run: (tx: Tx) => Promise<T>) => database.db.transaction({ vendor: true }, run)
const make = (purpose: LinkPurpose) =>
  inTx((tx) => makeLink(tx, { purpose, userId: null, data: { page: 'cards' }, expiresAt: NOW + HOUR, by: null }, NOW))
const redeem = (token: string, purpose: LinkPurpose, at = NOW) => inTx((tx) => redeemLink(tx, token, purpose, at))
const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string }) => error.code,
  )

describe('a link', () => {
  it('opens once, with what it carries', async () => {
    const { id, token } = await make('invitation')
    expect(await inTx((tx) => lookAtLink(tx, token, 'invitation', NOW))).toMatchObject({ id, usedAt: null })
    expect(await redeem(token, 'invitation')).toMatchObject({ id, data: { page: 'cards' }, usedAt: NOW })
    expect(await code(redeem(token, 'invitation'))).toBe('link-used')
  })

  it('opens for one of two who come together', async () => {
    const { token } = await make('reset')
    const moment = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    // The first has used it and not yet committed when the second looks: it still seems unused.
    const first = inTx(async (tx) => {
      await redeemLink(tx, token, 'reset', NOW)
      await moment(300)
    })
    await moment(100)
    expect(await Promise.all([code(first), code(redeem(token, 'reset'))])).toEqual([null, 'link-used'])
  })

  it('opens nothing once it has expired, to the millisecond', async () => {
    const { token } = await make('invitation')
    expect(await code(redeem(token, 'invitation', NOW + HOUR))).toBe('link-expired')
    expect(await code(redeem(token, 'invitation', NOW + HOUR - 1))).toBeNull()
  })

  it('that is withdrawn, of another purpose or made up is unknown', async () => {
    const { id, token } = await make('invitation')
    expect(await code(redeem(token, 'reset'))).toBe('link-unknown')
    expect(await inTx((tx) => withdrawLink(tx, id, NOW))).toBe(true)
    expect(await inTx((tx) => withdrawLink(tx, id, NOW))).toBe(false)
    expect(await code(redeem(token, 'invitation'))).toBe('link-unknown')
    for (const made of ['A'.repeat(43), '', "' or 1=1", 'あ'])
      expect(await code(redeem(made, 'invitation'))).toBe('link-unknown')
  })

  it('of a person opens again until it expires or is withdrawn', async () => {
    const { id, token } = await make('personal')
    expect(await code(redeem(token, 'personal'))).toBeNull()
    expect(await code(redeem(token, 'personal', NOW + 60_000))).toBeNull()
    await inTx((tx) => withdrawLink(tx, id, NOW))
    expect(await code(redeem(token, 'personal'))).toBe('link-unknown')
  })

  it('is kept as a digest, and no account’s scope sees it', async () => {
    const { token } = await make('invitation')
    const rows = await inTx((tx) => tx.query<{ whole: string }>('select l::text as whole from identity.links l'))
    expect(rows.length).toBeGreaterThan(0)
    for (const { whole } of rows) expect(whole).not.toContain(token)
    const account = { accountId: '01966d3e-0000-7000-8000-000000000001' }
    expect(await database.db.read(account, (tx) => tx.query('select 1 as one from identity.links'))).toEqual([])
  })
})
