/** A real OpenID Connect provider on this machine; whoever comes is signed in as the person it is told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider as OidcServer } from 'oidc-provider'

export type Who = { sub: string; email?: string; email_verified?: boolean }

export type OidcStage = {
  issuer: string
  /** Who signs in next. */
  become(who: Who): void
  close(): Promise<void>
}

export const CLIENT = { clientId: 'bansou', clientSecret: 'the secret of this client' }

/** `redirects`: where it may send browsers back to; `inIdToken`: the address stands there, not only at the userinfo endpoint. */
export async function openOidcServer(redirects: string[], options: { inIdToken: boolean }): Promise<OidcStage> {
  let who: Who = { sub: 'nobody' }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new OidcServer(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: redirects,
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: !options.inIdToken,
    cookies: { keys: ['for this test'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => who }),
    async loadExistingGrant(ctx: { oidc: { client: { clientId: string }; session: { accountId: string } } }) {
      const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  })
  const answer = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    void provider.interactionFinished(request, response, { login: { accountId: who.sub } })
  })
  return {
    issuer,
    become(next) {
      who = next
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A browser that follows redirects with its cookies, up to the first address that begins with `until`. */
export async function follow(address: string, until: string): Promise<string> {
  const jar = new Map<string, string>()
  for (let hops = 0, at = address; hops < 10; hops++) {
    if (at.startsWith(until)) return at
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const to = answer.headers.get('location')
    if (to === null) throw new Error(`${at} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`)
    at = new URL(to, at).href
  }
  throw new Error('redirects without end')
}
