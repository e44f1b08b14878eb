import { describe, expect, it } from 'vitest'
import { isId, newId } from './ids.ts'

const NOW = 1_744_588_800_123

describe('newId', () => {
  it('is a UUIDv7 of the moment', () => {
    const id = newId(NOW)
    expect(isId(id)).toBe(true)
    expect(id[14]).toBe('7')
    expect('89ab').toContain(id[19])
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(NOW)
  })

  it('is one, and sorts as it was made, also before the time of UUIDs begins', () => {
    const made = [newId(-2_208_988_800_000), newId(-5), newId(-5), newId(0), newId(1)]
    expect(made.every(isId)).toBe(true)
    expect(made.toSorted()).toEqual(made)
  })

  it('sorts as it was made, within a millisecond and after it', () => {
    const made = Array.from({ length: 20_000 }, (_, i) => newId(NOW + Math.floor(i / 10_000)))
    expect(made.toSorted()).toEqual(made)
    expect(new Set(made).size).toBe(made.length)
  })
})
