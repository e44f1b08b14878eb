import type { Clause } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useClauses } from '../../ui/clause-context.ts'
import { inLanguage } from '../../ui/me-context.ts'
import css from './terms.module.css'

/** A clause in the list: the whole row opens it, its id set as the seal that stands in answers. */
export function ClauseRow({ clause, version }: { clause: Clause; version: string }) {
  const { language } = useWords()
  const clauses = useClauses()
  return (
    <li className={css.row}>
      <button type="button" aria-haspopup="dialog" onClick={() => clauses.open(clause.id, version)}>
        <span className={css.seal}>{clause.id}</span>
        <span>
          <b>{inLanguage(clause.title, language)}</b>
          <span className={css.text}>{inLanguage(clause.text, language)}</span>
        </span>
      </button>
    </li>
  )
}
