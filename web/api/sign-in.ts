/** Signing in and one's own security, as the server has them. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { queryOptions } from '@tanstack/react-query'
import { ApiProblem, get, post } from './client.ts'
import type { Step } from './left.ts'
import type { Me, Side } from './types.ts'

export type Entered = Me | { next: Step }

export const signIn = (email: string, password: string) => post<Entered>('/auth/sign-in', { body: { email, password } })
export const giveCode = (code: string) => post<Entered>('/auth/code', { body: { code } })

export type Provider = { id: string; name: string }
export const waysOf = (email: string) => post<{ providers: Provider[] }>('/auth/ways', { body: { email } })

type Asked<Options> = { ticket: string; options: Options }
/** Loaded when a passkey is first used. */
const webauthn = () => import('@simplewebauthn/browser')

/** Passkeys need https or this machine, and a name: at an address in digits there are none. */
export const passkeysWork = (): boolean =>
  window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(location.hostname)

/** The person said no, or nothing, to the device. */
export const isDeclined = (error: unknown): boolean =>
  !(error instanceof ApiProblem) &&
  error instanceof Error &&
  /NotAllowedError|AbortError/.test(`${error.name} ${error.cause}`)

export async function enterByPasskey(): Promise<Entered> {
  const { ticket, options } = await post<Asked<PublicKeyCredentialRequestOptionsJSON>>('/auth/passkey/options')
  const response = await (await webauthn()).startAuthentication({ optionsJSON: options })
  return post<Entered>('/auth/passkey', { body: { ticket, response } })
}

export async function addPasskey(name: string): Promise<void> {
  const { ticket, options } = await post<Asked<PublicKeyCredentialCreationOptionsJSON>>('/auth/passkeys/options')
  const response = await (await webauthn()).startRegistration({ optionsJSON: options })
  await post('/auth/passkeys', { body: { ticket, response, name } })
}
export const renamePasskey = (id: string, name: string) => post<void>(`/auth/passkeys/${id}/rename`, { body: { name } })
export const removePasskey = (id: string) => post<void>(`/auth/passkeys/${id}/remove`)

export const beginSecondFactor = () => post<{ secret: string; uri: string }>('/auth/second-factor/begin')
export const confirmSecondFactor = (code: string) =>
  post<{ recoveryCodes: string[] }>('/auth/second-factor/confirm', { body: { code } })
export const renewRecoveryCodes = (code: string) =>
  post<{ recoveryCodes: string[] }>('/auth/second-factor/recovery-codes', { body: { code } })
export const removeSecondFactor = (code: string) => post<void>('/auth/second-factor/remove', { body: { code } })

export const askForReset = (email: string) => post<void>('/auth/reset', { body: { email } })
export const lookAtReset = (token: string) => post<{ email: string }>('/auth/reset/look', { body: { token } })
export const resetPassword = (token: string, password: string) =>
  post<{ email: string }>('/auth/reset/password', { body: { token, password } })
export const changePassword = (current: string, password: string) =>
  post<void>('/auth/password', { body: { current, password } })

export const openPersonalLink = (token: string) => post<Me>('/auth/personal', { body: { token } })

export type Invitation = {
  organisation: string
  side: Side
  email: string
  name: string | null
  expiresAt: string
  /** Has a sign-in already, and joins with it. */
  known: boolean
}
export const lookAtInvitation = (token: string) => post<Invitation>('/invitations/look', { body: { token } })
export const acceptInvitation = (token: string, name: string, password: string, language: string) =>
  post<{ email: string }>('/invitations/accept', { body: { token, name, password, language } })
export const joinByInvitation = (token: string) => post<unknown>('/invitations/join', { body: { token } })

export type OwnOrganisation = {
  side: Side
  accountId: string | null
  partnerId: string | null
  name: string
  current: boolean
}
export const readOrganisations = () => get<{ items: OwnOrganisation[] }>('/auth/organisations')
export const actFor = ({ side, accountId, partnerId }: OwnOrganisation) =>
  post<Me>('/auth/organisation', { body: { side, accountId, partnerId } })

export type OwnSecurity = {
  password: boolean
  secondFactor: { confirmed: boolean; recoveryLeft: number; required: boolean }
  passkeys: { id: string; name: string; createdAt: string; usedAt: string | null; here: boolean }[]
  signIns: {
    id: string
    agent: string | null
    methods: string[]
    createdAt: string
    seenAt: string
    current: boolean
  }[]
  organisations: OwnOrganisation[]
  mayChange: boolean
}
export const securityQuery = queryOptions({
  queryKey: ['own-security'],
  queryFn: ({ signal }) => get<OwnSecurity>('/auth/security', undefined, signal),
})
export const endSignIn = (id: string) => post<void>(`/auth/sign-ins/${id}/end`)
export const endOtherSignIns = () => post<{ ended: number }>('/auth/sign-ins/end-others')
