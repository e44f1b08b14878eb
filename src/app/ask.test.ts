import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { askAdministrator, askerOn } from './ask.ts'
import { Refusal } from './refusal.ts'

/** A terminal at which somebody answers each question as it appears. */
function terminal(answers: [question: RegExp, answer: string][]) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  let [seen, unread] = ['', '']
  output.on('data', (chunk) => {
    seen += chunk
    unread += chunk
    const [next] = answers
    if (!next?.[0].test(unread)) return
    answers.shift()
    unread = ''
    // After the question has been put up for answering.
    setImmediate(() => input.write(next[1]))
  })
  return { asker: askerOn({ input, output }), seen: () => seen }
}

it('asks until each answer is right, and never shows a password', async () => {
  const { asker, seen } = terminal([
    [/Name/, ' \n'],
    [/Name/, '初見 葵\n'],
    [/E-mail/, 'nonsense\n'],
    [/E-mail/, 'aoi@example.jp\n'],
    [/Password/, 'short\n'],
    [/Password/, 'long enough pass\n'],
    [/Once more/, 'another long pass\n'],
    [/Password/, 'long enough pass\n'],
    [/Once more/, 'long enough pass\n'],
  ])
  expect(await askAdministrator(asker)).toEqual({
    name: '初見 葵',
    email: 'aoi@example.jp',
    password: 'long enough pass',
  })
  expect(seen()).toContain('the name is empty')
  expect(seen()).toContain('"nonsense" is no e-mail address')
  expect(seen()).toContain('the password has 5 characters')
  expect(seen()).toContain('the two are not the same')
  expect(seen()).not.toMatch(/long|short/)
})

it.each([
  ['Ctrl-C', '\x03'],
  ['Ctrl-D', '\x04'],
])('%s ends the conversation with a sentence', async (_name, key) => {
  await expect(askAdministrator(terminal([[/Name/, key]]).asker)).rejects.toThrow(Refusal)
})
