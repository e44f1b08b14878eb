import { useNavigate } from '@tanstack/react-router'
import { type Adjustment, useAdjustments } from '../../api/adjustments.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useMay } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Shown } from '../../ui/states.tsx'
import { AdjustmentFacts } from './adjustment-facts.tsx'
import css from './adjustments.module.css'

const TONES = { pending: 'warn', approved: 'ok', declined: 'no', withdrawn: 'quiet' } as const
/** Those that were decided stand in the ledger or are over: the latest few say what became of a request. */
const DECIDED_SHOWN = 3

function Row({ adjustment, ask }: { adjustment: Adjustment; ask: (what: string, on: string) => void }) {
  const { t } = useWords()
  const { id, state, may } = adjustment
  return (
    <li className={css.row}>
      <AdjustmentFacts adjustment={adjustment} />
      <div className={css.acts}>
        {state === 'pending' ? null : <Pill tone={TONES[state]}>{t(`adjust.state.${state}`)}</Pill>}
        {may.approve ? (
          <Button size="small" look="main" onClick={() => ask('approve-adjustment', id)}>
            {t('adjust.approve')}
          </Button>
        ) : null}
        {may.decline ? (
          <Button size="small" onClick={() => ask('decline-adjustment', id)}>
            {t(may.approve ? 'adjust.decline' : 'adjust.withdraw')}
          </Button>
        ) : null}
      </div>
    </li>
  )
}

/** Corrections that wait for a second person, and what became of the last ones; for those who may correct. */
export function Adjustments({ accountId }: { accountId: string }) {
  const { t } = useWords()
  const mayAdjust = useMay('ledger.adjust')
  const adjustments = useAdjustments(accountId, mayAdjust)
  const navigate = useNavigate()
  if (!mayAdjust) return null
  const ask = (what: string, on?: string) =>
    void navigate({ to: '.', search: (now) => ({ ...now, do: what, on, with: undefined }), resetScroll: false })
  return (
    <Card
      title={t('adjust.list')}
      aside={
        <Button size="small" onClick={() => ask('adjust')}>
          {t('adjust.title')}
        </Button>
      }
    >
      <Shown of={adjustments} lines={2}>
        {(all) => {
          const pending = all.filter((a) => a.state === 'pending')
          const decided = all.filter((a) => a.state !== 'pending').slice(0, DECIDED_SHOWN)
          if (pending.length + decided.length === 0) return <p className="quiet">{t('adjust.none')}</p>
          return (
            <ul className={css.list}>
              {[...pending, ...decided].map((a) => (
                <Row key={a.id} adjustment={a} ask={ask} />
              ))}
            </ul>
          )
        }}
      </Shown>
    </Card>
  )
}
