/** Which organisation a request is about: the caller's own, or, for the vendor, any. Nobody else names another. */
import { Problem } from '../../kernel/failure.ts'
import type { Caller, Language } from '../../kernel/route.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { account, partnersByIds } from '../../people/index.ts'
import type { Organisation } from '../identity/memberships.ts'
import { readSetting } from '../settings.ts'

/** As a request names it: at most one of the two; neither is the caller's own. */
export type Named = { account?: string | undefined; partner?: string | undefined }

const own = ({ side, accountId, partnerId }: Caller): Organisation => ({ side, accountId, partnerId })

/**
 * The organisation that is asked about. One that is not the caller's to see is as unknown as one that never was: a
 * customer or partner that names another gets `unknown-reference`, whether that one exists or not.
 */
export function organisationOf(caller: Caller, { account: accountId, partner: partnerId }: Named): Organisation {
  if (accountId !== undefined && partnerId !== undefined)
    throw new Problem('invalid-field', 'partner', { code: 'exactly-one-of', fields: 'account, partner' })
  if (caller.side === 'vendor') {
    if (accountId !== undefined) return { side: 'customer', accountId, partnerId: null }
    if (partnerId !== undefined) return { side: 'partner', accountId: null, partnerId }
    return own(caller)
  }
  if (partnerId !== undefined && partnerId !== caller.partnerId) throw new Problem('unknown-reference', 'partner')
  if (accountId !== undefined && accountId !== caller.accountId) throw new Problem('unknown-reference', 'account')
  return own(caller)
}

export type Vendor = { name: string; language: Language }

const UNNAMED: Vendor = { name: 'Bansou', language: 'ja' }

/** The vendor's own organisation, as mails and pages call it. */
export const vendorOf = async (tx: Tx): Promise<Vendor> => (await readSetting(tx, 'organisation')) ?? UNNAMED

/** What an organisation is called; an unknown one is the Problem `unknown-reference`. */
export async function nameOf(tx: Tx, organisation: Organisation): Promise<string> {
  if (organisation.side === 'vendor') return (await vendorOf(tx)).name
  if (organisation.accountId !== null) {
    const found = await account(tx, organisation.accountId)
    if (found) return found.name
    throw new Problem('unknown-reference', 'account')
  }
  const [partner] = await partnersByIds(tx, organisation.partnerId === null ? [] : [organisation.partnerId])
  if (partner) return partner.name
  throw new Problem('unknown-reference', 'partner')
}
