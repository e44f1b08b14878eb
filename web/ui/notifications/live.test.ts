import { expect, it } from 'vitest'
import { isTouched } from './live.ts'

const nothing = { accounts: [], things: [], notices: false, everything: false }

it.each([
  ['a list of accounts', ['accounts', {}], { accounts: ['a'] }, true],
  ['the account itself', ['account', 'a'], { accounts: ['a'] }, true],
  ['what belongs to the account', ['ledger', 'a'], { accounts: ['a'] }, true],
  ['another account', ['ledger', 'b'], { accounts: ['a'] }, false],
  ['the catalogue', ['terms'], { accounts: ['a'] }, false],
  ['notices, by a notice', ['notices', 'count'], { notices: true }, true],
  ['notices, by an account', ['notices', 'count'], { accounts: ['a'] }, false],
  ['staff, by staff', ['staff'], { things: ['staff'] }, true],
  ['the page of jobs, by a letter', ['jobs'], { things: ['outbox'] }, true],
  ['anything, after a cut line', ['terms'], { everything: true }, true],
  ['who is signed in, after a cut line', ['me'], { everything: true }, false],
])('%s is read again or left alone', (_, key, change, touched) => {
  expect(isTouched(key, { ...nothing, ...change })).toBe(touched)
})
