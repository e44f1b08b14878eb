import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import enConsole from './en/console.ts'
import enPortal from './en/portal.ts'
import enShared from './en/shared.ts'
import jaConsole from './ja/console.ts'
import jaPortal from './ja/portal.ts'
import jaShared from './ja/shared.ts'

const leavesOf = (words: object, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leavesOf(value, `${path}${key}.`),
  )

/** What a parsed message is made of: type 0 is plain text, anything else with a value names an argument. */
type Part = { type: number; value?: string; options?: Record<string, { value: Part[] }> }

/** Names of the arguments that a message takes, those inside its plural branches too. */
function argumentsOf(parts: readonly Part[]): string[] {
  const names = parts.flatMap((part) => [
    ...(part.type !== 0 && part.value ? [part.value] : []),
    ...Object.values(part.options ?? {}).flatMap((option) => argumentsOf(option.value)),
  ])
  return [...new Set(names)].sort()
}
const takes = (text: string) =>
  argumentsOf(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst() as Part[])

describe.each([
  ['shared', jaShared, enShared],
  ['console', jaConsole, enConsole],
  ['portal', jaPortal, enPortal],
])('%s words', (_, ja, en) => {
  const source = leavesOf(ja)
  const english = new Map(leavesOf(en))

  it('has the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual(source.map(([key]) => key).sort())
  })

  it('takes the same arguments in both languages', () => {
    for (const [key, text] of source) expect([key, takes(english.get(key) ?? '')]).toEqual([key, takes(text)])
  })

  it('says something in both languages or in neither, and no Japanese in the English words', () => {
    const speaks = (text: string | undefined) => /\p{L}/u.test((text ?? '').replace(/\{\w+\}/g, 'x'))
    for (const [key, text] of source) expect([key, speaks(english.get(key))]).toEqual([key, speaks(text)])
    for (const [key, text] of english) expect([key, /[\u3040-\u30ff\u4e00-\u9fff]/.test(text)]).toEqual([key, false])
  })
})

it('an entry never overwrites a shared group of words', () => {
  for (const own of [jaConsole, jaPortal]) {
    for (const group of Object.keys(own)) expect(Object.keys(jaShared)).not.toContain(group)
  }
})
