/**
 * Posts to an address that a person gave us, and to nowhere else: the host stands in a list, the connection is made to
 * an address on the public internet that was looked up for it, and no redirect is followed.
 */
import { lookup as lookUp } from 'node:dns/promises'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { BlockList, isIP } from 'node:net'

export type Answered = { status: number; retryAfter: string | null; text: string }

/** How the outside is reached; tests put a stand-in of their own in its place. */
export type Reach = {
  /** `hooks.slack.com`, `*.logic.azure.com`: a star stands for one label or several. */
  hosts: readonly string[]
  addressesOf(host: string): Promise<string[]>
  request(options: RequestOptions, answer: (response: IncomingMessage) => void): ClientRequest
}

/** Why an address is not posted to. The words are for operators; a screen says it in its own. */
export class OutOfReach extends Error {}

/** Where the two services take messages: Slack's incoming webhooks, and workflows of Teams in their two generations. */
export const USUAL_HOSTS: readonly string[] = [
  'hooks.slack.com',
  'hooks.slack-gov.com',
  '*.logic.azure.com',
  '*.api.powerplatform.com',
  '*.webhook.office.com',
]

const inner = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inner.addSubnet(net, bits, 'ipv4')

/** Of IPv6 only what is given out to the world (2000::/3), without the ranges in it that carry or document others. */
const outer6 = new BlockList()
outer6.addSubnet('2000::', 3, 'ipv6')
const inner6 = new BlockList()
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inner6.addSubnet(net, bits, 'ipv6')

/** Whether an address is one of the public internet. */
export function isPublic(address: string): boolean {
  const kind = isIP(address)
  if (kind === 4) return !inner.check(address, 'ipv4')
  return kind === 6 && outer6.check(address, 'ipv6') && !inner6.check(address, 'ipv6')
}

function matches(pattern: string, host: string): boolean {
  return pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1
    : host === pattern
}

/** The address as one that may be posted to; throws OutOfReach with the reason. */
export function checkedUrl(text: string, hosts: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null) throw new OutOfReach('no address')
  if (url.protocol !== 'https:') throw new OutOfReach('not https')
  if (url.username !== '' || url.password !== '') throw new OutOfReach('a name or password in the address')
  if (url.port !== '') throw new OutOfReach('a port in the address')
  if (!hosts.some((pattern) => matches(pattern, url.hostname))) throw new OutOfReach('a host that is not in the list')
  return url
}

async function publicAddress(host: string, reach: Reach): Promise<string> {
  const addresses = await reach.addressesOf(host)
  const [first] = addresses
  // One inner address among outer ones is a trick, not a mistake.
  if (first === undefined || !addresses.every(isPublic))
    throw new OutOfReach('a host that is not on the public internet')
  return first
}

const TIMEOUT = 10_000
const LONGEST_ANSWER = 4_096

/** Posts JSON; rejects where no answer came. The certificate is held against the host's name, not the address. */
export async function postJson(text: string, body: unknown, reach: Reach): Promise<Answered> {
  const url = checkedUrl(text, reach.hosts)
  const address = await publicAddress(url.hostname, reach)
  const payload = Buffer.from(JSON.stringify(body))
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      host: address,
      servername: url.hostname,
      port: 443,
      method: 'POST',
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.hostname,
        'content-type': 'application/json; charset=utf-8',
        'content-length': payload.length,
        'user-agent': 'bansou',
      },
      timeout: TIMEOUT,
    }
    const request = reach.request(options, (response) => {
      let said = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        if (said.length < LONGEST_ANSWER) said += part
      })
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: response.headers['retry-after'] ?? null,
          text: said.slice(0, LONGEST_ANSWER),
        }),
      )
    })
    request.on('timeout', () => request.destroy(new Error('no answer in time')))
    request.on('error', reject)
    request.end(payload)
  })
}

/** The world outside. `more`: hosts that an operator allows beside the usual ones, parted by commas. */
export function openReach(more = ''): Reach {
  const own = more.split(',').map((host) => host.trim().toLowerCase())
  return {
    hosts: [...USUAL_HOSTS, ...own.filter((host) => /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host))],
    addressesOf: async (host) => (await lookUp(host, { all: true })).map((found) => found.address),
    request: httpsRequest,
  }
}
