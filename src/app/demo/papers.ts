/** What the demo's customers find besides their stories: an offer to answer, one that was answered, papers to open. */
import type { FastifyInstance } from 'fastify'
import { addDays, type CivilDate } from '../../kernel/civil.ts'
import { must } from '../../kernel/failure.ts'

const OFFERS = [
  {
    account: 'mihon',
    order: { addOn: 'training-3h', language: 'en' },
    lastDay: 20,
    note: '海外拠点の皆さま向けに、英語での研修をご提案します。',
  },
  {
    account: 'kakuu',
    order: { addOn: 'training-3h', language: 'ja' },
    lastDay: 14,
    note: '新しく入られた方への研修です。',
    withdrawn: true,
  },
] as const
const WITH_PAPERS = ['mihon', 'kakuu', 'reidai'] as const
const KINDS = ['confirmation', 'usage'] as const

type Ask = (method: 'GET' | 'POST', url: string, body?: object) => Promise<ReturnType<typeof JSON.parse>>

const askAs =
  (server: FastifyInstance, token: string): Ask =>
  async (method, url, body) => {
    const headers = { authorization: `Bearer ${token}`, 'accept-language': 'ja' }
    const answer = await server.inject({ method, url, headers, ...(body && { payload: body }) })
    must(answer.statusCode < 300, `${method} ${url} is carried out, not answered ${answer.statusCode}: ${answer.body}`)
    return answer.json()
  }

export async function sendPapers(
  server: FastifyInstance,
  token: string,
  accounts: ReadonlyMap<string, string>,
  today: CivilDate,
): Promise<void> {
  const ask = askAs(server, token)
  const idOf = (handle: string) => must(accounts.get(handle), `the stories make the account ${handle}`)
  for (const handle of WITH_PAPERS) {
    const { contracts } = await ask('GET', `/api/accounts/${idOf(handle)}`)
    for (const { id } of contracts)
      for (const kind of KINDS) await ask('POST', '/api/documents', { kind, contractId: id, language: 'ja' })
  }
  for (const { account, lastDay, ...offer } of OFFERS) {
    const { withdrawn, ...sent } = { withdrawn: false, ...offer }
    const body = { accountId: idOf(account), ...sent, lastDay: addDays(today, lastDay) }
    const { subject } = await ask('POST', '/api/offers', body)
    if (withdrawn) await ask('POST', `/api/offers/${subject.id}/withdraw`, {})
  }
}
