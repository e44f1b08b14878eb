/** One broken catalogue for each mistake: the smallest one with one piece of its text replaced. */
import { expect, test } from 'vitest'
import { catalogueFromTexts, TermsLoadError } from './index.ts'
import { AMENDMENT, REGISTER, VERSION } from './minimal.fixture.ts'

type Texts = Record<string, string>
export const WHOLE: Texts = { 'clauses.yaml': REGISTER, '1.yaml': VERSION, '2.yaml': AMENDMENT }

export function errorsOf(texts: Texts): string[] {
  const { 'clauses.yaml': register = '', ...versions } = texts
  const files = Object.entries(versions).map(([file, text]) => ({ file, text }))
  try {
    catalogueFromTexts({ file: 'clauses.yaml', text: register }, files)
    return []
  } catch (error) {
    if (error instanceof TermsLoadError) return error.message.split('\n')
    throw error
  }
}

/** One file with one piece of its text replaced; the piece must stand there once, or the case would miss its mark. */
function broken(file: string, from: string, to: string): Texts {
  const text = WHOLE[file] ?? ''
  expect(text.split(from), `"${from}" stands once in ${file}`).toHaveLength(2)
  return { ...WHOLE, [file]: text.replace(from, () => to) }
}

export type Case = [mistake: string, from: string, to: string, ...errors: string[]]
/** Tests of one file: the mistake, the piece that is replaced, what stands there instead, and every error with its place. */
export const casesIn = (file: string, cases: Case[]) =>
  test.each(cases)('%s', (_mistake, from, to, ...errors) => {
    expect(errorsOf(broken(file, from, to))).toEqual(errors)
  })
