import type { ReactNode } from 'react'
import type { Verdict } from '../api/types.ts'
import { useWords } from '../i18n/use-words.ts'
import css from './answer-card.module.css'
import { Icon, type IconName } from './icon.tsx'

const SIGNS: Record<Verdict, IconName> = { holds: 'yes', broken: 'no', draws: 'draw', charges: 'yen', warns: 'alert' }

/** One line of an answer: its sign, the sentence, the clauses it rests on. */
export function AnswerLine({
  verdict,
  seals,
  small,
  children,
}: {
  verdict: Verdict
  seals: ReactNode
  small?: boolean
  children: ReactNode
}) {
  const { t } = useWords()
  return (
    <li className={`${css.line} ${small ? css.small : ''}`}>
      <span className={`${css.sign} ${css[verdict]}`}>
        <Icon name={SIGNS[verdict]} size={small ? 13 : 15} />
        <span className="hidden-text">{t(`answer.verdict.${verdict}`)}</span>
      </span>
      <span className={css.sentence}>{children}</span>
      <span className={css.lineSeals}>{seals}</span>
    </li>
  )
}
