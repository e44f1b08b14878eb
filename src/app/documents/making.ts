/** Makes a paper, once for the same facts: whoever asks again is given the one that was made. */
import { createHash } from 'node:crypto'
import { recordChanges } from '../../kernel/audit.ts'
import { newId } from '../../kernel/ids.ts'
import { type Caller, type Language, scopeOf } from '../../kernel/route.ts'
import type { Services } from '../services.ts'
import type { Vocabulary } from '../words/arguments.ts'
import { confirmationOf } from './confirmation.ts'
import { accountOfContract, confirmationFacts, usageFacts } from './gathering.ts'
import type { Paper } from './paper.ts'
import { printPaper } from './press.ts'
import { type DocumentKind, keepDocument, type Made, sameDocument } from './store.ts'
import { usageRecordOf } from './usage-record.ts'
import { handIn } from './writing.ts'

export type PaperAsked = { kind: DocumentKind; contractId: string; language: Language }

const LETTERS: Record<DocumentKind, string> = { confirmation: 'K', usage: 'R' }

/** `K-20250414-9F3A21`: the day of issue and the end of the id. */
const numberOf = (kind: DocumentKind, day: string, id: string) =>
  `${LETTERS[kind]}-${day.replaceAll('-', '')}-${id.slice(-6).toUpperCase()}`

const hashOf = (paper: Paper) => createHash('sha256').update(JSON.stringify(paper)).digest('base64url')

export async function makeDocument(
  services: Services,
  vocabulary: Vocabulary,
  caller: Caller,
  { kind, contractId, language }: PaperAsked,
): Promise<{ made: Made; isNew: boolean }> {
  const { db, clock, catalogues } = services
  const hand = handIn(language, vocabulary, catalogues.timeZone)
  const { accountId, paper } = await db.read(scopeOf(caller), async (tx) => {
    const accountId = await accountOfContract(tx, caller, contractId)
    const paper =
      kind === 'confirmation'
        ? confirmationOf(await confirmationFacts(tx, services, accountId, contractId), hand)
        : usageRecordOf(await usageFacts(tx, services, accountId, contractId), hand)
    return { accountId, paper }
  })
  const now = clock.now()
  const [id, day] = [newId(now), hand.dayOf(now)]
  const number = numberOf(kind, day, id)
  const key = { accountId, kind, subjectId: contractId, language, contentHash: hashOf(paper) }
  const known = await db.read(scopeOf(caller, accountId), (tx) => sameDocument(tx, key))
  if (known) return { made: known, isNew: false }
  // Set outside of any transaction: nobody waits for the typesetter with a lock in hand.
  const issued = { issued: hand.day(day), issuedLabel: hand.word('issued') }
  const { file, pages } = await printPaper(paper, { number, numberLabel: hand.word('number'), ...issued })
  const common = { id, number, pages, madeAt: now, madeByName: caller.name }
  return db.transaction(scopeOf(caller, accountId), async (tx) => {
    const kept = await keepDocument(tx, { ...key, ...common, file, madeBy: caller.userId })
    if (!kept) return { made: (await sameDocument(tx, key))!, isNew: false }
    const after = {
      kind,
      number,
      contract: contractId,
      language,
      sha256: createHash('sha256').update(file).digest('hex'),
    }
    const subject = { type: 'document', id }
    await recordChanges(tx, caller, [{ action: 'document.make', accountId, subject, before: null, after }], now)
    return { made: { ...key, ...common, bytes: file.length }, isNew: true }
  })
}
