/**
 * Signing in through an organisation's own OpenID Connect provider: code flow with PKCE, state and nonce. A provider
 * vouches for addresses of its domains, and only for what these people hold in its organisation.
 */
import type { Configuration } from 'openid-client'
import { type Actor, differing } from '../../kernel/audit.ts'
import { Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { keepChallenge, takeChallenge } from './challenges.ts'
import { type Core, SCOPE } from './core.ts'
import type { SignedIn } from './identity.ts'
import { heldAt, type Organisation, sameOrganisation } from './memberships.ts'
import { note } from './record.ts'

export type Provider = Organisation & {
  id: string
  name: string
  issuer: string
  clientId: string
  /** E-mail domains that it may vouch for, in lower case. */
  domains: string[]
  active: boolean
  version: number
}
export type ProviderFields = Pick<Provider, 'name' | 'issuer' | 'clientId' | 'domains' | 'active'>

/** Why coming back from a provider let nobody in. */
export type ProviderFault = 'provider-unknown' | 'provider-failed' | 'provider-email' | 'provider-nobody'

export class ProviderRefusal extends Error {
  readonly fault: ProviderFault
  constructor(fault: ProviderFault, cause?: unknown) {
    super(fault, { cause })
    this.fault = fault
  }
}

export type Providers = {
  list(): Promise<Provider[]>
  create(organisation: Organisation, fields: ProviderFields, clientSecret: string, by: Actor): Promise<string>
  /** Without a secret the one of before stays. `stale-version` where it was changed meanwhile. */
  change(
    id: string,
    fields: ProviderFields,
    clientSecret: string | null,
    version: number | null,
    by: Actor,
  ): Promise<void>
  /** Ends the sign-ins that it vouched for. */
  remove(id: string, by: Actor): Promise<void>
  /** Active ones for an address, by its domain alone: whether the person exists is not asked. */
  forEmail(email: string): Promise<{ id: string; name: string }[]>
  /** Where to send the browser, and the ticket it brings back in a cookie. Throws ProviderRefusal. */
  begin(id: string, site: string, to: string): Promise<{ ticket: string; address: string }>
  /** Throws ProviderRefusal. `back`: the address that the browser came back to. */
  finish(ticket: string, back: URL, agent: string | null): Promise<{ signed: SignedIn; to: string }>
}

type Asked = { providerId: string; state: string; nonce: string; verifier: string; to: string }
type Row = Provider & { secret: Buffer }

export const CALLBACK = '/api/auth/callback'
/** Loaded by the first sign-in that goes through a provider. */
const client = () => import('openid-client')
/** Seconds that a provider may take to answer. */
const PATIENCE = 10

const COLUMNS = `p.id, p.name, p.side, p.account_id as "accountId", p.partner_id as "partnerId", p.issuer,
  p.client_id as "clientId", p.domains, p.active, p.version`

const domainOf = (email: string): string => email.trim().toLowerCase().split('@').at(-1) ?? ''
const about = (id: string) => `provider ${id}`

/** Plain http is for a provider on this machine: for trying out. */
const isLoopback = ({ hostname }: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

/** `https://…`, or a provider on this machine. */
export function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username || url.password || url.hash || url.search) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
}

type Claims = { email?: unknown; email_verified?: unknown }

/** The address that the provider has verified and may speak for; null for any other. */
function vouchedEmail(claims: Claims, domains: readonly string[]): string | null {
  const { email, email_verified: verified } = claims
  if (typeof email !== 'string' || verified !== true) return null
  return domains.includes(domainOf(email)) ? email.trim().toLowerCase() : null
}

export function openProviders({ db, clock, sealer, enter, forget }: Core): Providers {
  const discovered = new Map<string, Promise<Configuration>>()

  const read = (id: string) =>
    db.read(SCOPE, (tx) =>
      tx.maybe<Row>(
        `select ${COLUMNS}, p.client_secret as secret from identity.providers p where p.id = $1 and p.active`,
        [id],
      ),
    )

  /** Asked of the provider once for each version of its entry; a failure is not kept. */
  function configurationOf(row: Row): Promise<Configuration> {
    const name = `${row.id} ${row.version}`
    const already = discovered.get(name)
    if (already) return already
    const issuer = new URL(row.issuer)
    const made = client().then((oidc) =>
      oidc.discovery(issuer, row.clientId, sealer.open(row.secret, about(row.id)), undefined, {
        timeout: PATIENCE,
        ...(issuer.protocol === 'http:' && { execute: [oidc.allowInsecureRequests] }),
      }),
    )
    discovered.set(name, made)
    made.catch(() => discovered.delete(name))
    return made
  }

  /** The person in the provider's own organisation: somebody known elsewhere alone is nobody here. */
  async function personOf(tx: Tx, email: string, organisation: Organisation): Promise<string | null> {
    const person = await tx.maybe<{ id: string }>(
      `select id from identity.users where email = $1 and disabled_at is null and kind = 'person'`,
      [email],
    )
    if (person === null) return null
    const held = await heldAt(tx, person.id, clock.now())
    return held.some((m) => sameOrganisation(m, organisation)) ? person.id : null
  }

  async function claimsFrom(row: Row, asked: Asked, back: URL): Promise<Claims> {
    try {
      const oidc = await client()
      const configuration = await configurationOf(row)
      const tokens = await oidc.authorizationCodeGrant(configuration, back, {
        expectedState: asked.state,
        expectedNonce: asked.nonce,
        pkceCodeVerifier: asked.verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims() as (Claims & { sub: string }) | undefined
      if (!claims) throw new ProviderRefusal('provider-failed')
      if (claims.email !== undefined) return claims
      // Some providers tell the address at the userinfo endpoint alone.
      return (await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)) as Claims
    } catch (error) {
      throw error instanceof ProviderRefusal ? error : new ProviderRefusal('provider-failed', error)
    }
  }

  return {
    list: () =>
      db.read(SCOPE, (tx) => tx.query<Provider>(`select ${COLUMNS} from identity.providers p order by p.name, p.id`)),

    create: (organisation, fields, clientSecret, by) =>
      db.transaction(SCOPE, async (tx) => {
        const now = clock.now()
        const id = newId(now)
        const { side, accountId, partnerId } = organisation
        const { name, issuer, clientId, domains, active } = fields
        await tx.query(
          `insert into identity.providers (id, name, side, account_id, partner_id, issuer, client_id, client_secret, domains,
             active, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
          [
            id,
            name,
            side,
            accountId,
            partnerId,
            issuer,
            clientId,
            sealer.seal(clientSecret, about(id)),
            domains,
            active,
            timestampOf(now),
          ],
        )
        const after = { name, side, partnerId, issuer, clientId, domains, active }
        const subject = { type: 'provider', id }
        await note(tx, by, { action: 'provider.add', accountId, subject, before: null, after }, now)
        return id
      }),

    async change(id, { name, issuer, clientId, domains, active }, clientSecret, version, by) {
      const secret = clientSecret === null ? null : sealer.seal(clientSecret, about(id))
      await db.transaction(SCOPE, async (tx) => {
        const row = await tx.maybe<Provider>(`select ${COLUMNS} from identity.providers p where p.id = $1 for update`, [
          id,
        ])
        if (row === null) throw new Problem('unknown-reference', 'id')
        if (version !== null && version !== row.version)
          throw new Problem('stale-version', 'If-Match', { version: row.version })
        await tx.query(
          `update identity.providers set name = $2, issuer = $3, client_id = $4, domains = $5, active = $6,
             client_secret = coalesce($7, client_secret), version = version + 1 where id = $1`,
          [id, name, issuer, clientId, domains, active, secret],
        )
        if (!active) await tx.query('delete from identity.sign_ins where provider_id = $1', [id])
        const moved = differing(row, {
          ...{ name, issuer, clientId, domains, active },
          ...(secret !== null && { clientSecret: 'new' }),
        })
        const subject = { type: 'provider', id }
        await note(tx, by, { action: 'provider.change', accountId: row.accountId, subject, ...moved }, clock.now())
      })
      forget(null)
    },

    async remove(id, by) {
      await db.transaction(SCOPE, async (tx) => {
        const row = await tx.maybe<Provider>(`delete from identity.providers p where p.id = $1 returning ${COLUMNS}`, [
          id,
        ])
        if (row === null) throw new Problem('unknown-reference', 'id')
        const { id: _, accountId, version: __, ...before } = row
        const subject = { type: 'provider', id }
        await note(tx, by, { action: 'provider.remove', accountId, subject, before, after: null }, clock.now())
        await tx.query('delete from identity.sign_ins where provider_id = $1', [id])
      })
      forget(null)
    },

    forEmail: (email) =>
      db.read(SCOPE, (tx) =>
        tx.query<{ id: string; name: string }>(
          'select id, name from identity.providers where active and $1 = any (domains) order by name, id',
          [domainOf(email)],
        ),
      ),

    async begin(id, site, to) {
      const row = await read(id)
      if (row === null) throw new ProviderRefusal('provider-unknown')
      const configuration = await configurationOf(row).catch((error: unknown) => {
        throw new ProviderRefusal('provider-failed', error)
      })
      const oidc = await client()
      const asked = {
        providerId: id,
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        to,
      }
      const address = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: site + CALLBACK,
        scope: 'openid email',
        state: asked.state,
        nonce: asked.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(asked.verifier),
        code_challenge_method: 'S256',
      })
      const ticket = await db.transaction(SCOPE, (tx) => keepChallenge(tx, 'provider', asked, clock.now()))
      return { ticket, address: address.href }
    },

    async finish(ticket, back, agent) {
      const asked = await db.transaction(SCOPE, (tx) => takeChallenge<Asked>(tx, 'provider', ticket, clock.now()))
      const row = asked && (await read(asked.providerId))
      if (!asked || !row) throw new ProviderRefusal('provider-unknown')
      const email = vouchedEmail(await claimsFrom(row, asked, back), row.domains)
      if (email === null) throw new ProviderRefusal('provider-email')
      const { side, accountId, partnerId } = row
      const organisation = { side, accountId, partnerId }
      const userId = await db.read(SCOPE, (tx) => personOf(tx, email, organisation))
      if (userId === null) throw new ProviderRefusal('provider-nobody')
      const reach = { scopes: null, providerId: row.id, linkId: null }
      const signed = await enter({ userId, methods: ['provider'], agent, organisation, reach })
      return { signed, to: asked.to }
    },
  }
}
