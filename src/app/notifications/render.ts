/** A notice in words: made when it is read or sent, in the language of whoever reads. */

import type { Side } from '../../kernel/access.ts'
import { addDays } from '../../kernel/civil.ts'
import type { Language } from '../../kernel/route.ts'
import { type Arguments, argumentsOf, type Vocabulary } from '../words/arguments.ts'
import { countText, dayText, durationText } from '../words/format.ts'
import { say } from '../words/message.ts'
import { NOTICE_BODIES, NOTICE_TITLES, UNNAMED_BROWSER } from '../words/notices.ts'
import type { NoticeFacts } from './happening.ts'
import type { NoticeKind } from './kinds.ts'

export type Told = { kind: NoticeKind; accountId: string | null; facts: NoticeFacts }
/** Who reads. A customer knows which company it is; `account` names it to everybody else. */
export type Reading = { language: Language; side: Side; account: string | null; vocabulary: Vocabulary }

/** Facts as words: as everywhere, and besides amounts by the unit of their allowance, counts bare, a browser by name. */
function valuesOf({ facts }: Told, { language, account, side, vocabulary }: Reading): Arguments {
  const usual = argumentsOf(facts, language, vocabulary)
  const amount = (value: number) =>
    vocabulary.unit(String(facts.allowance)) === 'minutes' ? durationText(value, language) : countText(value, language)
  return (name) => {
    const value = facts[name]
    if (name === 'account') return side === 'customer' ? undefined : (account ?? undefined)
    if (name === 'accountGiven') return side === 'customer' || account === null ? 'no' : 'yes'
    if ((name === 'days' || name === 'share') && typeof value === 'number') return value
    if (name === 'minutes' && typeof value === 'number' && facts.allowance !== undefined) return amount(value)
    if (name === 'last' && typeof facts.until === 'string') return dayText(addDays(facts.until, -1), language)
    if (name === 'browser') return typeof value === 'string' && value !== '' ? value : say(UNNAMED_BROWSER, language)
    return usual(name)
  }
}

/** One line, and what there is to know beyond it. */
export function wordsOf(told: Told, reading: Reading): { title: string; body: string } {
  const values = valuesOf(told, reading)
  return {
    title: say(NOTICE_TITLES[told.kind], reading.language, values),
    body: say(NOTICE_BODIES[told.kind], reading.language, values),
  }
}

/** The page that it is about, within the front end of that side; no address names a person. */
export function pageOf(told: Told, side: Side): string {
  const { kind, accountId, facts } = told
  if (kind === 'new-browser' || kind === 'second-factor') return '/security'
  if (side === 'partner') return kind === 'member-joined' ? '/settings/people' : '/'
  if (side === 'customer') {
    if (kind.startsWith('session-')) return `/sessions?session=${facts.subject}`
    if (kind.startsWith('allowance-')) return '/usage'
    if (kind === 'offer-sent') return `/offers/${facts.subject}`
    return kind === 'member-joined' ? '/people' : '/'
  }
  if (kind === 'member-joined') return '/settings/people'
  if (accountId === null) return '/accounts'
  if (kind.startsWith('session-')) return `/accounts/${accountId}/sessions`
  if (kind.startsWith('contract-') || kind.startsWith('offer-')) return `/accounts/${accountId}/contracts`
  return kind === 'adjustment-waiting' ? `/accounts/${accountId}/ledger` : `/accounts/${accountId}`
}

/** The whole address; `base` is where the installation is reached. */
export const addressOf = (base: string, side: Side, page: string): string =>
  `${base}/${side === 'customer' ? 'portal' : 'console'}${page}`
