import { Checkbox } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { ApiProblem } from '../../api/client.ts'
import type { Command } from '../../api/commands.ts'
import type { Decision } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { AnswerCard } from '../answer-card.tsx'
import { Button } from '../button.tsx'
import { Icon } from '../icon.tsx'
import css from './ask-panel.module.css'
import { useAnswer } from './use-answer.ts'
import { useCarryOut } from './use-carry-out.ts'

export type FaultOf = (field: string) => string | undefined
type Accepted = { charges: boolean; terms: boolean }

type Props = {
  title: ReactNode
  /** What is asked about; answers to other things are not shown for it. */
  about: string
  /** The form's content as text: a change of it asks again. */
  input: string
  /** The command for what is filled in, null while something needed is missing. */
  command: (accepted: Accepted) => Command | null
  children: (faultOf: FaultOf) => ReactNode
  label: string
  labelCharged?: string
  /** The version of what is changed, as this form shows it. */
  version?: number
  /** A terms version that must be accepted in the same step. */
  terms?: string | undefined
  onClose: () => void
  onDone?: (decision: Decision) => void
  onRemedy?: (id: string) => void
  again?: { label: string; run: () => void }
  danger?: boolean
  prompt?: string
  /** Another way on than doing it here and now, once the answer is a possible one. */
  instead?: ReactNode
}

function Faults({ problem }: { problem: ApiProblem }) {
  const { t } = useWords()
  const id = useId()
  return (
    <div className={css.faults} role="alert" aria-labelledby={id}>
      <b id={id}>{problem.errors.length > 0 ? t('error.fields') : t('answer.notAnswered')}</b>
      {problem.errors.length > 0 ? (
        <ul>
          {problem.errors.map((e) => (
            <li key={`${e.field}-${e.code}`}>{e.detail}</li>
          ))}
        </ul>
      ) : (
        <p>{problem.detail}</p>
      )}
    </div>
  )
}

const faultIn =
  (problem: ApiProblem | null): FaultOf =>
  (field) =>
    problem?.errors.find((e) => e.field === field || e.field.endsWith(`.${field}`))?.detail ??
    (problem?.field === field ? problem.detail : undefined)

/** Ask first, then do: a form, the answer that follows it, what must be accepted, and the one button. */
export function AskPanel(props: Props) {
  const {
    title,
    about,
    input,
    command,
    children,
    label,
    labelCharged,
    version,
    terms,
    onClose,
    onDone,
    onRemedy,
    again,
    danger,
    prompt,
    instead,
  } = props
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const [accepted, setAccepted] = useState<Accepted>({ charges: false, terms: false })
  const [done, setDone] = useState<Decision | null>(null)
  const { decision, asking, problem, failed } = useAnswer(about, input, command({ charges: false, terms: true }))
  const carry = useCarryOut(`${about}\n${input}`, command(accepted), version)
  const told = carry.data && !carry.data.applied && !asking ? carry.data : decision
  const wrong = carry.problem ?? (failed ? problem : null)
  const { reset } = carry
  // biome-ignore lint/correctness/useExhaustiveDependencies: another input makes what was said about the last one void
  useEffect(() => {
    setAccepted((now) => ({ ...now, charges: false }))
    reset()
  }, [input, reset])
  useEffect(() => {
    if (done) heading.current?.focus()
  }, [done])
  const charged = told?.outcome === 'charged'
  const ready =
    told !== undefined &&
    told.outcome !== 'refused' &&
    !asking &&
    (!charged || accepted.charges) &&
    (!terms || accepted.terms)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready || carry.isPending) return
    carry.mutate(undefined, {
      onSuccess: (answer) => {
        if (!answer.applied) return
        setDone(answer)
        onDone?.(answer)
      },
    })
  }
  const head = (
    <div className={css.head}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <button type="button" className={css.close} aria-label={t('act.close')} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  )
  if (done) {
    return (
      <div className={css.panel}>
        {head}
        <AnswerCard
          decision={done}
          mode="done"
          foot={
            <>
              {again ? (
                <Button
                  onClick={() => {
                    setDone(null)
                    again.run()
                  }}
                >
                  {again.label}
                </Button>
              ) : null}
              <Button look="main" onClick={onClose}>
                {t('act.done')}
              </Button>
            </>
          }
        />
      </div>
    )
  }
  return (
    <form className={css.panel} onSubmit={submit} noValidate aria-busy={carry.isPending || undefined}>
      {head}
      <div className={css.form}>{children(faultIn(wrong))}</div>
      {wrong ? <Faults problem={wrong} /> : null}
      <div className={css.answer}>
        {told ? (
          <AnswerCard decision={told} mode="live" asking={asking} {...(onRemedy ? { onRemedy } : {})} />
        ) : (
          <p className={css.waiting}>{asking ? t('answer.asking') : (prompt ?? t('answer.waiting'))}</p>
        )}
      </div>
      <footer className={css.foot}>
        {charged ? (
          <Checkbox
            checked={accepted.charges}
            label={t('answer.acceptCharges')}
            onChange={(e) => {
              const checked = e.currentTarget.checked
              setAccepted((now) => ({ ...now, charges: checked }))
            }}
          />
        ) : null}
        {terms && told && told.outcome !== 'refused' ? (
          <Checkbox
            checked={accepted.terms}
            label={t('answer.acceptTerms', { version: terms })}
            onChange={(e) => {
              const checked = e.currentTarget.checked
              setAccepted((now) => ({ ...now, terms: checked }))
            }}
          />
        ) : null}
        {instead && told && told.outcome !== 'refused' && !asking ? instead : null}
        <div className={css.buttons}>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button type="submit" look={danger ? 'danger' : 'main'} disabled={!ready} busy={carry.isPending}>
            {charged ? (labelCharged ?? label) : label}
          </Button>
        </div>
      </footer>
    </form>
  )
}
