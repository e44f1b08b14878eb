/**
 * Every address of the API that changes something, done once with success. An address that is neither here nor in
 * `UNRECORDED` fails the test of the record: whoever adds a route says here how it is done.
 */
import { PEOPLE_DEEDS } from './people-deeds.ts'
import { SECURITY_DEEDS } from './security-deeds.ts'
import { type Deed, NOW, type Town } from './town.ts'
import { WORK_DEEDS } from './work-deeds.ts'

/** Changes that leave no word in the record, each with the reason. */
export const UNRECORDED: Record<string, string> = {
  'POST /api/contracts/quote': 'a preview',
  'POST /api/sessions/preview': 'a preview',
  'POST /api/slots': 'a question',
  'POST /api/members/:userId/hand-over/preview': 'a preview',
  'POST /api/scenarios/play': 'plays on a database of its own',
  'POST /api/auth/sign-in': 'signing in: the sign-in is listed',
  'POST /api/auth/code': 'signing in: the sign-in is listed',
  'POST /api/auth/passkey': 'signing in: the sign-in is listed',
  'POST /api/auth/personal': 'signing in: the sign-in is listed',
  'POST /api/auth/sign-out': 'signing out',
  'POST /api/auth/organisation': 'for which organisation this one sign-in acts',
  'POST /api/auth/ways': 'a question',
  'POST /api/auth/passkey/options': 'a question',
  'POST /api/auth/passkeys/options': 'a question',
  'POST /api/auth/second-factor/begin': 'nothing is in force before its code was given back',
  'POST /api/auth/reset': 'sends a letter; answered alike whether somebody has the address',
  'POST /api/auth/reset/look': 'a question',
  'POST /api/invitations/look': 'a question',
  'POST /api/notices/read': 'what one has read oneself',
  'POST /api/notices/choices': 'how one is told oneself',
  'POST /api/webhooks/:id/test': 'a test message',
}

export const DEEDS: Record<string, (t: Town) => Promise<Deed>> = {
  ...SECURITY_DEEDS,
  ...PEOPLE_DEEDS,
  ...WORK_DEEDS,
}

/** As it was before the deed. */
export async function settle(t: Town): Promise<void> {
  t.at(NOW)
  await t.house.identity.secondFactor.setRule('off')
}
