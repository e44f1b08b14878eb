import { describe, expect, it } from 'vitest'
import { digestsOf, isBreached } from './breached.ts'
import { passwordFault } from './password-rules.ts'

const OWNER = { email: 'hanako.yamada@mihon.example', name: '山田 花子' }
const codeOf = (password: string) => passwordFault(password, OWNER)?.code ?? null

describe('a password', () => {
  it.each(['correct horse battery', 'kettle-orbit-93-lamp', '桜が咲いたら会いましょうね', 'Zq4!vR9x_mT2'])(
    'may be %s',
    (password) => {
      expect(codeOf(password)).toBeNull()
    },
  )

  it('has twelve characters or more, as a person counts them', () => {
    expect(passwordFault('kettle-93-l', OWNER)).toEqual({ code: 'too-short', limit: 12 })
    expect(codeOf('🫖🪔🧭🪁🎋🏮🎐🎏🍡🍙🍵')).toBe('too-short')
    expect(codeOf('x'.repeat(201))).toBe('too-long')
  })

  it.each([
    ['as it leaked', '1qaz2wsx3edc'],
    ['in capitals', 'UnBelievable'],
    ['full-width', 'ｐａｓｓｗｏｒｄ１２３４'],
    ['with digits added', 'dragon2024!!'],
    ['with signs for letters', 'P@ssw0rd!!!!'],
    ['twice', 'dragondragon'],
  ])('is no leaked one %s', (_, password) => {
    expect(codeOf(password)).toBe('password-breached')
  })

  it.each([
    ['the address', 'hanako-mihon-2025'],
    ['the name', '山田花子です2025!!'],
    ['the product', 'bansou-demo-pass'],
    ['one character', 'vvvvvvvvvvvvvv'],
    ['few characters', 'xyxyxyxyxyxyxyxy'],
  ])('is not made of %s', (_, password) => {
    expect(codeOf(password)).toBe('password-guessable')
  })
})

describe('the list', () => {
  it('knows its passwords and no others', () => {
    expect(['123456', 'qwertyuiop', 'letmein'].map(isBreached)).toEqual([true, true, true])
    expect(['kettle orbit', 'いろはにほへと', ''].map(isBreached)).toEqual([false, false, false])
  })

  it('is sorted digests of five bytes, each once', () => {
    const made = digestsOf(['b', 'a', 'A', 'ａ'])
    expect(made.length).toBe(10)
    expect(made.subarray(0, 5).compare(made, 5, 10)).toBe(-1)
  })
})
