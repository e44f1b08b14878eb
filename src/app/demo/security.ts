/** What the demo shows of signing in besides people: a program with a key, and an organisation's provider that is paused. */
import type { Instant } from '../../kernel/clock.ts'
import type { Identity, User } from '../identity/identity.ts'

const DAY = 86_400_000

/** The key itself is thrown away: nobody knows it, and its row is there to be seen. */
export async function showSecurity(identity: Identity, admin: User, reidai: string, now: Instant): Promise<void> {
  const by = admin
  const accountId = await identity.apiKeys.createAccount({ name: '会計ソフト連携', roles: ['finance'], by })
  const scopes = ['accounts.read', 'charges.read'] as const
  await identity.apiKeys.createKey({ accountId, name: '毎月の請求データ', scopes, expiresAt: now + 365 * DAY, by })
  await identity.providers.create(
    { side: 'customer', accountId: reidai, partnerId: null },
    {
      name: '例題電機のサインイン',
      issuer: 'https://login.reidai.example',
      clientId: 'bansou',
      domains: ['reidai.example'],
      active: false,
    },
    'not used while paused',
    by,
  )
}
