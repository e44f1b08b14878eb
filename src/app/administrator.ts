/** The first people of an installation: administrators of the vendor, made on the command line or at the first start. */
import { z } from 'zod'
import { Problem } from '../kernel/failure.ts'
import type { Identity } from './identity/identity.ts'
import { type Owner, type PasswordFault, passwordFault } from './identity/password-rules.ts'
import { Refusal } from './refusal.ts'

export type NewAdministrator = { name: string; email: string; password: string }

const LONGEST = 200

/** What is wrong with a value, as a sentence; null where nothing is. */
export const faultOf: Record<keyof NewAdministrator, (text: string) => string | null> = {
  name: (text) =>
    text.trim() === ''
      ? 'the name is empty: write the name of the person'
      : text.length > LONGEST
        ? `the name is longer than ${LONGEST} characters`
        : null,
  email: (text) =>
    z.email().max(254).safeParse(text.trim()).success
      ? null
      : `${JSON.stringify(text)} is no e-mail address: write one such as name@example.com`,
  password: (text) => passwordSentence(text, { email: '', name: '' }),
}

function passwordSentence(text: string, owner: Owner): string | null {
  const fault = passwordFault(text, owner)
  if (fault === null) return null
  const sentences: Record<PasswordFault['code'], string> = {
    'too-short': `the password has ${[...text].length} characters: choose one of ${fault.limit} or more`,
    'too-long': `the password is longer than ${fault.limit} characters`,
    'password-breached':
      'the password is on a list of leaked ones, or one of them with digits or signs added: choose another',
    'password-guessable': `the password is made of the name, the address, the product or few characters: choose ${fault.limit} others or more`,
  }
  return sentences[fault.code]
}

export async function createAdministrator(identity: Identity, person: NewAdministrator): Promise<void> {
  for (const field of ['name', 'email', 'password'] as const) {
    const fault = faultOf[field](person[field])
    if (fault) throw new Refusal(fault)
  }
  const own = passwordSentence(person.password, person)
  if (own) throw new Refusal(own)
  const email = person.email.trim()
  try {
    await identity.createUser({
      name: person.name.trim(),
      email,
      password: person.password,
      side: 'vendor',
      roles: ['admin'],
    })
  } catch (error) {
    if (error instanceof Problem && error.code === 'already-exists')
      throw new Refusal(`somebody with the e-mail address ${email} is there already`)
    throw error
  }
}
