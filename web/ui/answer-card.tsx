import type { ReactNode } from 'react'
import type { Charge, Decision, Finding, Outcome } from '../api/types.ts'
import { useWords } from '../i18n/use-words.ts'
import { Amount, Money } from './amount.tsx'
import css from './answer-card.module.css'
import { AnswerLine } from './answer-line.tsx'
import { Button } from './button.tsx'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'
import { useNames } from './me-context.ts'
import { Pill, type Tone } from './pill.tsx'
import { Seal, Seals } from './seal.tsx'
import { Day, Span, When } from './times.tsx'

const LOOKS: Record<Outcome, { tone: Tone; icon: IconName }> = {
  allowed: { tone: 'ok', icon: 'yes' },
  charged: { tone: 'warn', icon: 'yen' },
  refused: { tone: 'no', icon: 'no' },
}

export function OutcomePill({ decision, done }: { decision: Decision; done?: boolean }) {
  const { t } = useWords()
  const past = done && (decision.applied || decision.outcome === 'refused')
  const word = t(`answer.${past ? 'done' : 'outcome'}.${decision.outcome}`)
  return <Pill {...LOOKS[decision.outcome]}>{word}</Pill>
}

const keyOf = (f: Finding) => [f.rule, f.code, ...f.clauses, f.sentence].join(' ')

/** Lines that say something happened, and the ones that only held, which stand close together beneath. */
function partsOf(decision: Decision) {
  // What a refused step would have taken or cost happened no more than what only held.
  const tells = (f: Finding) => (decision.outcome === 'refused' ? f.verdict === 'broken' : f.verdict !== 'holds')
  const told = decision.findings.filter(tells)
  const held = decision.findings.filter((f) => !tells(f))
  const cited = new Set(told.filter((f) => f.verdict === 'charges').flatMap((f) => f.clauses))
  return { told, held, chargesUntold: decision.charges.filter((c) => !cited.has(c.clause)) }
}

function ChargeLine({ charge, version }: { charge: Charge; version: string | undefined }) {
  const { wordFor } = useWords()
  return (
    <AnswerLine verdict="charges" seals={charge.clause ? <Seal id={charge.clause} version={version} /> : null}>
      {wordFor('charge.kind', charge.kind)}{' '}
      <b>
        <Money value={charge.amount} currency={charge.currency} kind={charge.kind} />
      </b>
    </AnswerLine>
  )
}

/** Beside a finding that charges: the money, unless the sentence carries it already. */
function chargeOf(finding: Finding, charges: Charge[]) {
  return finding.verdict === 'charges' ? charges.find((c) => finding.clauses.includes(c.clause)) : undefined
}

function Remaining({ decision }: { decision: Decision }) {
  const { t } = useWords()
  const names = useNames()
  const drawn = (allowance: string) =>
    decision.draws.filter((d) => d.allowance === allowance).reduce((sum, d) => sum + (d.minutes ?? d.count ?? 0), 0)
  const left = Object.entries(decision.remaining).sort(([a], [b]) => Number(drawn(b) > 0) - Number(drawn(a) > 0))
  if (left.length === 0) return null
  return (
    <dl className={css.remaining} aria-label={t('answer.leftAfter')}>
      {left.map(([allowance, after]) => {
        const unit = names.unitOf(allowance)
        const taken = drawn(allowance)
        return (
          <div key={allowance}>
            <dt>{t('answer.leftOf', { name: names.allowance(allowance) })}</dt>
            <dd>
              {taken > 0 ? (
                <>
                  <span className={css.before}>
                    <Amount value={after + taken} unit={unit} />
                  </span>
                  <span aria-hidden="true"> → </span>
                </>
              ) : null}
              <b>
                <Amount value={after} unit={unit} />
              </b>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Facts({ decision }: { decision: Decision }) {
  const { t, wordFor } = useWords()
  const { period, phase, state, deadline } = decision
  if (!period && !state && !deadline) return null
  return (
    <dl className={css.facts}>
      {period ? (
        <div>
          <dt>{t('answer.period')}</dt>
          <dd>
            <Span {...period} />
          </dd>
        </div>
      ) : null}
      {phase && period ? (
        <div>
          <dt>{t('answer.phase')}</dt>
          <dd>{wordFor('phase', phase)}</dd>
        </div>
      ) : null}
      {state ? (
        <div>
          <dt>{t('answer.state')}</dt>
          <dd>{wordFor('state', state)}</dd>
        </div>
      ) : null}
      {deadline ? (
        <div>
          <dt>{t('answer.deadline')}</dt>
          <dd>{deadline.length > 10 ? <When at={deadline} /> : <Day date={deadline} />}</dd>
        </div>
      ) : null}
    </dl>
  )
}

function Remedies({ ids, onRemedy }: { ids: string[]; onRemedy: ((id: string) => void) | undefined }) {
  const { t } = useWords()
  const names = useNames()
  if (ids.length === 0) return null
  return (
    <div className={css.remedies}>
      <Icon name="hint" />
      <div>
        <b>{t('answer.remedies')}</b>
        <ul>
          {ids.map((id) => (
            <li key={id}>
              {onRemedy ? (
                <Button size="small" onClick={() => onRemedy(id)}>
                  {names.remedy(id)}
                </Button>
              ) : (
                <span className={css.remedy}>{names.remedy(id)}</span>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

type Props = {
  decision: Decision
  /** Live while a form is filled in; done when it was just carried out; kept in the history. */
  mode: 'live' | 'done' | 'kept'
  /** A newer answer is on its way; this one stays until it is there. */
  asking?: boolean
  head?: ReactNode
  foot?: ReactNode
  version?: string | undefined
  onRemedy?: (id: string) => void
  compact?: boolean
}

/** The answer to a request: yes, with a charge, or no; each line with the clause it rests on; what is left after it. */
export function AnswerCard({ decision, mode, asking, head, foot, version, onRemedy, compact }: Props) {
  const { t } = useWords()
  const terms = version ?? decision.version
  const { told, held, chargesUntold } = partsOf(decision)
  return (
    <section
      className={css.answer}
      aria-label={t(`answer.label.${mode}`)}
      aria-busy={asking || undefined}
      data-outcome={decision.outcome}
    >
      {asking ? <span className={css.asking} /> : null}
      <div className={css.top}>
        <span role={mode === 'live' ? 'status' : undefined}>
          <OutcomePill decision={decision} done={mode !== 'live'} />
        </span>
        <span className={css.status}>{head ?? (asking ? t('answer.asking') : t(`answer.label.${mode}`))}</span>
      </div>
      <ul className={css.lines}>
        {told.map((finding) => {
          const charge = chargeOf(finding, decision.charges)
          return (
            <AnswerLine
              key={keyOf(finding)}
              verdict={finding.verdict}
              seals={<Seals ids={finding.clauses} version={terms} />}
            >
              {finding.sentence ?? finding.rule}
              {charge && charge.amount !== null ? (
                <>
                  {' '}
                  <b>
                    <Money value={charge.amount} currency={charge.currency} />
                  </b>
                </>
              ) : null}
            </AnswerLine>
          )
        })}
        {chargesUntold.map((charge) => (
          <ChargeLine key={`${charge.kind} ${charge.clause} ${charge.unit}`} charge={charge} version={terms} />
        ))}
      </ul>
      {held.length > 0 && !compact ? (
        <ul className={css.held} aria-label={t('answer.checked')}>
          {held.map((finding) => (
            <AnswerLine
              key={keyOf(finding)}
              verdict={finding.verdict}
              small
              seals={<Seals ids={finding.clauses} version={terms} />}
            >
              {finding.sentence ?? finding.rule}
            </AnswerLine>
          ))}
        </ul>
      ) : null}
      <Facts decision={decision} />
      <Remaining decision={decision} />
      <Remedies ids={decision.remedies} onRemedy={onRemedy} />
      {foot ? <div className={css.foot}>{foot}</div> : null}
    </section>
  )
}
