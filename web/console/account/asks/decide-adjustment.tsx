import { decideAdjustment, useAdjustments } from '../../../api/adjustments.ts'
import type { Account } from '../../../api/types.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { AskPanel } from '../../../ui/ask/ask-panel.tsx'
import { Empty, Shown } from '../../../ui/states.tsx'
import { AdjustmentFacts } from '../adjustment-facts.tsx'

type Props = {
  account: Account
  id: string
  what: 'approve' | 'decline'
  onClose: () => void
  onRemedy: (id: string) => void
}

/** Approves what somebody else asked for, or declines it; one's own can only be taken back. */
export default function DecideAdjustment({ account, id, what, onClose, onRemedy }: Props) {
  const { t } = useWords()
  const adjustments = useAdjustments(account.id, true)
  return (
    <Shown of={adjustments} lines={6}>
      {(all) => {
        const found = all.find((a) => a.id === id)
        if (!found) return <Empty title={t('adjust.gone')} />
        const word = what === 'decline' && !found.may.approve ? 'withdraw' : what
        return (
          <AskPanel
            title={t(`adjust.${word}`)}
            about={`${what} ${id}`}
            version={found.version}
            input={id}
            onClose={onClose}
            onRemedy={onRemedy}
            danger={what === 'decline'}
            command={() => decideAdjustment(id, what)}
            label={t(`adjust.${word}Do`)}
          >
            {() => <AdjustmentFacts adjustment={found} />}
          </AskPanel>
        )
      }}
    </Shown>
  )
}
