import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contrastOf, PAIRINGS, tokensIn } from './contrast.ts'

const tokens = tokensIn(readFileSync(join(import.meta.dirname, '../look.css'), 'utf8'))

describe('contrast', () => {
  it('is reckoned as WCAG does', () => {
    expect(contrastOf('#000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrastOf('#777777', '#fff')).toBeCloseTo(4.48, 2)
    expect(contrastOf('#1c4e80', '#1c4e80')).toBe(1)
  })

  it('finds the colours of both themes, and no others', () => {
    expect(tokensIn('--a: light-dark(#fff, #14171b);\n--b: 0 1px #fff;')).toEqual(
      new Map([['a', { light: '#fff', dark: '#14171b' }]]),
    )
    expect(tokens.size).toBeGreaterThan(15)
  })

  for (const theme of ['light', 'dark'] as const)
    it(`of every pair of the ${theme} theme is enough to be read`, () => {
      const weak = PAIRINGS.flatMap(({ on, under, least }) => {
        const [a, b] = [tokens.get(on), tokens.get(under)]
        if (!a || !b) return [`${on} on ${under}: no such token`]
        const ratio = contrastOf(a[theme], b[theme])
        return ratio >= least ? [] : [`${on} on ${under}: ${ratio.toFixed(2)}, less than ${least}`]
      })
      expect(weak).toEqual([])
    })
})
