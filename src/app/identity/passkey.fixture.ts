/** A passkey device in software: registers and signs as a browser would hand it over; for tests, which make it lie. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest()
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')

const PRESENT = 0x01
const VERIFIED = 0x04
const ATTESTED = 0x40

/** What it claims in place of the truth. */
export type Lies = { origin?: string; rpId?: string; challenge?: string; verified?: boolean; type?: string }

export function softPasskey() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
  const id = randomBytes(32)
  let counter = 0

  const clientData = (type: string, challenge: string, origin: string, lies: Lies): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? origin,
        crossOrigin: false,
      }),
    )
  const authenticatorData = (rpId: string, flags: number, lies: Lies, more = Buffer.alloc(0)): Buffer => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(++counter)
    const held = flags | PRESENT | (lies.verified === false ? 0 : VERIFIED)
    return Buffer.concat([sha256(lies.rpId ?? rpId), Buffer.from([held]), count, more])
  }

  return {
    /** The answer to registration options. */
    register(options: { challenge: string; rp: { id?: string } }, origin: string, lies: Lies = {}) {
      // COSE: EC2, ES256, P-256, x, y (RFC 9053).
      const cose = Buffer.concat([
        hex('a5 01 02 03 26 20 01 21 58 20'),
        Buffer.from(x, 'base64url'),
        hex('22 58 20'),
        Buffer.from(y, 'base64url'),
      ])
      const length = Buffer.from([id.length >> 8, id.length & 0xff])
      const data = authenticatorData(
        options.rp.id ?? '',
        ATTESTED,
        lies,
        Buffer.concat([Buffer.alloc(16), length, id, cose]),
      )
      // CBOR: { fmt: 'none', attStmt: {}, authData }
      const attestation = Buffer.concat([
        hex('a3 63 666d74 64 6e6f6e65 67 61747453746d74 a0 68 6175746844617461 59'),
        Buffer.from([data.length >> 8, data.length & 0xff]),
        data,
      ])
      return {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', options.challenge, origin, lies).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      }
    },

    /** The answer to sign-in options. */
    answer(options: { challenge: string; rpId?: string }, origin: string, lies: Lies = {}) {
      const client = clientData('webauthn.get', options.challenge, origin, lies)
      const data = authenticatorData(options.rpId ?? '', 0, lies)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      return {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      }
    },
  }
}
