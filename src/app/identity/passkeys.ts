/** Passkeys (WebAuthn): registered by a signed-in person, and enough to sign in, for the device has verified its user. */
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { tellOfSecurity } from '../notifications/security.ts'
import { keepChallenge, takeChallenge } from './challenges.ts'
import { type Core, SCOPE } from './core.ts'
import { noteOf } from './record.ts'

/** Where the browser stands: `https://bansou.example.jp`. Its host names whose passkeys may be used. */
export type Origin = string

export type Passkey = { id: string; name: string; createdAt: Instant; usedAt: Instant | null; here: boolean }

export type Asked<Options> = { ticket: string; options: Options }

export type Passkeys = {
  registrationOptions(
    person: { userId: string; name: string; email: string },
    origin: Origin,
  ): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>>
  /** Keeps a new passkey under a name; `passkey-elsewhere` or `passkey-refused` where the answer does not hold. */
  register(userId: string, ticket: string, response: object, name: string, origin: Origin): Promise<string>
  /** Names nobody: the browser asks its user which passkey to take. */
  signInOptions(origin: Origin): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>>
  /** Whose passkey answered; `passkey-elsewhere` or `passkey-refused` where the answer does not hold. */
  verify(ticket: string, response: object, origin: Origin): Promise<string>
  listOf(userId: string, origin: Origin): Promise<Passkey[]>
  rename(userId: string, id: string, name: string): Promise<void>
  remove(userId: string, id: string): Promise<void>
}

type Row = { id: string; userId: string; publicKey: Buffer; counter: number; transports: string[]; rpId: string }

const NAME = 'Bansou'
/** ECDSA with SHA-256, Ed25519 and RSA with SHA-256 (COSE): what devices make. */
const ALGORITHMS = [-7, -8, -257]
/** Loaded by the first passkey: it brings parsers of certificates along that a start should not wait for. */
const webauthn = () => import('@simplewebauthn/server')
const hostOf = (origin: Origin): string => new URL(origin).hostname

const COLUMNS = `p.id, p.user_id as "userId", p.public_key as "publicKey", p.counter, p.transports, p.rp_id as "rpId"`

/** The origin that a browser wrote into what the device signed; null where nothing of the kind can be read. */
function originIn(response: object): string | null {
  try {
    const { clientDataJSON } = (response as { response: { clientDataJSON: string } }).response
    const { origin } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as { origin: unknown }
    return typeof origin === 'string' ? origin : null
  } catch {
    return null
  }
}

function mustBeFrom(origin: Origin, response: object): void {
  const said = originIn(response)
  if (said === null) throw new Problem('passkey-refused')
  if (said !== origin) throw new Problem('passkey-elsewhere')
}

/** The library throws a sentence for whatever does not hold; none of them is the person's to know. */
const refusing = async <T>(work: Promise<T>): Promise<T> =>
  work.catch(() => {
    throw new Problem('passkey-refused')
  })

const keyOf = (row: Row, id: string) => ({
  id,
  publicKey: new Uint8Array(row.publicKey),
  counter: row.counter,
  transports: row.transports,
})

type CredentialAnswer = { id: string; response: { transports?: unknown } }
const transportsIn = (response: object): string[] => {
  const { transports } = (response as CredentialAnswer).response
  return Array.isArray(transports)
    ? transports.filter((t): t is string => /^[a-z-]{1,20}$/.test(String(t))).slice(0, 8)
    : []
}

export function openPasskeys({ db, clock, forget }: Core): Passkeys {
  const take = async (purpose: 'passkey-sign-in' | 'passkey-register', ticket: string) => {
    const taken = await db.transaction(SCOPE, (tx) =>
      takeChallenge<{ challenge: string; userId?: string }>(tx, purpose, ticket, clock.now()),
    )
    if (taken === null) throw new Problem('passkey-refused')
    return taken
  }

  const namedSo = (tx: Tx, id: string) =>
    tx.maybe<{ passkey: string; name: string }>('select id as passkey, name from identity.passkeys where id = $1', [id])

  const ownedBy = async (tx: Tx, userId: string, work: string, values: unknown[]) => {
    const row = await tx.maybe(`${work} where id = $1 and user_id = $2 returning id`, [
      values[0],
      userId,
      ...values.slice(1),
    ])
    if (row === null) throw new Problem('unknown-reference', 'id')
  }

  return {
    async registrationOptions({ userId, name, email }, origin) {
      const known = await db.read(SCOPE, (tx) =>
        tx.query<{ id: string }>('select credential_id as id from identity.passkeys where user_id = $1', [userId]),
      )
      const options = await (await webauthn()).generateRegistrationOptions({
        rpName: NAME,
        rpID: hostOf(origin),
        userName: email,
        userDisplayName: name,
        userID: new TextEncoder().encode(userId),
        attestationType: 'none',
        supportedAlgorithmIDs: ALGORITHMS,
        excludeCredentials: known,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      const ticket = await db.transaction(SCOPE, (tx) =>
        keepChallenge(tx, 'passkey-register', { challenge: options.challenge, userId }, clock.now()),
      )
      return { ticket, options }
    },

    async register(userId, ticket, response, name, origin) {
      const asked = await take('passkey-register', ticket)
      if (asked.userId !== userId) throw new Problem('passkey-refused')
      mustBeFrom(origin, response)
      const { verifyRegistrationResponse } = await webauthn()
      const { registrationInfo: made } = await refusing(
        verifyRegistrationResponse({
          response: response as RegistrationResponseJSON,
          expectedChallenge: asked.challenge,
          expectedOrigin: origin,
          expectedRPID: hostOf(origin),
          requireUserVerification: true,
          supportedAlgorithmIDs: ALGORITHMS,
        }),
      )
      if (!made) throw new Problem('passkey-refused')
      const { credential } = made
      const id = newId(clock.now())
      const kept = await db.transaction(SCOPE, async (tx) => {
        const made = await tx.maybe(
          `insert into identity.passkeys (id, user_id, credential_id, public_key, counter, transports, rp_id, name, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (credential_id) do nothing returning id`,
          [
            id,
            userId,
            credential.id,
            Buffer.from(credential.publicKey),
            credential.counter,
            transportsIn(response),
            hostOf(origin),
            name,
            timestampOf(clock.now()),
          ],
        )
        if (made !== null) {
          await tellOfSecurity(tx, userId, 'added', clock.now())
          await noteOf(tx, userId, { action: 'passkey.add', before: null, after: { passkey: id, name } }, clock.now())
        }
        return made
      })
      if (kept === null) throw new Problem('already-exists')
      forget(userId)
      return id
    },

    async signInOptions(origin) {
      const options = await (await webauthn()).generateAuthenticationOptions({
        rpID: hostOf(origin),
        userVerification: 'required',
      })
      const ticket = await db.transaction(SCOPE, (tx) =>
        keepChallenge(tx, 'passkey-sign-in', { challenge: options.challenge }, clock.now()),
      )
      return { ticket, options }
    },

    async verify(ticket, response, origin) {
      const { challenge } = await take('passkey-sign-in', ticket)
      mustBeFrom(origin, response)
      const credentialId = String((response as CredentialAnswer).id)
      const row = await db.read(SCOPE, (tx) =>
        tx.maybe<Row>(
          `select ${COLUMNS} from identity.passkeys p join identity.users u on u.id = p.user_id
           where p.credential_id = $1 and u.disabled_at is null`,
          [credentialId],
        ),
      )
      if (row === null) throw new Problem('passkey-refused')
      if (row.rpId !== hostOf(origin)) throw new Problem('passkey-elsewhere')
      const { verifyAuthenticationResponse } = await webauthn()
      const checked = await refusing(
        verifyAuthenticationResponse({
          response: response as AuthenticationResponseJSON,
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: row.rpId,
          credential: keyOf(row, credentialId),
          requireUserVerification: true,
        }),
      )
      if (!checked.verified) throw new Problem('passkey-refused')
      await db.transaction(SCOPE, (tx) =>
        tx.query('update identity.passkeys set counter = $2, used_at = $3 where id = $1', [
          row.id,
          checked.authenticationInfo.newCounter,
          timestampOf(clock.now()),
        ]),
      )
      return row.userId
    },

    listOf: (userId, origin) =>
      db.read(SCOPE, (tx) =>
        tx.query<Passkey>(
          `select id, name, created_at as "createdAt", used_at as "usedAt", rp_id = $2 as here from identity.passkeys
           where user_id = $1 order by id`,
          [userId, hostOf(origin)],
        ),
      ),

    rename: (userId, id, name) =>
      db.transaction(SCOPE, async (tx) => {
        const before = await namedSo(tx, id)
        await ownedBy(tx, userId, 'update identity.passkeys set name = $3', [id, name])
        await noteOf(tx, userId, { action: 'passkey.rename', before, after: { passkey: id, name } }, clock.now())
      }),

    async remove(userId, id) {
      await db.transaction(SCOPE, async (tx) => {
        const before = await namedSo(tx, id)
        await ownedBy(tx, userId, 'delete from identity.passkeys', [id])
        await noteOf(tx, userId, { action: 'passkey.remove', before, after: null }, clock.now())
      })
      forget(userId)
    },
  }
}
