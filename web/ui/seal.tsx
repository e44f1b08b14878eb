import { useWords } from '../i18n/use-words.ts'
import { useClauses } from './clause-context.ts'
import css from './seal.module.css'

/** A clause id, set like a stamp. It opens the clause, in the terms version of the answer that it stands in. */
export function Seal({ id, version }: { id: string; version?: string | undefined }) {
  const { t } = useWords()
  const clauses = useClauses()
  return (
    <button
      type="button"
      className={css.seal}
      aria-label={t('clause.open', { id })}
      aria-haspopup="dialog"
      onClick={(event) => {
        event.stopPropagation()
        clauses.open(id, version, event.currentTarget.closest('[data-keep-clear]')?.getBoundingClientRect().left)
      }}
    >
      {id}
    </button>
  )
}

export function Seals({ ids, version }: { ids: readonly string[]; version?: string | undefined }) {
  return (
    <span className={css.seals}>
      {ids.map((id) => (
        <Seal key={id} id={id} version={version} />
      ))}
    </span>
  )
}
