import { describe, expect, it } from 'vitest'
import { checkedUrl, isPublic, OutOfReach, openReach, postJson, type Reach } from './reach.ts'

const { hosts } = openReach()

describe('an address that may be posted to', () => {
  it.each([
    'https://hooks.slack.com/services/T0/B0/xyz',
    'https://prod-07.japaneast.logic.azure.com/workflows/abc/triggers/manual/paths/invoke?sig=x',
    'https://default0123.ab.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/x?sig=y',
    'https://example.webhook.office.com/webhookb2/x',
  ])('%s', (url) => {
    expect(checkedUrl(url, hosts).href).toBe(url)
  })

  it.each([
    ['http://hooks.slack.com/services/T0', 'not https'],
    ['https://hooks.slack.com:8443/services/T0', 'a port'],
    ['https://user:pass@hooks.slack.com/x', 'a name or password'],
    ['https://hooks.slack.com.attacker.example/x', 'not in the list'],
    ['https://attacker.example/hooks.slack.com', 'not in the list'],
    ['https://hooks.slack.com@attacker.example/', 'a name or password'],
    ['https://xlogic.azure.com/x', 'not in the list'],
    ['https://.logic.azure.com/x', 'not in the list'],
    ['https://localhost/x', 'not in the list'],
    ['https://127.0.0.1/x', 'not in the list'],
    ['https://[::1]/x', 'not in the list'],
    ['https://0x7f000001/x', 'not in the list'],
    ['https://169.254.169.254/latest/meta-data', 'not in the list'],
    ['file:///etc/passwd', 'not https'],
    ['javascript:alert(1)', 'not https'],
    ['hooks.slack.com/x', 'no address'],
    ['', 'no address'],
  ])('is not %s: %s', (url, why) => {
    expect(() => checkedUrl(url, hosts)).toThrow(OutOfReach)
    expect(() => checkedUrl(url, hosts)).toThrow(why)
  })

  it('may lie on hosts that the operator names, and on no pattern that means everything', () => {
    const own = openReach('chat.example.jp, *.chat.example.com, *, *.com:443, http://x').hosts
    expect(() => checkedUrl('https://chat.example.jp/hooks/1', own)).not.toThrow()
    expect(() => checkedUrl('https://a.b.chat.example.com/hooks/1', own)).not.toThrow()
    expect(() => checkedUrl('https://anything.example.org/', own)).toThrow('not in the list')
  })
})

it.each([
  ['8.8.8.8', true],
  ['3.112.0.1', true],
  ['2606:4700::1111', true],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['127.0.0.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::a00:1', false],
  ['2001:db8::1', false],
  ['2002:a00:1::', false],
  ['not an address', false],
])('%s is on the public internet: %s', (address, is) => {
  expect(isPublic(address)).toBe(is)
})

describe('a host in the list whose name leads inside', () => {
  const request = () => {
    throw new Error('a connection was made')
  }
  const reach = (addresses: string[]): Reach => ({ hosts, addressesOf: async () => addresses, request })
  it.each([[['10.0.0.7']], [['8.8.8.8', '127.0.0.1']], [['::ffff:169.254.169.254']], [[]]])(
    '%j is not connected to',
    async (addresses) => {
      await expect(postJson('https://hooks.slack.com/services/x', {}, reach(addresses))).rejects.toThrow(
        'not on the public internet',
      )
    },
  )

  it('is connected to by the address that was looked at, under the name of the host', async () => {
    const asked: object[] = []
    const watched: Reach = {
      ...reach(['8.8.8.8']),
      request: (options) => {
        asked.push(options)
        throw new Error('seen')
      },
    }
    await expect(postJson('https://hooks.slack.com/services/x', {}, watched)).rejects.toThrow('seen')
    expect(asked).toMatchObject([
      { host: '8.8.8.8', servername: 'hooks.slack.com', port: 443, headers: { host: 'hooks.slack.com' } },
    ])
  })
})
