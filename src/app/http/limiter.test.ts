import { describe, expect, it } from 'vitest'
import { settableClock } from '../../kernel/clock.ts'
import { openLimiter } from './limiter.ts'

const NOW = 1_744_588_800_000
const open = () => {
  const clock = settableClock(NOW)
  return { clock, limiter: openLimiter(clock, () => ({ failures: 3, within: 1000 })) }
}

describe('openLimiter', () => {
  it('counts attempts from their beginning, before anybody knows how they end', () => {
    const { limiter } = open()
    for (let i = 0; i < 3; i++) limiter.admit('a')
    expect(() => limiter.admit('a')).toThrow('too-many-requests')
    limiter.admit('b')
  })

  it('an attempt that is not admitted counts under none of its names', () => {
    const { limiter } = open()
    for (let i = 0; i < 3; i++) limiter.admit('a')
    for (let i = 0; i < 5; i++) expect(() => limiter.admit('a', 'b')).toThrow('too-many-requests')
    for (let i = 0; i < 3; i++) limiter.admit('b')
  })

  it('a pardoned attempt was none, and a forgotten name begins anew', () => {
    const { limiter } = open()
    for (let i = 0; i < 20; i++) {
      limiter.admit('a', 'b')
      limiter.pardon('a')
      limiter.forget('b')
    }
    limiter.pardon('never seen')
    for (let i = 0; i < 3; i++) limiter.admit('a')
    expect(() => limiter.admit('a')).toThrow('too-many-requests')
  })

  it('opens again when its time is over, and says how long that is', () => {
    const { limiter, clock } = open()
    for (let i = 0; i < 3; i++) limiter.admit('a')
    expect(() => limiter.admit('a')).toThrow(expect.objectContaining({ facts: { seconds: 1 } }))
    clock.set(NOW + 1001)
    limiter.admit('a')
  })
})
