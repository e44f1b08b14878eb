import type { PlayedScenario, PlayedStep } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { AnswerCard } from '../../ui/answer-card.tsx'
import { Card } from '../../ui/card.tsx'
import { datumText } from '../../ui/datum.ts'
import { Pill } from '../../ui/pill.tsx'
import { When } from '../../ui/times.tsx'
import css from './scenarios.module.css'

function Step({ step, previousAt }: { step: PlayedStep; previousAt: string | null }) {
  const { t, wordFor } = useWords()
  return (
    <li className={css.step} data-ok={step.ok}>
      <div className={css.stepHead}>
        <span className={css.number}>{step.step}</span>
        <b>{wordFor('action', step.do)}</b>
        <code>{step.do}</code>
        {step.at && step.at !== previousAt ? <When at={step.at} /> : null}
        <span className={css.verdict}>
          {step.ok ? (
            <Pill tone="ok" icon="yes">
              {t('scenario.ok')}
            </Pill>
          ) : (
            <Pill tone="no" icon="no">
              {t('scenario.failed')}
            </Pill>
          )}
        </span>
      </div>
      <dl className={css.with}>
        {Object.entries(step.with ?? {}).map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{datumText(value)}</dd>
          </div>
        ))}
      </dl>
      {step.failures.length > 0 ? (
        <ul className={css.failures}>
          {step.failures.map((f) => (
            <li key={f}>{f}</li>
          ))}
        </ul>
      ) : null}
      {step.decision ? (
        <div className={css.card}>
          <AnswerCard
            decision={step.decision}
            mode="kept"
            head={step.decision.applied ? t('scenario.applied') : t('scenario.notApplied')}
          />
        </div>
      ) : null}
    </li>
  )
}

export function Played({ scenarios }: { scenarios: readonly PlayedScenario[] }) {
  const { t } = useWords()
  return scenarios.map((scenario) => {
    const failed = scenario.steps.filter((s) => !s.ok).length
    return (
      <Card
        key={scenario.name}
        title={scenario.name}
        flush
        aside={
          <span role="status">
            {failed === 0 ? (
              <Pill tone="ok" icon="yes">
                {t('scenario.allOk', { count: scenario.steps.length })}
              </Pill>
            ) : (
              <Pill tone="no" icon="no">
                {t('scenario.someFailed', { failed, count: scenario.steps.length })}
              </Pill>
            )}
          </span>
        }
      >
        <ol className={css.steps}>
          {scenario.steps.map((step, n) => (
            <Step key={step.step} step={step} previousAt={scenario.steps[n - 1]?.at ?? null} />
          ))}
        </ol>
      </Card>
    )
  })
}
