import type { Account } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'

/** A customer orders nothing by themselves: the sentence that says whom to ask. */
export function useAskWhom(account: Account): string {
  const { t } = useWords()
  return account.responsible ? t('portal.ask', { name: account.responsible.name }) : t('portal.askNobody')
}

/** The same where a refusal names its remedies. */
export function useRemedyAsk(account: Account): string {
  const { t } = useWords()
  return account.responsible
    ? t('portal.book.remedyAsk', { name: account.responsible.name })
    : t('portal.book.remedyAskNobody')
}
