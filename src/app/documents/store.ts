/** Papers that were made: kept byte for byte, never changed. */
import type { Instant } from '../../kernel/clock.ts'
import type { Language } from '../../kernel/route.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'

export const DOCUMENT_KINDS = ['confirmation', 'usage'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

export type Made = {
  accountId: string
  id: string
  kind: DocumentKind
  language: Language
  subjectId: string
  number: string
  pages: number
  bytes: number
  madeAt: Instant
  madeByName: string
}
type New = Omit<Made, 'bytes'> & { contentHash: string; file: Buffer; madeBy: string }

const COLUMNS = `account_id as "accountId", id, kind, language, subject_id as "subjectId", number, pages,
  octet_length(file) as bytes, made_at as "madeAt", made_by_name as "madeByName"`

/** The paper that says the same, if one was made. */
export const sameDocument = (
  tx: Tx,
  d: Pick<New, 'accountId' | 'kind' | 'subjectId' | 'language' | 'contentHash'>,
): Promise<Made | null> =>
  tx.maybe<Made>(
    `select ${COLUMNS} from app.documents
     where account_id = $1 and kind = $2 and subject_id = $3 and language = $4 and content_hash = $5`,
    [d.accountId, d.kind, d.subjectId, d.language, d.contentHash],
  )

/** Keeps a paper; where somebody kept the same in the meantime, that one is the paper, and nothing is written. */
export async function keepDocument(tx: Tx, d: New): Promise<boolean> {
  const rows = await tx.query(
    `insert into app.documents (account_id, id, kind, language, subject_id, number, content_hash, pages, file, made_at, made_by, made_by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict on constraint one_paper_of_the_same_facts do nothing returning id`,
    [
      d.accountId,
      d.id,
      d.kind,
      d.language,
      d.subjectId,
      d.number,
      d.contentHash,
      d.pages,
      d.file,
      timestampOf(d.madeAt),
      d.madeBy,
      d.madeByName,
    ],
  )
  return rows.length > 0
}

/** Newest first; of one account, or of all that may be seen. */
export const documentsOf = (
  tx: Tx,
  asked: { accountId: string | null; after: string | null; limit: number },
): Promise<Made[]> =>
  tx.query<Made>(
    `select ${COLUMNS} from app.documents
     where ($1::uuid is null or account_id = $1) and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [asked.accountId, asked.after, asked.limit],
  )

/** Asks without an account because the id is what finds it; row-level security hides what is another's. */
export const documentFile = (
  tx: Tx,
  id: string,
): Promise<{ kind: DocumentKind; number: string; file: Buffer } | null> =>
  tx.maybe('select kind, number, file from app.documents where id = $1', [id])
