/** What contracts and orders are called, in the language of whoever reads. */
import type { z } from 'zod'
import { contractOffer, contractsOf, type Offer, orderOffer, ordersOf } from '../../contracts/index.ts'
import type { CivilDate } from '../../kernel/civil.ts'
import type { Language } from '../../kernel/route.ts'
import type { Tx } from '../../kernel/transaction.ts'
import type { Vocabulary } from '../words/arguments.ts'
import type * as shapes from './shapes.ts'

export type NamedHolder = z.infer<typeof shapes.holder>
type HolderRef = { type: 'contract' | 'order'; id: string }

export type Names = {
  holder(ref: HolderRef & Offer): NamedHolder
  /** The contracts and orders of the accounts by id. */
  holders(tx: Tx, accountIds: string[], today: CivilDate): Promise<Map<string, NamedHolder>>
}

/** Details are options, which the catalogue names, or a connection, which is called what the customer calls it. */
export function namesIn(language: Language, vocabulary: Vocabulary): Names {
  const say = (id: string) => vocabulary.name(id, language) ?? id
  const holder = ({ type, id, offer, details }: HolderRef & Offer): NamedHolder => {
    const more = details.map(say).join(language === 'ja' ? '、' : ', ')
    return { type, id, offer, label: more === '' ? say(offer) : `${say(offer)} ${more}` }
  }
  return {
    holder,
    async holders(tx, accountIds, today) {
      const [contracts, orders] = await Promise.all([contractsOf(tx, accountIds), ordersOf(tx, accountIds)])
      const all = [
        ...contracts.map((c) => holder({ type: 'contract', id: c.id, ...contractOffer(c, today) })),
        ...orders.map((o) => holder({ type: 'order', id: o.id, ...orderOffer(o) })),
      ]
      return new Map(all.map((h) => [h.id, h]))
    },
  }
}
